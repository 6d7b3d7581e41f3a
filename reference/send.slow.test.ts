// NDIS 6 send from two bindings through one NIC, in many schedules: what must hold in each of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { client } from "./client/index.ts";
import { Drive, first, seeded } from "./drive.ts";
import type { Said, Seat } from "./drive.ts";
import { ndis } from "./ndis/index.ts";
import type { NdisState } from "./ndis/index.ts";
import { nic } from "./nic/index.ts";
import type { NicState } from "./nic/index.ts";
import { protocol } from "./protocol/index.ts";
import type { ProtocolState } from "./protocol/index.ts";
import { text, texts } from "./words.ts";

const seats: readonly Seat[] = [
  { id: "nic", role: "nic", layer: nic },
  { id: "ndis", role: "ndis", layer: ndis },
  { id: "P", role: "protocol", layer: protocol },
  { id: "Q", role: "protocol", layer: protocol },
  { id: "K1", role: "client", layer: client, of: "P" },
];

type Order = { readonly by: "P" | "Q"; readonly lists: number };

function played(orders: readonly Order[], seed: number): Drive {
  const drive = new Drive(seats, seeded(seed));
  for (const [at, { by, lists }] of orders.entries()) {
    drive.begin(by, "NdisSendNetBufferLists", "ndis", { lists: Array.from({ length: lists }, () => null) });
    for (let n = 0; n < (seed >> at) % 11; n++) drive.tick();
  }
  drive.run();
  return drive;
}

const runs = fc.tuple(
  fc.array(
    fc.record({ by: fc.constantFrom("P" as const, "Q" as const), lists: fc.integer({ min: 1, max: 3 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
);
const everyRun = (holds: (drive: Drive) => void): void =>
  fc.assert(
    fc.property(runs, ([orders, seed]) => holds(played(orders, seed))),
    { numRuns: 300 },
  );

const calls = (drive: Drive, name: string): readonly Said[] =>
  drive.log.filter((one) => one.kind === "call" && one.name === name);

const lists = (said: readonly Said[]): readonly string[] => said.flatMap((one) => texts(one.args, "lists"));

test("everything comes to rest at home", () =>
  everyRun((drive) => {
    assert.equal(drive.stuck(), 0);
    assert.deepEqual((drive.state("nic") as NicState).sending, []);
    const { queue, submitting, below, done } = drive.state("ndis") as NdisState;
    assert.deepEqual([queue, submitting, below, done], [[], false, [], []]);
    for (const id of ["P", "Q"])
      assert.ok((drive.state(id) as ProtocolState).lists.every(([, list]) => !list.away));
    assert.deepEqual(drive.notes, []);
  }));

test("each list sent comes back once, to whoever sent it, and is answered for once", () =>
  everyRun((drive) => {
    for (const by of ["P", "Q"]) {
      const sent = lists(calls(drive, "NdisSendNetBufferLists").filter((one) => one.from === by));
      const came = lists(calls(drive, "ProtocolSendNetBufferListsComplete").filter((one) => one.to === by));
      const told = drive.log.filter((one) => one.name === "notifies" && one.from === by);
      const asked = askedFor(drive).filter(({ from }) => from === by);
      assert.deepEqual(came.toSorted(), sent.toSorted());
      assert.deepEqual(
        told.map((one) => text(one.args, "what")).toSorted(),
        asked.map(({ id }) => id).toSorted(),
      );
      assert.ok(told.every((one) => text(one.args, "status") === "SUCCESS"));
    }
    assert.deepEqual(
      lists(calls(drive, "NdisMSendNetBufferListsComplete")).toSorted(),
      lists(calls(drive, "MiniportSendNetBufferLists")).toSorted(),
    );
  }));

test("NDIS submits in the order of the sends", () =>
  everyRun((drive) => {
    const sent = lists(calls(drive, "NdisSendNetBufferLists"));
    assert.deepEqual(lists(calls(drive, "MiniportSendNetBufferLists")), sent);
  }));

test("nothing is touched between the send and the completion, and the handle is there before it", () =>
  everyRun((drive) => {
    const away = new Map<string, boolean>();
    const handle = new Map<string, unknown>();
    for (const one of drive.log) {
      if (one.kind === "call" && one.name === "NdisSendNetBufferLists")
        for (const id of texts(one.args, "lists")) {
          assert.equal(handle.get(id), one.args["binding"]);
          away.set(id, true);
        }
      if (one.kind === "call" && one.name === "ProtocolSendNetBufferListsComplete")
        for (const id of texts(one.args, "lists")) away.set(id, false);
      if (one.kind !== "act" || one.name === "notifies") continue;
      const id = text(one.args, "what");
      if (one.args["field"] === "source") handle.set(id, one.args["value"]);
      if (one.from === "P" || one.from === "Q") assert.ok(away.get(id) !== true, `${one.from} touches ${id}`);
    }
  }));

test("the variety that is promised occurs", () => {
  const seen = new Set<string>();
  for (let seed = 1; seed < 300; seed++) {
    const { log } = played(
      [
        { by: "P", lists: 3 },
        { by: "Q", lists: 2 },
        { by: "P", lists: 1 },
      ],
      seed * 7919,
    );
    const sent = new Set<string>();
    for (const one of log) {
      if (one.kind !== "call") continue;
      const ids = texts(one.args, "lists");
      if (one.name === "NdisSendNetBufferLists") {
        if (ids.some((id) => sent.has(id))) seen.add("sent again");
        if (one.around.length > 0) seen.add("sent inside a completion");
        for (const id of ids) sent.add(id);
      }
      if (one.name === "MiniportSendNetBufferLists")
        seen.add(ids.length > 3 ? "merged below" : ids.length < 3 ? "split below" : "as sent");
      if (one.name === "NdisMSendNetBufferListsComplete") {
        if (one.around.length > 0) seen.add("completed inside the call");
        if (ids.length > 3) seen.add("merged completion");
        if (ids.some((id, at) => at > 0 && id < (ids[at - 1] ?? ""))) seen.add("completed in another order");
      }
      if (one.name === "ProtocolSendNetBufferListsComplete" && one.around.length === 0)
        seen.add("handed up later");
    }
  }
  const promised = [
    "sent again",
    "sent inside a completion",
    "merged below",
    "split below",
    "as sent",
    "completed inside the call",
    "merged completion",
    "completed in another order",
    "handed up later",
  ];
  assert.deepEqual(
    promised.filter((what) => !seen.has(what)),
    [],
  );
});

test("a NIC without descriptors ends the send with RESOURCES, once", () => {
  const drive = new Drive(seats, first);
  drive.fault("nic", "runsOutOf", { what: "descriptors" });
  for (let n = 0; n < 2; n++) {
    drive.begin("P", "NdisSendNetBufferLists", "ndis", { lists: [null] });
    drive.run();
  }
  const told = drive.log.filter((one) => one.name === "notifies").map((one) => one.args["status"]);
  assert.deepEqual(told, ["RESOURCES", "SUCCESS"]);
});

test("a list too long for the medium ends with INVALID_LENGTH", () => {
  const drive = new Drive(seats, first);
  drive.begin("P", "NdisSendNetBufferLists", "ndis", { lists: [{ want: { size: 1515 } }] });
  drive.run();
  assert.deepEqual(
    drive.log.filter((one) => one.name === "notifies").map((one) => one.args["status"]),
    ["INVALID_LENGTH"],
  );
});

test("without a NIC NDIS ends the send itself", () => {
  const drive = new Drive(seats.slice(1), first);
  drive.begin("P", "NdisSendNetBufferLists", "ndis", {});
  drive.run();
  assert.deepEqual(
    drive.log.filter((one) => one.name === "notifies").map((one) => one.args["status"]),
    ["FAILURE"],
  );
});

test("what a scenario asks for that is not legal is refused", () => {
  const drive = new Drive(seats, first);
  const send = (args: Drive["log"][number]["args"]): boolean =>
    drive.begin("P", "NdisSendNetBufferLists", "ndis", args);
  assert.equal(send({ lists: [] }), false);
  assert.equal(send({ lists: ["nbl9"] }), false);
  assert.equal(send({ binding: "binding:Q", lists: [null] }), false);
  assert.equal(send({ lists: [{ want: { source: "binding:Q" } }] }), false);
  assert.equal(drive.begin("nic", "NdisMSendNetBufferListsComplete", "ndis", { lists: null }), false);
  assert.equal(drive.begin("ndis", "ProtocolSendNetBufferListsComplete", "P", { lists: null }), false);
  assert.equal(send({ binding: "binding:P", lists: [{ want: { info: 7, source: null } }] }), true);
  assert.equal(drive.store.get("nbl1")?.fields["info"], 7);
});

/** The lists that some client waits for, as they stood when they were sent. */
function askedFor(drive: Drive): readonly { readonly from: string; readonly id: string }[] {
  const client = new Map<string, string>();
  const found: { from: string; id: string }[] = [];
  for (const one of drive.log) {
    if (one.name === "writes" && one.args["field"] === "client")
      client.set(text(one.args, "what"), text(one.args, "value"));
    if (one.kind === "call" && one.name === "NdisSendNetBufferLists")
      for (const id of texts(one.args, "lists"))
        if (client.get(id) !== "") found.push({ from: one.from, id });
  }
  return found;
}

test("a client that asks for a send hears how it ended", () => {
  const drive = new Drive(seats, first);
  drive.begin("K1", "ClientSend", "P", { request: "r1", data: { latin1: "hello" } });
  drive.run();
  const heard = drive.log
    .filter((one) => one.name === "notifies")
    .map(({ args }) => [args["client"], args["status"]]);
  assert.deepEqual(heard, [["K1", "SUCCESS"]]);
  assert.ok(drive.store.get("nbl1")?.data.latin1.endsWith("hello"));
});
