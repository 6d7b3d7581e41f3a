// NBF frames outside a session: claiming, finding and defending names, datagrams, status. They travel as LLC UI.
// `correlator` pairs a question with its answer; NAME_RECOGNIZED carries the question's and one of its own.

import type { NameHeader } from "./header.ts";
import type { NetbiosName } from "./name.ts";

export type NameFrame =
  | {
      readonly kind: "ADD_GROUP_NAME_QUERY" | "ADD_NAME_QUERY";
      readonly name: NetbiosName;
      readonly correlator: number;
    }
  /** `sender` is the sender's NAME_NUMBER_1. */
  | { readonly kind: "NAME_IN_CONFLICT"; readonly name: NetbiosName; readonly sender: NetbiosName }
  | {
      readonly kind: "STATUS_QUERY";
      readonly name: NetbiosName;
      readonly sender: NetbiosName;
      /** 0: an old station asks; 1: first question; more: names received so far. */
      readonly progress: number;
      readonly bufferLength: number;
      readonly correlator: number;
    }
  | {
      readonly kind: "STATUS_RESPONSE";
      /** The NAME_NUMBER_1 of who asked. */
      readonly name: NetbiosName;
      readonly sender: NetbiosName;
      /** 0: an old station answers; more: names sent so far. */
      readonly progress: number;
      readonly exceedsFrame: boolean;
      readonly exceedsBuffer: boolean;
      /** 14 bits. */
      readonly statusLength: number;
      readonly correlator: number;
      readonly bytes: Uint8Array;
    }
  /** Ends tracing at the receiver alone, or at sender and receiver. */
  | { readonly kind: "TERMINATE_TRACE"; readonly scope: "remote" | "both" }
  | {
      readonly kind: "DATAGRAM";
      readonly name: NetbiosName;
      readonly sender: NetbiosName;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: "DATAGRAM_BROADCAST"; readonly sender: NetbiosName; readonly bytes: Uint8Array }
  | {
      readonly kind: "NAME_QUERY";
      readonly name: NetbiosName;
      readonly sender: NetbiosName;
      /** The caller's session number; 0 only looks for the name. */
      readonly session: number;
      /** The sender's name is a group's. */
      readonly group: boolean;
      readonly correlator: number;
    }
  | {
      readonly kind: "ADD_NAME_RESPONSE";
      readonly name: NetbiosName;
      /** The name is being claimed, not yet owned. */
      readonly claiming: boolean;
      readonly group: boolean;
      readonly correlator: number;
    }
  | {
      readonly kind: "NAME_RECOGNIZED";
      /** The name found. */
      readonly name: NetbiosName;
      /** The name of who asked. */
      readonly caller: NetbiosName;
      /** The callee's session number; 0: nobody listens, or only the name was looked for; 255: no resources. */
      readonly session: number;
      readonly group: boolean;
      /** The query's correlator. */
      readonly answers: number;
      /** For SESSION_INITIALIZE to answer. */
      readonly correlator: number;
    };

const COMMANDS = {
  ADD_GROUP_NAME_QUERY: 0x00,
  ADD_NAME_QUERY: 0x01,
  NAME_IN_CONFLICT: 0x02,
  STATUS_QUERY: 0x03,
  DATAGRAM: 0x08,
  DATAGRAM_BROADCAST: 0x09,
  NAME_QUERY: 0x0a,
  ADD_NAME_RESPONSE: 0x0d,
  NAME_RECOGNIZED: 0x0e,
  STATUS_RESPONSE: 0x0f,
} as const;

const TERMINATE_REMOTE = 0x07;
const TERMINATE_BOTH = 0x13;
const NO_NAME = "<00>".repeat(16);
const EXCEEDS_FRAME = 0x8000;
const EXCEEDS_BUFFER = 0x4000;
const GROUP = 0x0100;

/** What the header says; undefined for a command that no document lists. Reserved numbers are not looked at. */
export const nameFrameOf = (header: NameHeader): NameFrame | undefined => {
  const { command, data1, data2, transmit, response, destination, source, data } = header;
  const group = (data2 & 0xff00) !== 0;
  const session = data2 & 0xff;
  switch (command) {
    case COMMANDS.ADD_GROUP_NAME_QUERY:
      return { kind: "ADD_GROUP_NAME_QUERY", name: source, correlator: response };
    case COMMANDS.ADD_NAME_QUERY:
      return { kind: "ADD_NAME_QUERY", name: source, correlator: response };
    case COMMANDS.NAME_IN_CONFLICT:
      return { kind: "NAME_IN_CONFLICT", name: destination, sender: source };
    case COMMANDS.STATUS_QUERY:
      return {
        kind: "STATUS_QUERY",
        name: destination,
        sender: source,
        progress: data1,
        bufferLength: data2,
        correlator: response,
      };
    case COMMANDS.STATUS_RESPONSE:
      return {
        kind: "STATUS_RESPONSE",
        name: destination,
        sender: source,
        progress: data1,
        ...statusLength(data2),
        correlator: transmit,
        bytes: data,
      };
    case TERMINATE_REMOTE:
      return { kind: "TERMINATE_TRACE", scope: "remote" };
    case TERMINATE_BOTH:
      return { kind: "TERMINATE_TRACE", scope: "both" };
    case COMMANDS.DATAGRAM:
      return { kind: "DATAGRAM", name: destination, sender: source, bytes: data };
    case COMMANDS.DATAGRAM_BROADCAST:
      return { kind: "DATAGRAM_BROADCAST", sender: source, bytes: data };
    case COMMANDS.NAME_QUERY:
      return { kind: "NAME_QUERY", name: destination, sender: source, session, group, correlator: response };
    case COMMANDS.ADD_NAME_RESPONSE:
      return {
        kind: "ADD_NAME_RESPONSE",
        name: source,
        claiming: data1 !== 0,
        group: data2 !== 0,
        correlator: transmit,
      };
    case COMMANDS.NAME_RECOGNIZED:
      return {
        kind: "NAME_RECOGNIZED",
        name: source,
        caller: destination,
        session,
        group,
        answers: transmit,
        correlator: response,
      };
    default:
      return undefined;
  }
};

/** The header that says it; reserved numbers are 0. */
export const nameHeaderOf = (frame: NameFrame): NameHeader => {
  switch (frame.kind) {
    case "ADD_GROUP_NAME_QUERY":
    case "ADD_NAME_QUERY":
      return { ...blank(COMMANDS[frame.kind]), source: frame.name, response: frame.correlator };
    case "NAME_IN_CONFLICT":
      return { ...blank(COMMANDS.NAME_IN_CONFLICT), destination: frame.name, source: frame.sender };
    case "STATUS_QUERY":
      return {
        ...between(frame),
        data1: frame.progress,
        data2: frame.bufferLength,
        response: frame.correlator,
      };
    case "STATUS_RESPONSE":
      return {
        ...between(frame),
        data1: frame.progress,
        data2: statusData2(frame),
        transmit: frame.correlator,
        data: frame.bytes,
      };
    case "TERMINATE_TRACE":
      return blank(frame.scope === "remote" ? TERMINATE_REMOTE : TERMINATE_BOTH);
    case "DATAGRAM":
      return { ...between(frame), data: frame.bytes };
    case "DATAGRAM_BROADCAST":
      return { ...blank(COMMANDS.DATAGRAM_BROADCAST), source: frame.sender, data: frame.bytes };
    case "NAME_QUERY":
      return { ...between(frame), data2: sessionData2(frame), response: frame.correlator };
    case "ADD_NAME_RESPONSE":
      return {
        ...between({ kind: frame.kind, name: frame.name, sender: frame.name }),
        data1: frame.claiming ? 1 : 0,
        data2: frame.group ? 1 : 0,
        transmit: frame.correlator,
      };
    case "NAME_RECOGNIZED":
      return {
        ...between({ kind: frame.kind, name: frame.caller, sender: frame.name }),
        data2: sessionData2(frame),
        transmit: frame.answers,
        response: frame.correlator,
      };
  }
};

const blank = (command: number): NameHeader => ({
  command,
  data1: 0,
  data2: 0,
  transmit: 0,
  response: 0,
  destination: NO_NAME,
  source: NO_NAME,
  data: new Uint8Array(),
});

const between = (frame: {
  kind: keyof typeof COMMANDS;
  name: NetbiosName;
  sender: NetbiosName;
}): NameHeader => ({
  ...blank(COMMANDS[frame.kind]),
  destination: frame.name,
  source: frame.sender,
});

const sessionData2 = (frame: { session: number; group: boolean }): number => {
  if (!Number.isInteger(frame.session) || frame.session < 0 || frame.session > 0xff)
    throw new RangeError(`session number ${frame.session} is not in 0..255`);
  return frame.session | (frame.group ? GROUP : 0);
};

const statusLength = (
  data2: number,
): { exceedsFrame: boolean; exceedsBuffer: boolean; statusLength: number } => ({
  exceedsFrame: (data2 & EXCEEDS_FRAME) !== 0,
  exceedsBuffer: (data2 & EXCEEDS_BUFFER) !== 0,
  statusLength: data2 & 0x3fff,
});

const statusData2 = (frame: {
  exceedsFrame: boolean;
  exceedsBuffer: boolean;
  statusLength: number;
}): number => {
  if (frame.statusLength > 0x3fff)
    throw new RangeError(`status length ${frame.statusLength} does not fit in 14 bits`);
  return (
    frame.statusLength + (frame.exceedsFrame ? EXCEEDS_FRAME : 0) + (frame.exceedsBuffer ? EXCEEDS_BUFFER : 0)
  );
};
