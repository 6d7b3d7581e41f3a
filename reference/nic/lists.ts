// NDIS 6 receive: lists are given up, or lent with RESOURCES, and come back in any company.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes, type Args } from "../../src/contract/value.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { sampleFrame } from "../sample.ts";
import { get } from "../table.ts";
import { back, call, integer, itemsOf, note, tagged, texts, value, writes } from "../words.ts";
import { typed, typeOf } from "./frame-type.ts";
import type { FrameType } from "./frame-type.ts";
import { frameFor, placeOf } from "./indicate.ts";
import type { Place } from "./indicate.ts";
import { filled, placed } from "./ring.ts";
import type { Kind } from "./ring.ts";
import { busy } from "./state.ts";
import type { NicState } from "./state.ts";

const adapterOf = (nic: PartyId): string => `adapter:${nic}`;

/** One net buffer, its data used from the start; what it came as is read from the frame. */
const list: Kind = {
  type: "nbl",
  says: (id, frame, nic) => ({
    source: adapterOf(nic),
    size: frame.length,
    buffers: 1,
    offset: 0,
    chain: `chain:${id}`,
    ...typeOf(frame),
  }),
};

/** From a scenario or its own offer. */
export function beginIndicateLists(state: NicState, input: Begun, view: View): Reaction<NicState> | null {
  if (busy(state) || state.generation !== 6 || get(state.dry, "packets") === "while") return null;
  const { lists, flags, adapter, count } = input.args;
  if (typeof adapter === "string" && adapter !== adapterOf(state.self)) return null;
  if (!Array.isArray(lists)) return indicateWaiting(state, view);
  const places = itemsOf(lists).map(placeOf);
  if (!places.every(({ fields }) => isPossible(state, fields))) return null;
  if (typeof count === "number" && count !== places.length) return null;
  return indicate(state, places, Array.isArray(flags) ? texts(input.args, "flags") : undefined, view);
}

/** The frames that wait, together or the oldest alone; a made-up one when none waits. */
export function indicateWaiting(state: NicState, view: View): Reaction<NicState> | null {
  const most = Math.max(1, state.waiting.length);
  const count = view.pick("batch", most > 1 ? [most, 1] : [1]);
  const places = Array.from({ length: count }, () => ({ fields: {} }));
  return indicate(state, places, undefined, view);
}

/** null: a list cannot be had as it is wanted, or a flag would not be true. */
function indicate(
  state: NicState,
  places: readonly Place[],
  asked: readonly string[] | undefined,
  view: View,
): Reaction<NicState> | null {
  if (places.length === 0 || state.ndis === "") return null;
  let now = state;
  const lists: ResourceId[] = [];
  const frames: string[] = [];
  const outs: Out[] = [];
  for (const { named, fields } of places) {
    const frame = frameLike(now, fields);
    if (frame === undefined) return null;
    const rest = frame === now.waiting[0] ? { ...now, waiting: now.waiting.slice(1) } : now;
    const one = filled(list, rest, frame, fields, view, named);
    if (one === undefined) return null;
    now = one[0];
    frames.push(frame);
    lists.push(one[1]);
    outs.push(...one[2]);
  }
  const flags = asked ?? freeFlags(frames, view);
  const single = singleOf(frames);
  if (flags.some((flag) => flag.startsWith("SINGLE_") && !single.includes(flag))) return null;
  if (flags.includes("PERFECT_FILTERED") && places.some(({ fields }) => fields["matched"] === false))
    return null;
  const linked = lists.map((id, at) => writes(id, "next", lists[at + 1] ?? ""));
  const lent = flags.includes("RESOURCES") ? lists : [];
  const args = { adapter: adapterOf(now.self), lists, count: lists.length, flags };
  const said = call(now.ndis, "NdisMIndicateReceiveNetBufferLists", args, { lent });
  return [{ ...placed(now, lent, "lent"), indicating: now.indicating + 1 }, [...outs, ...linked, said]];
}

/** What was lent is back with the return; the others come back by MiniportReturnNetBufferLists. */
export function listsShown(state: NicState, input: Returned): Reaction<NicState> {
  const home = placed(state, texts(tagged(input.tag), "lent"), "free");
  const now = { ...home, indicating: state.indicating - 1 };
  return [now, []];
}

export function returnLists(state: NicState, input: Called): Reaction<NicState> {
  const lists = texts(input.args, "lists");
  const home = lists.filter((id) => get(state.ring, id) === "out");
  const strange = lists.filter((id) => !home.includes(id));
  const notes = strange.map((id) => note(`MiniportReturnNetBufferLists: ${id} is not out`));
  const now = placed(state, home, "free");
  return [now, [...notes, back()]];
}

function freeFlags(frames: readonly string[], view: View): readonly string[] {
  const short = view.pick("RESOURCES", ["clear", "set"]) === "set" ? ["RESOURCES"] : [];
  const said = view.pick("SINGLE flags", ["unsaid", "said"]) === "said" ? singleOf(frames) : [];
  return [...short, ...said];
}

/** The flags that are true of all these frames. */
function singleOf(frames: readonly string[]): readonly string[] {
  const types = frames.map(typeOf);
  const alike = (field: keyof FrameType): boolean => new Set(types.map((type) => type[field])).size === 1;
  return [...(alike("frameType") ? ["SINGLE_ETHER_TYPE"] : []), ...(alike("vlan") ? ["SINGLE_VLAN"] : [])];
}

/** It signs with its own handle, and on Ethernet a list has one buffer. */
function isPossible(state: NicState, fields: Args): boolean {
  const source = value(fields, "source") ?? adapterOf(state.self);
  const buffers = value(fields, "buffers") ?? 1;
  return source === adapterOf(state.self) && (buffers === 1 || state.medium !== "ethernet");
}

/** A frame of the length, type and network that are wanted; undefined when those given contradict each other. */
function frameLike(state: NicState, fields: Args): string | undefined {
  const frame = frameFor(state, fields);
  if (frame === undefined) return undefined;
  const found = typeOf(frame);
  const wanted: FrameType = {
    frameType: value(fields, "frameType") === null ? found.frameType : integer(fields, "frameType"),
    vlan: value(fields, "vlan") === null ? found.vlan : integer(fields, "vlan"),
  };
  if (wanted.frameType === found.frameType && wanted.vlan === found.vlan) return frame;
  return isBytes(value(fields, "data")) ? undefined : typed(sampleFrame(frame.length), wanted);
}
