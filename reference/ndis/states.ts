// The life of the stack: paused from the protocols down and restarted from the driver up, halted when nothing is under way, closed on request.
import type { PartyId } from "../../src/contract/event.ts";
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import { isWant, type WordValue } from "../../src/contract/value.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { sampleFrame } from "../sample.ts";
import { has, keysWhere, put } from "../table.ts";
import { act, again, back, bytes, call, itemsOf, text, writes } from "../words.ts";
import { filtersRest, filtersRun } from "./filters/states.ts";
import { bindingHandle, bindingOf } from "./state.ts";
import type { Adapter, Binding, NdisState } from "./state.ts";

/** A binding pauses while it runs, and runs again once the adapter does; of one that has ended there is nothing to tell. */
export function beginNetEvent(state: NdisState, input: Begun): Reaction<NdisState> | null {
  const event = text(input.args, "event");
  const before = bindingOf(state, input.to);
  const said = call(input.to, "ProtocolNetPnPEvent", { event });
  if (before === "closed" || (event === "NetEventRestart" && state.adapter === "halted")) return [state, []];
  if (state.changing.includes(input.to)) return null;
  if (event === "NetEventPause" && before === "running") return [bound(state, input.to, "pausing"), [said]];
  if (event === "NetEventRestart" && before === "paused" && state.adapter === "running" && filtersRun(state))
    return [bound(state, input.to, "restarting"), [said]];
  return null;
}

export function netEventAnswered(state: NdisState, input: Returned): Reaction<NdisState> {
  const before = bindingOf(state, input.from);
  if (before === "restarting") return [bound(state, input.from, "running"), []];
  // it may have been closed in the meantime
  const isOver = before === "pausing" && text(input.results, "status") === "SUCCESS";
  return [isOver ? bound(state, input.from, "paused") : state, []];
}

export const netEventComplete = (state: NdisState, input: Called): Reaction<NdisState> => [
  bindingOf(state, input.from) === "pausing" ? bound(state, input.from, "paused") : state,
  [back()],
];

/** The protocols and the filters first: none of them runs any more. */
export function beginPause(state: NdisState, input: Begun, view: View): Reaction<NdisState> | null {
  if (state.adapter === "halted") return [state, []];
  const done = view
    .neighbours("protocol")
    .every((protocol) => ["paused", "closed"].includes(bindingOf(state, protocol)));
  const waiting = state.queue.length + state.sending.queue.length + state.changing.length;
  if (!done || !filtersRest(state) || state.adapter !== "running" || state.resetting || waiting > 0)
    return null;
  return [{ ...state, adapter: "pausing" }, [call(input.to, "MiniportPause", {})]];
}

export const beginRestart = beginning("paused", "restarting", "MiniportRestart");
export const beginInitialize = beginning("halted", "starting", "MiniportInitializeEx");
const haltingEx = beginning("paused", "halted", "MiniportHaltEx");
/** Only a paused adapter is halted, and one that failed to restart is paused. */
export const beginHaltEx = (state: NdisState, input: Begun): Reaction<NdisState> | null =>
  state.below.length + state.sending.owners.length === 0 && !has(state.underWay, input.to)
    ? haltingEx(state, input)
    : null;

export function beginReset(state: NdisState, input: Begun): Reaction<NdisState> | null {
  if (state.adapter !== "running" || state.resetting || state.submitting) return null;
  return [{ ...state, resetting: true }, [call(input.to, "MiniportResetEx", {})]];
}

/** Answered, or completed by a call: where it stands now. PENDING leaves it where it is. */
const after: Readonly<Record<string, { readonly good: Adapter; readonly bad: Adapter }>> = {
  MiniportPause: { good: "paused", bad: "paused" },
  NdisMPauseComplete: { good: "paused", bad: "paused" },
  MiniportRestart: { good: "running", bad: "failed" },
  NdisMRestartComplete: { good: "running", bad: "failed" },
  MiniportInitializeEx: { good: "paused", bad: "halted" },
};

export function settled(state: NdisState, input: Returned): Reaction<NdisState> {
  const status = text(input.results, "status");
  const next = after[input.name];
  if (next === undefined || status === "PENDING") return [state, []];
  return [{ ...state, adapter: status === "SUCCESS" ? next.good : next.bad }, []];
}

export function completed(state: NdisState, input: Called): Reaction<NdisState> {
  const next = after[input.name];
  const good = input.args["status"] === undefined || text(input.args, "status") === "SUCCESS";
  return [next === undefined ? state : { ...state, adapter: good ? next.good : next.bad }, [back()]];
}

export const resetAnswered = (state: NdisState, input: Returned): Reaction<NdisState> => [
  text(input.results, "status") === "PENDING" ? state : { ...state, resetting: false },
  [],
];

export const resetComplete = (state: NdisState): Reaction<NdisState> => [
  { ...state, resetting: false },
  [back()],
];

/** The handle is the one that it had before; whoever is bound gets no second. */
export function open(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const isResting = state.bindings.some(([, binding]) => binding === "pausing" || binding === "paused");
  const isFree = bindingOf(state, input.from) === "closed" && state.adapter === "running" && !isResting;
  const status = isFree ? view.pick("status", ["SUCCESS", "RESOURCES"]) : "FAILURE";
  const answer = back({ status, binding: bindingHandle(input.from) });
  return status === "SUCCESS"
    ? [bound(state, input.from, "opening"), [answer, ...again(`opened ${input.from}`)]]
    : [state, [answer]];
}

export const opened = (state: NdisState, [protocol = ""]: readonly string[]): Reaction<NdisState> => [
  bound(state, protocol, "running"),
  [],
];

/** Closed in the call, or later; until then the protocol may still hear of what arrives. */
export function close(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const status = view.pick("status", ["SUCCESS", "PENDING"]);
  if (status === "SUCCESS") return [bound(state, input.from, "closed"), [back({ status })]];
  return [bound(state, input.from, "answering"), [back({ status }), ...again(`closing ${input.from}`)]];
}

export const closing = (state: NdisState, [protocol = ""]: readonly string[]): Reaction<NdisState> => [
  bound(state, protocol, "closing"),
  [],
];

export function beginCloseComplete(state: NdisState, input: Begun): Reaction<NdisState> | null {
  if (bindingOf(state, input.to) !== "closing") return null;
  return [bound(state, input.to, "closed"), [call(input.to, "ProtocolCloseAdapterCompleteEx", {})]];
}

export const closeOffers = (state: NdisState): readonly Offer[] =>
  keysWhere(state.bindings, (binding) => binding === "closing").map((to) => ({
    name: "ProtocolCloseAdapterCompleteEx",
    to,
    args: {},
  }));

/** Where no protocol is bound, NDIS stands for whoever else sends through it: a list of its own for each one that is wanted. */
export function beginOwnSend(state: NdisState, input: Begun, view: View): Reaction<NdisState> | null {
  const asked = input.args["lists"];
  const free = ["running", "pausing", "paused"].includes(state.adapter);
  if (!free || view.neighbours("protocol").length > 0 || !Array.isArray(asked)) return null;
  const items = itemsOf(asked);
  const ids = items.map((item) => nameOf(item) ?? view.fresh("nbl"));
  const below = [...new Set([...state.below, ...ids])].toSorted();
  const made = ids.flatMap((what, at) => [
    ...(nameOf(items[at] ?? null) === undefined
      ? [act("allocates", { what, pool: `pool:${state.self}` })]
      : []),
    writes(what, "source", state.self),
    writes(what, "status", "PENDING"),
    writes(what, "data", bytes(sampleFrame(64))),
  ]);
  return [{ ...state, below }, [...made, call(state.nic, "MiniportSendNetBufferLists", { lists: ids })]];
}

const nameOf = (item: WordValue): string | undefined =>
  typeof item === "string" ? item : isWant(item) ? item.of : undefined;

function beginning(from: Adapter, to: Adapter, name: string) {
  return (state: NdisState, input: Begun): Reaction<NdisState> | null => {
    const here = state.adapter === "failed" ? "paused" : state.adapter;
    if (here === from) return [{ ...state, adapter: to }, [call(input.to, name, {})]];
    return here === "halted" ? [state, []] : null;
  };
}

export const bound = (state: NdisState, protocol: PartyId, binding: Binding): NdisState => ({
  ...state,
  bindings: put(state.bindings, protocol, binding),
});
