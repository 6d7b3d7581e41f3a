// remote_open: the session with the server, the tree of the share, and then the file. Opens that come while another one
// sets the session up share what it makes.
import type { Reaction, View } from "../../src/contract/layer.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import type { Called } from "../handlers.ts";
import { networkName, stationOf } from "../station.ts";
import { status } from "../status.ts";
import { get, put, without } from "../table.ts";
import { act, back, call, text, writes } from "../words.ts";
import { failed, joined, withConnection } from "./joining.ts";
import type { Opening } from "./joining.ts";
import { answerOf, freeTag, request, statusOf, timeoutOf, waits } from "./requests.ts";
import { fresh } from "./state.ts";
import type { Connection, RedirectorState } from "./state.ts";

const dialects = ["PC NETWORK PROGRAM 1.0"];
const noDialect = 0xffff;
/** Read, deny nothing; hidden, system and read-only files too. */
const accessMode = 0x40;
const searchAttributes = 0x16;

export function remoteOpen(state: RedirectorState, input: Called, view: View): Reaction<RedirectorState> {
  const path = text(input.args, "path");
  const [, server = "", share = "", name = ""] = /^\\\\([^\\]+)\\([^\\]+)(\\.+)$/.exec(path) ?? [];
  if (server === "" || !isSpellable(path))
    return [state, [back({ status: status.objectNameNotFound, file: null })]];
  const work: Opening = {
    ...fresh,
    kind: "open",
    phase: "ExpectSession",
    path,
    server: networkName(server),
    share: share.toUpperCase(),
    name,
  };
  const tag = freeTag(state, "open");
  return proceed({ ...state, works: put(state.works, tag, work) }, tag, work, view);
}

/** Woken: what it waited for has come, or will not. */
export function opening(
  state: RedirectorState,
  tag: string,
  work: Opening,
  view: View,
): Reaction<RedirectorState> {
  if (work.failure !== 0) return connecting(state, tag, work, view);
  const connection = get(state.connections, work.server);
  if (connection === undefined) return failed(state, tag, work, status.connectionDisconnected);
  switch (work.phase) {
    case "ExpectSession":
    case "ExpectConnected":
      return proceed(state, tag, work, view);
    case "ExpectNegotiated":
      return negotiated(state, tag, work, connection, view);
    case "ExpectTree":
      return treeConnected(state, tag, work, connection, view);
    case "ExpectOpened":
      return opened(state, tag, work, view);
  }
}

/** The next thing that is missing: session, dialect, tree, file. What somebody else is fetching is waited for. */
function proceed(state: RedirectorState, tag: string, work: Opening, view: View): Reaction<RedirectorState> {
  const { server, share } = work;
  const connection = get(state.connections, server);
  if (connection === undefined) return connect(state, tag, work, view.neighbours("protocol"), view);
  if (connection.phase === "Connected") {
    const now = withConnection(state, server, { ...connection, phase: "ExpectNegotiated" });
    return request(
      now,
      tag,
      { ...work, phase: "ExpectNegotiated" },
      server,
      { kind: "SMB_COM_NEGOTIATE", dialects },
      view,
    );
  }
  const tree = get(connection.trees, share);
  if (connection.phase !== "Ready" || tree?.phase === "ExpectTree")
    return waits(state, tag, { ...work, phase: "ExpectSession" });
  if (tree === undefined) {
    const trees = put(connection.trees, share, { phase: "ExpectTree" as const, tid: 0, most: 0 });
    const asking = {
      kind: "SMB_COM_TREE_CONNECT" as const,
      path: `\\\\${server}\\${share}`,
      password: "",
      service: "A:",
    };
    return request(
      withConnection(state, server, { ...connection, trees }),
      tag,
      { ...work, phase: "ExpectTree" },
      server,
      asking,
      view,
    );
  }
  const asking = { kind: "SMB_COM_OPEN" as const, accessMode, searchAttributes, path: work.name };
  return request(state, tag, { ...work, phase: "ExpectOpened" }, server, asking, view, tree.tid);
}

/** One protocol after the other is asked to reach the server. */
function connect(
  state: RedirectorState,
  tag: string,
  work: Opening,
  protocols: readonly string[],
  view: View,
): Reaction<RedirectorState> {
  const [protocol, ...others] = protocols;
  if (protocol === undefined) return failed(state, tag, work, status.badNetworkPath);
  const session = `${stationOf(state.self)}>${work.server}`;
  const connection: Connection = { session, protocol, others, phase: "ExpectConnected", trees: [] };
  return waits(withConnection(state, work.server, connection), tag, { ...work, phase: "ExpectConnected" }, [
    { k: "timer", after: timeoutOf(view), name: `answer ${tag}` },
    call(protocol, "Connect", { session, name: work.server }),
  ]);
}

/** A failure while connecting: another protocol may still reach the server. */
function connecting(
  state: RedirectorState,
  tag: string,
  work: Opening,
  view: View,
): Reaction<RedirectorState> {
  const connection = get(state.connections, work.server);
  if (work.phase !== "ExpectConnected" || connection === undefined)
    return failed(state, tag, work, work.failure);
  if (connection.others.length > 0) return connect(state, tag, work, connection.others, view);
  return failed({ ...state, connections: without(state.connections, work.server) }, tag, work, work.failure);
}

function negotiated(
  state: RedirectorState,
  tag: string,
  work: Opening,
  connection: Connection,
  view: View,
): Reaction<RedirectorState> {
  const answer = answerOf(work);
  const body = answer?.body;
  if (
    answer === undefined ||
    body?.kind !== "SMB_COM_NEGOTIATE.response" ||
    body.dialectIndex === noDialect
  ) {
    const refused = refusalOf(answer);
    const [now, outs] = failed(
      { ...state, connections: without(state.connections, work.server) },
      tag,
      work,
      refused,
    );
    return [now, [...outs, call(connection.protocol, "Disconnect", { session: connection.session })]];
  }
  const ready = withConnection(state, work.server, { ...connection, phase: "Ready" });
  return joined(proceed(ready, tag, work, view), work.server, tag);
}

function treeConnected(
  state: RedirectorState,
  tag: string,
  work: Opening,
  connection: Connection,
  view: View,
): Reaction<RedirectorState> {
  const answer = answerOf(work);
  const body = answer?.body;
  if (answer === undefined || body?.kind !== "SMB_COM_TREE_CONNECT.response") {
    const refused = refusalOf(answer);
    const trees = without(connection.trees, work.share);
    return failed(withConnection(state, work.server, { ...connection, trees }), tag, work, refused);
  }
  const trees = put(connection.trees, work.share, {
    phase: "Ready" as const,
    tid: body.tid,
    most: body.maxBufferSize,
  });
  return joined(
    proceed(withConnection(state, work.server, { ...connection, trees }), tag, work, view),
    work.server,
    tag,
  );
}

function opened(state: RedirectorState, tag: string, work: Opening, view: View): Reaction<RedirectorState> {
  const answer = answerOf(work);
  if (answer?.body.kind !== "SMB_COM_OPEN.response") {
    const refused = refusalOf(answer);
    return [{ ...state, works: without(state.works, tag) }, [back({ status: refused, file: null })]];
  }
  const file = view.fresh("file");
  const { server, share } = work;
  const entry = { server, share, fid: answer.body.fid, position: 0, stale: false, closing: false };
  return [
    { ...state, works: without(state.works, tag), files: put(state.files, file, entry) },
    [
      act("allocates", { what: file, pool: `pool:${state.self}` }),
      writes(file, "path", work.path),
      writes(file, "position", 0),
      back({ status: status.success, file }),
    ],
  ];
}

/** One octet a character, in capitals as well: what an SMB without Unicode can carry. */
const isSpellable = (path: string): boolean =>
  [...path, ...path.toUpperCase()].every((letter) => letter > "\0" && letter <= "\xff");

/** Why there is no answer that can be used: its own status, where it has one. */
const refusalOf = (answer: SmbMessage | undefined): number =>
  answer === undefined || statusOf(answer) === 0 ? status.unexpectedNetworkError : statusOf(answer);
