// What redirector and server ask of the driver: sessions, messages, datagrams.
import type { Reaction, View } from "../../../src/contract/layer.ts";
import { NETBIOS_MULTICAST } from "../../../src/formats/mac.ts";
import { emitNbf } from "../../../src/formats/nbf/frame.ts";
import { netbiosName } from "../../../src/formats/nbf/name.ts";
import type { NameFrame } from "../../../src/formats/nbf/name-frames.ts";
import { octetText } from "../../../src/formats/octets.ts";
import type { Called } from "../../handlers.ts";
import { octetsOf } from "../../octets.ts";
import { networkName } from "../../station.ts";
import { get, has, put, without } from "../../table.ts";
import { back, call, integer, reads, text } from "../../words.ts";
import { queued } from "./data.ts";
import { freeNumber, nextCorrelator, query, redirectorName, textOf, unnumbered } from "./names.ts";
import { hungUp } from "./sessions.ts";
import { unsettled, type NetbeuiState } from "./state.ts";
import { datagramMaximum } from "./carriage.ts";
import { messageTime } from "./timing.ts";
import { begin, changed, deliver, report, said, timer, withSession } from "./turn.ts";
import type { Turn } from "./turn.ts";

export function connect(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const id = text(input.args, "session");
  const local = freeNumber(state);
  const refuse = (status: string): Reaction<NetbeuiState> => {
    const refusal = { session: id, to: input.from, name: "Connected", status };
    return said(deliver(begin(state), refusal), view, [back()]);
  };
  const peer = networkName(text(input.args, "name"));
  if (!isName(peer) || state.ndis === "") return refuse("BAD_NETWORK_PATH");
  if (local === undefined || has(state.sessions, id)) return refuse("NO_RESOURCES");
  const correlator = nextCorrelator(state.correlator);
  const session = {
    owner: input.from,
    caller: true,
    phase: "ExpectRecognized" as const,
    peer,
    mac: "",
    local,
    remote: 0,
    query: correlator,
    recognized: 0,
    ...unsettled,
  };
  const turn = timer(
    withSession(changed(begin(state), { correlator }), id, session),
    `connect ${id}`,
    messageTime,
  );
  return said(query(turn, id), view);
}

/** SendMessage and Reply: the message is the driver's until it is reported on. */
export function sendMessage(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const id = text(input.args, "session");
  const message = text(input.args, "message");
  const session = get(state.sessions, id);
  const word = input.name === "Reply" ? "ReplySent" : "MessageSent";
  const failed = (status: string): Reaction<NetbeuiState> =>
    said(report(begin(state), call(input.from, word, { session: id, message, status })), view, [back()]);
  if (session?.phase !== "Open" || session.owner !== input.from) return failed("REMOTE_DISCONNECT");
  const reader = view.open(message);
  if (reader === "not yours") return failed("NO_RESOURCES");
  const data = reader.data.latin1;
  return said(queued(begin(state), id, session, { message, data }), view, [reads(message, "data")]);
}

export const disconnect = (state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> =>
  said(hungUp(begin(state), text(input.args, "session"), "CONNECTION_RESET", true), view);

export const listen = (state: NetbeuiState, input: Called): Reaction<NetbeuiState> => [
  { ...state, listens: put(state.listens, networkName(text(input.args, "name")), input.from) },
  [back()],
];

/** Put on the medium as often as asked; done when NDIS has given the last of the frames back. */
export function sendDatagram(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const datagram = text(input.args, "datagram");
  const times = integer(input.args, "times") || 1;
  const reader = view.open(datagram);
  const failed = (status: string): Reaction<NetbeuiState> =>
    said(report(begin(state), call(input.from, "DatagramSent", { datagram, status })), view, [back()]);
  if (reader === "not yours" || reader.data.latin1.length > datagramMaximum(state.carriage))
    return failed("NO_RESOURCES");
  const name = networkName(text(input.args, "name"));
  if (state.ndis === "" || times < 0 || !isName(name)) return failed("NO_RESOURCES");
  const info = emitNbf({
    kind: "DATAGRAM",
    name: netbiosName(name, 0),
    sender: redirectorName(state.station),
    bytes: octetsOf(reader.data.latin1),
  });
  const datagrams = put(state.datagrams, datagram, { owner: input.from, left: times, failed: false });
  let turn = changed(begin(state), { datagrams });
  for (let n = 0; n < times; n++) turn = unnumbered(turn, NETBIOS_MULTICAST, info, datagram);
  return said(turn, view, [reads(datagram, "data")]);
}

/** What a NetBIOS name can be: 1 to 15 octets. */
const isName = (name: string): boolean => name !== "" && [...name].every((letter) => letter <= "\xff");

/** One frame of a datagram is back from below. */
export function datagramDone(turn: Turn, id: string, isSent: boolean): Turn {
  const datagram = get(turn.state.datagrams, id);
  if (datagram === undefined) return turn;
  const failed = datagram.failed || !isSent;
  const left = datagram.left - 1;
  if (left > 0)
    return changed(turn, { datagrams: put(turn.state.datagrams, id, { ...datagram, left, failed }) });
  const now = changed(turn, { datagrams: without(turn.state.datagrams, id) });
  return report(
    now,
    call(datagram.owner, "DatagramSent", { datagram: id, status: failed ? "NO_RESOURCES" : "OK" }),
  );
}

/** Who is a member of a group is not modelled: every server of the station hears what was sent to one. */
export function datagramHeard(
  turn: Turn,
  frame: NameFrame & { kind: "DATAGRAM" | "DATAGRAM_BROADCAST" },
  view: View,
): Turn {
  const name = frame.kind === "DATAGRAM" ? textOf(frame.name) : "";
  return view.neighbours("server").reduce(
    (now, to) =>
      deliver(now, {
        session: `datagram ${to}`,
        to,
        name: "DatagramReceived",
        status: name,
        data: octetText(frame.bytes),
      }),
    turn,
  );
}
