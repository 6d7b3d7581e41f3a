// The declared fault of a NIC: it runs out of something, for the next time or for a while.
import type { Reaction } from "../../src/contract/layer.ts";
import type { Fault } from "../handlers.ts";
import { get, put, without } from "../table.ts";
import { befell, integer, text } from "../words.ts";
import type { NicState } from "./state.ts";

/** `packets`: frames are dropped. Anything else: sends end with RESOURCES. */
export function runsOut(state: NicState, input: Fault): Reaction<NicState> {
  const what = text(input.args, "what") === "packets" ? "packets" : "sends";
  const after = integer(input.args, "for");
  if (after <= 0) return [{ ...state, dry: put(state.dry, what, "once") }, []];
  const dry = put(state.dry, what, "while");
  return [{ ...state, dry }, [befell("runsOutOf"), { k: "timer", after, name: `dry ${what}` }]];
}

export const filledUp =
  (what: string) =>
  (state: NicState): Reaction<NicState> => [{ ...state, dry: without(state.dry, what) }, []];

/** Once it has shown, a single shortage is over. */
export const spent = (state: NicState, what: string): NicState =>
  get(state.dry, what) === "once" ? { ...state, dry: without(state.dry, what) } : state;
