// Messages to many: by the datagram service, once or several times, without waiting for anybody's answer.
import type { Reaction, View } from "../../src/contract/layer.ts";
import type { Called } from "../handlers.ts";
import { status } from "../status.ts";
import { get, put, without } from "../table.ts";
import { act, back, call, latin1, text } from "../words.ts";
import { failureOf, freeTag, made, timeoutOf, waits, wakes } from "./requests.ts";
import { fresh } from "./state.ts";
import type { RedirectorState, Work } from "./state.ts";

export function remoteBroadcast(
  state: RedirectorState,
  input: Called,
  view: View,
): Reaction<RedirectorState> {
  const [protocol] = view.neighbours("protocol");
  if (protocol === undefined) return [state, [back({ status: status.badNetworkPath })]];
  const tag = freeTag(state, "broadcast");
  const datagram = view.fresh("message");
  const times = view.pick("times", [1, 2, 3]);
  const now = { ...state, datagrams: put(state.datagrams, datagram, tag) };
  return waits(now, tag, { ...fresh, kind: "broadcast" }, [
    { k: "timer", after: timeoutOf(view), name: `answer ${tag}` },
    ...made(state, datagram, latin1(input.args, "data")),
    call(protocol, "SendDatagram", { datagram, name: text(input.args, "name"), times }),
  ]);
}

export function datagramSent(state: RedirectorState, input: Called): Reaction<RedirectorState> {
  const datagram = text(input.args, "datagram");
  const tag = get(state.datagrams, datagram);
  if (tag === undefined) return [state, [back()]];
  const now = { ...state, datagrams: without(state.datagrams, datagram) };
  const [next, outs] = wakes(now, tag, "", failureOf(text(input.args, "status")));
  return [next, [act("frees", { what: datagram }), ...outs, back()]];
}

/** Woken: it is on the medium, or it is known why not. */
export const broadcasting = (state: RedirectorState, tag: string, work: Work): Reaction<RedirectorState> => [
  { ...state, works: without(state.works, tag) },
  [back({ status: work.failure })],
];
