// SMB requests: made with a multiplex id of their own, sent in a message, paired with their answers, given up in the end.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { SmbRequest } from "../../src/formats/smb/body.ts";
import {
  FLAGS2_LONG_NAMES,
  FLAGS2_NT_STATUS,
  NO_TID,
  RESERVED_MID,
  isReply,
} from "../../src/formats/smb/header.ts";
import { emitSmb, parseSmb, smbRequest } from "../../src/formats/smb/message.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import { STATUS, statusName } from "../../src/formats/smb/status.ts";
import { latin1Of, octetsOf } from "../octets.ts";
import { status } from "../status.ts";
import { get, has, put, without } from "../table.ts";
import { act, bytes, call, writes } from "../words.ts";
import type { Connection, RedirectorState, Request, Work } from "./state.ts";

/** The one process that this redirector asks for. */
const pid = 1;
const defaultTimeout = 45_000;

/** Sends the request and blocks the call until its answer, a failure, or the end of its time. */
export function request(
  state: RedirectorState,
  tag: string,
  work: Work,
  server: string,
  body: SmbRequest,
  view: View,
  tid = NO_TID,
): Reaction<RedirectorState> {
  const connection = get(state.connections, server);
  if (connection === undefined) return [state, []];
  const mid = freeMid(state, server);
  const flags2 = FLAGS2_LONG_NAMES | FLAGS2_NT_STATUS;
  const data = latin1Of(emitSmb(smbRequest({ mid, pid, tid, uid: 0, flags2 }, body)));
  const message = view.fresh("message");
  return [
    {
      ...state,
      works: put(state.works, tag, { ...work, waiting: true, answer: "", failure: 0 }),
      requests: [...state.requests, { server, mid, tag, message }].toSorted(inOrder),
    },
    [
      { k: "timer", after: timeoutOf(view), name: `answer ${tag}` },
      ...made(state, message, data),
      call(connection.protocol, "SendMessage", { session: connection.session, message }),
      { k: "wait", tag },
    ],
  ];
}

/** One order for the same requests, however they came about. */
const inOrder = (a: Request, b: Request): number =>
  a.server === b.server ? a.mid - b.mid : a.server < b.server ? -1 : 1;

/** Blocks the call until another one, or a protocol, has something to say to it. */
export const waits = (
  state: RedirectorState,
  tag: string,
  work: Work,
  outs: readonly Out[] = [],
): Reaction<RedirectorState> => [
  { ...state, works: put(state.works, tag, { ...work, waiting: true, answer: "", failure: 0 }) },
  [...outs, { k: "wait", tag }],
];

/** The call goes on, with an answer or with a failure. */
export function wakes(
  state: RedirectorState,
  tag: string,
  answer: string,
  failure: number,
): Reaction<RedirectorState> {
  const work = get(state.works, tag);
  if (work?.waiting !== true) return [state, []];
  return [
    { ...state, works: put(state.works, tag, { ...work, waiting: false, answer, failure }) },
    [
      { k: "cancel", name: `answer ${tag}` },
      { k: "wake", tag },
    ],
  ];
}

export const made = (state: RedirectorState, message: string, data: string): readonly Out[] => [
  act("allocates", { what: message, pool: `pool:${state.self}` }),
  writes(message, "data", bytes(data)),
  writes(message, "size", data.length),
];

export const timeoutOf = (view: View): number => {
  const given = view.property("sessionTimeout");
  return (typeof given === "number" && given > 0 ? given : defaultTimeout) * 1000;
};

/** The answer as an SMB; undefined when the call got none, or one that cannot be read. */
export function answerOf(work: Work): SmbMessage | undefined {
  const smb = parseSmb(octetsOf(work.answer));
  return smb.ok ? smb.value : undefined;
}

/** What an answer says of its success: an NTSTATUS, whichever form it came in. */
export function statusOf({ header }: SmbMessage): number {
  if ((header.flags2 & FLAGS2_NT_STATUS) !== 0) return header.status;
  const name = statusName(header);
  return name === undefined ? header.status : STATUS[name][3];
}

/** An answer belongs to the open request of its MID; anything else is nobody's. */
export function answered(
  state: RedirectorState,
  server: string,
  data: string,
): Reaction<RedirectorState> | undefined {
  const smb = parseSmb(octetsOf(data));
  if (!smb.ok || !isReply(smb.value.header)) return undefined;
  const open = state.requests.find((one) => one.server === server && one.mid === smb.value.header.mid);
  if (open === undefined || smb.value.header.pid !== pid) return undefined;
  return wakes({ ...state, requests: state.requests.filter((one) => one !== open) }, open.tag, data, 0);
}

/** The session is gone: everything that waits upon it fails, its files are stale, and its MIDs are not used again. */
export function lost(state: RedirectorState, server: string, failure: number): Reaction<RedirectorState> {
  const burned = state.requests.filter((one) => one.server === server).map(({ mid }) => mid);
  const waiting = state.works
    .filter(([tag, work]) => dependsOn(state, tag, work, server))
    .map(([tag]) => tag);
  const now = {
    ...state,
    connections: without(state.connections, server),
    requests: state.requests.filter((one) => one.server !== server),
    files: state.files.map(
      ([id, file]) => [id, file.server === server ? { ...file, stale: true } : file] as const,
    ),
    burned:
      burned.length > 0
        ? put(state.burned, server, [...(get(state.burned, server) ?? []), ...burned].toSorted(ascending))
        : state.burned,
  };
  return waiting.reduce<Reaction<RedirectorState>>(
    ([before, outs], tag) => {
      const [after, more] = wakes(before, tag, "", failure);
      return [after, [...outs, ...more]];
    },
    [now, []],
  );
}

const dependsOn = (state: RedirectorState, tag: string, work: Work, server: string): boolean =>
  (work.kind === "open" && work.server === server) ||
  state.requests.some((one) => one.tag === tag && one.server === server);

export const serverOf = (
  state: RedirectorState,
  session: string,
): readonly [string, Connection] | undefined =>
  state.connections.find(([, connection]) => connection.session === session);

/** A name for a call that is going to wait: what it is, and the lowest free number. */
export function freeTag(state: RedirectorState, kind: Work["kind"]): string {
  let n = 1;
  while (has(state.works, `${kind} ${n}`)) n++;
  return `${kind} ${n}`;
}

/** A request that will get no answer: its id is not used again in this connection or the next ones. */
export const abandoned = (state: RedirectorState, open: Request): RedirectorState => ({
  ...state,
  requests: state.requests.filter((one) => one !== open),
  burned: put(
    state.burned,
    open.server,
    [...(get(state.burned, open.server) ?? []), open.mid].toSorted(ascending),
  ),
});

const ascending = (a: number, b: number): number => a - b;

/** The lowest that is neither open nor burned; never the reserved one. */
function freeMid(state: RedirectorState, server: string): number {
  const used = new Set([
    ...state.requests.filter((one) => one.server === server).map(({ mid }) => mid),
    ...(get(state.burned, server) ?? []),
  ]);
  for (let mid = 1; mid < RESERVED_MID; mid++) if (!used.has(mid)) return mid;
  return 0;
}

const failures: Readonly<Record<string, number>> = {
  OK: status.success,
  IO_TIMEOUT: status.ioTimeout,
  LINK_FAILED: status.linkFailed,
  BAD_NETWORK_PATH: status.badNetworkPath,
  REMOTE_DISCONNECT: status.remoteDisconnect,
  CONNECTION_RESET: status.connectionReset,
  REMOTE_NOT_LISTENING: status.remoteNotListening,
  NO_RESOURCES: status.insufficientResources,
};

/** A transport's outcome as the application is to see it. */
export const failureOf = (outcome: string): number => failures[outcome] ?? status.unexpectedNetworkError;
