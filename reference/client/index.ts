// A client of a protocol driver: it reads the packets it is given and gives each share back.
import type { PartyId } from "../../src/contract/event.ts";
import type { Offer, Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes } from "../../src/contract/value.ts";
import { chosen } from "../choices.ts";
import { layerOf } from "../handlers.ts";
import type { Begun, Called, Handlers } from "../handlers.ts";
import { get, keysWhere, put, without } from "../table.ts";
import type { Table } from "../table.ts";
import { again, back, bytes, call, integer, reads, text, value } from "../words.ts";

/** A packet it has shares of, and who gave them. `receiving`: ClientReceive has not returned yet, so that it does not give back what it is still being given. */
type Share = { readonly from: PartyId; readonly shares: number; readonly receiving: boolean };
export type ClientState = {
  readonly self: PartyId;
  readonly protocol: PartyId;
  readonly held: Table<Share>;
  /** it asks for one send unasked, and for as many as a scenario wants */
  readonly asked: boolean;
};

export const clientHandlers: Handlers<ClientState> = {
  initial: (self) => ({ self, protocol: "", held: [], asked: false }),
  learn: (state, view) =>
    state.protocol === "" ? { ...state, protocol: view.neighbours("protocol")[0] ?? "" } : state,
  calls: { ClientReceive: receive },
  begins: { TdiReturnChainedReceives: beginReturn, ClientSend: beginSend },
  woken: { received },
  offers,
};

export const client = layerOf(clientHandlers);

/** Looks at the data, and gives it back at once or later. */
export function receive(state: ClientState, input: Called, view: View): Reaction<ClientState> {
  const packet = text(input.args, "packet");
  const shares = (get(state.held, packet)?.shares ?? 0) + Math.max(1, integer(input.args, "shares"));
  const held = put(state.held, packet, { from: input.from, shares, receiving: true });
  const looked = reads(packet, "data");
  const received = [back(), ...again(`received ${packet}`)];
  if (view.pick("return", ["later", "inside"]) === "later")
    return [{ ...state, held }, [looked, ...received]];
  return [spent({ ...state, held }, packet), [looked, returned(input.from, packet), ...received]];
}

function received(state: ClientState, [packet = ""]: readonly string[]): Reaction<ClientState> {
  const share = get(state.held, packet);
  if (share === undefined) return [state, []];
  return [{ ...state, held: put(state.held, packet, { ...share, receiving: false }) }, []];
}

function beginReturn(state: ClientState, input: Begun, view: View): Reaction<ClientState> | null {
  const mine = keysWhere(state.held, ({ from, receiving }) => from === input.to && !receiving);
  const asked = input.args["packet"];
  const [packet] = chosen(view, "packet", typeof asked === "string" ? [asked] : null, mine) ?? [];
  return packet === undefined ? null : [spent(state, packet), [returned(input.to, packet)]];
}

/** Data to be sent; the request has a name of its own so that its answer can be told. */
function beginSend(state: ClientState, input: Begun): Reaction<ClientState> | null {
  const given = value(input.args, "data");
  const data = isBytes(given) ? given : bytes(`sent by ${state.self}`);
  const request = value(input.args, "request") ?? `request:${state.self}`;
  return [{ ...state, asked: true }, [call(input.to, "ClientSend", { request, data })]];
}

const returned = (to: PartyId, packet: string): Out => call(to, "TdiReturnChainedReceives", { packet });

function spent(state: ClientState, packet: string): ClientState {
  const share = get(state.held, packet);
  if (share === undefined) return state;
  const held =
    share.shares > 1
      ? put(state.held, packet, { ...share, shares: share.shares - 1 })
      : without(state.held, packet);
  return { ...state, held };
}

function offers(state: ClientState): readonly Offer[] {
  const ready = state.held.filter(([, { receiving }]) => !receiving);
  const givers = [...new Set(ready.map(([, { from }]) => from))];
  return [
    ...givers.map((to) => ({ name: "TdiReturnChainedReceives", to, args: { packet: null } })),
    ...(state.protocol === "" || state.asked
      ? []
      : [{ name: "ClientSend", to: state.protocol, args: { request: null, data: null } }]),
  ];
}
