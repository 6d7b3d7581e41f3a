// The observer of a run: from the bytes that cross a boundary it derives what was said on the planes above and below.
import type { Party } from "../contract/event.ts";
import { altered } from "./altered.ts";
import { mediumCalls, onMedium } from "./frames.ts";
import type { Derived, Seen } from "./seen.ts";
import { fileCalls, onFiles } from "./serving.ts";
import { onUpper, upperCalls } from "./sessions.ts";
import { initial } from "./state.ts";
import type { ObserverState } from "./state.ts";

/** A pure machine: the state is plain data, the same state and event always give the same. */
export type Observer = {
  readonly initial: ObserverState;
  /** the names of the calls of which something may be made: of the others nothing is */
  readonly hears: ReadonlySet<string>;
  readonly see: (state: ObserverState, seen: Seen) => readonly [ObserverState, readonly Derived[]];
  readonly alter: typeof altered;
};

const hears: ReadonlySet<string> = new Set([...upperCalls, ...mediumCalls, ...fileCalls]);

/** Derives SMB_COM_*, `smb`, `session.*`, `datagram.*`, `NBF.*`, `LLC.*` and `reads_file` among these parties. */
export const createObserver = (parties: readonly Party[]): Observer => ({
  initial,
  hears,
  alter: altered,
  see: (state, seen) => {
    switch (seen.event.kind) {
      case "call":
        return onUpper(state, seen, parties) ?? onMedium(state, seen, parties) ?? [state, []];
      case "return":
        return onFiles(state, seen) ?? [state, []];
      default:
        return [state, []];
    }
  },
});
