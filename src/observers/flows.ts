// The link between the planes: which message of which transport the frames on the medium carry, frames sent again included.
import type { Args } from "../contract/value.ts";
import { LLC_MODULUS } from "../formats/llc.ts";
import type { LlcPdu } from "../formats/llc.ts";
import type { NbfFrame } from "../formats/nbf/frame.ts";
import { octetText } from "../formats/octets.ts";
import { kept } from "./state.ts";
import type { Direction, Flow, ObserverState, Outgoing, Part } from "./state.ts";

export type Passing = {
  readonly source: string;
  readonly destination: string;
  readonly pdu: LlcPdu;
  readonly nbf?: NbfFrame;
};

type DataFrame = NbfFrame & { kind: "DATA_FIRST_MIDDLE" | "DATA_ONLY_LAST" };
type Cast = NbfFrame & { kind: "DATAGRAM" };

/** A frame goes onto the medium at this station: what is to be remembered of it. */
export function passing(
  state: ObserverState,
  station: string,
  frame: Passing,
): { readonly state: ObserverState } {
  const { pdu, nbf } = frame;
  if (pdu.kind === "SABME" || pdu.kind === "UA") return { state: restarted(state, frame) };
  if (pdu.kind === "I") return { state: informed(state, station, frame, pdu.ns) };
  switch (nbf?.kind) {
    case "NAME_QUERY":
      return { state: named(state, frame.source, nbf.sender) };
    case "NAME_RECOGNIZED":
      return { state: named(state, frame.source, nbf.name) };
    case "DATAGRAM":
      return { state: cast(state, station, frame, nbf) };
    default:
      return { state };
  }
}

/** The part of a message that the frame carries, as arguments; nothing where it cannot be told. */
export function dataPart(state: ObserverState, frame: Passing): Args {
  const ns = frame.pdu.kind === "I" ? frame.pdu.ns : -1;
  const part = directionOf(state, frame).parts.find(([one]) => one === ns)?.[1];
  if (part === undefined) return {};
  return { ...(part.message === "" ? {} : { message: part.message }), offset: part.offset };
}

/** The message that the other side acknowledges with this correlator. */
export function acknowledgedMessage(
  state: ObserverState,
  frame: Passing,
  numbers: { readonly session: number; readonly senderSession: number },
  correlator: number,
): Args {
  const key = `${frame.destination}>${frame.source} ${numbers.session}>${numbers.senderSession}`;
  const message = state.flows
    .find((flow) => flow.key === key)
    ?.correlators.findLast(([one]) => one === correlator)?.[1];
  return message === undefined || message === "" ? {} : { message };
}

/** The datagram that a frame carries. */
export function castOf(state: ObserverState, source: string, nbf: Cast): Args {
  const message = state.casts.find(([key]) => key === castKey(source, nbf))?.[1];
  return message === undefined ? {} : { message };
}

/** A new link: numbers begin anew in both directions. */
function restarted(state: ObserverState, frame: Passing): ObserverState {
  const ends = [directionKey(frame), `${frame.destination}>${frame.source}`];
  return {
    ...state,
    directions: state.directions.filter(({ key }) => !ends.includes(key)),
    flows: state.flows.filter(({ key }) => !ends.some((end) => key.startsWith(`${end} `))),
  };
}

/** The next information frame of its direction carries something new; any other is one sent again. */
function informed(state: ObserverState, station: string, frame: Passing, ns: number): ObserverState {
  const direction = directionOf(state, frame);
  if (direction.next >= 0 && direction.next !== ns) return state;
  const { nbf } = frame;
  const next = (ns + 1) % LLC_MODULUS;
  if (nbf?.kind !== "DATA_FIRST_MIDDLE" && nbf?.kind !== "DATA_ONLY_LAST")
    return withDirection(state, { ...direction, next, parts: direction.parts.filter(([one]) => one !== ns) });
  const [now, part] = placed(state, station, frame, nbf);
  const parts = [...direction.parts.filter(([one]) => one !== ns), [ns, part] as const].slice(-kept);
  return withDirection(now, { ...direction, next, parts });
}

/** Which message goes on, or which one begins. */
function placed(
  state: ObserverState,
  station: string,
  frame: Passing,
  nbf: DataFrame,
): readonly [ObserverState, Part] {
  const key = `${directionKey(frame)} ${nbf.senderSession}>${nbf.session}`;
  const flow = state.flows.find((one) => one.key === key) ?? { key, message: "", offset: 0, correlators: [] };
  const begins = flow.offset === 0 ? outgoingOf(state, station, frame, nbf) : undefined;
  const message = nbf.resync ? "" : (begins?.id ?? flow.message);
  const part = { message, offset: flow.offset };
  const isLast = nbf.kind === "DATA_ONLY_LAST";
  const correlators = isLast
    ? [...flow.correlators, [nbf.correlator, message] as const].slice(-kept)
    : flow.correlators;
  const after: Flow = isLast
    ? { ...flow, message: "", offset: 0, correlators }
    : { ...flow, message, offset: flow.offset + nbf.bytes.length };
  const outgoing = state.outgoing.map((one) => (one === begins ? { ...one, bound: true } : one));
  return [
    { ...state, outgoing, flows: sorted([...state.flows.filter((one) => one.key !== key), after]) },
    part,
  ];
}

/** The oldest message of this station to that one that begins like this, or is this, and of which nothing was seen yet. */
function outgoingOf(
  state: ObserverState,
  station: string,
  frame: Passing,
  nbf: DataFrame,
): Outgoing | undefined {
  const peer = state.stations.find(([mac]) => mac === frame.destination)?.[1];
  const bytes = octetText(nbf.bytes);
  return state.outgoing.find(
    (one) =>
      one.left === 0 &&
      !one.bound &&
      one.station === station &&
      (peer === undefined || one.peer === "" || one.peer === peer) &&
      (nbf.kind === "DATA_ONLY_LAST" ? one.data === bytes : one.data.startsWith(bytes)),
  );
}

function cast(state: ObserverState, station: string, frame: Passing, nbf: Cast): ObserverState {
  const bytes = octetText(nbf.bytes);
  const fits = (one: Outgoing): boolean =>
    one.station === station && one.data === bytes && one.peer === nbf.name.slice(0, -4);
  const due = state.outgoing.find((one) => one.left > 0 && fits(one));
  const over = state.outgoing.findLast((one) => one.bound && fits(one));
  const message = due?.id ?? over?.id;
  if (message === undefined) return state;
  const key = castKey(frame.source, nbf);
  return {
    ...state,
    outgoing: state.outgoing.map((one) => (one === due ? { ...one, bound: true, left: one.left - 1 } : one)),
    casts: [...state.casts.filter(([one]) => one !== key), [key, message] as const].slice(-kept),
  };
}

const named = (state: ObserverState, mac: string, name: string): ObserverState => ({
  ...state,
  stations: [...state.stations.filter(([one]) => one !== mac), [mac, name.slice(0, -4)] as const].toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  ),
});

const directionKey = (frame: Passing): string => `${frame.source}>${frame.destination}`;

const castKey = (source: string, nbf: Cast): string => `${source} ${nbf.name} ${octetText(nbf.bytes)}`;

const directionOf = (state: ObserverState, frame: Passing): Direction =>
  state.directions.find(({ key }) => key === directionKey(frame)) ?? {
    key: directionKey(frame),
    next: -1,
    parts: [],
  };

const withDirection = (state: ObserverState, direction: Direction): ObserverState => ({
  ...state,
  directions: sorted([...state.directions.filter(({ key }) => key !== direction.key), direction]),
});

const sorted = <T extends { readonly key: string }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => (a.key < b.key ? -1 : 1));
