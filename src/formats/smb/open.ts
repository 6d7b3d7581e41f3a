// SMB_COM_OPEN, 0x02 (MS-CIFS 2.2.4.3): opens an existing file by path; never creates one.

import { concat, u16le, u32le, u8 } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { NOTHING, wordsOf } from "./block.ts";
import type { SmbBlock } from "./block.ts";
import { emitMarked, emitWide, parseMarked, parseWide } from "./strings.ts";

const ASCII = 0x04;
const REQUEST_AT = { accessMode: 0, searchAttributes: 2 } as const;
const RESPONSE_AT = { fid: 0, fileAttributes: 2, lastModified: 4, fileSize: 8, accessMode: 12 } as const;

export type OpenRequest = {
  readonly kind: "SMB_COM_OPEN";
  /** Bits 0-2 access (0 read, 1 write, 2 both, 3 execute), 4-6 sharing, 8-10 locality, 12 no cache, 14 write through. */
  readonly accessMode: number;
  readonly searchAttributes: number;
  readonly path: string;
};

export type OpenResponse = {
  readonly kind: "SMB_COM_OPEN.response";
  readonly fid: number;
  readonly fileAttributes: number;
  /** Seconds since 1970 in the server's local time. */
  readonly lastModified: number;
  /** The low 32 bits of the size in octets. */
  readonly fileSize: number;
  readonly accessMode: number;
};

/** `unicode` is Flags2's 0x8000; the string behind the format octet is then already at an even offset. */
export const parseOpenRequest = (block: SmbBlock, unicode: boolean): Result<OpenRequest> => {
  const words = wordsOf(block, "SMB_COM_OPEN", 2);
  if (!words.ok) return words;
  const path = unicode ? parseWidePath(block.bytes) : parseOemPath(block.bytes);
  if (path === undefined) return bad(7, "path is not 0x04, text, NUL");
  const accessMode = words.value.getUint16(REQUEST_AT.accessMode, true);
  return ok({
    kind: "SMB_COM_OPEN",
    accessMode,
    searchAttributes: words.value.getUint16(REQUEST_AT.searchAttributes, true),
    path,
  });
};

export const emitOpenRequest = (value: OpenRequest, unicode: boolean): SmbBlock => ({
  words: concat(u16le(value.accessMode, "AccessMode"), u16le(value.searchAttributes, "SearchAttributes")),
  bytes: unicode ? concat(u8(ASCII), emitWide(value.path)) : emitMarked([value.path], ASCII),
});

export const parseOpenResponse = (block: SmbBlock): Result<OpenResponse> => {
  const words = wordsOf(block, "SMB_COM_OPEN response", 7, 0);
  if (!words.ok) return words;
  const view = words.value;
  return ok({
    kind: "SMB_COM_OPEN.response",
    fid: view.getUint16(RESPONSE_AT.fid, true),
    fileAttributes: view.getUint16(RESPONSE_AT.fileAttributes, true),
    lastModified: view.getUint32(RESPONSE_AT.lastModified, true),
    fileSize: view.getUint32(RESPONSE_AT.fileSize, true),
    accessMode: view.getUint16(RESPONSE_AT.accessMode, true),
  });
};

export const emitOpenResponse = (value: OpenResponse): SmbBlock => ({
  words: concat(
    u16le(value.fid, "FID"),
    u16le(value.fileAttributes, "FileAttributes"),
    u32le(value.lastModified, "LastModified"),
    u32le(value.fileSize, "FileSize"),
    u16le(value.accessMode, "AccessMode"),
  ),
  bytes: NOTHING,
});

export const printOpen = (value: OpenRequest | OpenResponse): string =>
  value.kind === "SMB_COM_OPEN" ? `path ${value.path}` : `fid ${value.fid} size ${value.fileSize}`;

const parseOemPath = (bytes: Uint8Array): string | undefined => {
  const [path, ...more] = parseMarked(bytes, ASCII) ?? [];
  return more.length > 0 ? undefined : path;
};

const parseWidePath = (bytes: Uint8Array): string | undefined =>
  bytes[0] === ASCII ? parseWide(bytes.subarray(1)) : undefined;
