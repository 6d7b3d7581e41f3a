// A process of its own: so many calls to a program that answers each at once, in one of these ways; says the milliseconds that they took.

import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { readLine } from "../../src/adapters/lines.ts";
import { Conversation } from "../../src/adapters/link/conversation.ts";
import { Link } from "../../src/adapters/link/link.ts";
import { started } from "../../src/adapters/link/program.ts";
import { usualLimits } from "../../src/adapters/link/told.ts";
import { Sends } from "./sends.ts";

const [, , way = "", program = "", amount = "0", size = "1"] = process.argv;
const [calls, window] = [Number(amount), Number(size)];
const ways: Readonly<Record<string, () => Promise<number>>> = { lines, turns, messages, sends };

/** The transport: a window of calls is one write, and what comes back is read line by line. */
async function lines(): Promise<number> {
  const talk = new Conversation({ ...usualLimits, linesInATurn: window + 1 });
  const channel = await started({ k: "exec", command: `exec ${program} lines` }, usualLimits)(talk);
  const took = await milliseconds(async () => {
    for (let n = 0; n < calls; n += window) {
      const turn = talk.turn(0);
      channel.write(Array.from({ length: window }, (_, at) => `${callOf(n + at)}\n`).join(""));
      let answered = 0;
      for (let told = await turn; ; told = await talk.turn(0)) {
        answered += [...told.unasked, ...told.lines]
          .map(readLine)
          .filter(({ kind }) => kind === "return").length;
        if (told.end !== undefined) throw new Error(told.end.why);
        if (answered === window) break;
      }
    }
  });
  await channel.end(true);
  return took;
}

/** Turn by turn, as the kit plays: the thread that asks waits for the answer. */
async function turns(): Promise<number> {
  const link = new Link({ k: "exec", command: `exec ${program} lines` }, usualLimits);
  link.start(10_000);
  link.turn('{"kind":"hello"}', 10_000, 0);
  const took = await milliseconds(async () => {
    for (let n = 1; n <= calls; n++) {
      const { lines: said, end } = link.turn(callOf(n), 10_000, 0);
      const [first = ""] = said;
      if (end !== undefined || readLine(first).kind !== "return") throw new Error(end?.why ?? first);
    }
  });
  link.close();
  return took;
}

/** `program` is a command that begins the driver. */
async function sends(): Promise<number> {
  const driver = new Sends(program);
  const took = await milliseconds(async () => {
    for (let n = 0; n < calls; n++) driver.once();
  });
  driver.close();
  return took;
}

/** The peer, with as many requests under way. */
async function messages(): Promise<number> {
  const child = spawn(program, ["messages"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const args = { name: "ProtocolReceivePacket", from: "ndis", to: "P", args: { packet: "packet1" }, now: 0 };
  const took = await milliseconds(async () => {
    let next = 0;
    const one = async (): Promise<void> => {
      while (next++ < calls) await connection.sendRequest("call", args);
    };
    await Promise.all(Array.from({ length: window }, one));
  });
  connection.dispose();
  child.kill();
  return took;
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  await work();
  const from = performance.now();
  await work();
  return performance.now() - from;
}

const callOf = (n: number): string =>
  `{"kind":"call","call":${String(n)},"on":1,"name":"ProtocolReceivePacket","from":"ndis","to":"P","args":{"packet":"packet1"},"now":0}`;

void ways[way]?.().then((took) => {
  process.stdout.write(`${String(took)}\n`);
  process.exit(0);
});
