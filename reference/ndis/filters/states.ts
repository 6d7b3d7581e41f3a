// Filters are paused when nobody above them runs, restarted when everybody below them does, and taken out and put in at rest.
import type { PartyId } from "../../../src/contract/event.ts";
import type { Reaction } from "../../../src/contract/layer.ts";
import type { Begun, Called, Returned } from "../../handlers.ts";
import { put } from "../../table.ts";
import { back, call, text } from "../../words.ts";
import { bindingOf } from "../state.ts";
import type { Module, NdisState } from "../state.ts";
import type { View } from "../../../src/contract/layer.ts";
import { attached, filterHandle, moduleOf } from "./modules.ts";

/** All of them rest, or are not there: the NIC may be paused. */
export const filtersRest = (state: NdisState): boolean =>
  attached(state).every((filter) => moduleOf(state, filter) === "paused");

/** All of them run: the protocols may. */
export const filtersRun = (state: NdisState): boolean =>
  attached(state).every((filter) => moduleOf(state, filter) === "running");

export function beginFilterPause(state: NdisState, input: Begun, view: View): Reaction<NdisState> | null {
  const higher = state.filters.slice(0, state.filters.indexOf(input.to));
  const rest = higher.every((filter) => ["paused", "detached"].includes(moduleOf(state, filter)));
  if (moduleOf(state, input.to) === "detached" || state.adapter === "halted") return [state, []];
  return rest && protocolsRest(state, view) ? moved(state, input, "running", "pausing") : null;
}

/** Among themselves in whatever order they are told. */
export function beginFilterRestart(state: NdisState, input: Begun): Reaction<NdisState> | null {
  if (moduleOf(state, input.to) === "detached" || state.adapter === "halted") return [state, []];
  return state.adapter === "running" ? moved(state, input, "paused", "restarting") : null;
}

export function beginAttach(state: NdisState, input: Begun, view: View): Reaction<NdisState> | null {
  const filter = filterHandle(input.to);
  return protocolsRest(state, view) ? moved(state, input, "detached", "attaching", { filter }) : null;
}

export const beginDetach = (state: NdisState, input: Begun): Reaction<NdisState> | null =>
  moved(state, input, "paused", "detached");

/** Answered, or completed by a call: where it stands now. */
const after: Readonly<Record<string, { readonly good: Module; readonly bad: Module }>> = {
  FilterPause: { good: "paused", bad: "paused" },
  NdisFPauseComplete: { good: "paused", bad: "paused" },
  FilterRestart: { good: "running", bad: "paused" },
  NdisFRestartComplete: { good: "running", bad: "paused" },
  FilterAttach: { good: "paused", bad: "detached" },
};

export function filterSettled(state: NdisState, input: Returned): Reaction<NdisState> {
  const status = text(input.results, "status");
  return [status === "PENDING" ? state : stands(state, input.from, input.name, status), []];
}

export const filterCompleted = (state: NdisState, input: Called): Reaction<NdisState> => [
  stands(state, input.from, input.name, text(input.args, "status") || "SUCCESS"),
  [back()],
];

function stands(state: NdisState, filter: PartyId, word: string, status: string): NdisState {
  const next = after[word];
  return next === undefined ? state : at(state, filter, status === "SUCCESS" ? next.good : next.bad);
}

function moved(
  state: NdisState,
  input: Begun,
  from: Module,
  to: Module,
  args: Readonly<Record<string, string>> = {},
): Reaction<NdisState> | null {
  if (moduleOf(state, input.to) !== from) return null;
  return [at(state, input.to, to), [call(input.to, input.name, args)]];
}

const protocolsRest = (state: NdisState, view: View): boolean =>
  view.neighbours("protocol").every((protocol) => ["paused", "closed"].includes(bindingOf(state, protocol)));

const at = (state: NdisState, filter: PartyId, module: Module): NdisState => ({
  ...state,
  modules: put(state.modules, filter, module),
});
