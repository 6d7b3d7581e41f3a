// The life of the adapter: paused and restarted, reset, started again. What is under way is over before any of it is complete.
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import type { Begun, Called } from "../handlers.ts";
import { again, back, call, text } from "../words.ts";
import { isDrained } from "./life.ts";
import { complete } from "./send.ts";
import type { NicState } from "./state.ts";

/** Nothing more is to come of what is under way: then the pause is over at once, or by a call later. */
export function pause(state: NicState, _input: Called, view: View): Reaction<NicState> {
  const status = view.pick("status", isDrained(state) ? ["SUCCESS", "PENDING"] : ["PENDING"]);
  if (status === "SUCCESS") return [{ ...state, phase: "paused" }, [back({ status })]];
  return [{ ...state, phase: "pausing" }, [back({ status }), ...again("draining")]];
}

export const draining = (state: NicState): Reaction<NicState> => [{ ...state, phase: "draining" }, []];

export function beginPauseComplete(state: NicState): Reaction<NicState> | null {
  if (state.phase !== "draining" || !isDrained(state)) return null;
  return [{ ...state, phase: "paused" }, [call(state.ndis, "NdisMPauseComplete", {})]];
}

/** It may indicate from here on; sends come when the restart is complete. */
export function restart(state: NicState, _input: Called, view: View): Reaction<NicState> {
  const status = view.pick("status", ["SUCCESS", "PENDING", "RESOURCES", "FAILURE"]);
  if (status === "PENDING")
    return [{ ...state, phase: "restarting" }, [back({ status }), ...again("starting")]];
  return [{ ...state, phase: status === "SUCCESS" ? "running" : "paused" }, [back({ status })]];
}

export const starting = (state: NicState): Reaction<NicState> => [{ ...state, phase: "starting" }, []];

export function beginRestartComplete(state: NicState, input: Begun): Reaction<NicState> | null {
  if (state.phase !== "starting") return null;
  const status = text(input.args, "status") || "SUCCESS";
  const phase = status === "SUCCESS" ? "running" : "paused";
  return [{ ...state, phase }, [call(state.ndis, "NdisMRestartComplete", { status })]];
}

/** What is pending ends with RESET_IN_PROGRESS before the reset does; before NDIS 6.30 it may be kept. */
export function reset(state: NicState, _input: Called, view: View): Reaction<NicState> {
  const version = view.property("version");
  const mayKeep = typeof version === "number" && version < 630;
  if (mayKeep && view.pick("pending sends", ["end", "keep"]) === "keep")
    return [state, [back({ status: "SUCCESS" })]];
  const [ended, outs] = abandoned(state, view);
  const isOver = state.transmitting.length === 0 && state.ending === 0;
  const status = view.pick("status", isOver ? ["SUCCESS", "PENDING"] : ["PENDING"]);
  // What is sent meanwhile ends as well.
  const over = status === "SUCCESS" ? "reset" : "resetting";
  return [{ ...ended, resetting: true }, [...outs, back({ status }), ...again(over)]];
}

/** The answer is out. */
export const resetting = (state: NicState): Reaction<NicState> => [
  { ...state, resetDue: state.resetting },
  [],
];

export const resetOver = (state: NicState): Reaction<NicState> => [{ ...state, resetting: false }, []];

export function beginResetComplete(state: NicState, input: Begun): Reaction<NicState> | null {
  if (!isReset(state)) return null;
  const status = text(input.args, "status") || "SUCCESS";
  const now = { ...state, resetting: false, resetDue: false };
  return [now, [call(state.ndis, "NdisMResetComplete", { status })]];
}

export function initializeEx(state: NicState, _input: Called, view: View): Reaction<NicState> {
  const status = view.pick("status", ["SUCCESS", "RESOURCES", "FAILURE"]);
  return [{ ...state, phase: status === "SUCCESS" ? "paused" : "halted" }, [back({ status })]];
}

export function stateOffers(state: NicState): readonly Offer[] {
  return [
    ...(state.phase === "draining" && isDrained(state)
      ? [{ name: "NdisMPauseComplete", to: state.ndis, args: {} }]
      : []),
    ...(state.phase === "starting"
      ? [{ name: "NdisMRestartComplete", to: state.ndis, args: { status: null } }]
      : []),
    ...(isReset(state) ? [{ name: "NdisMResetComplete", to: state.ndis, args: { status: null } }] : []),
  ];
}

const isReset = (state: NicState): boolean =>
  state.resetDue && state.sending.length === 0 && state.transmitting.length === 0 && state.ending === 0;

function abandoned(state: NicState, view: View): Reaction<NicState> {
  const pending = [...state.sending, ...state.queued];
  if (pending.length === 0) return [state, []];
  const wishes = pending.map(() => ({ status: "RESET_IN_PROGRESS" }));
  return complete({ ...state, queued: [] }, [pending], wishes, view);
}
