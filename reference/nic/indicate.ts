// Full packets: NdisMIndicateReceivePacket, what its return means, and MiniportReturnPacket.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes, isWant, type Args, type WordValue } from "../../src/contract/value.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { sampleFrame } from "../sample.ts";
import { get } from "../table.ts";
import { back, call, itemsOf, note, tagged, text, texts, value, wishOf } from "../words.ts";
import { filled, placed } from "./ring.ts";
import type { Kind } from "./ring.ts";
import { busy } from "./state.ts";
import type { NicState } from "./state.ts";

const usualSize = 64;

/** The whole frame is there: room and size agree. */
const packet: Kind = {
  type: "packet",
  says: (_id, frame) => ({ size: frame.length, room: frame.length, status: "SUCCESS", dest: "*" }),
};

export type Place = { readonly named?: ResourceId; readonly fields: Args };

/** From a scenario or its own offer: the frames that wait, or else made-up ones of the sizes asked for. */
export function beginIndicate(state: NicState, input: Begun, view: View): Reaction<NicState> | null {
  if (busy(state) || !state.full || state.generation !== 5 || get(state.dry, "packets") === "while")
    return null;
  const asked = input.args["packets"];
  // Whoever names the packets also says which of them is short of resources.
  if (Array.isArray(asked)) {
    const places = itemsOf(asked).map(placeOf);
    return indicate(state, places, statusesWished(places), view);
  }
  const most = Math.max(1, state.waiting.length);
  return indicateFrames(state, view.pick("batch", most > 1 ? [most, 1] : [1]), view);
}

/** So many of the frames that wait, as they come; any one of them may be short of resources. */
export function indicateFrames(state: NicState, count: number, view: View): ReturnType<typeof indicate> {
  const places = Array.from({ length: count }, () => ({ fields: {} }));
  const short = view.pick("RESOURCES", count > 1 ? ["none", "first", "last"] : ["none", "first"]);
  const at = short === "none" ? -1 : short === "first" ? 0 : count - 1;
  return indicate(
    state,
    places,
    places.map((_, place) => (place === at ? "RESOURCES" : "SUCCESS")),
    view,
  );
}

/** Indicates one packet a place; null when one of them cannot be had as it is wanted. */
function indicate(
  state: NicState,
  places: readonly Place[],
  statuses: readonly string[],
  view: View,
): readonly [NicState, readonly Out[]] | null {
  if (places.length === 0 || state.ndis === "") return null;
  let now = state;
  const packets: ResourceId[] = [];
  const outs: Out[] = [];
  for (const [at, { named, fields }] of places.entries()) {
    const frame = frameFor(now, fields);
    if (frame === undefined) return null;
    const rest = frame === now.waiting[0] ? { ...now, waiting: now.waiting.slice(1) } : now;
    const one = filled(packet, rest, frame, { ...fields, status: statuses[at] ?? "SUCCESS" }, view, named);
    if (one === undefined) return null;
    now = one[0];
    packets.push(one[1]);
    outs.push(...one[2]);
  }
  // Behind the first RESOURCES everything is handled like it (NDIS_SET_PACKET_STATUS).
  const lent = statuses.includes("RESOURCES") ? packets.slice(statuses.indexOf("RESOURCES")) : [];
  const said = call(now.ndis, "NdisMIndicateReceivePacket", { packets }, { lent });
  return [{ ...placed(now, lent, "lent"), indicating: now.indicating + 1 }, [...outs, said]];
}

/** What was lent is back. A serialized driver now reads what became of the others; a deserialized one must not. */
export function indicated(state: NicState, input: Returned, view: View): Reaction<NicState> {
  const lent = texts(tagged(input.tag), "lent");
  const now = { ...placed(state, lent, "free"), indicating: state.indicating - 1 };
  if (view.property("serialized") !== true) return [now, []];
  const others = texts(input.args, "packets").filter((id) => !lent.includes(id));
  const questions = others.map((packet) => call(now.ndis, "NDIS_GET_PACKET_STATUS", { packet }));
  const asking = placed(now, others, "asked");
  return [asking, questions];
}

export function statusRead(state: NicState, input: Returned): Reaction<NicState> {
  const id = text(input.args, "packet");
  const place = get(state.ring, id);
  if (place !== "asked" && place !== "back") return [state, []];
  const kept = place === "asked" && text(input.results, "status") === "PENDING";
  const now = placed(state, [id], kept ? "out" : "free");
  return [now, []];
}

export function returnPacket(state: NicState, input: Called): Reaction<NicState> {
  const id = text(input.args, "packet");
  const place = get(state.ring, id);
  if (place === "out") {
    const now = placed(state, [id], "free");
    return [now, [back()]];
  }
  if (place === "asked") return [placed(state, [id], "back"), [back()]];
  return [state, [note(`MiniportReturnPacket: ${id} is not out`), back()]];
}

export function placeOf(item: WordValue): Place {
  if (typeof item === "string") return { named: item, fields: {} };
  return isWant(item) && item.of !== undefined
    ? { named: item.of, fields: item.want }
    : { fields: wishOf(item) };
}

const statusesWished = (places: readonly Place[]): readonly string[] =>
  places.map(({ fields }) => text(fields, "status") || "SUCCESS");

/** `*` is everybody, which a frame says by naming nobody. */
const destIn = (fields: Args): string => (text(fields, "dest") === "*" ? "" : text(fields, "dest"));

/** undefined: what is wanted would not be one whole packet. */
export function frameFor(state: NicState, fields: Args): string | undefined {
  const [size, room, data] = [value(fields, "size"), value(fields, "room"), value(fields, "data")];
  if (room !== null && size !== null && room !== size) return undefined;
  if (isBytes(data)) return data.latin1;
  const length = [size, room].find((one) => typeof one === "number");
  const [oldest] = state.waiting;
  if (oldest !== undefined && (length === undefined || length === oldest.length)) return oldest;
  return sampleFrame(length ?? usualSize, destIn(fields));
}
