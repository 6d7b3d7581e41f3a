// Starting and stopping what is above and below: one thing at a time, and nothing is stopped while anything is out.
import type { Reaction } from "../../src/contract/layer.ts";
import type { Begun, Returned } from "../handlers.ts";
import { call } from "../words.ts";
import type { NdisState } from "./state.ts";

export const beginStart = (state: NdisState, input: Begun): Reaction<NdisState> | null =>
  state.changing.includes(input.to)
    ? null
    : [{ ...state, changing: [...state.changing, input.to].toSorted() }, [call(input.to, input.name, {})]];

export const beginStop = (state: NdisState, input: Begun): Reaction<NdisState> | null =>
  isQuiet(state) ? beginStart(state, input) : null;

/** NDIS 5 has no pause: nothing may be under way but the packets that the driver itself waits for. */
export const beginHalt = (state: NdisState, input: Begun): Reaction<NdisState> | null =>
  state.adapter === "running" && isQuiet({ ...state, packets: [] })
    ? beginStart({ ...state, adapter: "halted" }, input)
    : null;

export const changed = (state: NdisState, input: Returned): Reaction<NdisState> => [
  {
    ...state,
    adapter: input.name === "MiniportInitialize" ? "running" : state.adapter,
    changing: state.changing.filter((party) => party !== input.from),
  },
  [],
];

function isQuiet(state: NdisState): boolean {
  const { packets, received, returning, contexts, called, transfers, queue, below, done, passing, hops } =
    state;
  const out = [packets, received, returning, contexts, called, transfers, queue, below, done, passing, hops];
  return !state.submitting && out.every((some) => some.length === 0);
}
