// SMB_COM_CLOSE, 0x04 (MS-CIFS 2.2.4.5): gives a FID back, and may set the time of the last write.

import { concat, u16le, u32le } from "../octets.ts";
import { ok } from "../result.ts";
import type { Result } from "../result.ts";
import { NOTHING, wordsOf } from "./block.ts";
import type { SmbBlock } from "./block.ts";

const REQUEST_AT = { fid: 0, lastModified: 2 } as const;

export type CloseRequest = {
  readonly kind: "SMB_COM_CLOSE";
  readonly fid: number;
  /** Seconds since 1970 in the server's local time; 0 and 0xFFFFFFFF leave the file's time alone. */
  readonly lastModified: number;
};

export type CloseResponse = { readonly kind: "SMB_COM_CLOSE.response" };

export const parseCloseRequest = (block: SmbBlock): Result<CloseRequest> => {
  const words = wordsOf(block, "SMB_COM_CLOSE", 3, 0);
  if (!words.ok) return words;
  const fid = words.value.getUint16(REQUEST_AT.fid, true);
  return ok({
    kind: "SMB_COM_CLOSE",
    fid,
    lastModified: words.value.getUint32(REQUEST_AT.lastModified, true),
  });
};

export const emitCloseRequest = (value: CloseRequest): SmbBlock => ({
  words: concat(u16le(value.fid, "FID"), u32le(value.lastModified, "LastTimeModified")),
  bytes: NOTHING,
});

export const parseCloseResponse = (block: SmbBlock): Result<CloseResponse> => {
  const words = wordsOf(block, "SMB_COM_CLOSE response", 0, 0);
  return words.ok ? ok({ kind: "SMB_COM_CLOSE.response" }) : words;
};

export const emitCloseResponse = (): SmbBlock => ({ words: NOTHING, bytes: NOTHING });

export const printClose = (value: CloseRequest | CloseResponse): string =>
  value.kind === "SMB_COM_CLOSE" ? `fid ${value.fid}` : "closed";
