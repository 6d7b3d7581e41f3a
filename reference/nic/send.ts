// Sending: frames go to the wire in the order given; lists are completed in any order, together or one by one, inside the call or later.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { chosen } from "../choices.ts";
import type { Begun, Called } from "../handlers.ts";
import { has } from "../table.ts";
import {
  again,
  back,
  befell,
  call,
  framesOf,
  itemsOf,
  joined,
  note,
  text,
  texts,
  wishOf,
  writes,
} from "../words.ts";
import { spent } from "./ring.ts";
import { completable, released, transmitted } from "./queue.ts";
import type { NicState } from "./state.ts";

/** The longest Ethernet frame without its check sequence. */
const longest = 1514;

/** Everything goes to the wire before any of it is completed, unless it has to queue. */
export function send(state: NicState, input: Called, view: View): Reaction<NicState> {
  const given = texts(input.args, "lists");
  const here = [...state.transmitting, ...state.queued, ...state.sending];
  const lists = given.filter((id) => !here.includes(id));
  if (lists.length < given.length || lists.length === 0)
    return [state, [note("MiniportSendNetBufferLists: a list that is already here, or none"), back()]];
  const reason = refusal(state);
  if (reason !== undefined)
    return [{ ...state, ending: state.ending + 1 }, [...ended(state, lists, () => reason), back()]];
  if (view.property("queues") === true) return [{ ...state, queued: [...state.queued, ...lists] }, [back()]];
  const outs = lists.flatMap((id) => transmitted(id, view));
  const now = { ...state, transmitting: [...state.transmitting, ...lists] };
  return [now, [...outs, ...again(joined("transmitted", lists))]];
}

/** Completed inside the call, together or one by one, or later. */
export function sent(state: NicState, lists: readonly string[], view: View): Reaction<NicState> {
  const transmitting = state.transmitting.filter((id) => !lists.includes(id));
  const held = { ...state, transmitting, sending: [...state.sending, ...lists] };
  const options = ["in the call", "later", ...(lists.length > 1 ? ["one by one", "backwards"] : [])];
  const when = view.pick("complete", options);
  if (when === "later") return [held, [back()]];
  const order = when === "backwards" ? lists.toReversed() : lists;
  const groups = when === "one by one" ? order.map((id) => [id]) : [order];
  const [now, completions] = complete(held, groups, [], view);
  return [now, [...completions, back()]];
}

export function beginSendComplete(state: NicState, input: Begun, view: View): Reaction<NicState> | null {
  const lists = chosen(view, "lists", input.args["lists"], completable(state));
  if (lists === null) return null;
  const [sending, frames] = released(state, lists, view);
  const [now, outs] = complete(sending, [lists], itemsOf(input.args["lists"]).map(wishOf), view);
  return [now, [...frames, ...outs]];
}

/** The lists are gone when the call has returned, not when it is about to be made. */
export const completed = (state: NicState): Reaction<NicState> => [
  { ...state, ending: state.ending - 1 },
  [],
];

/** Each list gets its final status before it goes back (NdisMSendNetBufferListsComplete). */
export function complete(
  state: NicState,
  groups: readonly (readonly ResourceId[])[],
  wishes: readonly Args[],
  view: View,
): readonly [NicState, readonly Out[]] {
  const dry = has(state.dry, "sends");
  const outs = groups.flatMap((lists) =>
    ended(state, lists, (id, at) => text(wishes[at] ?? {}, "status") || statusOf(id, dry, view)),
  );
  const done = groups.flat();
  const sending = state.sending.filter((id) => !done.includes(id));
  const now = { ...state, sending, ending: state.ending + groups.length };
  return dry ? [spent(now, "sends"), [befell("runsOutOf"), ...outs]] : [now, outs];
}

const ended = (
  state: NicState,
  lists: readonly ResourceId[],
  how: (id: ResourceId, at: number) => string,
): readonly Out[] => [
  ...lists.map((id, at) => writes(id, "status", how(id, at))),
  call(state.ndis, "NdisMSendNetBufferListsComplete", { lists, flags: [] }),
];

/** Why nothing is sent now: the lists go straight back (MINIPORT_PAUSE, MINIPORT_RESET). */
function refusal(state: NicState): string | undefined {
  if (state.phase !== "running") return "PAUSED";
  return state.resetting ? "RESET_IN_PROGRESS" : undefined;
}

function statusOf(id: ResourceId, dry: boolean, view: View): string {
  const reader = view.open(id);
  const frames = reader === "not yours" ? [] : framesOf(reader);
  if (frames.some((frame) => frame.length > longest)) return "INVALID_LENGTH";
  return dry ? "RESOURCES" : "SUCCESS";
}
