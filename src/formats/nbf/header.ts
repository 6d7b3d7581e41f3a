// The NetBIOS Frames header as it stands on the wire, before its numbers mean anything: 44 octets with two names
// on frames outside a session, 14 octets with two session numbers inside one. Integers are little-endian.

import { concat, hex16, hex8, part, u16le, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { NAME_LENGTH, emitName, parseName } from "./name.ts";
import type { NetbiosName } from "./name.ts";

const AT = {
  length: 0,
  delimiter: 2,
  command: 4,
  data1: 5,
  data2: 6,
  transmit: 8,
  response: 10,
  destination: 12,
} as const;

export const NAME_FRAME_LENGTH = AT.destination + 2 * NAME_LENGTH;
export const SESSION_FRAME_LENGTH = AT.destination + 2;
const DELIMITER = 0xefff;

type NbfNumbers = {
  readonly command: number;
  readonly data1: number;
  readonly data2: number;
  /** Correlator that this frame answers. */
  readonly transmit: number;
  /** Correlator that an answer to this frame is to carry. */
  readonly response: number;
  readonly data: Uint8Array;
};

export type NameHeader = NbfNumbers & { readonly destination: NetbiosName; readonly source: NetbiosName };
export type SessionHeader = NbfNumbers & { readonly destination: number; readonly source: number };
export type NbfHeader =
  | ({ readonly form: "name" } & NameHeader)
  | ({ readonly form: "session" } & SessionHeader);

export const parseNbfHeader = (bytes: Uint8Array): Result<NbfHeader> => {
  if (bytes.length < SESSION_FRAME_LENGTH)
    return bad(bytes.length, `NBF frame of ${bytes.length} octets is shorter than 14`);
  const view = viewOf(bytes);
  const length = view.getUint16(AT.length, true);
  const delimiter = view.getUint16(AT.delimiter, true);
  if (delimiter !== DELIMITER) return bad(AT.delimiter, `NBF delimiter is ${hex16(delimiter)}, not 0xefff`);
  const due = headerLength(view.getUint8(AT.command));
  if (length !== due)
    return bad(
      AT.length,
      `NBF command ${hex8(view.getUint8(AT.command))} has a header of ${due} octets, not ${length}`,
    );
  if (length > bytes.length)
    return bad(bytes.length, `NBF header of ${length} octets ends after ${bytes.length}`);
  return ok(length === NAME_FRAME_LENGTH ? nameHeader(bytes) : sessionHeader(bytes));
};

export const emitNbfHeader = (header: NbfHeader): Uint8Array =>
  concat(
    u16le(headerLength(header.command)),
    u16le(DELIMITER),
    u8(header.command, "NBF command"),
    u8(header.data1, "DATA1"),
    u16le(header.data2, "DATA2"),
    u16le(header.transmit, "transmit correlator"),
    u16le(header.response, "response correlator"),
    ...(header.form === "name"
      ? [emitName(header.destination), emitName(header.source)]
      : [u8(header.destination, "destination session number"), u8(header.source, "source session number")]),
    header.data,
  );

/** Commands 14 to 1F belong to a session; 13 ends a trace and carries names like those below it. */
const headerLength = (command: number): number =>
  command >= 0x14 && command <= 0x1f ? SESSION_FRAME_LENGTH : NAME_FRAME_LENGTH;

const numbers = (bytes: Uint8Array, headerEnd: number): NbfNumbers => {
  const view = viewOf(bytes);
  return {
    command: view.getUint8(AT.command),
    data1: view.getUint8(AT.data1),
    data2: view.getUint16(AT.data2, true),
    transmit: view.getUint16(AT.transmit, true),
    response: view.getUint16(AT.response, true),
    data: part(bytes, headerEnd),
  };
};

const nameHeader = (bytes: Uint8Array): NbfHeader => {
  const source = AT.destination + NAME_LENGTH;
  return {
    form: "name",
    ...numbers(bytes, NAME_FRAME_LENGTH),
    destination: parseName(bytes.subarray(AT.destination, source)),
    source: parseName(bytes.subarray(source, NAME_FRAME_LENGTH)),
  };
};

const sessionHeader = (bytes: Uint8Array): NbfHeader => {
  const view = viewOf(bytes);
  return {
    form: "session",
    ...numbers(bytes, SESSION_FRAME_LENGTH),
    destination: view.getUint8(AT.destination),
    source: view.getUint8(AT.destination + 1),
  };
};
