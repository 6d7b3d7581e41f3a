// The redirector: remote files for an operating system, by SMB over whatever protocol reaches the server.
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
import { get } from "../table.ts";
import {
  beginConnect,
  beginDisconnect,
  connected,
  disconnected,
  messageReceived,
  messageSent,
  timedOut,
} from "./connection.ts";
import { broadcasting, datagramSent, remoteBroadcast } from "./datagrams.ts";
import { closing, reading, remoteClose, remoteRead, remoteSeek } from "./files.ts";
import { opening, remoteOpen } from "./opening.ts";
import { initial } from "./state.ts";
import type { RedirectorState, Work } from "./state.ts";

export type { RedirectorState } from "./state.ts";

export const redirectorHandlers: Handlers<RedirectorState> = {
  initial,
  calls: {
    remote_open: remoteOpen,
    remote_seek: remoteSeek,
    remote_read: remoteRead,
    remote_close: remoteClose,
    remote_broadcast: remoteBroadcast,
    Connected: connected,
    MessageSent: messageSent,
    MessageReceived: messageReceived,
    Disconnected: disconnected,
    DatagramSent: datagramSent,
  },
  begins: { Connect: beginConnect, Disconnect: beginDisconnect },
  woken: {
    open: resumed("open", opening),
    read: resumed("read", reading),
    close: resumed("close", closing),
    broadcast: resumed("broadcast", broadcasting),
  },
  timers: { answer: timedOut },
  offers,
};

export const redirector = layerOf(redirectorHandlers);

type GoOn<K extends Work["kind"]> = (
  state: RedirectorState,
  tag: string,
  work: Work & { kind: K },
  view: View,
) => Reaction<RedirectorState>;

/** A call that waited goes on with what came for it. */
function resumed<K extends Work["kind"]>(kind: K, goOn: GoOn<K>) {
  return (state: RedirectorState, rest: readonly string[], view: View): Reaction<RedirectorState> => {
    const tag = [kind, ...rest].join(" ");
    const work = get(state.works, tag);
    return work !== undefined && isOf(kind, work) ? goOn(state, tag, work, view) : [state, []];
  };
}

const isOf = <K extends Work["kind"]>(kind: K, work: Work): work is Work & { kind: K } => work.kind === kind;

/** A connection that nobody uses may be given up. */
function offers(state: RedirectorState): readonly Offer[] {
  return state.connections
    .filter(([server, one]) => one.phase === "Ready" && !isUsed(state, server))
    .map(([, { protocol, session }]) => ({ name: "Disconnect", to: protocol, args: { session } }));
}

const isUsed = (state: RedirectorState, server: string): boolean =>
  state.files.some(([, file]) => file.server === server && !file.stale) ||
  state.works.some(([, work]) => work.kind === "open" && work.server === server) ||
  state.requests.some((one) => one.server === server);
