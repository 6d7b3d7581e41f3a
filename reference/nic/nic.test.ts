import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { In } from "../../src/contract/layer.ts";
import type { Args, WordValue } from "../../src/contract/value.ts";
import { Drive, first } from "../drive.ts";
import type { Said } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { sampleFrame } from "../sample.ts";
import { back, integer, latin1, text, texts } from "../words.ts";
import { nic } from "./index.ts";

const call = (name: string, args: Args): In => ({ k: "call", name, from: "ndis1", args });
const begin = (name: string, args: Args = {}): In => ({ k: "do", name, to: "ndis1", args });
const frame = { latin1: sampleFrame(200) };

test("the laws, on any medium", () => {
  for (const medium of ["ethernet", "tokenring", "wan"])
    for (const full of [true, false])
      keepsTheLaws({
        layer: nic,
        self: "WS.nic",
        properties: { medium, full, serialized: full, lookahead: 64, queues: !full },
        resources: {
          nbl1: { fields: { source: "h" }, data: "abc" },
          nbl2: { fields: { id: 0x1000001 }, data: "d" },
          q: { fields: {}, data: "" },
        },
        inputs: [
          call("Arrive", { data: frame }),
          call("Arrive", { data: frame }),
          begin("NdisMIndicateReceivePacket", { packets: [{ want: { size: 60 } }, null] }),
          begin("NdisMEthIndicateReceive", { size: 200 }),
          begin("NdisMWanIndicateReceive", { size: 200 }),
          call("MiniportTransferData", { context: "context:WS.nic:1", offset: 64, count: 9, packet: "q" }),
          begin("NdisMTransferDataComplete", { packet: null }),
          begin("NdisMEthIndicateReceiveComplete"),
          call("MiniportSendNetBufferLists", { lists: ["nbl1"] }),
          begin("NdisMSendNetBufferListsComplete", { lists: null }),
          call("MiniportSendNetBufferLists", { lists: ["nbl2"] }),
          call("MiniportCancelSend", { id: 0x1000001 }),
          call("MiniportReturnPacket", { packet: "packet1" }),
          { k: "fault", name: "runsOutOf", args: { what: "packets", for: 5 } },
          call("Arrive", { data: frame }),
          { k: "timer", name: "dry packets" },
          call("Arrive", { data: 7 }),
        ],
      });
});

/** NDIS as the tests below need it: it notes what it hears, keeps every packet, and wants one transfer when told so. */
const noting = (status: string, transfer: boolean) =>
  layerOf<null>({
    initial: () => null,
    calls: {
      NdisMIndicateReceivePacket: () => [null, [back()]],
      NDIS_GET_PACKET_STATUS: () => [null, [back({ status })]],
      NdisMEthIndicateReceive: (_state, { from, args }) => [
        null,
        transfer
          ? [
              {
                k: "call",
                to: from,
                name: "MiniportTransferData",
                args: { context: args["context"] ?? null, offset: 64, count: 1000, packet: "q1" },
              },
            ]
          : [],
      ],
      NdisMTrIndicateReceive: () => [null, [back()]],
      NdisMWanIndicateReceive: () => [null, [back({ status: "SUCCESS" })]],
      NdisMEthIndicateReceiveComplete: () => [null, [back()]],
      NdisMTrIndicateReceiveComplete: () => [null, [back()]],
      NdisMTransferDataComplete: () => [null, [back()]],
    },
    begins: {
      MiniportReturnPacket: (_state, { to, args }) => [
        null,
        [{ k: "call", to, name: "MiniportReturnPacket", args }],
      ],
    },
  });

function column(properties: Args, status = "PENDING", transfer = false, choose = first): Drive {
  return new Drive(
    [
      {
        id: "nic",
        role: "nic",
        layer: nic,
        properties: { medium: "ethernet", full: true, lookahead: 64, ...properties },
      },
      { id: "ndis", role: "ndis", layer: noting(status, transfer) },
    ],
    choose,
  );
}
const indicate = (drive: Drive, packets: WordValue): boolean => {
  const began = drive.begin("nic", "NdisMIndicateReceivePacket", "ndis", { packets });
  drive.run();
  return began;
};
const calls = (drive: Drive, name: string): readonly Said[] =>
  drive.log.filter((one) => one.kind === "call" && one.name === name);
const goesBack = (drive: Drive, packet: string): void => {
  drive.begin("ndis", "MiniportReturnPacket", "nic", { packet });
  drive.run();
};

describe("full packets", () => {
  test("are made as they are wanted", () => {
    const drive = column({});
    assert.ok(indicate(drive, [{ want: { size: 1514, dest: "K2" } }, { want: { status: "RESOURCES" } }]));
    const [one, two] = [drive.store.get("packet1"), drive.store.get("packet2")];
    assert.deepEqual(one?.fields, { size: 1514, room: 1514, status: "SUCCESS", dest: "K2" });
    assert.equal(one?.data.latin1.length, 1514);
    assert.equal(two?.fields["status"], "RESOURCES");
  });

  test("are not made when they would not be whole, or the one that is named is away", () => {
    const drive = column({});
    assert.equal(indicate(drive, []), false);
    assert.equal(indicate(drive, [{ want: { size: 200, room: 64 } }]), false);
    assert.equal(indicate(drive, ["packet1"]), false);
    assert.ok(indicate(drive, [null]));
    assert.equal(indicate(drive, ["packet1"]), false);
    goesBack(drive, "packet1");
    assert.ok(indicate(drive, ["packet1"]));
  });

  test("go round the ring, and a frame is dropped when all are out", () => {
    const drive = column({});
    for (let n = 0; n < 8; n++) assert.ok(indicate(drive, [null]));
    assert.equal(indicate(drive, [null]), false);
    goesBack(drive, "packet3");
    goesBack(drive, "packet1");
    assert.ok(indicate(drive, [null]) && indicate(drive, [null]));
    const order = calls(drive, "NdisMIndicateReceivePacket").flatMap((one) => texts(one.args, "packets"));
    assert.deepEqual(order.slice(-2), ["packet1", "packet3"]);
  });

  test("of a serialized driver stay out when their status says PENDING", () => {
    for (const [status, free] of [
      ["PENDING", false],
      ["SUCCESS", true],
    ] as const) {
      const drive = column({ serialized: true }, status);
      indicate(drive, [null]);
      assert.equal(calls(drive, "NDIS_GET_PACKET_STATUS").length, 1);
      assert.equal(indicate(drive, ["packet1"]), free);
    }
  });

  test("short of resources come back with the return, and so do those behind them", () => {
    const drive = column({});
    indicate(drive, [null, { want: { status: "RESOURCES" } }, null]);
    assert.equal(indicate(drive, ["packet1"]), false);
    assert.ok(indicate(drive, ["packet2"]) && indicate(drive, ["packet3"]));
  });
});

describe("lookahead", () => {
  const show = (drive: Drive, args: Args): boolean => {
    const began = drive.begin("nic", "NdisMEthIndicateReceive", "ndis", args);
    drive.run();
    return began;
  };

  test("is as long as it must be, and as long as it is wanted", () => {
    for (const [size, wish, length] of [
      [200, null, 64],
      [40, null, 40],
      [200, 64, 64],
      [200, 100, 100],
      [200, 200, 200],
    ] as const) {
      const drive = column({});
      assert.ok(show(drive, { size, lookahead: { want: { size: wish } } }));
      const [said] = calls(drive, "NdisMEthIndicateReceive");
      assert.equal(integer(said?.args ?? {}, "size"), size);
      assert.equal(latin1(said?.args ?? {}, "header").length, 14);
      assert.equal(drive.store.get("lookahead1")?.fields["size"], length);
      assert.equal(drive.store.get("lookahead1")?.data.latin1.length, length);
      assert.equal(calls(drive, "NdisMEthIndicateReceiveComplete").length, 1);
    }
    assert.equal(show(column({}), { size: 200, lookahead: { want: { size: 63 } } }), false);
    assert.equal(show(column({}), { size: 200, lookahead: { want: { size: 201 } } }), false);
  });

  test("goes through the function of the medium", () => {
    for (const [medium, word] of [
      ["tokenring", "NdisMTrIndicateReceive"],
      ["wan", "NdisMWanIndicateReceive"],
    ] as const) {
      const drive = column({ medium });
      assert.equal(show(drive, { size: 200 }), false);
      assert.ok(drive.begin("nic", word, "ndis", { size: 200 }));
      drive.run();
      const whole = drive.store.get("lookahead1")?.data.latin1.length;
      assert.equal(whole, medium === "wan" ? 200 : 64);
    }
  });

  test("the rest arrives behind what is there, at once or later, and no more than there is", () => {
    for (const answers of [[], [0, 1, 0], [0, 1, 1]]) {
      const left = [...answers];
      const drive = column({}, "PENDING", true, (count) => Math.min(count - 1, left.shift() ?? 0));
      drive.store.set("q1", { fields: {}, data: { latin1: "x".repeat(64) } });
      assert.ok(show(drive, { size: 200, lookahead: { want: { size: 64 } } }));
      const data = drive.store.get("q1")?.data.latin1 ?? "";
      assert.equal(data.length, 200);
      assert.equal(data.slice(64), sampleFrame(214).slice(14 + 64));
      const [answer] = drive.log.filter(
        (one) => one.kind === "return" && one.name === "MiniportTransferData",
      );
      const done = calls(drive, "NdisMTransferDataComplete");
      assert.equal(done.length, text(answer?.results ?? {}, "status") === "PENDING" ? 1 : 0);
      assert.equal(integer(done[0]?.args ?? answer?.results ?? {}, "bytes"), 136);
    }
  });
});

describe("out of packets", () => {
  test("for a while, it indicates nothing until it has some again", () => {
    const drive = column({});
    drive.fault("nic", "runsOutOf", { what: "packets", for: 1000 });
    assert.equal(indicate(drive, [null]), false);
    assert.equal(indicate(drive, [null]), true);
  });

  test("once, it drops the next frame", () => {
    const drive = column({});
    drive.fault("nic", "runsOutOf", { what: "packets" });
    for (let n = 0; n < 2; n++) {
      drive.hear("nic", "Arrive", "wire", { data: frame });
      drive.run();
    }
    assert.equal(calls(drive, "NdisMIndicateReceivePacket").length, 1);
    assert.match(drive.notes.join(), /dropped/);
  });
});
