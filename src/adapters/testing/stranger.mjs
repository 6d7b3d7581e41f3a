// A program with one stack that plays a protocol driver by the adapter protocol, and goes wrong in the way that its argument names;
// of several, separated by commas, in the one whose place the seed of a reset is.
import { spawn } from "node:child_process";
import { readSync, writeSync } from "node:fs";

const [, , argument = "nothing"] = process.argv;
let [wrong] = argument.split(",");
const answers = new Map();
let clients = [];
let rest = "";
let own = 0;
let firstId = 0;

/** What goes wrong when a packet is shown. */
const wrongs = {
  crashes: () => process.exit(3),
  kills: () => process.kill(process.pid, "SIGKILL"),
  hangs: () => wait(60_000),
  spins: () => {
    for (;;);
  },
  stops: () => process.kill(process.pid, "SIGSTOP"),
  garbage: () => write("this is no line of the protocol\n"),
  number: () => write("17\n"),
  half: () => {
    write('{"kind":"ret');
    process.exit(0);
  },
  long: () => write(`{"kind":"note","text":"${"x".repeat(100 * 1024 * 1024)}"}\n`),
  floods: () => {
    for (let n = 0; n < 20_000; n++) say({ kind: "note", text: "and another" });
  },
  logs: () => {
    for (let n = 0; n < 1_000; n++) writeSync(2, `log line ${n}\n`);
    process.exit(4);
  },
  unknownCall: () => say({ kind: "return", call: 4711, results: {} }),
  twice: ({ call }) => {
    say({ kind: "return", call, results: { count: 0 } });
    say({ kind: "return", call, results: { count: 0 } });
  },
  elsewhere: ({ call }) => say({ kind: "return", call, on: "stray", results: { count: 0 } }),
  beside: ({ args: { packet } }) => {
    for (const call of ["a", "b"])
      say({
        kind: "call",
        call,
        on: "w",
        to: "ndis",
        name: "NdisReturnPackets",
        args: { packets: [packet] },
      });
  },
  otherRole: () =>
    say({ kind: "call", call: "x", from: "nic", to: "ndis", name: "NdisMSendResourcesAvailable", args: {} }),
  wrongWay: () => say({ kind: "call", call: "x", to: "nic", name: "MiniportHalt", args: {} }),
  unknownWord: () => say({ kind: "call", call: "x", to: "ndis", name: "NdisTeleport", args: {} }),
  unknownArgument: () =>
    say({ kind: "call", call: "x", to: "ndis", name: "NdisReturnPackets", args: { packet: "packet1" } }),
  wrongShape: () =>
    say({ kind: "call", call: "x", to: "ndis", name: "NdisReturnPackets", args: { packets: 7 } }),
  unknownParty: () =>
    say({ kind: "call", call: "x", to: "moon", name: "NdisReturnPackets", args: { packets: [] } }),
  deep: ({ args: { packet } }) => {
    for (let n = 0; n < 40; n++)
      say({
        kind: "call",
        call: `d${n}`,
        on: `d${n}`,
        to: "ndis",
        name: "NdisReturnPackets",
        args: { packets: [packet] },
      });
  },
  wide: ({ args: { packet } }) => {
    for (let n = 0; n < 70; n++) say({ kind: "act", on: `w${n}`, name: "reads", args: { what: packet } });
  },
  clock: () => say({ kind: "timer", name: "back", after: -5 }),
  error: ({ call }) => say({ kind: "error", call, message: "out of memory" }),
  lacks: ({ call }) => say({ kind: "unsupported", call, reason: "no packets here" }),
  children: () => {
    for (let n = 0; n < 70; n++)
      // small ones, so that their number is noticed and not their memory
      spawn("sleep", ["60"], { detached: true, stdio: "ignore" }).unref();
    wait(60_000);
  },
  memory: () => {
    const held = [];
    for (;;) held.push(Buffer.alloc(16 * 1024 * 1024, 1), wait(20));
  },
  deaf: () => {
    process.on("SIGTERM", () => {});
    for (;;) wait(60_000);
  },
  leaves: () => {
    for (let n = 0; n < 2; n++) spawn("sleep", ["60"], { detached: true, stdio: "ignore" }).unref();
    wait(100);
  },
  unread: ({ call }) => say({ kind: "return", call, results: { count: "two" } }),
};

const entries = { serial: "serial", fewThreads: "threads" };

/** What it says that it can bear. */
const bears = {
  shortLines: { lineBytes: 300 },
  noNumber: { depth: "deep" },
  fewCalls: { depth: 1 },
  fewThreads: { threads: 1 },
};

function greet({ kind }) {
  if (kind !== "hello") process.exit(5);
  const protocol = wrong === "version" ? 99 : 1;
  say({
    kind: "ready",
    protocol,
    name: "stranger",
    version: "1",
    roles: ["protocol"],
    entry: entries[wrong] ?? "nested",
    ...(bears[wrong] === undefined ? {} : { limits: bears[wrong] }),
  });
  handle(JSON.parse(read()));
}

function turn() {
  say({ kind: "idle" });
  handle(JSON.parse(read()));
}

function handle(line) {
  if (line.kind === "bye") process.exit(0);
  if (line.kind === "reset") reset(line);
  if (line.kind === "probe") say(probed(line));
  if (line.kind === "return") answers.set(line.call, line);
  if (line.kind === "call")
    say({ kind: "return", call: line.call, results: (calls[line.name] ?? (() => ({})))(line) });
}

const probed = ({ ask }) =>
  wrong === "boasts" ? { kind: "result", ask } : { kind: "unsupported", ask, reason: "not known" };

function reset({ ask, parties, seed, firstId: first }) {
  firstId = first;
  wrong = argument.split(",")[seed] ?? wrong;
  clients = parties.filter(({ role }) => role === "client").map(({ id }) => id);
  own = 0;
  if (wrong === "begins once") return say({ kind: "unsupported", ask, reason: "it begins once" });
  say({ kind: "result", ask });
}

const calls = {
  ProtocolReceivePacket(line) {
    wrongs[wrong]?.(line);
    const { packet } = line.args;
    const count = line.resources[packet].fields.status === "RESOURCES" ? 0 : clients.length;
    say({ kind: "act", name: "reads", args: { what: packet, field: "data" } });
    if (wrong === "drifts") say({ kind: "note", text: String(process.hrtime.bigint()) });
    for (const client of count === 0 ? [] : clients) call("ClientReceive", client, { packet, shares: 1 });
    return { count };
  },
  /** Something is sent, but not what the client gave. */
  ClientSend() {
    if (wrong !== "empties" && wrong !== "drifts") return {};
    const what = `packet${firstId++}`;
    say({ kind: "act", name: "allocates", args: { what } });
    const all =
      wrong === "drifts" ? process.hrtime.bigint().toString(16).padStart(120, "0") : "00".repeat(60);
    say({ kind: "act", name: "writes", args: { what, field: "data", value: { all } } });
    say({ kind: "act", name: "writes", args: { what, field: "size", value: 60 } });
    call("NdisSend", "ndis", { packet: what });
    return {};
  },
  TdiReturnChainedReceives({ args: { packet } }) {
    const packets = { returnsPair: [packet, packet], returnsOther: ["packet77"], returnsNone: [null] }[
      wrong
    ] ?? [packet];
    call("NdisReturnPackets", "ndis", { packets });
    if (wrong === "returnsTwice") call("NdisReturnPackets", "ndis", { packets: [packet] });
    return {};
  },
};

function call(name, to, args) {
  const id = `a${++own}`;
  say({ kind: "call", call: id, name, to, args });
  while (!answers.has(id)) turn();
  const { results } = answers.get(id);
  answers.delete(id);
  return results;
}

function say(line) {
  write(`${JSON.stringify(line)}\n`);
}

function write(text) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

function read() {
  const chunk = Buffer.alloc(65_536);
  while (!rest.includes("\n")) {
    const length = readSync(0, chunk);
    if (length === 0) process.exit(0);
    rest += chunk.toString("utf8", 0, length);
  }
  const [line, ...more] = rest.split("\n");
  rest = more.join("\n");
  return line;
}

function wait(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

if (wrong === "late") wait(60_000);
if (wrong === "mute") process.exit(1);
greet(JSON.parse(read()));
for (;;) turn();
