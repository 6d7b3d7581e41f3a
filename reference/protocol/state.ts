// What a plain protocol driver remembers: shares of packets, data it took, lists it sent.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { View } from "../../src/contract/layer.ts";
import type { Table } from "../table.ts";

/** A packet that it answered with a nonzero count. */
export type Held = {
  /** its handler has not returned yet: nothing may go back (NdisReturnPackets) */
  readonly open: boolean;
  /** clients that still have their share */
  readonly clients: readonly PartyId[];
  /** clients in a ClientReceive inside the handler */
  readonly inside: readonly PartyId[];
  /** shares at hand that are to be passed to NdisReturnPackets: its own, and those that clients gave back */
  readonly due: number;
  /** returns of clients that wait for the handler's end */
  readonly waiting: number;
};

/** Data taken through ProtocolReceive into a packet of its own. */
export type Taken = {
  readonly context: string;
  readonly size: number;
  /** bytes asked of the NIC; fewer make the data useless */
  readonly asked: number;
  /** `moving`: a transfer is under way; `whole`: everything is there */
  readonly phase: "moving" | "whole";
  /** ProtocolReceiveComplete has been heard for it */
  readonly released: boolean;
};

/** A list of its own: away, or at home to be used again. `client`: who asked for the send, "" for nobody. */
export type List = { readonly away: boolean; readonly client: string; readonly resends: number };

/** `pausing`: its answer is not out yet; `draining`: it was PENDING; `closing`: until the close is complete. */
type Phase = "running" | "pausing" | "draining" | "paused" | "closing" | "closed" | "opening";

export type ProtocolState = {
  readonly self: PartyId;
  readonly ndis: PartyId;
  /** ProtocolBindAdapter has made its pools, and ProtocolUnbindAdapter waits to free them */
  readonly bound: boolean;
  /** its net buffers come from a pool of their own, not with the lists */
  readonly ownBuffers: boolean;
  readonly leaving: boolean;
  readonly held: Table<Held>;
  /** so many allocations from now on the one that fails is; 0: none */
  readonly short: number;
  /** calls that send and are decided and have not returned */
  readonly handing: number;
  /** calls of NdisReturnPackets and NdisReturnNetBufferLists that have not returned */
  readonly passing: number;
  readonly taken: Table<Taken>;
  /** copies that are freed at once */
  readonly copies: readonly ResourceId[];
  readonly lists: Table<List>;
  /** lists received for good and not returned */
  readonly received: readonly ResourceId[];
  /** the cancel id of the last send; 0: it never asked for a byte to begin ids with */
  readonly cancelId: number;
  /** calls of NdisCancelSendNetBufferLists that have not returned */
  readonly cancelling: number;
  /** packets of its own for NDIS 5 sends */
  readonly sent: Table<"away" | "home">;
  /** the id under which the last one that can be cancelled was sent; 0: none */
  readonly packetId: number;
  /** a binding runs until a scenario says otherwise */
  readonly phase: Phase;
};

export const initial = (self: PartyId): ProtocolState => ({
  self,
  ndis: "",
  bound: false,
  ownBuffers: false,
  leaving: false,
  held: [],
  short: 0,
  handing: 0,
  passing: 0,
  taken: [],
  copies: [],
  lists: [],
  received: [],
  cancelId: 0,
  cancelling: 0,
  sent: [],
  packetId: 0,
  phase: "running",
});

export const learn = (state: ProtocolState, view: View): ProtocolState =>
  state.ndis === "" ? { ...state, ndis: view.neighbours("ndis")[0] ?? "" } : state;

/** Who it is at its station: `K1` of `WS.K1`. */
export const nameOf = (party: PartyId): string => party.slice(party.lastIndexOf(".") + 1);

/** One that was never bound does not tell its pools apart. */
export const poolOf = (state: ProtocolState, kind: "packets" | "lists" | "buffers"): string =>
  state.bound ? `pool:${state.self}:${kind}` : `pool:${state.self}`;

export const bindingOf = (state: ProtocolState): string => `binding:${state.self}`;

export const isAtHand = (held: Held): boolean => !held.open && held.due > 0;

/** It begins nothing new on a binding that is at rest, ending or gone. */
export const isRunning = ({ phase, leaving }: ProtocolState): boolean => phase === "running" && !leaving;

/** One more call that sends something. */
export const handing = (state: ProtocolState): ProtocolState => ({ ...state, handing: state.handing + 1 });

/** One more call that gives something back. */
export const passing = (state: ProtocolState): ProtocolState => ({ ...state, passing: state.passing + 1 });

/** Nothing of it is left to do. */
export const isDone = (held: Held): boolean =>
  !held.open && held.due === 0 && held.waiting === 0 && held.clients.length === 0;

export type Ids = readonly ResourceId[];
