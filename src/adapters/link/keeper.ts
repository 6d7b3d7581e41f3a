// The thread that keeps the connection to a subject: starts it, reads it as it comes, and tells what one turn brought.
import { workerData } from "node:worker_threads";
import { Conversation } from "./conversation.ts";
import { connected } from "./sockets.ts";
import { started } from "./program.ts";
import type { Answer, Asked, KeeperData, Limits, Told, Where } from "./told.ts";

/** A stream of lines to and from the subject, however it was got. */
export type Channel = {
  readonly write: (text: string) => void;
  /** everything that it started is ended too; answers how many of these outlived it */
  readonly end: (gently: boolean) => Promise<number>;
  /** how many of its processes have come since it began, and were there when this was asked before */
  readonly left: () => number;
  /** the last lines of its log, oldest first */
  readonly log: () => readonly string[];
};
export type Heard = {
  readonly data: (chunk: Buffer) => void;
  readonly over: (how: "crashed" | "protocol" | "absent", why: string) => void;
};
export type OpenChannel = (heard: Heard) => Promise<Channel>;

const { where, limits, signal, port } = workerData as KeeperData;
const flag = new Int32Array(signal);
let current: { readonly channel: Channel; readonly talk: Conversation } | undefined;

port.on("message", ({ order, turn }: Asked) => {
  void perform(order).then((told) => {
    port.postMessage({ told, turn } satisfies Answer);
    Atomics.add(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
});

async function perform(order: Asked["order"]): Promise<Told> {
  switch (order.k) {
    case "start":
      return start();
    case "say":
      return current === undefined ? gone : said(current, order.text, order.settlesMs);
    case "stop":
      return stop(order.gently);
    case "left":
      return { unasked: [], lines: [], left: current?.channel.left() ?? 0 };
    case "log":
      return { unasked: [], lines: [], log: current?.channel.log() ?? [] };
  }
}

const gone: Told = { unasked: [], lines: [], end: { how: "absent", why: "it was not started" } };

async function start(): Promise<Told> {
  const { left = 0 } = current === undefined ? {} : await stop(true);
  const talk = new Conversation(limits);
  try {
    current = { talk, channel: await opener(where, limits)(talk) };
    return { unasked: [], lines: [], left };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { unasked: [], lines: [], end: { how: "absent", why } };
  }
}

async function said(
  { channel, talk }: NonNullable<typeof current>,
  text: string,
  settlesMs: number,
): Promise<Told> {
  const turn = talk.turn(settlesMs);
  channel.write(`${text}\n`);
  const told = await turn;
  return told.end === undefined ? told : { ...told, log: channel.log() };
}

async function stop(gently: boolean): Promise<Told> {
  if (current === undefined) return { unasked: [], lines: [] };
  const { channel, talk } = current;
  current = undefined;
  const rest = talk.cut();
  const left = await channel.end(gently);
  return { ...rest, left, log: channel.log() };
}

function opener(to: Where, within: Limits): OpenChannel {
  return to.k === "exec" || to.k === "node" ? started(to, within) : connected(to);
}
