// The life of a binding: paused, restarted and closed. Its sends are back, and what it received is returned, before it says so.
import type { Offer, Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { act, again, back, call, text, value } from "../words.ts";
import { isHome } from "./life.ts";
import { bindingOf } from "./state.ts";
import type { ProtocolState } from "./state.ts";

export function netEvent(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  if (state.phase === "closed" || state.leaving) return [state, [back({ status: "SUCCESS" })]];
  if (text(input.args, "event") !== "NetEventPause")
    return [{ ...state, phase: "running" }, [back({ status: "SUCCESS" })]];
  // Nothing is sent on a binding that pauses: a send that is being made comes before the answer.
  if (state.handing > 0) return [{ ...state, phase: "pausing" }, [{ k: "wait", tag: "handed" }]];
  return pause(state, view);
}

/** The last send is made. */
export const handed = (state: ProtocolState, _tag: unknown, view: View): Reaction<ProtocolState> =>
  pause(state, view);

function pause(state: ProtocolState, view: View): Reaction<ProtocolState> {
  const status = view.pick("status", isDrained(state) ? ["SUCCESS", "PENDING"] : ["PENDING"]);
  if (status === "SUCCESS") return [{ ...state, phase: "paused" }, [back({ status })]];
  return [{ ...state, phase: "pausing" }, [back({ status }), ...again("draining")]];
}

/** A pause that waits for sends being made, or an end of the binding that waits for all that is away. */
export function stirs(before: ProtocolState, after: ProtocolState): readonly Out[] {
  return [
    ...(before.handing > 0 && after.handing === 0 && after.phase === "pausing"
      ? [{ k: "wake", tag: "handed" } as const]
      : []),
    ...(after.leaving && isHome(after) && !isHome(before) ? [{ k: "wake", tag: "home" } as const] : []),
  ];
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

const isDrained = ({ held, received, handing, passing, taken, lists, sent }: ProtocolState): boolean =>
  handing === 0 &&
  held.length === 0 &&
  received.length === 0 &&
  passing === 0 &&
  taken.length === 0 &&
  !lists.some(([, { away }]) => away) &&
  sent.every(([, where]) => where === "home");
