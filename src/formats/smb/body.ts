// The body of an SMB by command and direction. What has no file of its own, or does not keep its command's layout,
// is kept as words and bytes, and so goes out again as it came in.

import { hex8 } from "../octets.ts";
import type { Problem, Result } from "../result.ts";
import { NOTHING } from "./block.ts";
import type { SmbBlock } from "./block.ts";
import {
  emitCloseRequest,
  emitCloseResponse,
  parseCloseRequest,
  parseCloseResponse,
  printClose,
} from "./close.ts";
import type { CloseRequest, CloseResponse } from "./close.ts";
import {
  emitNegotiateRequest,
  emitNegotiateResponse,
  parseNegotiateRequest,
  parseNegotiateResponse,
  printNegotiate,
} from "./negotiate.ts";
import type { NegotiateRequest, NegotiateResponse } from "./negotiate.ts";
import { emitOpenRequest, emitOpenResponse, parseOpenRequest, parseOpenResponse, printOpen } from "./open.ts";
import type { OpenRequest, OpenResponse } from "./open.ts";
import { emitReadRequest, emitReadResponse, parseReadRequest, parseReadResponse, printRead } from "./read.ts";
import type { ReadRequest, ReadResponse } from "./read.ts";
import { emitSeekRequest, emitSeekResponse, parseSeekRequest, parseSeekResponse, printSeek } from "./seek.ts";
import type { SeekRequest, SeekResponse } from "./seek.ts";
import {
  emitTreeConnectRequest,
  emitTreeConnectResponse,
  parseTreeConnectRequest,
  parseTreeConnectResponse,
  printTreeConnect,
} from "./tree-connect.ts";
import type { TreeConnectRequest, TreeConnectResponse } from "./tree-connect.ts";

export type SmbRequest =
  | NegotiateRequest
  | TreeConnectRequest
  | OpenRequest
  | ReadRequest
  | SeekRequest
  | CloseRequest;
export type SmbResponse =
  | NegotiateResponse
  | TreeConnectResponse
  | OpenResponse
  | ReadResponse
  | SeekResponse
  | CloseResponse;

export type SmbBody =
  | SmbRequest
  | SmbResponse
  /** A reply whose status is not 0 and whose counts are: why is in the header. */
  | { readonly kind: "error"; readonly command: number }
  /** A command without a file of its own here. */
  | ({ readonly kind: "other"; readonly command: number } & SmbBlock)
  /** A command with a file of its own whose layout it does not keep; `problem` counts from the WordCount. */
  | ({ readonly kind: "malformed"; readonly command: number; readonly problem: Problem } & SmbBlock);

/** What a body needs to know of the header in front of it. */
export type BodyContext = {
  readonly command: number;
  readonly reply: boolean;
  readonly status: number;
  readonly unicode: boolean;
};

export const SMB_COMMANDS = {
  SMB_COM_OPEN: 0x02,
  SMB_COM_CLOSE: 0x04,
  SMB_COM_READ: 0x0a,
  SMB_COM_SEEK: 0x12,
  SMB_COM_TREE_CONNECT: 0x70,
  SMB_COM_NEGOTIATE: 0x72,
} as const;

export const parseBody = (block: SmbBlock, context: BodyContext): SmbBody => {
  const { command, reply, status, unicode } = context;
  if (reply && status !== 0 && block.words.length === 0 && block.bytes.length === 0)
    return { kind: "error", command };
  const known = reply ? parseResponse(command, block) : parseRequest(command, block, unicode);
  if (known === undefined) return { kind: "other", command, ...block };
  return known.ok ? known.value : { kind: "malformed", command, problem: known.problem, ...block };
};

export const emitBody = (body: SmbBody, unicode: boolean): SmbBlock => {
  switch (body.kind) {
    case "SMB_COM_NEGOTIATE":
      return emitNegotiateRequest(body);
    case "SMB_COM_NEGOTIATE.response":
      return emitNegotiateResponse(body);
    case "SMB_COM_TREE_CONNECT":
      return emitTreeConnectRequest(body);
    case "SMB_COM_TREE_CONNECT.response":
      return emitTreeConnectResponse(body);
    case "SMB_COM_OPEN":
      return emitOpenRequest(body, unicode);
    case "SMB_COM_OPEN.response":
      return emitOpenResponse(body);
    case "SMB_COM_READ":
      return emitReadRequest(body);
    case "SMB_COM_READ.response":
      return emitReadResponse(body);
    case "SMB_COM_SEEK":
      return emitSeekRequest(body);
    case "SMB_COM_SEEK.response":
      return emitSeekResponse(body);
    case "SMB_COM_CLOSE":
      return emitCloseRequest(body);
    case "SMB_COM_CLOSE.response":
      return emitCloseResponse();
    case "error":
      return { words: NOTHING, bytes: NOTHING };
    case "other":
    case "malformed":
      return { words: body.words, bytes: body.bytes };
  }
};

export const commandOf = (body: SmbBody): number => {
  switch (body.kind) {
    case "error":
    case "other":
    case "malformed":
      return body.command;
    case "SMB_COM_NEGOTIATE":
    case "SMB_COM_NEGOTIATE.response":
      return SMB_COMMANDS.SMB_COM_NEGOTIATE;
    case "SMB_COM_TREE_CONNECT":
    case "SMB_COM_TREE_CONNECT.response":
      return SMB_COMMANDS.SMB_COM_TREE_CONNECT;
    case "SMB_COM_OPEN":
    case "SMB_COM_OPEN.response":
      return SMB_COMMANDS.SMB_COM_OPEN;
    case "SMB_COM_READ":
    case "SMB_COM_READ.response":
      return SMB_COMMANDS.SMB_COM_READ;
    case "SMB_COM_SEEK":
    case "SMB_COM_SEEK.response":
      return SMB_COMMANDS.SMB_COM_SEEK;
    case "SMB_COM_CLOSE":
    case "SMB_COM_CLOSE.response":
      return SMB_COMMANDS.SMB_COM_CLOSE;
  }
};

/** The command's name, or its number where it has no file here. */
export const commandName = (command: number): string => {
  for (const [name, code] of Object.entries(SMB_COMMANDS)) if (code === command) return name;
  return `SMB ${hex8(command)}`;
};

export const printBody = (body: SmbBody): string => {
  switch (body.kind) {
    case "SMB_COM_NEGOTIATE":
    case "SMB_COM_NEGOTIATE.response":
      return printNegotiate(body);
    case "SMB_COM_TREE_CONNECT":
    case "SMB_COM_TREE_CONNECT.response":
      return printTreeConnect(body);
    case "SMB_COM_OPEN":
    case "SMB_COM_OPEN.response":
      return printOpen(body);
    case "SMB_COM_READ":
    case "SMB_COM_READ.response":
      return printRead(body);
    case "SMB_COM_SEEK":
    case "SMB_COM_SEEK.response":
      return printSeek(body);
    case "SMB_COM_CLOSE":
    case "SMB_COM_CLOSE.response":
      return printClose(body);
    case "error":
      return "error";
    case "other":
      return `words ${body.words.length / 2} bytes ${body.bytes.length}`;
    case "malformed":
      return `malformed: ${body.problem.text}`;
  }
};

const parseRequest = (command: number, block: SmbBlock, unicode: boolean): Result<SmbRequest> | undefined => {
  switch (command) {
    case SMB_COMMANDS.SMB_COM_NEGOTIATE:
      return parseNegotiateRequest(block);
    case SMB_COMMANDS.SMB_COM_TREE_CONNECT:
      return parseTreeConnectRequest(block);
    case SMB_COMMANDS.SMB_COM_OPEN:
      return parseOpenRequest(block, unicode);
    case SMB_COMMANDS.SMB_COM_READ:
      return parseReadRequest(block);
    case SMB_COMMANDS.SMB_COM_SEEK:
      return parseSeekRequest(block);
    case SMB_COMMANDS.SMB_COM_CLOSE:
      return parseCloseRequest(block);
    default:
      return undefined;
  }
};

const parseResponse = (command: number, block: SmbBlock): Result<SmbResponse> | undefined => {
  switch (command) {
    case SMB_COMMANDS.SMB_COM_NEGOTIATE:
      return parseNegotiateResponse(block);
    case SMB_COMMANDS.SMB_COM_TREE_CONNECT:
      return parseTreeConnectResponse(block);
    case SMB_COMMANDS.SMB_COM_OPEN:
      return parseOpenResponse(block);
    case SMB_COMMANDS.SMB_COM_READ:
      return parseReadResponse(block);
    case SMB_COMMANDS.SMB_COM_SEEK:
      return parseSeekResponse(block);
    case SMB_COMMANDS.SMB_COM_CLOSE:
      return parseCloseResponse(block);
    default:
      return undefined;
  }
};
