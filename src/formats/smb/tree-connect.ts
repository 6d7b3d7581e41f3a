// SMB_COM_TREE_CONNECT, 0x70 (MS-CIFS 2.2.4.50): three OEM strings there; a tree and a limit back.

import { concat, u16le } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { NOTHING, wordsOf } from "./block.ts";
import type { SmbBlock } from "./block.ts";
import { emitMarked, parseMarked } from "./strings.ts";

const ASCII = 0x04;
const RESPONSE_AT = { maxBufferSize: 0, tid: 2 } as const;

export type TreeConnectRequest = {
  readonly kind: "SMB_COM_TREE_CONNECT";
  /** `\\SERVER\SHARE`; some clients send the bare share. */
  readonly path: string;
  readonly password: string;
  /** "A:", "LPT1:", "COMM", "IPC" or "?????". */
  readonly service: string;
};

export type TreeConnectResponse = {
  readonly kind: "SMB_COM_TREE_CONNECT.response";
  readonly maxBufferSize: number;
  /** The new tree; servers put it into the header too. */
  readonly tid: number;
};

export const parseTreeConnectRequest = (block: SmbBlock): Result<TreeConnectRequest> => {
  const words = wordsOf(block, "SMB_COM_TREE_CONNECT", 0);
  if (!words.ok) return words;
  const [path, password, service, ...more] = parseMarked(block.bytes, ASCII) ?? [];
  if (path === undefined || password === undefined || service === undefined || more.length > 0)
    return bad(3, "path, password and service are not three times 0x04, text, NUL");
  return ok({ kind: "SMB_COM_TREE_CONNECT", path, password, service });
};

export const emitTreeConnectRequest = (value: TreeConnectRequest): SmbBlock => ({
  words: NOTHING,
  bytes: emitMarked([value.path, value.password, value.service], ASCII),
});

export const parseTreeConnectResponse = (block: SmbBlock): Result<TreeConnectResponse> => {
  const words = wordsOf(block, "SMB_COM_TREE_CONNECT response", 2, 0);
  if (!words.ok) return words;
  const maxBufferSize = words.value.getUint16(RESPONSE_AT.maxBufferSize, true);
  return ok({
    kind: "SMB_COM_TREE_CONNECT.response",
    maxBufferSize,
    tid: words.value.getUint16(RESPONSE_AT.tid, true),
  });
};

export const emitTreeConnectResponse = (value: TreeConnectResponse): SmbBlock => ({
  words: concat(u16le(value.maxBufferSize, "MaxBufferSize"), u16le(value.tid, "TID")),
  bytes: NOTHING,
});

export const printTreeConnect = (value: TreeConnectRequest | TreeConnectResponse): string =>
  value.kind === "SMB_COM_TREE_CONNECT"
    ? `path ${value.path} service ${value.service}`
    : `tree ${value.tid} max buffer ${value.maxBufferSize}`;
