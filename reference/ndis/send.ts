// NDIS 6 send: submitted in the order sent, split or merged at will; completions sorted by SourceHandle, merged or deferred at will.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Offer, Out, Reaction, View } from "../../src/contract/layer.ts";
import { chosen } from "../choices.ts";
import type { Begun, Called } from "../handlers.ts";
import type { CallName } from "../generated/words.ts";
import { get, keys, put, without } from "../table.ts";
import { back, call, note, texts, writes } from "../words.ts";
import { bindingHandle } from "./state.ts";
import type { NdisState } from "./state.ts";
import { given } from "./filters/modules.ts";
import { beginOwnSend } from "./states.ts";

export function send(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const lists = texts(input.args, "lists");
  if (state.nic === "" || state.adapter === "halted") return refuse(state, lists, input.from, view);
  const now = { ...state, queue: [...state.queue, ...lists] };
  if (state.submitting || lists.length === 0) return [now, [back()]];
  const [next, outs] = submit(now, undefined, view);
  return [next, [...outs, back()]];
}

/** The queue goes down in its order: all of it, one list at a time, or later. One submission at a time, or a second would overtake it. */
export function submit(state: NdisState, _input: unknown, view: View): Reaction<NdisState> {
  const { queue } = state;
  const options = queue.length > 1 ? ["all", "one", "later"] : ["all", "later"];
  const how = queue.length === 0 ? "later" : view.pick("submit", options);
  if (how === "later") return [{ ...state, submitting: false }, []];
  return submitted(state, how === "one" ? queue.slice(0, 1) : queue);
}

export function beginSubmit(state: NdisState, input: Begun, view: View): Reaction<NdisState> | null {
  if (state.submitting) return null;
  if (state.queue.length === 0) return beginOwnSend(state, input, view);
  const lists = chosen(view, "submit", input.args["lists"], state.queue);
  if (lists === null || lists.some((id, at) => id !== state.queue[at])) return null;
  return submitted(state, lists);
}

function submitted(state: NdisState, lists: readonly ResourceId[]): Reaction<NdisState> {
  const queue = state.queue.slice(lists.length);
  const below = [...state.below, ...lists].toSorted();
  return [
    { ...state, queue, below, submitting: true },
    [call(state.nic, "MiniportSendNetBufferLists", { lists })],
  ];
}

/** What was below is not any more; with it, what is to be noted of the rest. */
export function complete(
  state: NdisState,
  input: Called,
): readonly [NdisState, readonly ResourceId[], readonly Out[]] {
  const lists = texts(input.args, "lists");
  const known = lists.filter((id) => state.below.includes(id));
  const strange = known.length < lists.length;
  return [
    { ...state, below: state.below.filter((id) => !known.includes(id)) },
    known,
    strange ? [note(`${input.name}: a list that was not pending`)] : [],
  ];
}

/** Each list goes to the protocol whose handle it carries, whoever else's are in the same completion. */
export function handBack(
  state: NdisState,
  lists: readonly ResourceId[],
  noted: readonly Out[],
  view: View,
): Reaction<NdisState> {
  const groups = new Map<PartyId, readonly ResourceId[]>();
  const notes: Out[] = [...noted];
  for (const id of lists) {
    const reader = view.open(id);
    const source = reader === "not yours" ? undefined : reader.fields["source"];
    const owner = view.neighbours("protocol").find((protocol) => bindingHandle(protocol) === source);
    if (owner === undefined) notes.push(note(`${id} carries no handle of a binding`));
    else groups.set(owner, [...(groups.get(owner) ?? get(state.done, owner) ?? []), id]);
  }
  return handUp(state, groups, notes, view);
}

/** To protocols, or to the next filter. */
export function handUp(
  state: NdisState,
  groups: ReadonlyMap<PartyId, readonly ResourceId[]>,
  noted: readonly Out[],
  view: View,
): Reaction<NdisState> {
  if (groups.size === 0) return [state, [...noted, back()]];
  const several = [...groups.values()].some((lists) => lists.length > 1);
  const how = view.pick("hand up", ["now", "later", ...(several ? ["one by one"] : [])]);
  if (how === "later") {
    const done = [...groups].reduce((table, [owner, lists]) => put(table, owner, lists), state.done);
    return [{ ...state, done }, [...noted, back()]];
  }
  const done = [...groups.keys()].reduce((table, owner) => without(table, owner), state.done);
  const calls = [...groups].flatMap(([owner, lists]) =>
    how === "now" ? [completion(state, owner, lists)] : lists.map((id) => completion(state, owner, [id])),
  );
  return [{ ...state, done }, [...noted, ...calls, back()]];
}

export function beginComplete(state: NdisState, input: Begun, view: View): Reaction<NdisState> | null {
  const waiting = get(state.done, input.to) ?? [];
  const lists = chosen(view, "hand up", input.args["lists"], waiting);
  if (lists === null) return null;
  const rest = waiting.filter((id) => !lists.includes(id));
  const done = rest.length > 0 ? put(state.done, input.to, rest) : without(state.done, input.to);
  return [{ ...state, done }, [completion(state, input.to, lists)]];
}

export function sendOffers(state: NdisState): readonly Offer[] {
  return [
    ...(state.queue.length > 0 && !state.submitting
      ? [{ name: "MiniportSendNetBufferLists", to: state.nic, args: { lists: state.queue } }]
      : []),
    ...keys(state.done).map((to) => ({ name: completionWord(state, to), to, args: { lists: null } })),
  ];
}

/** No NIC below, or none that runs: NDIS ends the send itself. */
function refuse(
  state: NdisState,
  lists: readonly ResourceId[],
  from: PartyId,
  view: View,
): Reaction<NdisState> {
  const now = state.filters.includes(from) ? given(state, from, "down", lists, view) : state;
  const ended = lists.map((id) => writes(id, "status", "FAILURE"));
  return [now, [...ended, back(), completion(state, from, lists)]];
}

const completion = (state: NdisState, to: PartyId, lists: readonly ResourceId[]) =>
  call(to, completionWord(state, to), state.filters.includes(to) ? { lists } : { lists, flags: [] });

const completionWord = (state: NdisState, to: PartyId): CallName =>
  state.filters.includes(to) ? "FilterSendNetBufferListsComplete" : "ProtocolSendNetBufferListsComplete";
