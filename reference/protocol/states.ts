// The life of a binding: paused, restarted and closed. Its sends are back, and what it received is returned, before it says so.
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { act, again, back, call, text, value } from "../words.ts";
import { bindingOf } from "./state.ts";
import type { ProtocolState } from "./state.ts";

export function netEvent(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  if (text(input.args, "event") !== "NetEventPause")
    return [{ ...state, phase: "running" }, [back({ status: "SUCCESS" })]];
  const status = view.pick("status", isDrained(state) ? ["SUCCESS", "PENDING"] : ["PENDING"]);
  if (status === "SUCCESS") return [{ ...state, phase: "paused" }, [back({ status })]];
  return [{ ...state, phase: "pausing" }, [back({ status }), ...again("draining")]];
}

export const draining = (state: ProtocolState): Reaction<ProtocolState> => [
  { ...state, phase: "draining" },
  [],
];

export function beginEventComplete(state: ProtocolState): Reaction<ProtocolState> | null {
  if (state.phase !== "draining" || !isDrained(state)) return null;
  const said = { event: "NetEventPause", status: "SUCCESS" };
  return [{ ...state, phase: "paused" }, [call(state.ndis, "NdisCompleteNetPnPEvent", said)]];
}

export function beginClose(state: ProtocolState, input: Begun): Reaction<ProtocolState> | null {
  const binding = value(input.args, "binding") ?? bindingOf(state);
  const idle = (state.phase === "running" || state.phase === "paused") && isDrained(state);
  if (state.ndis === "" || binding !== bindingOf(state) || !idle || state.cancelling > 0) return null;
  return [{ ...state, phase: "closing" }, [call(state.ndis, "NdisCloseAdapterEx", { binding })]];
}

/** Until the close is complete NDIS still passes the context of the binding. */
export const closeAnswered = (state: ProtocolState, input: Returned): Reaction<ProtocolState> => [
  text(input.results, "status") === "PENDING" ? state : closed(state),
  text(input.results, "status") === "PENDING" ? [] : [act("freesBindingContext", {})],
];

export const closeComplete = (state: ProtocolState): Reaction<ProtocolState> => [
  closed(state),
  [act("freesBindingContext", {}), back()],
];

const closed = (state: ProtocolState): ProtocolState => ({ ...state, phase: "closed" });

export function beginOpen(state: ProtocolState): Reaction<ProtocolState> | null {
  if (state.ndis === "" || state.phase !== "closed") return null;
  return [{ ...state, phase: "opening" }, [call(state.ndis, "NdisOpenAdapterEx", {})]];
}

export const opened = (state: ProtocolState, input: Returned): Reaction<ProtocolState> => [
  { ...state, phase: text(input.results, "status") === "SUCCESS" ? "running" : "closed" },
  [],
];

export const pauseOffers = (state: ProtocolState): readonly Offer[] =>
  state.phase === "draining" && isDrained(state)
    ? [{ name: "NdisCompleteNetPnPEvent", to: state.ndis, args: { event: null, status: null } }]
    : [];

const isDrained = ({ held, received, passing, taken, lists }: ProtocolState): boolean =>
  held.length === 0 &&
  received.length === 0 &&
  passing === 0 &&
  taken.length === 0 &&
  !lists.some(([, { away }]) => away);
