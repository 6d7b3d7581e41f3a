// NDIS 5 receive through NIC, NDIS, two protocols and two clients, in many schedules: what must hold in each of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { client } from "./client/index.ts";
import type { ClientState } from "./client/index.ts";
import { Drive, first, seeded } from "./drive.ts";
import type { Said, Seat } from "./drive.ts";
import { ndis } from "./ndis/index.ts";
import type { NdisState } from "./ndis/index.ts";
import { nic } from "./nic/index.ts";
import type { NicState } from "./nic/index.ts";
import { protocol } from "./protocol/index.ts";
import type { ProtocolState } from "./protocol/index.ts";
import { headerLength, sampleFrame } from "./sample.ts";
import { layerOf } from "./handlers.ts";
import { integer, latin1, text, texts } from "./words.ts";

/** A wire that only passes on what a test says; what is sent to it is forgotten. */
const wire = layerOf<null>({
  initial: () => null,
  calls: { Transmit: () => [null, [{ k: "return", results: {} }]] },
  begins: {
    Arrive: (state, { to, args }) => [state, [{ k: "call", to, name: "Arrive", args }]],
  },
});

type Setup = { serialized: boolean; lookahead: number; full: boolean; handler: boolean };
const seats = ({ serialized, lookahead, full, handler }: Setup): readonly Seat[] => [
  { id: "wire", role: "wire", layer: wire },
  { id: "nic", role: "nic", layer: nic, properties: { medium: "ethernet", serialized, lookahead, full } },
  { id: "ndis", role: "ndis", layer: ndis },
  { id: "P", role: "protocol", layer: protocol },
  { id: "Q", role: "protocol", layer: protocol, properties: { PacketHandler: handler } },
  { id: "K1", role: "client", layer: client, of: "P" },
  { id: "K2", role: "client", layer: client, of: "P" },
];

const setups: fc.Arbitrary<Setup> = fc.record({
  serialized: fc.boolean(),
  lookahead: fc.constantFrom(0, 1, 64, 256),
  full: fc.boolean(),
  handler: fc.boolean(),
});

function played(setup: Setup, seed: number, sizes: readonly number[]): Drive {
  const drive = new Drive(seats(setup), seeded(seed));
  for (const [at, size] of sizes.entries()) {
    const dest = at % 3 === 2 ? "K1" : "";
    drive.begin("wire", "Arrive", "nic", { data: { latin1: sampleFrame(size, dest) } });
    for (let n = 0; n < (seed >> at) % 13; n++) drive.tick();
  }
  drive.run();
  return drive;
}

const runs = fc.tuple(
  setups,
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  fc.array(fc.constantFrom(20, 60, 78, 214, 1514), { minLength: 1, maxLength: 7 }),
);
const everyRun = (holds: (drive: Drive, setup: Setup) => void): void =>
  fc.assert(
    fc.property(runs, ([setup, seed, sizes]) => holds(played(setup, seed, sizes), setup)),
    { numRuns: 250 },
  );

const calls = (drive: Drive, name: string): readonly Said[] =>
  drive.log.filter((one) => one.kind === "call" && one.name === name);

test("everything comes to rest at home", () =>
  everyRun((drive) => {
    assert.equal(drive.stuck(), 0);
    const state = drive.state("nic") as NicState;
    assert.ok(state.ring.every(([, place]) => place === "free"));
    assert.deepEqual([state.waiting, state.shown, state.transfers, state.unclosed], [[], [], [], 0]);
    const { packets, contexts, called, transfers } = drive.state("ndis") as NdisState;
    assert.deepEqual([packets, contexts, called, transfers], [[], [], [], []]);
    for (const id of ["P", "Q"]) {
      const { held, taken } = drive.state(id) as ProtocolState;
      assert.deepEqual([held, taken], [[], []]);
    }
    for (const id of ["K1", "K2"]) assert.deepEqual((drive.state(id) as ClientState).held, []);
    assert.deepEqual(
      drive.notes.filter((text) => !text.includes("dropped")),
      [],
    );
    const left = [...drive.store.keys()].filter((id) => id.startsWith("packet"));
    assert.deepEqual(left.length, state.ring.length, "every packet of a protocol is freed");
  }));

test("a protocol returns what it announced, and never before its handler has", () =>
  everyRun((drive) => {
    const left = new Map<string, number>();
    const open = new Set<string>();
    for (const one of drive.log) {
      const mark = (who: string, packet: string): string => `${who} ${packet}`;
      if (one.name === "ProtocolReceivePacket") {
        const key = mark(one.kind === "call" ? one.to : one.from, text(one.args, "packet"));
        if (one.kind === "call") open.add(key);
        else open.delete(key);
        if (one.kind === "return") left.set(key, (left.get(key) ?? 0) + integer(one.results, "count"));
      }
      if (one.kind !== "call" || one.name !== "NdisReturnPackets") continue;
      for (const packet of texts(one.args, "packets")) {
        const key = mark(one.from, packet);
        assert.ok(!open.has(key), `${key} goes back while its handler is open`);
        left.set(key, (left.get(key) ?? 0) - 1);
        assert.ok((left.get(key) ?? -1) >= 0, `${key} goes back too often`);
      }
    }
    assert.ok([...left.values()].every((n) => n === 0));
  }));

test("NDIS gives each packet back once, when nobody has it any more", () =>
  everyRun((drive, { serialized }) => {
    const out = new Map<string, { count: number; asking: number; offered: boolean; indication: number }>();
    for (const one of drive.log) {
      if (one.name === "NdisMIndicateReceivePacket") {
        const statuses = one.kind === "call" ? surrendered(drive, one) : [];
        for (const packet of statuses) {
          assert.ok(!out.has(packet), `${packet} is indicated while it is out`);
          out.set(packet, { count: 0, asking: 0, offered: true, indication: one.call });
        }
        if (one.kind === "return")
          for (const [packet, entry] of out)
            if (entry.indication === one.call) {
              if (serialized && !keptOut(drive, one, packet)) out.delete(packet);
              else out.set(packet, { ...entry, offered: false });
            }
      }
      if (one.name === "ProtocolReceivePacket" || one.name === "NdisReturnPackets") {
        const packets = [...texts(one.args, "packet"), ...texts(one.args, "packets")];
        for (const packet of packets) {
          const entry = out.get(packet);
          if (entry === undefined) continue;
          if (one.name === "NdisReturnPackets") {
            if (one.kind === "call") out.set(packet, { ...entry, count: entry.count - 1 });
          } else if (one.kind === "call") out.set(packet, { ...entry, asking: entry.asking + 1 });
          else
            out.set(packet, {
              ...entry,
              asking: entry.asking - 1,
              count: entry.count + integer(one.results, "count"),
            });
        }
      }
      if (one.kind !== "call" || one.name !== "MiniportReturnPacket") continue;
      const packet = text(one.args, "packet");
      const entry = out.get(packet);
      assert.ok(entry !== undefined, `${packet} is returned though it is not out`);
      assert.equal(entry.count, 0, `${packet} is returned while somebody has it`);
      assert.equal(entry.asking, 0);
      if (serialized)
        assert.ok(!entry.offered, `${packet} is returned inside the indication of a serialized NIC`);
      out.delete(packet);
    }
    assert.deepEqual([...out.keys()], []);
  }));

test("what a protocol delivers is the frame that came, whole", () =>
  everyRun((drive) => {
    const came = new Set(calls(drive, "Arrive").map((one) => latin1(one.args, "data").slice(headerLength)));
    for (const [at, one] of drive.log.entries()) {
      if (one.kind !== "act" || one.name !== "delivers") continue;
      const before = drive.log[at - 1];
      const data = before?.resources[text(before.args, "what")]?.data.latin1 ?? "";
      assert.equal(data.length, integer(one.args, "bytes"));
      assert.ok(came.has(data));
    }
  }));

test("every pending transfer is completed once, and every lookahead indication is closed", () =>
  everyRun((drive) => {
    const pending = drive.log.filter(
      (one) =>
        one.kind === "return" && one.name === "MiniportTransferData" && one.results["status"] === "PENDING",
    );
    const done = calls(drive, "NdisMTransferDataComplete").map((one) => text(one.args, "packet"));
    assert.deepEqual(done.toSorted(), pending.map((one) => text(one.args, "packet")).toSorted());
    const last = drive.log.findLastIndex(
      (one) => one.kind === "return" && one.name === "NdisMEthIndicateReceive",
    );
    const closed = drive.log.findLastIndex((one) => one.name === "NdisMEthIndicateReceiveComplete");
    assert.ok(last < closed || last < 0);
  }));

test("the variety that is promised occurs", () => {
  const seen = new Set<string>();
  for (let seed = 1; seed < 300; seed++) {
    const setup = { serialized: seed % 2 === 0, lookahead: 64, full: seed % 5 > 0, handler: seed % 3 > 0 };
    for (const one of played(setup, seed * 7919, [214, 60, 1514, 78]).log)
      for (const what of kinds(one)) seen.add(what);
  }
  const promised = [
    "batch indicated",
    "batch returned",
    "RESOURCES",
    "PENDING transfer",
    "SUCCESS transfer",
    "completion before the return",
    "count 0",
    "count 1",
    "count 2",
    "client inside the handler",
    "client after the handler",
    "packet by ProtocolReceive",
    "return inside the indication",
  ];
  assert.deepEqual(
    promised.filter((what) => !seen.has(what)),
    [],
  );

  function kinds(one: Said): readonly string[] {
    const found: string[] = [];
    if (
      one.kind === "call" &&
      one.name === "NdisMIndicateReceivePacket" &&
      texts(one.args, "packets").length > 1
    )
      found.push("batch indicated");
    if (one.kind === "call" && one.name === "NdisReturnPackets" && texts(one.args, "packets").length > 1)
      found.push("batch returned");
    if (one.kind === "act" && one.args["value"] === "RESOURCES") found.push("RESOURCES");
    if (one.kind === "return" && one.name === "MiniportTransferData")
      found.push(`${text(one.results, "status")} transfer`);
    if (one.kind === "return" && one.name === "ProtocolReceivePacket")
      found.push(`count ${integer(one.results, "count")}`);
    if (one.kind === "call" && one.name === "ClientReceive")
      found.push(one.around.length > 0 ? "client inside the handler" : "client after the handler");
    if (
      one.kind === "call" &&
      one.name === "ProtocolReceive" &&
      text(one.args, "context").startsWith("shown")
    )
      found.push("packet by ProtocolReceive");
    if (one.kind === "call" && one.name === "NdisMTransferDataComplete" && one.around.length > 1)
      found.push("completion before the return");
    if (one.kind === "call" && one.name === "MiniportReturnPacket" && one.around.length > 0)
      found.push("return inside the indication");
    return found;
  }
});

test("doing the most boring thing, a frame is looked at and goes straight back", () => {
  const drive = new Drive(seats({ serialized: false, lookahead: 256, full: true, handler: true }), first);
  drive.begin("wire", "Arrive", "nic", { data: { latin1: sampleFrame(60) } });
  drive.run();
  assert.deepEqual(
    drive.log.filter((one) => one.kind === "call").map((one) => `${one.from} ${one.name}`),
    [
      "wire Arrive",
      "nic NdisMIndicateReceivePacket",
      "ndis ProtocolReceivePacket",
      "ndis ProtocolReceivePacket",
      "ndis MiniportReturnPacket",
    ],
  );
});

/** The packets of an indication that the NIC really gives up: those before the first RESOURCES. */
function surrendered(drive: Drive, indication: Said): readonly string[] {
  const before = drive.log.slice(0, drive.log.indexOf(indication));
  const packets = texts(indication.args, "packets");
  const at = packets.findIndex((packet) => statusIn(before, packet) === "RESOURCES");
  return at < 0 ? packets : packets.slice(0, at);
}

const keptOut = (drive: Drive, returned: Said, packet: string): boolean =>
  statusIn(drive.log.slice(0, drive.log.indexOf(returned)), packet) === "PENDING";

const statusIn = (log: readonly Said[], packet: string): unknown =>
  log.findLast(
    (one) => one.name === "writes" && one.args["what"] === packet && one.args["field"] === "status",
  )?.args["value"];
