// What the operating system answered, formatted as the response of the request that it was for.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { parseSmb } from "../../src/formats/smb/message.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import type { Returned } from "../handlers.ts";
import type { ReadRequest } from "../../src/formats/smb/read.ts";
import { octetsOf } from "../octets.ts";
import { status } from "../status.ts";
import { get, put, without } from "../table.ts";
import { call, integer, latin1, tagged, text } from "../words.ts";
import { answer } from "./answers.ts";
import { freeNumber } from "./state.ts";
import type { ServerState, Session } from "./state.ts";

/** The session may have ended meanwhile: then nobody is answered. */
type Due = { readonly id: string; readonly session: Session; readonly request: SmbMessage };

export function fileOpened(state: ServerState, input: Returned, view: View): Reaction<ServerState> {
  const handle = integer(input.results, "handle");
  const failure = integer(input.results, "status");
  const due = dueOf(state, input);
  if (due === undefined)
    return failure === 0 ? [state, [call(input.from, "file_close", { handle })]] : [state, []];
  const { id, session, request } = due;
  if (failure !== 0 || request.body.kind !== "SMB_COM_OPEN") return answer(state, id, request, failure, view);
  const fid = freeNumber(session.fids);
  const size = integer(input.results, "size");
  const fids = put(session.fids, String(fid), { tid: request.header.tid, handle, size, position: 0 });
  const { accessMode } = request.body;
  return answer(
    { ...state, sessions: put(state.sessions, id, { ...session, fids }) },
    id,
    request,
    {
      kind: "SMB_COM_OPEN.response",
      fid,
      fileAttributes: 0,
      lastModified: 0,
      fileSize: size % 0x100000000,
      accessMode,
    },
    view,
  );
}

/** The server's pointer follows the read; no read ever follows it. */
export function fileRead(state: ServerState, input: Returned, view: View): Reaction<ServerState> {
  const due = dueOf(state, input);
  if (due === undefined) return [state, []];
  const { id, session, request } = due;
  const failure = integer(input.results, "status");
  if (failure !== 0 || request.body.kind !== "SMB_COM_READ") return answer(state, id, request, failure, view);
  const data = octetsOf(latin1(input.results, "data"));
  const fid = String(request.body.fid);
  const handle = get(session.fids, fid);
  const position = request.body.offset + data.length;
  const fids = handle === undefined ? session.fids : put(session.fids, fid, { ...handle, position });
  const now = { ...state, sessions: put(state.sessions, id, { ...session, fids }) };
  const response = { kind: "SMB_COM_READ.response", count: data.length, data } as const;
  const [answered, outs] = answer(now, id, request, response, view);
  return [answered, [...outs, ...readAhead(input, request.body, view)]];
}

/** What the estimate says will be asked for next. Nothing hangs on it: every request is submitted all the same. */
function readAhead(
  { from, args }: Returned,
  { offset, count, remaining }: ReadRequest,
  view: View,
): readonly Out[] {
  if (remaining <= count || view.property("readsAhead") !== true) return [];
  const next = { handle: integer(args, "handle"), offset: offset + count, count: remaining - count };
  return [call(from, "file_read", next)];
}

export function fileClosed(state: ServerState, input: Returned, view: View): Reaction<ServerState> {
  const due = dueOf(state, input);
  if (due === undefined) return [state, []];
  const { id, session, request } = due;
  const failure = integer(input.results, "status");
  if (failure !== status.success || request.body.kind !== "SMB_COM_CLOSE")
    return answer(state, id, request, failure, view);
  const fids = without(session.fids, String(request.body.fid));
  const now = { ...state, sessions: put(state.sessions, id, { ...session, fids }) };
  return answer(now, id, request, { kind: "SMB_COM_CLOSE.response" }, view);
}

function dueOf(state: ServerState, input: Returned): Due | undefined {
  const tag = tagged(input.tag);
  const id = text(tag, "session");
  const session = get(state.sessions, id);
  const request = parseSmb(octetsOf(latin1(tag, "request")));
  return session === undefined || !request.ok ? undefined : { id, session, request: request.value };
}
