// Requests: each is submitted to the station's own operating system as its parameters say, and answered with what that said.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes } from "../../src/contract/value.ts";
import type { Args } from "../../src/contract/value.ts";
import { isReply } from "../../src/formats/smb/header.ts";
import type { NegotiateRequest } from "../../src/formats/smb/negotiate.ts";
import { NO_DIALECT } from "../../src/formats/smb/negotiate.ts";
import { parseSmb } from "../../src/formats/smb/message.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import type { OpenRequest } from "../../src/formats/smb/open.ts";
import { READ_RESPONSE_OVERHEAD } from "../../src/formats/smb/read.ts";
import type { SeekRequest } from "../../src/formats/smb/seek.ts";
import type { TreeConnectRequest } from "../../src/formats/smb/tree-connect.ts";
import type { Called } from "../handlers.ts";
import { octetsOf } from "../octets.ts";
import { status } from "../status.ts";
import { get, put } from "../table.ts";
import { back, befell, bytes, call, latin1, note, text } from "../words.ts";
import { answer } from "./answers.ts";
import { freeNumber } from "./state.ts";
import type { Armed, Handle, ServerState, Session } from "./state.ts";

const dialect = "PC NETWORK PROGRAM 1.0";
/** The longest message that goes either way. */
export const maxBufferSize = 4356;

/** A request, or something that is none; the work is done behind the return, so that no indication waits for a disk. */
export function sessionReceived(state: ServerState, input: Called, view: View): Reaction<ServerState> {
  const id = text(input.args, "session");
  const data = latin1(input.args, "data");
  const session = get(state.sessions, id);
  const request = parseSmb(octetsOf(data));
  if (session === undefined || !request.ok || isReply(request.value.header))
    return [state, [note("a message that is no request of an open session"), back()]];
  const fault = state.armed.find(({ what }) => isMeant(what, request.value));
  const [now, outs] =
    fault === undefined
      ? performed(state, id, session, request.value, data, view)
      : answer(spent(state, fault), id, request.value, fault.status, view);
  const made = outs.filter((out) => out.k === "act");
  const fallen = fault === undefined ? [] : [befell("answers")];
  return [now, [...fallen, ...made, back(), ...outs.filter((out) => out.k !== "act")]];
}

/** One request, checked in the order: dialect, tree, handle. */
function performed(
  state: ServerState,
  id: string,
  session: Session,
  request: SmbMessage,
  data: string,
  view: View,
): Reaction<ServerState> {
  const { header, body } = request;
  const fails = (result: number): Reaction<ServerState> => answer(state, id, request, result, view);
  if (session.negotiated === (body.kind === "SMB_COM_NEGOTIATE")) return fails(status.invalidSmb);
  switch (body.kind) {
    case "SMB_COM_NEGOTIATE":
      return negotiate(state, id, session, request, body, view);
    case "SMB_COM_TREE_CONNECT":
      return treeConnect(state, id, session, request, body, view);
    case "malformed":
      return fails(status.invalidSmb);
    case "SMB_COM_OPEN":
    case "SMB_COM_READ":
    case "SMB_COM_SEEK":
    case "SMB_COM_CLOSE":
      break;
    default:
      return fails(status.smbBadCommand);
  }
  if (get(session.trees, String(header.tid)) === undefined) return fails(status.smbBadTid);
  if (body.kind === "SMB_COM_OPEN") return open(state, id, request, body, data, view);
  const handle = get(session.fids, String(body.fid));
  if (handle === undefined || handle.tid !== header.tid) return fails(status.invalidHandle);
  if (body.kind === "SMB_COM_SEEK") return seek(state, id, session, request, body, handle, view);
  if (body.kind === "SMB_COM_CLOSE")
    return asks(state, id, data, "file_close", { handle: handle.handle }, view, fails);
  const count = Math.min(body.count, maxBufferSize - READ_RESPONSE_OVERHEAD);
  return asks(
    state,
    id,
    data,
    "file_read",
    { handle: handle.handle, offset: body.offset, count },
    view,
    fails,
  );
}

/** The station's own operating system does it; the request comes back with its answer. */
function asks(
  state: ServerState,
  session: string,
  data: string,
  word: string,
  args: Args,
  view: View,
  fails: (result: number) => Reaction<ServerState>,
): Reaction<ServerState> {
  const [os] = view.neighbours("os");
  if (os === undefined) return fails(status.notImplemented);
  return [state, [call(os, word, args, { session, request: bytes(data) })]];
}

/** Only the core protocol is spoken: its answer is an index and nothing else. */
function negotiate(
  state: ServerState,
  id: string,
  session: Session,
  request: SmbMessage,
  body: NegotiateRequest,
  view: View,
): Reaction<ServerState> {
  const index = body.dialects.indexOf(dialect);
  const now = { ...state, sessions: put(state.sessions, id, { ...session, negotiated: index >= 0 }) };
  const dialectIndex = index < 0 ? NO_DIALECT : index;
  return answer(now, id, request, { kind: "SMB_COM_NEGOTIATE.response", form: "core", dialectIndex }, view);
}

/** The last part of the path is the share, however it is spelled. */
function treeConnect(
  state: ServerState,
  id: string,
  session: Session,
  request: SmbMessage,
  body: TreeConnectRequest,
  view: View,
): Reaction<ServerState> {
  const share = body.path.slice(body.path.lastIndexOf("\\") + 1).toUpperCase();
  const shares = view.property("shares");
  const known = Array.isArray(shares) ? shares : ["DATA"];
  if (!known.some((one) => typeof one === "string" && one.toUpperCase() === share))
    return answer(state, id, request, status.badNetworkName, view);
  const tid = freeNumber(session.trees);
  const now = {
    ...state,
    sessions: put(state.sessions, id, { ...session, trees: put(session.trees, String(tid), share) }),
  };
  return answer(now, id, request, { kind: "SMB_COM_TREE_CONNECT.response", maxBufferSize, tid }, view, tid);
}

function open(
  state: ServerState,
  id: string,
  request: SmbMessage,
  body: OpenRequest,
  data: string,
  view: View,
): Reaction<ServerState> {
  const fails = (result: number): Reaction<ServerState> => answer(state, id, request, result, view);
  if ((body.accessMode & 7) > 3) return fails(status.invalidAccess);
  return asks(state, id, data, "file_open", { path: body.path }, view, fails);
}

/** The one command that concerns the server's own pointer. A place before the start is the start. */
function seek(
  state: ServerState,
  id: string,
  session: Session,
  request: SmbMessage,
  body: SeekRequest,
  handle: Handle,
  view: View,
): Reaction<ServerState> {
  const from = [0, handle.position, handle.size][body.mode];
  if (from === undefined) return answer(state, id, request, status.invalidParameter, view);
  const position = Math.min(Math.max(0, from + body.offset), 0xffffffff);
  const fids = put(session.fids, String(body.fid), { ...handle, position });
  const now = { ...state, sessions: put(state.sessions, id, { ...session, fids }) };
  return answer(now, id, request, { kind: "SMB_COM_SEEK.response", offset: position }, view);
}

/** Whether a declared fault is for this request: by its word, and by whatever else is said of it. */
function isMeant(what: Args, { header, body }: SmbMessage): boolean {
  const { word, ...wanted } = what;
  const said: Readonly<Record<string, unknown>> = { ...header, ...body };
  if (typeof word === "string" && word !== "" && word !== "smb" && word !== body.kind) return false;
  return Object.entries(wanted).every(
    ([name, wish]) => wish === null || isBytes(wish) || said[name] === wish,
  );
}

function spent(state: ServerState, fault: Armed): ServerState {
  if (fault.left < 0) return state;
  const left = fault.left - 1;
  return {
    ...state,
    armed: state.armed.flatMap((one) => (one !== fault ? [one] : left > 0 ? [{ ...fault, left }] : [])),
  };
}

/** Everything that the session had open is closed. */
export function sessionClosed(state: ServerState, input: Called, view: View): Reaction<ServerState> {
  const id = text(input.args, "session");
  const session = get(state.sessions, id);
  if (session === undefined) return [state, [back()]];
  const [os] = view.neighbours("os");
  const pending = state.pending.filter(([, of]) => of === id).map(([message]) => message);
  const closes: readonly Out[] =
    os === undefined
      ? []
      : session.fids.map(([, { handle }]) => call(os, "file_close", { handle }, { session: id }));
  return [
    {
      ...state,
      sessions: state.sessions.filter(([one]) => one !== id),
      pending: state.pending.filter(([, of]) => of !== id),
    },
    [...pending.map((what): Out => ({ k: "act", name: "frees", args: { what } })), back(), ...closes],
  ];
}
