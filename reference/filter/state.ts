// What a filter driver remembers: lists of others that it keeps back, lists of its own that are out.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Out, View } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import type { CallName } from "../generated/words.ts";
import type { Table } from "../table.ts";
import { call } from "../words.ts";

export type Ids = readonly ResourceId[];

/** The four ways on which lists pass. */
export type Way = "sends" | "completions" | "receives" | "returns";

/** What others' lists go on by. */
export const onward: Readonly<Record<Way, CallName>> = {
  sends: "NdisFSendNetBufferLists",
  completions: "NdisFSendNetBufferListsComplete",
  receives: "NdisFIndicateReceiveNetBufferLists",
  returns: "NdisFReturnNetBufferLists",
};

/** `way`: how it was made; `parent`: the send that a clone stands for, "" for none. */
export type Own = { readonly way: "plain" | "clone"; readonly parent: ResourceId };

/** `pausing`, `restarting`: the answer is not out yet; `draining`, `starting`: it was PENDING. */
type Phase = "running" | "pausing" | "draining" | "paused" | "restarting" | "starting" | "detached";

export type FilterState = {
  readonly self: PartyId;
  readonly ndis: PartyId;
  /** a filter runs until a scenario says otherwise */
  readonly phase: Phase;
  /** FilterAttach has made its pool */
  readonly pooled: boolean;
  readonly kept: Readonly<Record<Way, Ids>>;
  /** its own lists that are out */
  readonly own: Table<Own>;
  /** calls that hand something on and have not returned */
  readonly handing: number;
};

export const initial = (self: PartyId): FilterState => ({
  self,
  ndis: "",
  phase: "running",
  pooled: false,
  kept: { sends: [], completions: [], receives: [], returns: [] },
  own: [],
  handing: 0,
});

export const learn = (state: FilterState, view: View): FilterState =>
  state.ndis === "" ? { ...state, ndis: view.neighbours("ndis")[0] ?? "" } : state;

/** The source of its own lists. */
export const handleOf = (state: FilterState): string => `filter:${state.self}`;

export const poolOf = (state: FilterState): string => `pool:${state.self}`;

/** One more call that hands lists on. */
export const handed = (
  state: FilterState,
  way: Way,
  lists: Ids,
  args: Args = {},
): readonly [FilterState, readonly Out[]] =>
  lists.length === 0
    ? [state, []]
    : [{ ...state, handing: state.handing + 1 }, [call(state.ndis, onward[way], { lists, ...args })]];

export const keeping = (state: FilterState, way: Way, lists: Ids): FilterState => ({
  ...state,
  kept: { ...state.kept, [way]: lists },
});

/** Nothing of others is here or on its way from here, and nothing of its own is out. */
export const isDrained = ({ kept, own, handing }: FilterState): boolean =>
  handing === 0 && own.length === 0 && Object.values(kept).every((lists) => lists.length === 0);
