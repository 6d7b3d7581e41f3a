// An SMB as the vocabulary has it: the specific message, and `smb` for every one.
import type { Args } from "../contract/value.ts";
import { octetText } from "../formats/octets.ts";
import { commandName, commandOf } from "../formats/smb/body.ts";
import type { SmbBody } from "../formats/smb/body.ts";
import { isReply, isSmb } from "../formats/smb/header.ts";
import type { SmbHeader } from "../formats/smb/header.ts";
import { parseSmb } from "../formats/smb/message.ts";
import type { SmbMessage } from "../formats/smb/message.ts";
import { octetsOf } from "./seen.ts";

export type SmbWord = { readonly name: string; readonly args: Args };

export function smbOf(data: string): SmbMessage | undefined {
  const octets = octetsOf(data);
  if (!isSmb(octets)) return undefined;
  const smb = parseSmb(octets);
  return smb.ok ? smb.value : undefined;
}

/** The specific word comes first: it may begin what the general one continues. */
export function smbWords(message: SmbMessage, session: string, transport: string): readonly SmbWord[] {
  const { header, body } = message;
  const common = { mid: header.mid, pid: header.pid, ...(session === "" ? {} : { session }) };
  const answer = isReply(header);
  const more = specific(header, body);
  const name = body.kind === "error" ? `${commandName(body.command)}.response` : body.kind;
  const status = answer ? { status: header.status } : {};
  const general = {
    name: answer ? "smb.response" : "smb",
    args: { ...common, command: commandOf(body), ...status, transport },
  };
  return more === undefined ? [general] : [{ name, args: { ...common, ...status, ...more } }, general];
}

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
