// One step in the making: the state as it will be, and what will be said. Frames and deliveries queue up in the state,
// so that their order does not depend on which line of calls comes first.
import type { Out, Reaction, View } from "../../../src/contract/layer.ts";
import { NETBIOS_SAP, emitLlc } from "../../../src/formats/llc.ts";
import type { LlcPdu } from "../../../src/formats/llc.ts";
import type { Mac } from "../../../src/formats/mac.ts";
import { latin1Of } from "../../octets.ts";
import { put, without } from "../../table.ts";
import { bytes, call, note } from "../../words.ts";
import { nextFrame } from "./below/sending.ts";
import { carried } from "./carriage.ts";
import type { Delivery, Link, NetbeuiState, Session } from "./state.ts";

export type Turn = {
  readonly state: NetbeuiState;
  /** timers, cancellations and notes: they happen with the step */
  readonly set: readonly Out[];
  /** calls that owe nothing to the order of others */
  readonly reports: readonly Out[];
};

export const begin = (state: NetbeuiState): Turn => ({ state, set: [], reports: [] });

/**
 * The reaction: `first` is said before the frames and, if it ends with a return, every call behind that. What carries a frame is allocated
 * before anything is said: its id would else be free for others.
 */
export function said(turn: Turn, view: View, first: readonly Out[] = []): Reaction<NetbeuiState> {
  const [sending, frames] = nextFrame(turn.state, view);
  const [state, deliveries] = nextDeliveries(sending);
  return [
    state,
    [
      ...turn.set,
      ...frames.filter(isDeed),
      ...first,
      ...frames.filter((out) => !isDeed(out)),
      ...turn.reports,
      ...deliveries,
    ],
  ];
}

const isDeed = (out: Out): boolean => out.k === "act";

export const changed = (turn: Turn, change: Partial<NetbeuiState>): Turn => ({
  ...turn,
  state: { ...turn.state, ...change },
});

export const withLink = (turn: Turn, mac: Mac, link: Link): Turn =>
  changed(turn, { links: put(turn.state.links, mac, link) });

export const withSession = (turn: Turn, id: string, session: Session): Turn =>
  changed(turn, { sessions: put(turn.state.sessions, id, session) });

export const timer = (turn: Turn, name: string, after: number): Turn => ({
  ...turn,
  set: [...turn.set, { k: "timer", name, after }],
});

export const maintenance = (turn: Turn, name: string, after: number): Turn => ({
  ...turn,
  set: [...turn.set, { k: "timer", name, after, maintenance: true }],
});

export const cancel = (turn: Turn, name: string): Turn => ({
  ...turn,
  set: [...turn.set, { k: "cancel", name }],
});

export const noted = (turn: Turn, text: string): Turn => ({ ...turn, set: [...turn.set, note(text)] });

export const report = (turn: Turn, out: Out): Turn => ({ ...turn, reports: [...turn.reports, out] });

export const deliver = (
  turn: Turn,
  delivery: Partial<Delivery> & Pick<Delivery, "session" | "to" | "name">,
): Turn => changed(turn, { deliveries: [...turn.state.deliveries, { status: "", data: "", ...delivery }] });

type Pdu = LlcPdu extends infer P ? (P extends LlcPdu ? Omit<P, "dsap" | "ssap" | "info"> : never) : never;

/** One LLC PDU of the NetBIOS SAP as a frame to that station. */
export function frame(
  turn: Turn,
  destination: Mac,
  pdu: Pdu,
  info: Uint8Array = new Uint8Array(),
  datagram = "",
): Turn {
  const payload = emitLlc({ ...pdu, dsap: NETBIOS_SAP, ssap: NETBIOS_SAP, info });
  const data = latin1Of(carried(turn.state.carriage, destination, turn.state.mac, payload));
  return changed(turn, { frames: [...turn.state.frames, { data, datagram }] });
}

/** For each session without one under way, its oldest delivery. */
function nextDeliveries(state: NetbeuiState): Reaction<NetbeuiState> {
  let telling = state.telling;
  const kept: Delivery[] = [];
  const outs: Out[] = [];
  for (const delivery of state.deliveries) {
    if (telling.includes(delivery.session)) {
      kept.push(delivery);
      continue;
    }
    telling = [...telling, delivery.session].toSorted();
    outs.push(told(delivery));
  }
  return outs.length === 0 ? [state, []] : [{ ...state, deliveries: kept, telling }, outs];
}

function told({ session, to, name, status, data }: Delivery): Out {
  const tag = { telling: session };
  switch (name) {
    case "MessageReceived":
    case "SessionReceived":
      return call(to, name, { session, data: bytes(data) }, tag);
    case "SessionOpened":
      return call(to, name, { session, name: status }, tag);
    case "DatagramReceived":
      return call(to, name, { data: bytes(data), name: status }, tag);
    default:
      return call(to, name, { session, status }, tag);
  }
}

/** The frame has been said: the next one may be. */
export const frameSaid = (state: NetbeuiState, _input: unknown, view: View): Reaction<NetbeuiState> =>
  said(begin({ ...state, sending: false }), view);

/** The delivery has been said: its session's next one may be. */
export const deliverySaid = (state: NetbeuiState, session: string, view: View): Reaction<NetbeuiState> =>
  said(begin({ ...state, telling: state.telling.filter((one) => one !== session) }), view);

export const forgetLink = (turn: Turn, mac: Mac): Turn =>
  changed(turn, { links: without(turn.state.links, mac) });
