// NBF frames inside a session; they travel as LLC I frames. `session` is the receiver's number, `senderSession` the
// sender's. `correlator` pairs a frame with its answer; `answers` is the correlator of an earlier step's frame.

import type { SessionHeader } from "./header.ts";

type Ends = { readonly session: number; readonly senderSession: number };

type DataFlags = {
  /** The message of this correlator is acknowledged along with this frame. */
  readonly acknowledges?: number;
  /** The receiver is not to acknowledge (NetBIOS 2.20 and later); not "acknowledge expected", as some tools print. */
  readonly noAck: boolean;
  /** The first frame after RECEIVE_OUTSTANDING. */
  readonly resync: boolean;
  readonly correlator: number;
  readonly bytes: Uint8Array;
};

export type SessionFrame = Ends &
  (
    | { readonly kind: "DATA_ACK"; readonly correlator: number }
    | ({ readonly kind: "DATA_FIRST_MIDDLE"; readonly continueRequested: boolean } & DataFlags)
    | ({ readonly kind: "DATA_ONLY_LAST"; readonly ackWithDataAllowed: boolean } & DataFlags)
    | {
        readonly kind: "SESSION_CONFIRM";
        readonly noAckCapable: boolean;
        readonly version2: boolean;
        readonly maxReceive: number;
        /** As SESSION_INITIALIZE had it. */
        readonly answers: number;
        readonly correlator: number;
      }
    | {
        readonly kind: "SESSION_INITIALIZE";
        readonly noAckCapable: boolean;
        readonly version2: boolean;
        /** 0..7: 516, 1500, 2052, 4472, 8144, 11407, 17800 octets, not limited. */
        readonly largestFrame: number;
        /** Most octets of user data that the sender takes in one frame. */
        readonly maxReceive: number;
        /** NAME_RECOGNIZED's correlator. */
        readonly answers: number;
        readonly correlator: number;
      }
    | { readonly kind: "SESSION_END"; readonly abnormal: boolean }
    | { readonly kind: "NO_RECEIVE"; readonly noAck: boolean; readonly accepted: number }
    | { readonly kind: "RECEIVE_OUTSTANDING"; readonly accepted: number }
    | { readonly kind: "RECEIVE_CONTINUE"; readonly correlator: number }
    | { readonly kind: "SESSION_ALIVE" }
  );

const COMMANDS = {
  DATA_ACK: 0x14,
  DATA_FIRST_MIDDLE: 0x15,
  DATA_ONLY_LAST: 0x16,
  SESSION_CONFIRM: 0x17,
  SESSION_END: 0x18,
  SESSION_INITIALIZE: 0x19,
  NO_RECEIVE: 0x1a,
  RECEIVE_OUTSTANDING: 0x1b,
  RECEIVE_CONTINUE: 0x1c,
  SESSION_ALIVE: 0x1f,
} as const;

const ACK_INCLUDED = 0x08;
const ACK_WITH_DATA_ALLOWED = 0x04;
const NO_ACK = 0x02;
const CONTINUE_REQUESTED = 0x01;
const NO_ACK_CAPABLE = 0x80;
const VERSION_2 = 0x01;

/** What the header says; undefined for a command that no document lists. Reserved numbers are not looked at. */
export const sessionFrameOf = (header: SessionHeader): SessionFrame | undefined => {
  const { command, data1, data2, transmit, response } = header;
  const ends = { session: header.destination, senderSession: header.source };
  switch (command) {
    case COMMANDS.DATA_ACK:
      return { kind: "DATA_ACK", ...ends, correlator: transmit };
    case COMMANDS.DATA_FIRST_MIDDLE:
      return {
        kind: "DATA_FIRST_MIDDLE",
        ...ends,
        ...dataOf(header),
        continueRequested: (data1 & CONTINUE_REQUESTED) !== 0,
      };
    case COMMANDS.DATA_ONLY_LAST:
      return {
        kind: "DATA_ONLY_LAST",
        ...ends,
        ...dataOf(header),
        ackWithDataAllowed: (data1 & ACK_WITH_DATA_ALLOWED) !== 0,
      };
    case COMMANDS.SESSION_CONFIRM:
      return {
        kind: "SESSION_CONFIRM",
        ...ends,
        ...abilitiesOf(data1),
        maxReceive: data2,
        answers: response,
        correlator: transmit,
      };
    case COMMANDS.SESSION_END:
      return { kind: "SESSION_END", ...ends, abnormal: data2 !== 0 };
    case COMMANDS.SESSION_INITIALIZE: {
      const largestFrame = (data1 >>> 1) & 7;
      return {
        kind: "SESSION_INITIALIZE",
        ...ends,
        ...abilitiesOf(data1),
        largestFrame,
        maxReceive: data2,
        answers: transmit,
        correlator: response,
      };
    }
    case COMMANDS.NO_RECEIVE:
      return { kind: "NO_RECEIVE", ...ends, noAck: (data1 & NO_ACK) !== 0, accepted: data2 };
    case COMMANDS.RECEIVE_OUTSTANDING:
      return { kind: "RECEIVE_OUTSTANDING", ...ends, accepted: data2 };
    case COMMANDS.RECEIVE_CONTINUE:
      return { kind: "RECEIVE_CONTINUE", ...ends, correlator: transmit };
    case COMMANDS.SESSION_ALIVE:
      return { kind: "SESSION_ALIVE", ...ends };
    default:
      return undefined;
  }
};

/** The header that says it; reserved numbers are 0. */
export const sessionHeaderOf = (frame: SessionFrame): SessionHeader => {
  const header = blank(frame);
  switch (frame.kind) {
    case "DATA_ACK":
    case "RECEIVE_CONTINUE":
      return { ...header, transmit: frame.correlator };
    case "DATA_FIRST_MIDDLE":
      return { ...header, ...dataHeader(frame, frame.continueRequested ? CONTINUE_REQUESTED : 0) };
    case "DATA_ONLY_LAST":
      return { ...header, ...dataHeader(frame, frame.ackWithDataAllowed ? ACK_WITH_DATA_ALLOWED : 0) };
    case "SESSION_CONFIRM":
      return {
        ...header,
        data1: abilities(frame),
        data2: frame.maxReceive,
        transmit: frame.correlator,
        response: frame.answers,
      };
    case "SESSION_END":
      return { ...header, data2: frame.abnormal ? 1 : 0 };
    case "SESSION_INITIALIZE":
      return {
        ...header,
        data1: initializeData1(frame),
        data2: frame.maxReceive,
        transmit: frame.answers,
        response: frame.correlator,
      };
    case "NO_RECEIVE":
      return { ...header, data1: frame.noAck ? NO_ACK : 0, data2: frame.accepted };
    case "RECEIVE_OUTSTANDING":
      return { ...header, data2: frame.accepted };
    case "SESSION_ALIVE":
      return header;
  }
};

const blank = (frame: SessionFrame): SessionHeader => ({
  command: COMMANDS[frame.kind],
  data1: 0,
  data2: 0,
  transmit: 0,
  response: 0,
  destination: frame.session,
  source: frame.senderSession,
  data: new Uint8Array(),
});

const dataOf = (header: SessionHeader): DataFlags => ({
  ...((header.data1 & ACK_INCLUDED) !== 0 ? { acknowledges: header.transmit } : {}),
  noAck: (header.data1 & NO_ACK) !== 0,
  resync: header.data2 !== 0,
  correlator: header.response,
  bytes: header.data,
});

const dataHeader = (
  frame: DataFlags,
  more: number,
): Pick<SessionHeader, "data1" | "data2" | "transmit" | "response" | "data"> => ({
  data1: more | (frame.noAck ? NO_ACK : 0) | (frame.acknowledges === undefined ? 0 : ACK_INCLUDED),
  data2: frame.resync ? 1 : 0,
  transmit: frame.acknowledges ?? 0,
  response: frame.correlator,
  data: frame.bytes,
});

const abilitiesOf = (data1: number): { noAckCapable: boolean; version2: boolean } => ({
  noAckCapable: (data1 & NO_ACK_CAPABLE) !== 0,
  version2: (data1 & VERSION_2) !== 0,
});

const abilities = (frame: { noAckCapable: boolean; version2: boolean }): number =>
  (frame.noAckCapable ? NO_ACK_CAPABLE : 0) | (frame.version2 ? VERSION_2 : 0);

const initializeData1 = (frame: {
  noAckCapable: boolean;
  version2: boolean;
  largestFrame: number;
}): number => {
  if (frame.largestFrame > 7) throw new RangeError(`largest-frame code ${frame.largestFrame} is not in 0..7`);
  return abilities(frame) | (frame.largestFrame << 1);
};
