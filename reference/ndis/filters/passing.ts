// Lists of NDIS 6 on their way past filters: each is handed to one filter at a time, and goes on when that one says so.
import type { PartyId, ResourceId } from "../../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../../src/contract/layer.ts";
import type { Called, Returned } from "../../handlers.ts";
import { get, put, without } from "../../table.ts";
import { back, call, note, texts } from "../../words.ts";
import { homeward, indicateLists } from "../lists.ts";
import { complete, handBack, handUp, send } from "../send.ts";
import type { NdisState } from "../state.ts";
import { above, below, given, knownTo, taken } from "./modules.ts";

type Ids = readonly ResourceId[];

/** To the next filter below, in the order sent: one call at a time, or a second would overtake it. Behind the last one stands the NIC. */
export function sendDown(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const lists = texts(input.args, "lists");
  const now = taken(state, lists);
  const next = below(now, input.from);
  if (next === undefined) return send(now, input, view);
  const waiting = get(now.hops, next);
  if (waiting === undefined && lists.length > 0) return handedDown(now, next, lists, [back()], view);
  return [{ ...now, hops: put(now.hops, next, [...(waiting ?? []), ...lists]) }, [back()]];
}

/** The filter has taken what it was handed: what came meanwhile follows. */
export function sentDown(state: NdisState, input: Returned, view: View): Reaction<NdisState> {
  const waiting = get(state.hops, input.from) ?? [];
  if (waiting.length > 0) return handedDown(state, input.from, waiting, [], view);
  return [{ ...state, hops: without(state.hops, input.from) }, []];
}

/** From the NIC to the lowest filter, whoever sent them. */
export function completeUp(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const [now, lists, notes] = complete(state, input);
  return climb(now, input.from, lists, notes, view);
}

/** Only what the filter was given to send is its to complete: its own sends end at itself. */
export function filterCompletes(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const lists = knownTo(state, input.from, "down", texts(input.args, "lists"));
  return climb(taken(state, lists), input.from, lists, strangers(input, lists), view);
}

/** What a NIC or a filter indicates: to the next filter above, or to the protocols. */
export function indicateUp(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const lists = texts(input.args, "lists");
  const now = taken(state, lists);
  const next = above(now, input.from);
  if (next === undefined) return indicateLists(now, input, view);
  const flags = texts(input.args, "flags");
  const said = call(next, "FilterReceiveNetBufferLists", { lists, count: lists.length, flags });
  return [flags.includes("RESOURCES") ? now : given(now, next, "up", lists, view), [said, back()]];
}

/** Back to whoever indicated it to this filter. */
export function filterReturns(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const lists = knownTo(state, input.from, "up", texts(input.args, "lists"));
  const to = below(state, input.from) ?? state.nic;
  const [now, outs] = homeward(taken(state, lists), to, lists, view);
  return [now, [...strangers(input, lists), ...outs, back()]];
}

function handedDown(
  state: NdisState,
  to: PartyId,
  lists: Ids,
  behind: readonly Out[],
  view: View,
): Reaction<NdisState> {
  const now = given({ ...state, hops: put(state.hops, to, []) }, to, "down", lists, view);
  return [now, [call(to, "FilterSendNetBufferLists", { lists }), ...behind]];
}

function climb(
  state: NdisState,
  from: PartyId,
  lists: Ids,
  notes: readonly Out[],
  view: View,
): Reaction<NdisState> {
  const next = above(state, from);
  if (lists.length === 0) return [state, [...notes, back()]];
  if (next === undefined) return handBack(state, lists, notes, view);
  const all = [...(get(state.done, next) ?? []), ...lists];
  return handUp(given(state, next, "down", lists, view), new Map([[next, all]]), notes, view);
}

const strangers = (input: Called, known: Ids): readonly Out[] =>
  texts(input.args, "lists")
    .filter((id) => !known.includes(id))
    .map((id) => note(`${input.name}: ${id} is not ${input.from}'s to hand on`));
