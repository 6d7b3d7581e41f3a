// Open files: the pointer is moved here, reads carry absolute offsets and may be split, closing gives the handle back.
import type { Reaction, View } from "../../src/contract/layer.ts";
import { octetText } from "../../src/formats/octets.ts";
import { READ_RESPONSE_OVERHEAD } from "../../src/formats/smb/read.ts";
import type { Called } from "../handlers.ts";
import { status } from "../status.ts";
import { get, put, without } from "../table.ts";
import { act, back, bytes, integer, text, writes } from "../words.ts";
import { answerOf, freeTag, request, statusOf, waits, wakes } from "./requests.ts";
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
  const file = usable(state, id);
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
  const file = usable(state, id);
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

/** Asks for the next part, as large as the server's buffer allows. The estimate counts everything still wanted, this part included; it may be left out. */
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

/** The pointer goes on by what was read; a failure leaves it where it was. A close that waited for the last read goes on. */
function done(state: RedirectorState, tag: string, work: Reading, result: number): Reaction<RedirectorState> {
  const over = { ...state, works: without(state.works, tag) };
  const [closer] = over.works.find(([, one]) => one.kind === "close" && one.file === work.file) ?? [];
  const [now, wakings] =
    closer === undefined || isRead(over, work.file) ? ([over, []] as const) : wakes(over, closer, "", 0);
  const file = get(now.files, work.file);
  const data = result === status.success ? work.got : "";
  const answer = back({ status: result, data: bytes(data) });
  if (file === undefined || data === "") return [now, [...wakings, answer]];
  const position = file.position + data.length;
  return [
    { ...now, files: put(now.files, work.file, { ...file, position }) },
    [writes(work.file, "position", position), ...wakings, answer],
  ];
}

/** The handle is given back once no read needs it any more. */
export function remoteClose(state: RedirectorState, input: Called, view: View): Reaction<RedirectorState> {
  const id = text(input.args, "file");
  const file = usable(state, id);
  if (file === undefined) return [state, [back({ status: status.invalidHandle })]];
  const now = { ...state, files: put(state.files, id, { ...file, closing: true }) };
  const work: Closing = { ...fresh, kind: "close", phase: "ExpectReads", file: id };
  const tag = freeTag(state, "close");
  return isRead(state, id) ? waits(now, tag, work) : closeNow(now, tag, work, file, view);
}

function closeNow(
  state: RedirectorState,
  tag: string,
  work: Closing,
  file: OpenFile,
  view: View,
): Reaction<RedirectorState> {
  const tree = get(get(state.connections, file.server)?.trees ?? [], file.share);
  if (file.stale || tree === undefined) return closed(state, tag, work.file, status.success);
  const asking = { kind: "SMB_COM_CLOSE" as const, fid: file.fid, lastModified: 0 };
  return request(state, tag, { ...work, phase: "ExpectClosed" }, file.server, asking, view, tree.tid);
}

/** Woken: the last read is over, or the server has answered. Whatever it said, the file is gone here. */
export function closing(
  state: RedirectorState,
  tag: string,
  work: Closing,
  view: View,
): Reaction<RedirectorState> {
  const file = get(state.files, work.file);
  if (work.phase === "ExpectReads" && file !== undefined) return closeNow(state, tag, work, file, view);
  if (work.failure !== 0) return closed(state, tag, work.file, work.failure);
  const answer = answerOf(work);
  return closed(
    state,
    tag,
    work.file,
    answer === undefined ? status.unexpectedNetworkError : statusOf(answer),
  );
}

const closed = (
  state: RedirectorState,
  tag: string,
  id: string,
  result: number,
): Reaction<RedirectorState> => [
  { ...state, works: without(state.works, tag), files: without(state.files, id) },
  [act("frees", { what: id }), back({ status: result })],
];

const usable = (state: RedirectorState, id: string): OpenFile | undefined => {
  const file = get(state.files, id);
  return file?.closing === true ? undefined : file;
};

const isRead = (state: RedirectorState, id: string): boolean =>
  state.works.some(([, work]) => work.kind === "read" && work.file === id);
