// Open files: the pointer is moved here, reads carry absolute offsets and may be split, closing gives the handle back.
import type { Reaction, View } from "../../src/contract/layer.ts";
import { octetText } from "../../src/formats/octets.ts";
import { READ_RESPONSE_OVERHEAD } from "../../src/formats/smb/read.ts";
import type { Called } from "../handlers.ts";
import { status } from "../status.ts";
import { get, has, put, without } from "../table.ts";
import { act, back, bytes, integer, text, writes } from "../words.ts";
import { answerOf, freeTag, request, statusOf } from "./requests.ts";
import { fresh } from "./state.ts";
import type { OpenFile, RedirectorState, Work } from "./state.ts";

type Reading = Work & { kind: "read" };
type Closing = Work & { kind: "close" };

/** What 16 bits of a request, and 32 of an offset, can say. */
const mostCount = 0xffff;
const mostOffset = 0xffffffff;

/** Nothing is sent: no server's pointer is of interest. */
export function remoteSeek(state: RedirectorState, input: Called): Reaction<RedirectorState> {
  const id = text(input.args, "file");
  const to = integer(input.args, "to");
  const file = get(state.files, id);
  if (file === undefined) return [state, [back({ status: status.invalidHandle })]];
  if (to < 0 || to > mostOffset) return [state, [back({ status: status.invalidParameter })]];
  return [
    { ...state, files: put(state.files, id, { ...file, position: to }) },
    [writes(id, "position", to), back({ status: status.success })],
  ];
}

export function remoteRead(state: RedirectorState, input: Called, view: View): Reaction<RedirectorState> {
  const id = text(input.args, "file");
  const count = integer(input.args, "count");
  const file = get(state.files, id);
  const refuse = (why: number): Reaction<RedirectorState> => [
    state,
    [back({ status: why, data: bytes("") })],
  ];
  if (file === undefined) return refuse(status.invalidHandle);
  if (file.stale) return refuse(status.connectionDisconnected);
  if (count < 0 || file.position + count > mostOffset) return refuse(status.invalidParameter);
  const work: Reading = { ...fresh, kind: "read", file: id, offset: file.position, count, asked: 0, got: "" };
  return readOn(state, freeTag(state, "read"), work, file, view);
}

/** Asks for the next part, as large as the server's buffer allows. The estimate counts everything still wanted, this part included. */
function readOn(
  state: RedirectorState,
  tag: string,
  work: Reading,
  file: OpenFile,
  view: View,
): Reaction<RedirectorState> {
  const tree = get(get(state.connections, file.server)?.trees ?? [], file.share);
  if (tree === undefined) return done(state, tag, work, status.connectionDisconnected);
  const left = work.count - work.got.length;
  const asked = Math.min(left, Math.max(1, tree.most - READ_RESPONSE_OVERHEAD), mostCount);
  const remaining = view.pick("remaining", [Math.min(left, mostCount), 0]);
  const offset = work.offset + work.got.length;
  const asking = { kind: "SMB_COM_READ" as const, fid: file.fid, count: asked, offset, remaining };
  return request(state, tag, { ...work, asked }, file.server, asking, view, tree.tid);
}

/** Woken: a part is here. Fewer bytes than asked for are the last ones of the file. */
export function reading(
  state: RedirectorState,
  tag: string,
  work: Reading,
  view: View,
): Reaction<RedirectorState> {
  if (work.failure !== 0) return done(state, tag, work, work.failure);
  const answer = answerOf(work);
  if (answer === undefined) return done(state, tag, work, status.unexpectedNetworkError);
  const { body } = answer;
  const failure = statusOf(answer);
  if (failure !== 0) return done(state, tag, work, failure);
  if (body.kind !== "SMB_COM_READ.response" || body.count !== body.data.length || body.count > work.asked)
    return done(state, tag, work, status.unexpectedNetworkError);
  const now = { ...work, got: work.got + octetText(body.data) };
  const file = get(state.files, work.file);
  if (file === undefined || body.count < work.asked || now.got.length >= work.count)
    return done(state, tag, now, status.success);
  return readOn(state, tag, now, file, view);
}

/** The pointer goes on by what was read; a failure leaves it where it was. */
function done(state: RedirectorState, tag: string, work: Reading, result: number): Reaction<RedirectorState> {
  const now = { ...state, works: without(state.works, tag) };
  const file = get(state.files, work.file);
  if (result !== status.success) return [now, [back({ status: result, data: bytes("") })]];
  const answer = back({ status: result, data: bytes(work.got) });
  if (file === undefined || work.got === "") return [now, [answer]];
  const position = file.position + work.got.length;
  return [
    { ...now, files: put(state.files, work.file, { ...file, position }) },
    [writes(work.file, "position", position), answer],
  ];
}

export function remoteClose(state: RedirectorState, input: Called, view: View): Reaction<RedirectorState> {
  const id = text(input.args, "file");
  const file = get(state.files, id);
  if (file === undefined) return [state, [back({ status: status.invalidHandle })]];
  const tree = get(get(state.connections, file.server)?.trees ?? [], file.share);
  if (file.stale || tree === undefined) return closed(state, id, status.success);
  const work: Closing = { ...fresh, kind: "close", file: id };
  const asking = { kind: "SMB_COM_CLOSE" as const, fid: file.fid, lastModified: 0 };
  return request(state, freeTag(state, "close"), work, file.server, asking, view, tree.tid);
}

/** Woken: the file is gone here, whatever the server says. */
export function closing(state: RedirectorState, tag: string, work: Closing): Reaction<RedirectorState> {
  const answer = answerOf(work);
  const result =
    work.failure !== 0
      ? work.failure
      : answer === undefined
        ? status.unexpectedNetworkError
        : statusOf(answer);
  return closed({ ...state, works: without(state.works, tag) }, work.file, result);
}

const closed = (state: RedirectorState, id: string, result: number): Reaction<RedirectorState> => [
  { ...state, files: without(state.files, id) },
  [...(has(state.files, id) ? [act("frees", { what: id })] : []), back({ status: result })],
];
