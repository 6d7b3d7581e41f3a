// SMB_COM_READ, 0x0A (MS-CIFS 2.2.4.11): so many octets from an absolute offset. Fewer come back only at the end of the file.

import { allZero, concat, exactly, part, u16le, u32le, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { NOTHING, wordsOf } from "./block.ts";
import type { SmbBlock } from "./block.ts";

const REQUEST_AT = { fid: 0, count: 2, offset: 4, remaining: 8 } as const;
const RESPONSE_AT = { count: 0, reserved: 2, end: 10 } as const;
const DATA_AT = { bufferFormat: 0, length: 1, data: 3 } as const;
const DATA_BUFFER = 0x01;

/** Octets of a response besides the data: header 32, WordCount 1, words 10, ByteCount 2, format and length 3. */
export const READ_RESPONSE_OVERHEAD = 48;

export type ReadRequest = {
  readonly kind: "SMB_COM_READ";
  readonly fid: number;
  /** CountOfBytesToRead. */
  readonly count: number;
  /** ReadOffsetInBytes, unsigned, from the start of the file. */
  readonly offset: number;
  /** EstimateOfRemainingBytesToBeRead, this request included; 0 says nothing. */
  readonly remaining: number;
};

export type ReadResponse = {
  readonly kind: "SMB_COM_READ.response";
  /** CountOfBytesReturned, among the words. */
  readonly count: number;
  readonly data: Uint8Array;
  /** CountOfBytesRead, in front of the data, where it is not the length of the data. */
  readonly countBeforeData?: number;
  /** The eight reserved octets, where they are not zero. */
  readonly reserved?: Uint8Array;
};

export const parseReadRequest = (block: SmbBlock): Result<ReadRequest> => {
  const words = wordsOf(block, "SMB_COM_READ", 5, 0);
  if (!words.ok) return words;
  const view = words.value;
  return ok({
    kind: "SMB_COM_READ",
    fid: view.getUint16(REQUEST_AT.fid, true),
    count: view.getUint16(REQUEST_AT.count, true),
    offset: view.getUint32(REQUEST_AT.offset, true),
    remaining: view.getUint16(REQUEST_AT.remaining, true),
  });
};

export const emitReadRequest = (value: ReadRequest): SmbBlock => ({
  words: concat(
    u16le(value.fid, "FID"),
    u16le(value.count, "CountOfBytesToRead"),
    u32le(value.offset, "ReadOffsetInBytes"),
    u16le(value.remaining, "EstimateOfRemainingBytesToBeRead"),
  ),
  bytes: NOTHING,
});

export const parseReadResponse = (block: SmbBlock): Result<ReadResponse> => {
  const words = wordsOf(block, "SMB_COM_READ response", 5);
  if (!words.ok) return words;
  const bytesAt = 1 + block.words.length + 2;
  if (block.bytes.length < DATA_AT.data)
    return bad(bytesAt, "data are cut off inside their format and length");
  if (block.bytes[DATA_AT.bufferFormat] !== DATA_BUFFER)
    return bad(bytesAt, "data do not begin with the format octet 0x01");
  const data = part(block.bytes, DATA_AT.data);
  const countBeforeData = viewOf(block.bytes).getUint16(DATA_AT.length, true);
  const reserved = part(block.words, RESPONSE_AT.reserved, RESPONSE_AT.end);
  return ok({
    kind: "SMB_COM_READ.response",
    count: words.value.getUint16(RESPONSE_AT.count, true),
    data,
    ...(countBeforeData === data.length ? {} : { countBeforeData }),
    ...(allZero(reserved) ? {} : { reserved }),
  });
};

export const emitReadResponse = (value: ReadResponse): SmbBlock => {
  const reserved = value.reserved ?? new Uint8Array(RESPONSE_AT.end - RESPONSE_AT.reserved);
  return {
    words: concat(
      u16le(value.count, "CountOfBytesReturned"),
      exactly(reserved, RESPONSE_AT.end - RESPONSE_AT.reserved, "Reserved"),
    ),
    bytes: concat(
      u8(DATA_BUFFER),
      u16le(value.countBeforeData ?? value.data.length, "CountOfBytesRead"),
      value.data,
    ),
  };
};

export const printRead = (value: ReadRequest | ReadResponse): string =>
  value.kind === "SMB_COM_READ"
    ? `fid ${value.fid} offset ${value.offset} count ${value.count} remaining ${value.remaining}`
    : `count ${value.count} data ${value.data.length}`;
