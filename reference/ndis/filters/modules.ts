// Which filters stand in the way of a list, and which of them has it.
import type { PartyId, ResourceId } from "../../../src/contract/event.ts";
import type { View } from "../../../src/contract/layer.ts";
import { get, put, without } from "../../table.ts";
import type { Module, NdisState } from "../state.ts";

type Ids = readonly ResourceId[];

/** Its own lists carry it as their source. */
export const filterHandle = (filter: PartyId): string => `filter:${filter}`;

/** A filter is there and runs until a scenario says otherwise. */
export const moduleOf = (state: NdisState, filter: PartyId): Module =>
  get(state.modules, filter) ?? "running";

/** From the top down. */
export const attached = (state: NdisState): readonly PartyId[] =>
  state.filters.filter((filter) => !["detached", "attaching"].includes(moduleOf(state, filter)));

/** Who comes next below a protocol or a filter; undefined: the NIC. */
export function below(state: NdisState, from: PartyId): PartyId | undefined {
  const all = attached(state);
  return all[all.indexOf(from) + 1];
}

/** Who comes next above a NIC or a filter; undefined: the protocols. Filters stand above the first NIC. */
export function above(state: NdisState, from: PartyId): PartyId | undefined {
  const all = attached(state);
  return all[(from === state.nic ? all.length : all.indexOf(from)) - 1];
}

/** The filter has these now, but for those of its own: they have come to their end. */
export const given = (
  state: NdisState,
  filter: PartyId,
  way: "down" | "up",
  lists: Ids,
  view: View,
): NdisState => ({
  ...state,
  passing: lists
    .filter((id) => sourceOf(id, view) !== filterHandle(filter))
    .reduce((table, id) => put(table, id, { by: filter, way }), state.passing),
});

/** It does not have them any more. */
export const taken = (state: NdisState, lists: Ids): NdisState => ({
  ...state,
  passing: lists.reduce((table, id) => without(table, id), state.passing),
});

/** Those of these lists that the filter was given on this way. */
export const knownTo = (state: NdisState, filter: PartyId, way: "down" | "up", lists: Ids): Ids =>
  lists.filter((id) => {
    const now = get(state.passing, id);
    return now?.by === filter && now.way === way;
  });

function sourceOf(id: ResourceId, view: View): unknown {
  const reader = view.open(id);
  return reader === "not yours" ? undefined : reader.fields["source"];
}
