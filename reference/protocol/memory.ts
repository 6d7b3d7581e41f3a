// Memory that runs out: a declared fault makes the n-th allocation from then on fail, and what was made for the same purpose goes back.
import type { Out, Reaction } from "../../src/contract/layer.ts";
import type { Fault } from "../handlers.ts";
import { befell, integer } from "../words.ts";
import type { ProtocolState } from "./state.ts";

export const lacksMemory = (state: ProtocolState, input: Fault): Reaction<ProtocolState> => [
  { ...state, short: Math.max(1, integer(input.args, "nth")) },
  [],
];

/** The state after one allocation; undefined: it fails. */
export const allocating = (state: ProtocolState): ProtocolState | undefined =>
  state.short === 1 ? undefined : { ...state, short: Math.max(0, state.short - 1) };

/** It has failed: that was the only time. */
export const recovered = (state: ProtocolState): ProtocolState => ({ ...state, short: 0 });
export const failed: Out = befell("lacksMemory");

export const allocates = (outs: readonly Out[]): boolean =>
  outs.some((out) => out.k === "act" && out.name === "allocates");
