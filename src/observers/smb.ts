// An SMB as the vocabulary has it: the specific message, `smb` for every one, and what more there is to be said of its bytes.
import type { Args } from "../contract/value.ts";
import { octetText } from "../formats/octets.ts";
import { NOTHING, chainedCommands } from "../formats/smb/block.ts";
import { commandName, commandOf } from "../formats/smb/body.ts";
import type { SmbBody } from "../formats/smb/body.ts";
import { FLAGS_REPLY, RAW_COMMANDS, isReply, isSmb, parseSmbHeader } from "../formats/smb/header.ts";
import type { SmbHeader } from "../formats/smb/header.ts";
import { parseSmb } from "../formats/smb/message.ts";
import type { SmbMessage } from "../formats/smb/message.ts";
import { octetsOf } from "./seen.ts";

export type SmbWord = { readonly name: string; readonly args: Args };

/** What a redirector asks, or a server answers: told by who says it where that is known, else by its own bit. */
export type SpokenSmb = {
  readonly message: SmbMessage;
  readonly isAnswer: boolean;
  /** what the command is not laid out like */
  readonly problem?: string;
  /** commands that come along behind the first one */
  readonly chained: readonly number[];
};

export function smbOf(data: string): SmbMessage | undefined {
  const octets = octetsOf(data);
  if (!isSmb(octets)) return undefined;
  const smb = parseSmb(octets);
  return smb.ok ? smb.value : undefined;
}

/** undefined: no SMB, or none of whose header there is enough. */
export function spokenSmb(data: string, isAnswer?: boolean): SpokenSmb | undefined {
  const octets = octetsOf(data);
  const head = isSmb(octets) ? parseSmbHeader(octets) : undefined;
  if (head?.ok !== true) return undefined;
  const { command, header } = head.value;
  const says = isReply(header);
  const meant = isAnswer ?? says;
  const smb = parseSmb(says === meant ? octets : withOtherBit(octets));
  const body = { kind: "malformed", command, words: NOTHING, bytes: NOTHING } as const;
  const message = smb.ok ? smb.value : { header, body: { ...body, problem: smb.problem } };
  const problem = problemOf(message) ?? (says === meant ? undefined : wrongBit[says ? "asks" : "answers"]);
  return {
    message,
    isAnswer: meant,
    ...(problem === undefined ? {} : { problem }),
    chained: meant ? [] : chainedCommands(octets),
  };
}

/** Why something that is said where an SMB belongs is none; undefined for nothing at all, and for SMB 2 and 3. */
export function noSmb(data: string): string | undefined {
  if (data === "" || /^[\xfc-\xfe]SMB/u.test(data)) return undefined;
  const head = parseSmbHeader(octetsOf(data));
  if (head.ok) return undefined;
  return data.startsWith("\xffSMB") ? head.problem.text : "no SMB: it does not begin with 0xFF SMB";
}

export const asksForRaw = ({ message }: SpokenSmb): boolean => RAW_COMMANDS.includes(commandOf(message.body));

/** The specific word comes first: it may begin what the general one continues. What is wrong with it comes last. */
export function smbWords(spoken: SpokenSmb, session: string, transport: string): readonly SmbWord[] {
  const { message, isAnswer, problem, chained } = spoken;
  const { header, body } = message;
  const ids = { mid: header.mid, pid: header.pid };
  const common = { ...ids, ...(session === "" ? {} : { session }) };
  const more = specific(header, body);
  const name = body.kind === "error" ? `${commandName(body.command)}.response` : body.kind;
  const status = isAnswer ? { status: header.status } : {};
  const general = isAnswer ? "smb.response" : "smb";
  const command = commandOf(body);
  return [
    ...(more === undefined ? [] : [{ name, args: { ...common, ...status, ...more } }]),
    { name: general, args: { ...common, command, ...status, transport } },
    ...chained.map((each) => ({ name: "smb.chained", args: { ...common, command: each } })),
    ...(problem === undefined
      ? []
      : [{ name: `${general}.malformed`, args: { ...common, command, problem } }]),
  ];
}

/** An error that is laid out in its own way is one all the same. */
function problemOf({ header, body }: SmbMessage): string | undefined {
  if (body.kind === "malformed")
    return isReply(header) && header.status !== 0 && body.words.length + body.bytes.length > 0
      ? undefined
      : body.problem.text;
  if (body.kind !== "SMB_COM_READ.response" || header.status !== 0 || body.countBeforeData === undefined)
    return undefined;
  return `before its data it says ${body.countBeforeData} octets, but ${body.data.length} follow`;
}

const wrongBit = {
  asks: "a request has the bit of an answer (0x80 of Flags)",
  answers: "an answer lacks the bit that says so (0x80 of Flags)",
} as const;

function withOtherBit(octets: Uint8Array): Uint8Array {
  const changed = octets.slice();
  changed[flagsAt] = (changed[flagsAt] ?? 0) ^ FLAGS_REPLY;
  return changed;
}
const flagsAt = 9;

/** Everything but what all of them say; undefined for a command that the vocabulary has no word for. */
function specific(header: SmbHeader, body: SmbBody): Args | undefined {
  switch (body.kind) {
    case "SMB_COM_NEGOTIATE":
      return { dialects: body.dialects };
    case "SMB_COM_NEGOTIATE.response":
      return body.form === "core" ? {} : { maxmpx: body.maxMpxCount, maxbuffer: body.maxBufferSize };
    case "SMB_COM_TREE_CONNECT":
      return { path: body.path };
    case "SMB_COM_TREE_CONNECT.response":
      return { tid: body.tid, maxbuffer: body.maxBufferSize };
    case "SMB_COM_OPEN":
      return { tid: header.tid, path: body.path };
    case "SMB_COM_OPEN.response":
      return { fid: body.fid, size: body.fileSize };
    case "SMB_COM_READ":
      return {
        tid: header.tid,
        fid: body.fid,
        offset: body.offset,
        count: body.count,
        remaining: body.remaining,
      };
    case "SMB_COM_READ.response":
      return { count: body.count, data: { latin1: octetText(body.data) } };
    case "SMB_COM_SEEK":
      return { fid: body.fid, mode: body.mode, offset: body.offset };
    case "SMB_COM_CLOSE":
      return { fid: body.fid };
    case "SMB_COM_CLOSE.response":
      return {};
    case "error":
      return errorOf(body.command);
    case "SMB_COM_SEEK.response":
    case "other":
    case "malformed":
      return undefined;
  }
}

/** A failed read brings no bytes; the other failures say nothing but their status. */
function errorOf(command: number): Args | undefined {
  switch (commandName(command)) {
    case "SMB_COM_READ":
      return { count: 0, data: { latin1: "" } };
    case "SMB_COM_NEGOTIATE":
    case "SMB_COM_TREE_CONNECT":
    case "SMB_COM_OPEN":
    case "SMB_COM_CLOSE":
      return {};
    default:
      return undefined;
  }
}
