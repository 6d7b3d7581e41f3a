// SMB_COM_SEEK, 0x12 (MS-CIFS 2.2.4.19): moves the server's file pointer and tells where it is then.

import { concat, s32le, u16le, u32le } from "../octets.ts";
import { ok } from "../result.ts";
import type { Result } from "../result.ts";
import { NOTHING, wordsOf } from "./block.ts";
import type { SmbBlock } from "./block.ts";

const REQUEST_AT = { fid: 0, mode: 2, offset: 4 } as const;

export type SeekRequest = {
  readonly kind: "SMB_COM_SEEK";
  readonly fid: number;
  /** From: 0 the start, 1 the current position, 2 the end. */
  readonly mode: number;
  /** Signed, 32 bits. */
  readonly offset: number;
};

export type SeekResponse = {
  readonly kind: "SMB_COM_SEEK.response";
  /** Unsigned, 32 bits, from the start. */
  readonly offset: number;
};

export const parseSeekRequest = (block: SmbBlock): Result<SeekRequest> => {
  const words = wordsOf(block, "SMB_COM_SEEK", 4, 0);
  if (!words.ok) return words;
  const view = words.value;
  return ok({
    kind: "SMB_COM_SEEK",
    fid: view.getUint16(REQUEST_AT.fid, true),
    mode: view.getUint16(REQUEST_AT.mode, true),
    offset: view.getInt32(REQUEST_AT.offset, true),
  });
};

export const emitSeekRequest = (value: SeekRequest): SmbBlock => ({
  words: concat(u16le(value.fid, "FID"), u16le(value.mode, "Mode"), s32le(value.offset, "Offset")),
  bytes: NOTHING,
});

export const parseSeekResponse = (block: SmbBlock): Result<SeekResponse> => {
  const words = wordsOf(block, "SMB_COM_SEEK response", 2, 0);
  return words.ok ? ok({ kind: "SMB_COM_SEEK.response", offset: words.value.getUint32(0, true) }) : words;
};

export const emitSeekResponse = (value: SeekResponse): SmbBlock => ({
  words: u32le(value.offset, "Offset"),
  bytes: NOTHING,
});

export const printSeek = (value: SeekRequest | SeekResponse): string =>
  value.kind === "SMB_COM_SEEK"
    ? `fid ${value.fid} mode ${value.mode} offset ${value.offset}`
    : `offset ${value.offset}`;
