// One SMB message: header, body, and whatever stands behind its ByteCount.

import { concat, line } from "../octets.ts";
import { ok, shifted } from "../result.ts";
import type { Result } from "../result.ts";
import { emitBlock, parseBlock } from "./block.ts";
import { commandName, commandOf, emitBody, parseBody, printBody } from "./body.ts";
import type { SmbBody, SmbRequest } from "./body.ts";
import {
  FLAGS2_LONG_NAMES,
  FLAGS2_NT_STATUS,
  FLAGS2_UNICODE,
  FLAGS_CASE_INSENSITIVE,
  FLAGS_REPLY,
  SMB_HEADER_LENGTH,
  emitSmbHeader,
  isReply,
  parseSmbHeader,
} from "./header.ts";
import type { SmbHeader } from "./header.ts";
import { printStatus } from "./status.ts";

export type SmbMessage = {
  readonly header: SmbHeader;
  readonly body: SmbBody;
  /** Surplus octets, which receivers ignore. */
  readonly trailer?: Uint8Array;
};

/** Fails only where no reply is possible: no header, or counts that run past the end. Else see the body's kind. */
export const parseSmb = (bytes: Uint8Array): Result<SmbMessage> => {
  const head = parseSmbHeader(bytes);
  if (!head.ok) return head;
  const parts = shifted(parseBlock(bytes.subarray(SMB_HEADER_LENGTH)), SMB_HEADER_LENGTH);
  if (!parts.ok) return parts;
  const { command, header } = head.value;
  const body = parseBody(parts.value.block, {
    command,
    reply: isReply(header),
    status: header.status,
    unicode: isUnicode(header),
  });
  return ok({ header, body, ...(parts.value.rest.length > 0 ? { trailer: parts.value.rest } : {}) });
};

/** The header's flags are written as they are: a response's header must carry FLAGS_REPLY. Throws RangeError on a misfit. */
export const emitSmb = (message: SmbMessage): Uint8Array =>
  concat(
    emitSmbHeader({ command: commandOf(message.body), header: message.header }),
    emitBlock(emitBody(message.body, isUnicode(message.header))),
    message.trailer ?? new Uint8Array(),
  );

export const printSmb = ({ header, body }: SmbMessage): string => {
  const status = isReply(header) ? ` response status ${printStatus(header)}` : "";
  return line(
    `${commandName(commandOf(body))}${status} mid ${header.mid} pid ${header.pid} tid ${header.tid} ${printBody(body)}`,
  );
};

/** A request with a plain header: no signature, OEM strings, DOS status wanted unless `flags2` says otherwise. */
export const smbRequest = (
  ids: {
    readonly mid: number;
    readonly pid: number;
    readonly tid: number;
    readonly uid: number;
    readonly flags2?: number;
  },
  body: SmbRequest,
): SmbMessage => ({
  header: {
    status: 0,
    flags: FLAGS_CASE_INSENSITIVE,
    flags2: ids.flags2 ?? FLAGS2_LONG_NAMES,
    pid: ids.pid,
    securityFeatures: new Uint8Array(8),
    reserved: 0,
    tid: ids.tid,
    uid: ids.uid,
    mid: ids.mid,
  },
  body,
});

/** The header of an answer: the request's, with the reply bit, the status and its form, and nothing signed. */
export const replyHeader = (request: SmbHeader, status: number): SmbHeader => ({
  ...request,
  status,
  flags: (request.flags & FLAGS_CASE_INSENSITIVE) | FLAGS_REPLY,
  flags2: request.flags2 & (FLAGS2_LONG_NAMES | FLAGS2_NT_STATUS | FLAGS2_UNICODE),
  securityFeatures: new Uint8Array(8),
  reserved: 0,
});

const isUnicode = (header: SmbHeader): boolean => (header.flags2 & FLAGS2_UNICODE) !== 0;
