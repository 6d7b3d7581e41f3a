// The observers at work in a run: bytes that cross a boundary become messages.
import type { Party } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import { createObserver } from "../../observers/observer.ts";
import type { ObserverState } from "../../observers/state.ts";
import type { World } from "../../simulation/world.ts";

/** Nothing to observe where no bytes are real: a stack without a wire and without a transport's users. */
export function observing(program: Program, parties: readonly Party[]): Pick<World, "observe"> {
  if (!parties.some((party) => ["wire", "redirector", "server"].includes(party.role))) return {};
  const observer = createObserver(parties);
  return {
    observe: {
      initial: observer.initial,
      hears: observer.hears,
      alter: observer.alter,
      see: (state, seen) => {
        const [next, derived] = observer.see(state as ObserverState, seen);
        return [next, derived.filter((one) => program.words.has(one.name))];
      },
    },
  };
}
