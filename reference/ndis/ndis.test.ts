import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { In, Out } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first, seeded } from "../drive.ts";
import type { Said } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { sampleFrame } from "../sample.ts";
import { back, call, integer, text, texts } from "../words.ts";
import { ndis } from "./index.ts";

const said = (name: string, from: string, args: Args): In => ({ k: "call", name, from, args });
const answer = (name: string, from: string, args: Args, results: Args): In => ({
  k: "returned",
  name,
  from,
  args,
  results,
});

test("the laws", () => {
  const context = { context: "c1", header: { latin1: "h" }, lookahead: "l1", size: 200 };
  const transfer = { context: "c1", offset: 64, count: 136, packet: "q1" };
  keepsTheLaws({
    layer: ndis,
    self: "ndis",
    properties: { serialized: true },
    resources: {
      p1: { fields: { status: "SUCCESS" }, data: sampleFrame(60) },
      p2: { fields: { status: "RESOURCES" }, data: sampleFrame(20) },
      n1: { fields: { source: "binding:protocol1" }, data: "" },
    },
    inputs: [
      said("NdisMIndicateReceivePacket", "nic1", { packets: ["p1", "p2"] }),
      answer("ProtocolReceivePacket", "protocol1", { packet: "p1" }, { count: 2 }),
      { k: "woken", tag: "offered p1" },
      said("NdisReturnPackets", "protocol1", { packets: ["p1", "p9"] }),
      { k: "woken", tag: "indicated p1" },
      said("NdisReturnPackets", "protocol1", { packets: ["p1"] }),
      said("NDIS_GET_PACKET_STATUS", "nic1", { packet: "p1" }),
      said("NdisMEthIndicateReceive", "nic1", context),
      said("NdisTransferData", "protocol1", transfer),
      answer("MiniportTransferData", "nic1", transfer, { status: "PENDING", bytes: 0 }),
      answer("ProtocolReceive", "protocol1", context, { status: "SUCCESS" }),
      { k: "woken", tag: "shown c1" },
      said("NdisMTransferDataComplete", "nic1", { packet: "q1", status: "SUCCESS", bytes: 136 }),
      said("NdisMEthIndicateReceiveComplete", "nic1", {}),
      said("NdisSendNetBufferLists", "protocol1", { binding: "binding:protocol1", lists: ["n1"] }),
      { k: "do", name: "MiniportSendNetBufferLists", to: "nic1", args: { lists: null } },
      answer("MiniportSendNetBufferLists", "nic1", { lists: ["n1"] }, {}),
      said("NdisMSendNetBufferListsComplete", "nic1", { lists: ["n1", "n9"] }),
      { k: "do", name: "ProtocolSendNetBufferListsComplete", to: "protocol1", args: { lists: null } },
      said("NdisGeneratePartialCancelId", "protocol1", {}),
      said("NdisCancelSendNetBufferLists", "protocol1", { binding: "binding:protocol1", id: 0x1000001 }),
    ],
  });
});

/** A NIC that says what a test tells it, with packets that the test put into the store. */
const puppet = layerOf<null>({
  initial: () => null,
  calls: {
    MiniportReturnPacket: () => [null, [back()]],
    MiniportTransferData: () => [null, [back({ status: "PENDING", bytes: 0 })]],
    MiniportSendNetBufferLists: () => [null, [back()]],
  },
  begins: Object.fromEntries(
    [
      "NdisMIndicateReceivePacket",
      "NdisMEthIndicateReceive",
      "NdisMEthIndicateReceiveComplete",
      "NdisMWanIndicateReceive",
      "NdisMTransferDataComplete",
      "NdisMSendNetBufferListsComplete",
      "NDIS_GET_PACKET_STATUS",
    ].map((name) => [
      name,
      (_state: null, { to, args }: { to: string; args: Args }): readonly [null, readonly Out[]] => [
        null,
        [call(to, name, args)],
      ],
    ]),
  ),
});
/** A protocol that keeps `count` shares, answers `status`, and returns or sends when it is told to. */
const keeper = (count: number, status = "SUCCESS") =>
  layerOf<null>({
    initial: () => null,
    calls: {
      ProtocolReceivePacket: () => [null, [back({ count })]],
      ProtocolReceive: (_state, { from, args }) => [
        null,
        status === "transfer"
          ? [
              call(from, "NdisTransferData", {
                context: args["context"] ?? null,
                offset: 0,
                count: 9,
                packet: "q1",
              }),
              back({ status: "SUCCESS" }),
            ]
          : [back({ status })],
      ],
      ProtocolReceiveComplete: () => [null, [back()]],
      ProtocolTransferDataComplete: () => [null, [back()]],
      ProtocolSendNetBufferListsComplete: () => [null, [back()]],
    },
    begins: {
      NdisReturnPackets: (_state, { to, args }) => [null, [call(to, "NdisReturnPackets", args)]],
      NdisSendNetBufferLists: (_state, { to, args }) => [null, [call(to, "NdisSendNetBufferLists", args)]],
    },
  });

type Stack = {
  serialized?: boolean;
  p?: [number, string?];
  q?: [number, string?];
  properties?: Args;
  choose?: (count: number) => number;
};
function stack({ serialized = false, p = [0], q = [0], properties = {}, choose = first }: Stack): Drive {
  const drive = new Drive(
    [
      { id: "nic", role: "nic", layer: puppet, properties: { serialized } },
      { id: "ndis", role: "ndis", layer: ndis },
      { id: "P", role: "protocol", layer: keeper(...p) },
      { id: "Q", role: "protocol", layer: keeper(...q), properties },
    ],
    choose,
  );
  for (const [id, status] of [
    ["p1", "SUCCESS"],
    ["p2", "RESOURCES"],
    ["p3", "SUCCESS"],
  ] as const)
    drive.store.set(id, { fields: { status }, data: { latin1: sampleFrame(60) } });
  for (const [id, source] of [
    ["n1", "binding:P"],
    ["n2", "binding:Q"],
    ["n3", "binding:P"],
    ["n4", "nobody"],
  ] as const)
    drive.store.set(id, { fields: { source }, data: { latin1: "" } });
  return drive;
}
function tell(drive: Drive, party: string, name: string, args: Args): void {
  assert.ok(drive.begin(party, name, party === "ndis" ? text(args, "to") : "ndis", args));
  drive.run();
}
const calls = (drive: Drive, name: string): readonly Said[] =>
  drive.log.filter((one) => one.kind === "call" && one.name === name);
const to = (drive: Drive, name: string): readonly string[] => calls(drive, name).map((one) => one.to);

describe("full packets", () => {
  test("go back when the counts of all bindings are paid, and not before", () => {
    const drive = stack({ p: [2], q: [1] });
    tell(drive, "nic", "NdisMIndicateReceivePacket", { packets: ["p1"] });
    for (const [who, expected] of [
      ["P", 0],
      ["Q", 0],
      ["P", 1],
    ] as const) {
      tell(drive, who, "NdisReturnPackets", { packets: ["p1"] });
      assert.equal(calls(drive, "MiniportReturnPacket").length, expected);
    }
    assert.equal(text(calls(drive, "MiniportReturnPacket")[0]?.args ?? {}, "adapter"), "adapter:nic");
    tell(drive, "P", "NdisReturnPackets", { packets: ["p1"] });
    assert.equal(calls(drive, "MiniportReturnPacket").length, 1, "nor a second time");
    assert.match(drive.notes.join(), /p1 is not out/);
  });

  test("that nobody keeps go back at once: with the return to a serialized NIC, by call to another", () => {
    for (const serialized of [true, false]) {
      const drive = stack({ serialized });
      tell(drive, "nic", "NdisMIndicateReceivePacket", { packets: ["p1"] });
      assert.equal(calls(drive, "MiniportReturnPacket").length, serialized ? 0 : 1);
      tell(drive, "nic", "NDIS_GET_PACKET_STATUS", { packet: "p1" });
      assert.equal(text(drive.log.at(-1)?.results ?? {}, "status"), "SUCCESS");
    }
  });

  test("that somebody keeps are PENDING for a serialized NIC", () => {
    const drive = stack({ serialized: true, q: [1] });
    tell(drive, "nic", "NdisMIndicateReceivePacket", { packets: ["p1"] });
    assert.equal(drive.store.get("p1")?.fields["status"], "PENDING");
    tell(drive, "nic", "NDIS_GET_PACKET_STATUS", { packet: "p1" });
    assert.equal(text(drive.log.at(-1)?.results ?? {}, "status"), "PENDING");
  });

  test("from the first one short of resources on are only shown, whole, and never returned by call", () => {
    for (let seed = 1; seed < 40; seed++) {
      const drive = stack({ p: [0, "NOT_ACCEPTED"], choose: seeded(seed) });
      tell(drive, "nic", "NdisMIndicateReceivePacket", { packets: ["p1", "p2", "p3"] });
      const back1 = calls(drive, "MiniportReturnPacket").map((one) => text(one.args, "packet"));
      assert.deepEqual(back1, ["p1"]);
      const shown = calls(drive, "ProtocolReceive");
      assert.ok(
        shown.filter((one) => one.to === "P").some((one) => text(one.args, "context") === "shown:p3"),
      );
      assert.ok(shown.every((one) => integer(one.args, "size") === 46));
      assert.ok(drive.log.filter((one) => one.name === "allocates").length > 0);
      assert.equal([...drive.store.keys()].filter((id) => id.startsWith("lookahead")).length, 0);
      assert.deepEqual(to(drive, "ProtocolReceiveComplete").toSorted(), ["P", "Q"]);
    }
  });

  test("reach a protocol without a packet handler through its receive handler", () => {
    const drive = stack({ properties: { PacketHandler: false } });
    tell(drive, "nic", "NdisMIndicateReceivePacket", { packets: ["p1"] });
    assert.deepEqual(
      [
        to(drive, "ProtocolReceivePacket"),
        to(drive, "ProtocolReceive"),
        to(drive, "ProtocolReceiveComplete"),
      ],
      [["P"], ["Q"], ["Q"]],
    );
  });
});

describe("lookahead", () => {
  const context = { context: "c1", header: { latin1: "h".repeat(14) }, lookahead: "l1", size: 200 };

  test("is shown to every binding that takes it, and closed for each", () => {
    const drive = stack({ p: [0, "NOT_ACCEPTED"], properties: { ReceiveHandler: false } });
    tell(drive, "nic", "NdisMEthIndicateReceive", context);
    tell(drive, "nic", "NdisMEthIndicateReceiveComplete", {});
    assert.deepEqual([to(drive, "ProtocolReceive"), to(drive, "ProtocolReceiveComplete")], [["P"], ["P"]]);
  });

  test("completes a transfer to whoever asked for it, once", () => {
    const drive = stack({ q: [0, "transfer"] });
    const done = { packet: "q1", status: "SUCCESS", bytes: 9 };
    tell(drive, "nic", "NdisMEthIndicateReceive", context);
    tell(drive, "nic", "NdisMTransferDataComplete", done);
    tell(drive, "nic", "NdisMTransferDataComplete", done);
    assert.deepEqual(to(drive, "ProtocolTransferDataComplete"), ["Q"]);
    assert.match(drive.notes.join(), /no transfer into q1/);
  });

  test("on WAN says whether anybody took it", () => {
    for (const [status, result] of [
      ["NOT_ACCEPTED", "NOT_ACCEPTED"],
      ["SUCCESS", "SUCCESS"],
    ] as const) {
      const drive = stack({ p: [0, status], q: [0, "NOT_ACCEPTED"] });
      tell(drive, "nic", "NdisMWanIndicateReceive", context);
      assert.equal(text(drive.log.at(-1)?.results ?? {}, "status"), result);
    }
  });
});

describe("sends", () => {
  test("come back by the handle they carry, whatever the NIC mixes", () => {
    for (let seed = 1; seed < 30; seed++) {
      const drive = stack({ choose: seeded(seed) });
      tell(drive, "P", "NdisSendNetBufferLists", { lists: ["n1", "n3"] });
      tell(drive, "Q", "NdisSendNetBufferLists", { lists: ["n2", "n4"] });
      tell(drive, "nic", "NdisMSendNetBufferListsComplete", { lists: ["n3", "n2", "n1", "n4"] });
      const got = (who: string): readonly string[] =>
        calls(drive, "ProtocolSendNetBufferListsComplete")
          .filter((one) => one.to === who)
          .flatMap((one) => texts(one.args, "lists"));
      assert.deepEqual([got("P").toSorted(), got("Q")], [["n1", "n3"], ["n2"]]);
      assert.match(drive.notes.join(), /n4 carries no handle/);
    }
  });

  test("completed twice, or never sent, reach nobody", () => {
    const drive = stack({});
    tell(drive, "P", "NdisSendNetBufferLists", { lists: ["n1"] });
    for (const lists of [["n1"], ["n1"], ["n2"]])
      tell(drive, "nic", "NdisMSendNetBufferListsComplete", { lists });
    assert.equal(calls(drive, "ProtocolSendNetBufferListsComplete").length, 1);
    assert.equal(drive.notes.length, 2);
  });
});
