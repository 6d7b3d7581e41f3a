// Frames on the medium: what their LLC and NBF headers say, and which message they carry.
import type { Args, Bytes } from "../contract/value.ts";
import { isBytes } from "../contract/value.ts";
import { parseEthernet } from "../formats/ethernet.ts";
import type { EthernetFrame } from "../formats/ethernet.ts";
import { ETHERTYPE_NETBEUI, parseDix } from "../formats/media/encapsulation.ts";
import { NETBIOS_SAP, parseLlc } from "../formats/llc.ts";
import type { LlcPdu } from "../formats/llc.ts";
import { parseNbf } from "../formats/nbf/frame.ts";
import type { NbfFrame } from "../formats/nbf/frame.ts";
import type { Party } from "../contract/event.ts";
import { acknowledgedMessage, castOf, dataPart, passing } from "./flows.ts";
import type { Passing } from "./flows.ts";
import { octetsOf } from "./seen.ts";
import type { Derived, Seen } from "./seen.ts";
import { stationOf } from "./sessions.ts";
import type { Step } from "./sessions.ts";
import type { ObserverState } from "./state.ts";

/** A frame as far as it could be read. */
export type Reading = {
  readonly source: string;
  readonly destination: string;
  readonly pdu: LlcPdu;
  readonly nbf?: NbfFrame;
};

export const mediumCalls: readonly string[] = ["Transmit", "Arrive"];

/** A frame on its way to the wire, or from it to a station; undefined for any other word. */
export function onMedium(state: ObserverState, seen: Seen, parties: readonly Party[]): Step | undefined {
  const { event, args } = seen;
  const data = args["data"];
  if (!mediumCalls.includes(event.name) || !isBytes(data)) return undefined;
  const reading = readingOf(data);
  if (reading === undefined) return [state, []];
  const isPut = event.name === "Transmit";
  const now = isPut ? passing(state, stationOf(parties, event.from), reading).state : state;
  const to = event.to === undefined ? {} : { to: event.to };
  return [now, saidBy(now, reading, { kind: isPut ? "said" : "arrived", from: event.from, ...to })];
}

/** What a frame says that has passed. */
export function saidBy(
  state: ObserverState,
  reading: Reading,
  ends: Pick<Derived, "kind" | "from" | "to">,
): readonly Derived[] {
  const words = [
    ...llcWords(reading.pdu),
    ...(reading.nbf === undefined ? [] : nbfWords(state, reading, reading.nbf)),
  ];
  return words.map((word) => ({ ...ends, ...word }));
}

type Word = { readonly name: string; readonly args: Args };

const readings = new WeakMap<Bytes, Reading | "none">();

/** Read once for each byte string: the same frame is seen several times, and a kit's frame before it is said. */
function readingOf(data: Bytes): Reading | undefined {
  const known = readings.get(data);
  if (known !== undefined) return known === "none" ? undefined : known;
  const reading = read(data.latin1);
  readings.set(data, reading ?? "none");
  return reading;
}

function read(data: string): Reading | undefined {
  const frame = addressed(data);
  if (frame === undefined) return undefined;
  const { source, destination, payload } = frame;
  const pdu = parseLlc(payload);
  if (!pdu.ok || pdu.value.dsap !== NETBIOS_SAP) return undefined;
  const carriesNbf = pdu.value.kind === "UI" || pdu.value.kind === "I";
  const nbf = carriesNbf ? parseNbf(pdu.value.info) : undefined;
  return { source, destination, pdu: pdu.value, ...(nbf?.ok === true ? { nbf: nbf.value } : {}) };
}

type Addressed = Pick<EthernetFrame, "source" | "destination" | "payload">;

/** Links of the two carriages are apart, even between the same stations: their ends are named differently. */
function addressed(data: string): Addressed | undefined {
  const ethernet = parseEthernet(octetsOf(data));
  if (!ethernet.ok) return undefined;
  const { source, destination, payload } = ethernet.value;
  if (ethernet.value.kind === "802.3") return { source, destination, payload };
  if (ethernet.value.etherType !== ETHERTYPE_NETBEUI) return undefined;
  const dix = parseDix(payload);
  return dix.ok
    ? { source: `${source} dix`, destination: `${destination} dix`, payload: dix.value.payload }
    : undefined;
}

function llcWords(pdu: LlcPdu): readonly Word[] {
  const name = `LLC.${pdu.kind}`;
  switch (pdu.kind) {
    case "SABME":
    case "DISC":
      return [{ name, args: { poll: pdu.poll } }];
    case "UA":
    case "DM":
      return [{ name, args: { final: pdu.poll } }];
    case "RR":
    case "RNR":
    case "REJ":
      return [{ name, args: { nr: pdu.nr, poll: pdu.poll } }];
    case "I":
      return [{ name, args: { ns: pdu.ns, nr: pdu.nr, poll: pdu.poll } }];
    default:
      return [];
  }
}

function nbfWords(state: ObserverState, reading: Reading, nbf: NbfFrame): readonly Word[] {
  const name = `NBF.${nbf.kind}`;
  switch (nbf.kind) {
    case "ADD_NAME_QUERY":
      return [{ name, args: { name: plain(nbf.name) } }];
    case "NAME_QUERY":
    case "NAME_RECOGNIZED":
      return [{ name, args: { name: plain(nbf.name), session: nbf.session } }];
    case "DATAGRAM":
      return [
        {
          name,
          args: { name: plain(nbf.name), ...castOf(state, reading.source, nbf), bytes: nbf.bytes.length },
        },
      ];
    case "DATAGRAM_BROADCAST":
      return [{ name, args: { ...castOf(state, reading.source, nbf), bytes: nbf.bytes.length } }];
    case "SESSION_INITIALIZE":
    case "SESSION_CONFIRM":
      return [{ name, args: { session: nbf.session } }];
    case "SESSION_END":
      return [{ name, args: { session: nbf.session, reason: nbf.abnormal ? 1 : 0 } }];
    case "SESSION_ALIVE":
      return [{ name, args: {} }];
    case "NO_RECEIVE":
    case "RECEIVE_OUTSTANDING":
      return [{ name, args: { session: nbf.session, bytes: nbf.accepted } }];
    case "RECEIVE_CONTINUE":
      return [{ name, args: { session: nbf.session, correlator: nbf.correlator } }];
    case "DATA_ACK":
      return [acknowledgment(state, reading, nbf, nbf.correlator)];
    case "DATA_FIRST_MIDDLE":
      return [{ name, args: dataArgs(state, reading, nbf) }, ...riding(state, reading, nbf)];
    case "DATA_ONLY_LAST":
      return [
        { name, args: { ...dataArgs(state, reading, nbf), correlator: nbf.correlator } },
        ...riding(state, reading, nbf),
      ];
    default:
      return [];
  }
}

type Numbers = { readonly session: number; readonly senderSession: number };

const acknowledgment = (state: ObserverState, reading: Passing, nbf: Numbers, correlator: number): Word => ({
  name: "NBF.DATA_ACK",
  args: { session: nbf.session, ...acknowledgedMessage(state, reading, nbf, correlator), correlator },
});

const riding = (
  state: ObserverState,
  reading: Passing,
  nbf: Numbers & { readonly acknowledges?: number },
): readonly Word[] =>
  nbf.acknowledges === undefined ? [] : [acknowledgment(state, reading, nbf, nbf.acknowledges)];

const dataArgs = (
  state: ObserverState,
  reading: Passing,
  nbf: Numbers & { readonly bytes: Uint8Array },
): Args => ({
  session: nbf.session,
  ...dataPart(state, reading),
  bytes: nbf.bytes.length,
});

/** The text of a NetBIOS name, without its suffix. */
const plain = (name: string): string => name.slice(0, -4);
