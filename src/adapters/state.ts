// What is open between the kit and a program, in either direction. A function of its history, kept beside it as plain data.
import type { PartyId } from "../contract/event.ts";
import type { Out, Tag } from "../contract/layer.ts";
import type { Id, Thread } from "./lines.ts";
import type { Place } from "./history.ts";

/** A call into the program that it has not answered. */
export type Entered = {
  readonly call: number;
  readonly on: Thread;
  readonly party: PartyId;
  readonly name: string;
};
/** A call that was not answered in its turn: its frame waits in the kernel, and is woken by what is said on its thread later. */
export type Asleep = { readonly call: number; readonly on: Thread; readonly said: readonly Out[] };
/** A call of the program's own. */
export type Own = {
  readonly call: Id;
  readonly on: Thread;
  readonly party: PartyId;
  readonly name: string;
  /** the call into the program that it was made in; 0: none */
  readonly inside: number;
};

export type ProgramState = {
  readonly at: Place;
  readonly asked: number;
  readonly threads: number;
  readonly entered: readonly Entered[];
  readonly asleep: readonly Asleep[];
  /** its last idle said when it is due next */
  readonly isTimed: boolean;
  readonly own: readonly Own[];
};

/** Behind a reset, which is question number 1. */
export const fresh: ProgramState = {
  at: 0,
  asked: 1,
  threads: 0,
  entered: [],
  asleep: [],
  isTimed: false,
  own: [],
};

/** The innermost call that is open on a thread, whoever made it: calls alternate there. */
export function innermost(state: ProgramState, on: Thread): Entered | undefined {
  return state.entered.findLast((one) => one.on === on);
}

/** The program waits there for an answer and can say nothing. */
export function isAwaiting(state: ProgramState, on: Thread): Own | undefined {
  const inside = innermost(state, on)?.call ?? 0;
  return state.own.find((one) => one.on === on && one.inside === inside);
}

export const openCalls = (state: ProgramState): string =>
  [
    ...state.entered.map(({ name, call }) => `${name} (${String(call)}), not answered`),
    ...state.own.map(({ name, call }) => `its own ${name} (${String(call)})`),
  ].join(", ") || "nothing";

/** How a call of the program's own is marked in the kernel: 7 and "7" are two ids. */
export const markOf = (call: Id): Tag => [typeof call, call];

/** The timer that an idle with a time sets. */
export const wakeUp = "";
