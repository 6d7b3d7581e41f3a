// What NDIS remembers: packets that are out, transfers and sends under way.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { View } from "../../src/contract/layer.ts";
import { get } from "../table.ts";
import type { Table } from "../table.ts";

/**
 * A packet that a NIC gave up. `left`: announced minus returned, over all bindings; a return may overtake its announcement.
 * `offering`: NDIS still holds it itself; `closing`: the indication is about to return to a serialized NIC; `out`: only the
 * protocols hold it; `going`: MiniportReturnPacket is decided.
 */
export type Indicated = {
  readonly nic: PartyId;
  readonly left: number;
  /** somebody answered with a nonzero count */
  readonly kept: boolean;
  readonly phase: "offering" | "closing" | "out" | "going";
};

/** A received list that is out: given to a protocol, or on its way back. `below`: the NIC or filter that indicated it, "" for a copy of NDIS's own. */
export type Received = { readonly below: PartyId; readonly by: PartyId };

/** A lookahead indication that is open. */
export type Lookahead = { readonly nic: PartyId; readonly accepted: boolean };

/** `failed`: paused, because it could not be restarted. */
export type Adapter = "running" | "pausing" | "paused" | "restarting" | "failed" | "halted" | "starting";

/** A filter: `attaching` until it has said that it will do. */
export type Module = "running" | "pausing" | "paused" | "restarting" | "detached" | "attaching";

/**
 * `opening`, `answering`: the answer to its open, or close, is not out yet; `restarting`: it has not returned from hearing so;
 * `unbinding`: NDIS ends it.
 */
export type Binding =
  | "opening"
  | "running"
  | "pausing"
  | "paused"
  | "restarting"
  | "answering"
  | "closing"
  | "unbinding"
  | "closed";

export type NdisState = {
  readonly self: PartyId;
  readonly nic: PartyId;
  /** from the top down */
  readonly filters: readonly PartyId[];
  /** who is being started or stopped */
  readonly changing: readonly PartyId[];
  readonly packets: Table<Indicated>;
  /** lists of NDIS 6, by who has them now */
  readonly received: Table<Received>;
  /** lists that came back from above and wait to go home, by the NIC or filter that they go to */
  readonly returning: Table<readonly ResourceId[]>;
  readonly contexts: Table<Lookahead>;
  /** by the driver: what it is about to be told, or is just hearing */
  readonly underWay: Table<number>;
  /** protocols that were shown something by ProtocolReceive and are still to hear ProtocolReceiveComplete */
  readonly called: readonly PartyId[];
  /** destination packet of a transfer -> who asked for it */
  readonly transfers: Table<PartyId>;
  /** lists sent and not yet submitted, in the order they came */
  readonly queue: readonly ResourceId[];
  /** a submission is decided and has not returned: what comes meanwhile keeps behind it */
  readonly submitting: boolean;
  /** lists submitted to the NIC and not yet completed */
  readonly below: readonly ResourceId[];
  /** completed lists that wait to be handed up, by the protocol or filter that gets them */
  readonly done: Table<readonly ResourceId[]>;
  /** its next allocation fails */
  readonly lacking: boolean;
  /** the last byte given out for cancel ids */
  readonly cancelParts: number;
  readonly sending: Sending;
  /** an adapter runs until a scenario says otherwise */
  readonly adapter: Adapter;
  /** a reset has not been completed */
  readonly resetting: boolean;
  /** what does not simply run */
  readonly bindings: Table<Binding>;
  readonly modules: Table<Module>;
  /** what a filter has that others sent or indicated */
  readonly passing: Table<{ readonly by: PartyId; readonly way: "down" | "up" }>;
  /** filters that are just being handed something to send, and what waits for that */
  readonly hops: Table<readonly ResourceId[]>;
};

/** Packets of NDIS 5 sends. */
export type Sending = {
  /** who sent what and has not got it back */
  readonly owners: Table<PartyId>;
  /** not submitted yet, or refused for want of resources */
  readonly queue: readonly ResourceId[];
  /** a submission has not returned */
  readonly busy: boolean;
  /** the NIC was out of resources, and nothing has been heard of it since */
  readonly short: boolean;
  /** what was cancelled while it is busy, by the binding and the id: the NIC may yet hand it back unsent */
  readonly cancelled: readonly string[];
};

export const initial = (self: PartyId): NdisState => ({
  self,
  nic: "",
  filters: [],
  changing: [],
  packets: [],
  received: [],
  returning: [],
  contexts: [],
  underWay: [],
  called: [],
  transfers: [],
  queue: [],
  submitting: false,
  below: [],
  done: [],
  lacking: false,
  cancelParts: 0,
  sending: { owners: [], queue: [], busy: false, short: false, cancelled: [] },
  adapter: "running",
  resetting: false,
  bindings: [],
  modules: [],
  passing: [],
  hops: [],
});

/** Sends go to the first NIC, and past the filters above it; kept because offers are made without a view. */
export const learn = (state: NdisState, view: View): NdisState =>
  state.nic === ""
    ? { ...state, nic: view.neighbours("nic")[0] ?? "", filters: view.neighbours("filter") }
    : state;

/** A handler that a driver registered; only a plain `false` says that it has none. */
export const registered = (view: View, driver: PartyId, handler: string): boolean =>
  view.property(handler, driver) !== false;

export const bindingOf = (state: NdisState, protocol: PartyId): Binding =>
  get(state.bindings, protocol) ?? "running";

/** Those that are still to hear of what arrives. */
export const boundProtocols = (state: NdisState, view: View): readonly PartyId[] =>
  view
    .neighbours("protocol")
    .filter((protocol) => !["opening", "unbinding", "closed"].includes(bindingOf(state, protocol)));

export const bindingHandle = (protocol: PartyId): string => `binding:${protocol}`;
