// The life of a filter: attached, paused, restarted, detached. What it has of others goes back before it rests, and its own is awaited.
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import type { Begun, Called } from "../handlers.ts";
import { act, again, back, call, text } from "../words.ts";
import { handedBack } from "./lists.ts";
import { isDrained, poolOf } from "./state.ts";
import type { FilterState } from "./state.ts";

/** It makes its pool, and rests until it is restarted. */
export function attach(state: FilterState, _input: Called, view: View): Reaction<FilterState> {
  const status = view.pick("status", ["SUCCESS", "RESOURCES", "FAILURE"]);
  if (status !== "SUCCESS") return [state, [back({ status })]];
  return [
    { ...state, phase: "paused", pooled: true },
    [act("allocatesPool", { pool: poolOf(state), kind: "lists" }), back({ status })],
  ];
}

export const detach = (state: FilterState): Reaction<FilterState> => [
  { ...state, phase: "detached", pooled: false },
  [...(state.pooled ? [act("freesPool", { pool: poolOf(state) })] : []), back()],
];

export function pause(state: FilterState, _input: Called, view: View): Reaction<FilterState> {
  const [now, outs] = handedBack(state, "PAUSED");
  const status = view.pick("status", isDrained(now) ? ["SUCCESS", "PENDING"] : ["PENDING"]);
  if (status === "SUCCESS") return [{ ...now, phase: "paused" }, [back({ status })]];
  return [{ ...now, phase: "pausing" }, [...outs, back({ status }), ...again("draining")]];
}

export const draining = (state: FilterState): Reaction<FilterState> => [{ ...state, phase: "draining" }, []];

export function beginPauseComplete(state: FilterState): Reaction<FilterState> | null {
  if (state.phase !== "draining" || !isDrained(state)) return null;
  return [{ ...state, phase: "paused" }, [call(state.ndis, "NdisFPauseComplete", {})]];
}

export function restart(state: FilterState, _input: Called, view: View): Reaction<FilterState> {
  const status = view.pick("status", ["SUCCESS", "PENDING", "RESOURCES", "FAILURE"]);
  if (status === "PENDING")
    return [{ ...state, phase: "restarting" }, [back({ status }), ...again("starting")]];
  return [{ ...state, phase: status === "SUCCESS" ? "running" : "paused" }, [back({ status })]];
}

export const starting = (state: FilterState): Reaction<FilterState> => [{ ...state, phase: "starting" }, []];

export function beginRestartComplete(state: FilterState, input: Begun): Reaction<FilterState> | null {
  if (state.phase !== "starting") return null;
  const status = text(input.args, "status") || "SUCCESS";
  const phase = status === "SUCCESS" ? "running" : "paused";
  return [{ ...state, phase }, [call(state.ndis, "NdisFRestartComplete", { status })]];
}

export function stateOffers(state: FilterState): readonly Offer[] {
  const to = state.ndis;
  return [
    ...(state.phase === "draining" && isDrained(state) ? [{ name: "NdisFPauseComplete", to, args: {} }] : []),
    ...(state.phase === "starting" ? [{ name: "NdisFRestartComplete", to, args: { status: null } }] : []),
  ];
}
