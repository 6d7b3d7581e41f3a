// The link between the planes: which message of which transport the frames on the medium carry, frames sent again included.
import type { Args } from "../contract/value.ts";
import { LLC_MODULUS } from "../formats/llc.ts";
import type { LlcPdu } from "../formats/llc.ts";
import type { NbfFrame } from "../formats/nbf/frame.ts";
import { octetText } from "../formats/octets.ts";
import { kept, unclear } from "./state.ts";
import type { Direction, Flow, ObserverState, Outgoing, Part } from "./state.ts";

export type Passing = {
  readonly source: string;
  readonly destination: string;
  readonly pdu: LlcPdu;
  readonly nbf?: NbfFrame;
};

type DataFrame = NbfFrame & { kind: "DATA_FIRST_MIDDLE" | "DATA_ONLY_LAST" };
export type Cast = NbfFrame & { kind: "DATAGRAM" | "DATAGRAM_BROADCAST" };

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
      return { state: numbered(named(state, frame.source, nbf.sender), station, frame, nbf) };
    case "NAME_RECOGNIZED":
      return { state: named(state, frame.source, nbf.name) };
    case "DATAGRAM":
    case "DATAGRAM_BROADCAST":
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
  const others = state.directions.filter(({ key }) => !ends.includes(key));
  const anew = ends.map((key): Direction => ({ key, next: 0, parts: [], whole: true }));
  return {
    ...state,
    directions: state.found === undefined ? others : sorted([...others, ...anew]),
    flows: state.flows.filter(({ key }) => !ends.some((end) => key.startsWith(`${end} `))),
  };
}

/** The next information frame of its direction carries something new; one behind it is sent again, one ahead of it comes after a gap. */
function informed(state: ObserverState, station: string, frame: Passing, ns: number): ObserverState {
  const before = directionOf(state, frame);
  const ahead = before.next < 0 ? 0 : (ns - before.next + LLC_MODULUS) % LLC_MODULUS;
  if (ahead > LLC_MODULUS / 2) return state;
  const now = ahead === 0 ? state : missed(state, before);
  const direction = directionOf(now, frame);
  const parts = direction.parts.filter(([one]) => one !== ns);
  const next = (ns + 1) % LLC_MODULUS;
  const { nbf } = frame;
  if (nbf?.kind !== "DATA_FIRST_MIDDLE" && nbf?.kind !== "DATA_ONLY_LAST")
    return withDirection(now, { ...direction, next, parts });
  const [after, part] = placed(now, station, frame, nbf);
  const carried = part === undefined ? [] : [[ns, part] as const];
  return withDirection(after, { ...direction, next, parts: [...parts, ...carried].slice(-kept) });
}

/** Frames that were not seen may have ended a message or begun one: what goes on in this direction cannot be told, up to the next end. */
const missed = (state: ObserverState, direction: Direction): ObserverState => ({
  ...withDirection(state, { key: direction.key, next: direction.next, parts: [] }),
  flows: state.flows.map((flow) =>
    flow.key.startsWith(`${direction.key} `) ? { ...flow, message: "", offset: unclear } : flow,
  ),
});

/** On a capture: the other side has acknowledged information frames that were not seen. */
export function missing(state: ObserverState, frame: Passing): ObserverState {
  const { pdu } = frame;
  const other = { ...frame, source: frame.destination, destination: frame.source };
  const direction = directionOf(state, other);
  if (!("nr" in pdu) || direction.next < 0) return state;
  const ahead = (pdu.nr - direction.next + LLC_MODULUS) % LLC_MODULUS;
  if (ahead === 0 || ahead > LLC_MODULUS / 2) return state;
  return missed(state, { ...direction, next: pdu.nr });
}

/** Which message goes on, or which one begins; no part where that cannot be told. */
function placed(
  state: ObserverState,
  station: string,
  frame: Passing,
  nbf: DataFrame,
): readonly [ObserverState, Part | undefined] {
  const key = `${directionKey(frame)} ${nbf.senderSession}>${nbf.session}`;
  const flow = state.flows.find((one) => one.key === key) ?? firstOf(state, frame, key);
  const begins = flow.offset === 0 ? outgoingOf(state, station, frame, nbf) : undefined;
  const found = begins === undefined && flow.offset === 0 && flow.message === "" ? nextFound(state) : {};
  const message = nbf.resync ? "" : (begins?.id ?? nameOf(found) ?? flow.message);
  const part = flow.offset === unclear ? undefined : { message, offset: flow.offset };
  const isLast = nbf.kind === "DATA_ONLY_LAST";
  const correlators = isLast
    ? [...flow.correlators, [nbf.correlator, message] as const].slice(-kept)
    : flow.correlators;
  const offset = flow.offset === unclear ? unclear : flow.offset + nbf.bytes.length;
  const after: Flow = isLast
    ? { ...flow, message: "", offset: 0, correlators }
    : { ...flow, message, offset };
  const outgoing = state.outgoing.map((one) => (one === begins ? { ...one, bound: true } : one));
  return [
    { ...state, ...found, outgoing, flows: sorted([...state.flows.filter((one) => one.key !== key), after]) },
    part,
  ];
}

/** In a run the first frame that is seen begins a message; on a capture that began later it may stand anywhere in one. */
const firstOf = (state: ObserverState, frame: Passing, key: string): Flow => ({
  key,
  message: "",
  offset: state.found === undefined || directionOf(state, frame).whole === true ? 0 : unclear,
  correlators: [],
});

type Found = Pick<ObserverState, "found">;
const nextFound = ({ found }: ObserverState): Found => (found === undefined ? {} : { found: found + 1 });
const nameOf = ({ found }: Found): string | undefined =>
  found === undefined ? undefined : `message${found}`;

/**
 * The oldest message of this station to that one that begins like this, or is this, and of which nothing was seen yet. A session
 * carries its messages in order; where those of several sessions fit and no number says which session it is, none is taken.
 */
function outgoingOf(
  state: ObserverState,
  station: string,
  frame: Passing,
  nbf: DataFrame,
): Outgoing | undefined {
  const peer = state.stations.find(([mac]) => mac === frame.destination)?.[1];
  const numbers = [`${frame.source} ${nbf.senderSession}`, `${frame.destination} ${nbf.session}`];
  const session = state.sessions.find(({ number }) => numbers.includes(number))?.id;
  const bytes = octetText(nbf.bytes);
  const fitting = state.outgoing.filter(
    (one) =>
      one.session !== "" &&
      !one.bound &&
      one.station === station &&
      (session === undefined || one.session === session) &&
      (peer === undefined || one.peer === "" || one.peer === peer) &&
      (nbf.kind === "DATA_ONLY_LAST" ? one.data === bytes : one.data.startsWith(bytes)),
  );
  return fitting.every((one) => one.session === fitting[0]?.session) ? fitting[0] : undefined;
}

/** Who looks for a name says the number that the session will have, if only one session can be meant. */
function numbered(
  state: ObserverState,
  station: string,
  frame: Passing,
  nbf: NbfFrame & { kind: "NAME_QUERY" },
): ObserverState {
  const number = `${frame.source} ${nbf.session}`;
  const wanted = state.sessions.filter(
    (one) => one.caller === station && one.callee === nbf.name.slice(0, -4) && one.far === "",
  );
  const [session, ...others] = wanted.filter((one) => one.number === "");
  const isKnown = nbf.session === 0 || wanted.some((one) => one.number === number);
  if (isKnown || session === undefined || others.length > 0) return state;
  return {
    ...state,
    sessions: state.sessions.map((one) =>
      one === session ? { ...one, number } : one.number === number ? { ...one, number: "" } : one,
    ),
  };
}

/** Of equal datagrams that wait at once nobody can tell which one this is. */
function cast(state: ObserverState, station: string, frame: Passing, nbf: Cast): ObserverState {
  const bytes = octetText(nbf.bytes);
  const fits = (one: Outgoing): boolean =>
    one.session === "" &&
    one.station === station &&
    one.data === bytes &&
    (nbf.kind === "DATAGRAM_BROADCAST" || one.peer === nbf.name.slice(0, -4));
  const key = castKey(frame.source, nbf);
  const [due, ...others] = state.outgoing.filter(fits);
  if (due === undefined) return state;
  if (others.length > 0) return { ...state, casts: state.casts.filter(([one]) => one !== key) };
  return {
    ...state,
    outgoing: state.outgoing.map((one) => (one === due ? { ...one, bound: true } : one)),
    casts: [...state.casts.filter(([one]) => one !== key), [key, due.id] as const].slice(-kept),
  };
}

const named = (state: ObserverState, mac: string, name: string): ObserverState => ({
  ...state,
  stations: [...state.stations.filter(([one]) => one !== mac), [mac, name.slice(0, -4)] as const].toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  ),
});

const directionKey = (frame: Passing): string => `${frame.source}>${frame.destination}`;

const castKey = (source: string, nbf: Cast): string =>
  `${source} ${nbf.kind === "DATAGRAM" ? nbf.name : "all"} ${octetText(nbf.bytes)}`;

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
