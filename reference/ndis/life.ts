// Starting and stopping what is above and below: one thing at a time.
import type { Reaction } from "../../src/contract/layer.ts";
import type { Begun, Returned } from "../handlers.ts";
import { call } from "../words.ts";
import { has } from "../table.ts";
import { bindingOf } from "./state.ts";
import type { NdisState } from "./state.ts";
import { bound } from "./states.ts";

export const beginStart = (state: NdisState, input: Begun): Reaction<NdisState> | null =>
  state.changing.includes(input.to)
    ? null
    : [{ ...state, changing: [...state.changing, input.to].toSorted() }, [call(input.to, input.name, {})]];

/** A binding that is at rest, or on its way there, is not one to be bound. */
export function beginBind(state: NdisState, input: Begun): Reaction<NdisState> | null {
  const binding = bindingOf(state, input.to);
  return binding === "closed" || binding === "running" ? beginStart(state, input) : null;
}

/** Whatever the protocol has under way it waits for in the call; what NDIS is about to show it comes first. */
export function beginStop(state: NdisState, input: Begun): Reaction<NdisState> | null {
  if (has(state.underWay, input.to)) return null;
  const binding = bindingOf(state, input.to);
  if (binding !== "running" && binding !== "paused") return null;
  // it hears nothing more of what it was shown
  const called = state.called.filter((party) => party !== input.to);
  return beginStart(bound({ ...state, called }, input.to, "unbinding"), input);
}

/** NDIS 5 has no pause: nothing may be under way but the packets that the driver itself waits for. */
export const beginHalt = (state: NdisState, input: Begun): Reaction<NdisState> | null =>
  state.adapter === "running" && !has(state.underWay, input.to) && isQuiet({ ...state, packets: [] })
    ? beginStart({ ...state, adapter: "halted" }, input)
    : null;

export function changed(state: NdisState, input: Returned): Reaction<NdisState> {
  const changing = state.changing.filter((party) => party !== input.from);
  const adapter = input.name === "MiniportInitialize" ? "running" : state.adapter;
  const now = { ...state, adapter, changing };
  const begins = input.name === "ProtocolBindAdapter" && bindingOf(state, input.from) === "closed";
  if (input.name === "ProtocolUnbindAdapter") return [bound(now, input.from, "closed"), []];
  return [begins ? bound(now, input.from, "running") : now, []];
}

function isQuiet(state: NdisState): boolean {
  const { packets, received, returning, contexts, called, transfers, queue, below, done, passing, hops } =
    state;
  const out = [packets, received, returning, contexts, called, transfers, queue, below, done, passing, hops];
  const { busy, owners } = state.sending;
  return !state.submitting && !busy && owners.length === 0 && out.every((some) => some.length === 0);
}
