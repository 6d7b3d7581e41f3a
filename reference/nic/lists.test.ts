import assert from "node:assert/strict";
import { test } from "node:test";
import type { In } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { sampleFrame } from "../sample.ts";
import { back, texts } from "../words.ts";
import { nic } from "./index.ts";

const indicate = "NdisMIndicateReceiveNetBufferLists";
const call = (name: string, args: Args): In => ({ k: "call", name, from: "ndis1", args });
const begin = (args: Args): In => ({ k: "do", name: indicate, to: "ndis1", args });

test("the laws, with lists", () => {
  keepsTheLaws({
    layer: nic,
    self: "WS.nic",
    properties: { medium: "ethernet", generation: 6 },
    inputs: [
      call("Arrive", { data: { latin1: sampleFrame(200) } }),
      call("Arrive", { data: { latin1: sampleFrame(60) } }),
      begin({ lists: null }),
      begin({ lists: [{ want: { size: 60, frameType: 0x0800, vlan: 5 } }, null], flags: ["RESOURCES"] }),
      { k: "returned", name: indicate, from: "ndis1", args: {}, results: {}, tag: { lent: ["nbl1"] } },
      call("MiniportReturnNetBufferLists", { lists: ["nbl1", "nbl2", "nbl9"] }),
      { k: "fault", name: "runsOutOf", args: { what: "packets" } },
      call("Arrive", { data: 7 }),
    ],
  });
});

/** Keeps every list. */
const keeper = layerOf<null>({
  initial: () => null,
  calls: { [indicate]: () => [null, [back()]] },
  begins: {
    MiniportReturnNetBufferLists: (_state, { to, args }) => [
      null,
      [{ k: "call", to, name: "MiniportReturnNetBufferLists", args }],
    ],
  },
});

const driven = (properties: Args = {}): Drive =>
  new Drive(
    [
      { id: "nic", role: "nic", layer: nic, properties: { generation: 6, ...properties } },
      { id: "ndis", role: "ndis", layer: keeper },
    ],
    first,
  );
const told = (drive: Drive, args: Args): boolean => {
  const began = drive.begin("nic", indicate, "ndis", args);
  drive.run();
  return began;
};

test("lists are made as they are wanted, signed, counted and linked", () => {
  const drive = driven();
  assert.ok(told(drive, { lists: [{ want: { size: 100, frameType: 0x0806, vlan: 9 } }, null] }));
  const [said] = drive.log.filter((one) => one.name === indicate);
  assert.deepEqual(said?.args, { adapter: "adapter:nic", lists: ["nbl1", "nbl2"], count: 2, flags: [] });
  const [one, two] = [drive.store.get("nbl1"), drive.store.get("nbl2")];
  const alike = { source: "adapter:nic", buffers: 1, offset: 0 };
  assert.deepEqual(one?.fields, { ...alike, size: 100, frameType: 0x0806, vlan: 9, chain: "chain:nbl1", next: "nbl2" }); // prettier-ignore
  assert.deepEqual(two?.fields, { ...alike, size: 64, frameType: 0x88b5, vlan: 0, chain: "chain:nbl2", next: "" }); // prettier-ignore
  assert.equal(one?.data.latin1.length, 100);
});

test("what would not be true is not indicated", () => {
  const drive = driven();
  const data = { latin1: sampleFrame(60) };
  for (const args of [
    { lists: [] },
    { adapter: "adapter:other" },
    { lists: [null], count: 2 },
    { lists: [{ want: { source: "adapter:other" } }] },
    { lists: [{ want: { buffers: 2 } }] },
    { lists: [{ want: { data, frameType: 0x0800 } }] },
    { lists: [{ want: { frameType: 0x0800 } }, null], flags: ["SINGLE_ETHER_TYPE"] },
    { lists: [{ want: { vlan: 5 } }, null], flags: ["SINGLE_VLAN"] },
    { lists: ["nbl1"] },
  ])
    assert.equal(told(drive, args), false, JSON.stringify(args));
  assert.ok(told(driven({ medium: "wan" }), { lists: [{ want: { buffers: 2 } }] }));
  assert.equal(driven({ generation: 5 }).begin("nic", indicate, "ndis", { lists: [null] }), false);
  for (const name of ["NdisMIndicateReceivePacket", "NdisMEthIndicateReceive"])
    assert.equal(drive.begin("nic", name, "ndis", {}), false, name);
});

test("what was lent is free with the return, the rest when it comes back, and the ring goes round", () => {
  const drive = driven();
  assert.ok(told(drive, { lists: [null], flags: ["RESOURCES"] }));
  assert.ok(told(drive, { lists: ["nbl1"] }));
  assert.equal(told(drive, { lists: ["nbl1"] }), false);
  for (let n = 0; n < 7; n++) assert.ok(told(drive, { lists: [null] }));
  assert.equal(told(drive, { lists: [null] }), false);
  drive.begin("ndis", "MiniportReturnNetBufferLists", "nic", { lists: ["nbl5", "nbl3"] });
  drive.run();
  assert.ok(told(drive, { lists: [null, null] }));
  const last = drive.log.filter((one) => one.kind === "call" && one.name === indicate).at(-1);
  assert.deepEqual(texts(last?.args ?? {}, "lists"), ["nbl3", "nbl5"]);
});
