// What a NIC driver remembers.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { View } from "../../src/contract/layer.ts";
import { keysWhere } from "../table.ts";
import type { Table } from "../table.ts";

/**
 * Where a descriptor of the receive ring is. `asked`: indicated by a serialized driver that is just reading its status;
 * `back`: came back while it was asking.
 */
export type Place = "free" | "out" | "lent" | "asked" | "back";

/** A frame shown by lookahead; kept while the indication is open or a transfer of it is pending. */
export type Shown = { readonly data: string; readonly open: boolean };

/** A transfer answered with PENDING: the part of the frame that its destination packet still waits for. */
export type Transfer = { readonly context: string; readonly offset: number; readonly count: number };

/**
 * `pausing`, `restarting`: the call has not been answered yet; `draining`, `starting`: answered with PENDING; `halting`: MiniportHalt
 * waits for what was indicated.
 */
type Phase = "running" | "pausing" | "draining" | "paused" | "restarting" | "starting" | "halting" | "halted";

export type NicState = {
  readonly self: PartyId;
  readonly ndis: PartyId;
  readonly medium: string;
  readonly full: boolean;
  /** 5: indicates packets and lookahead; 6: lists, which its ring then consists of */
  readonly generation: number;
  /** MiniportInitialize has made its pool */
  readonly started: boolean;
  readonly ring: Table<Place>;
  /** packet -> the buffer chained to it, for a NIC that was started */
  readonly buffers: Table<ResourceId>;
  /** the descriptor filled last: the ring goes round */
  readonly last: ResourceId;
  /** frames that came and are not indicated yet */
  readonly waiting: readonly string[];
  /** its one lookahead buffer; "" until it is needed */
  readonly lookahead: ResourceId;
  readonly shown: Table<Shown>;
  /** number of the last receive context */
  readonly turn: number;
  /** lookahead indications since the last receive-complete */
  readonly unclosed: number;
  readonly transfers: Table<Transfer>;
  /** completions of transfers that have not returned */
  readonly finishing: number;
  /** lists given for sending that are on their way to the wire */
  readonly transmitting: readonly ResourceId[];
  /** lists that wait to go to the wire, where the NIC queues */
  readonly queued: readonly ResourceId[];
  /** lists sent and not completed, in the order they came */
  readonly sending: readonly ResourceId[];
  /** packets of NDIS 5 sends that it has and has not completed */
  readonly packets: readonly ResourceId[];
  /** it answered RESOURCES, and has said nothing since that frees any */
  readonly refused: boolean;
  /** what it has run out of: for the next time, or until a timer says otherwise */
  readonly dry: Table<"once" | "while">;
  /** an adapter runs until a scenario says otherwise */
  readonly phase: Phase;
  /** indications of packets and of lists that have not returned */
  readonly indicating: number;
  /** completions of sends that have not returned */
  readonly ending: number;
  /** a reset has not been completed */
  readonly resetting: boolean;
  /** it was answered with PENDING */
  readonly resetDue: boolean;
};

export const ringSize = 8;

export const initial = (self: PartyId): NicState => ({
  self,
  ndis: "",
  medium: "",
  full: true,
  generation: 5,
  started: false,
  ring: [],
  buffers: [],
  last: "",
  waiting: [],
  lookahead: "",
  shown: [],
  turn: 0,
  unclosed: 0,
  transfers: [],
  finishing: 0,
  transmitting: [],
  queued: [],
  sending: [],
  packets: [],
  refused: false,
  dry: [],
  phase: "running",
  indicating: 0,
  ending: 0,
  resetting: false,
  resetDue: false,
});

/** Who is above and what it is do not change; they are kept because offers are made without a view. */
export function learn(state: NicState, view: View): NicState {
  if (state.medium !== "") return state;
  const medium = view.property("medium");
  return {
    ...state,
    ndis: view.neighbours("ndis")[0] ?? "",
    medium: typeof medium === "string" ? medium : "ethernet",
    full: view.property("full") !== false,
    generation: view.property("generation") === 6 ? 6 : 5,
  };
}

/**
 * No new indication while one by lookahead is open, nor while a transfer is pending (NdisMTransferDataComplete, NDIS 5), nor from an
 * adapter at rest (MINIPORT_PAUSE).
 */
export const busy = (state: NicState): boolean =>
  state.shown.length > 0 ||
  state.transfers.length > 0 ||
  state.finishing > 0 ||
  ["paused", "halting", "halted"].includes(state.phase);

/** Frames are taken from the wire. */
export const isOpen = (state: NicState): boolean =>
  ["running", "restarting", "starting"].includes(state.phase);

export const room = (state: NicState): number =>
  ringSize - state.ring.length + keysWhere(state.ring, (place) => place === "free").length;
