// What a protocol says of a session, and what its silence means: connected, sent, received, gone, too late.
import type { Reaction, View } from "../../src/contract/layer.ts";
import type { Begun, Called } from "../handlers.ts";
import { networkName, stationOf } from "../station.ts";
import { status } from "../status.ts";
import { get, has, without } from "../table.ts";
import { act, back, call, latin1, note, text } from "../words.ts";
import { wakeJoining, withConnection } from "./joining.ts";
import { abandoned, answered, failureOf, lost, serverOf, wakes } from "./requests.ts";
import type { RedirectorState } from "./state.ts";

export function connected(state: RedirectorState, input: Called): Reaction<RedirectorState> {
  const [server, connection] = serverOf(state, text(input.args, "session")) ?? [];
  if (server === undefined || connection?.phase !== "ExpectConnected")
    return [state, [note("a session that nobody asked for"), back()]];
  const outcome = text(input.args, "status");
  const [driver] =
    state.works.find(
      ([, one]) => one.kind === "open" && one.server === server && one.phase === "ExpectConnected",
    ) ?? [];
  const isUp = outcome === "OK";
  const now = isUp
    ? withConnection(state, server, { ...connection, phase: "Connected" })
    : driver === undefined
      ? { ...state, connections: without(state.connections, server) }
      : state;
  const failure = failureOf(outcome);
  const [next, outs] =
    driver === undefined ? wakeJoining(now, server, "", failure) : wakes(now, driver, "", failure);
  return [next, [...outs, back()]];
}

/** The message is ours again. One that failed takes its request with it. */
export function messageSent(state: RedirectorState, input: Called): Reaction<RedirectorState> {
  const message = text(input.args, "message");
  const freed = act("frees", { what: message });
  const outcome = text(input.args, "status");
  const open = state.requests.find((one) => one.message === message);
  if (outcome === "OK" || open === undefined) return [state, [freed, back()]];
  const [now, outs] = wakes(abandoned(state, open), open.tag, "", failureOf(outcome));
  return [now, [freed, ...outs, back()]];
}

/** Late answers, answers to nobody and what is no SMB at all are dropped. */
export function messageReceived(state: RedirectorState, input: Called): Reaction<RedirectorState> {
  const [server] = serverOf(state, text(input.args, "session")) ?? [];
  const taken = server === undefined ? undefined : answered(state, server, latin1(input.args, "data"));
  if (taken === undefined) return [state, [note("a message that answers no open request"), back()]];
  const [now, outs] = taken;
  return [now, [...outs, back()]];
}

export function disconnected(state: RedirectorState, input: Called): Reaction<RedirectorState> {
  const [server] = serverOf(state, text(input.args, "session")) ?? [];
  if (server === undefined) return [state, [back()]];
  const [now, outs] = lost(state, server, failureOf(text(input.args, "status")));
  return [now, [...outs, back()]];
}

/** The last resort: no answer within the session's time. The session is given up with everything that waits upon it. */
export function timedOut(state: RedirectorState, rest: readonly string[]): Reaction<RedirectorState> {
  const tag = rest.join(" ");
  const work = get(state.works, tag);
  if (work?.waiting !== true) return [state, []];
  const open = state.requests.find((one) => one.tag === tag);
  const server = open?.server ?? (work.kind === "open" ? work.server : undefined);
  const [now, outs] = wakes(open === undefined ? state : abandoned(state, open), tag, "", status.ioTimeout);
  const connection = server === undefined ? undefined : get(state.connections, server);
  if (server === undefined || connection === undefined) return [now, outs];
  const [next, more] = lost(now, server, status.unexpectedNetworkError);
  return [next, [...outs, ...more, call(connection.protocol, "Disconnect", { session: connection.session })]];
}

/** Asked for without a file to open: the next open finds the session there. */
export function beginConnect(
  state: RedirectorState,
  input: Begun,
  view: View,
): Reaction<RedirectorState> | null {
  const server = networkName(text(input.args, "name"));
  if (server === "" || has(state.connections, server) || !view.neighbours("protocol").includes(input.to))
    return null;
  const session = text(input.args, "session") || `${stationOf(state.self)}>${server}`;
  const connection = {
    session,
    protocol: input.to,
    others: [],
    phase: "ExpectConnected" as const,
    trees: [],
  };
  return [withConnection(state, server, connection), [call(input.to, "Connect", { session, name: server })]];
}

export function beginDisconnect(state: RedirectorState, input: Begun): Reaction<RedirectorState> | null {
  const wanted = text(input.args, "session");
  const [server, connection] =
    state.connections.find(
      ([, one]) => one.protocol === input.to && (wanted === "" || one.session === wanted),
    ) ?? [];
  if (server === undefined || connection === undefined || connection.phase === "ExpectConnected") return null;
  const [now, outs] = lost(state, server, status.localDisconnect);
  return [now, [...outs, call(connection.protocol, "Disconnect", { session: connection.session })]];
}
