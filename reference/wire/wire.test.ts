import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Layer } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { bytes, latin1 } from "../words.ts";
import { wire } from "./index.ts";

const address = (n: number): string => `\x02\0\0\0\0${String.fromCharCode(n)}`;
const everybody = "\xff".repeat(6);
/** From one station to an address: an 802.3 frame with an LLC PDU in it. */
const frame = (from: number, to: string, pdu: string): string =>
  `${to}${address(from)}\0${String.fromCharCode(pdu.length)}${pdu}`.padEnd(60, "\0");
const rr = "\xf0\xf0\x01\x02";
const ua = "\xf0\xf1\x73";

test("keeps the laws of a layer", () => {
  const fault = (name: string, args: object) => ({ k: "fault", name, args: args as never }) as const;
  const sent = {
    k: "call",
    name: "Transmit",
    from: "nic1",
    args: { data: bytes(frame(1, everybody, rr)) },
  } as const;
  keepsTheLaws({
    layer: wire,
    self: "wire",
    inputs: [
      sent,
      { k: "returned", name: "Arrive", from: "nic2", args: {}, results: {} },
      ...["drops", "delays", "duplicates", "reorders", "corrupts"].flatMap((name) => [
        fault(name, { times: 1, for: 5 }),
        sent,
      ]),
      { k: "timer", name: "delayed 1" },
      { k: "timer", name: "held" },
      fault("unplugged", { for: 5 }),
      sent,
      { k: "timer", name: "plugged" },
    ],
  });
});

/** Three stations that only listen, on one wire. */
function medium() {
  const ear = layerOf<null>({ initial: () => null, calls: { Arrive: (state) => [state, []] } });
  const nics = [1, 2, 3].map((n) => ({ id: `S${n}.nic`, role: "nic", layer: ear as Layer<unknown> }));
  const drive = new Drive([...nics, { id: "wire", role: "wire", layer: wire }], first);
  return {
    drive,
    sends: (from: number, data: string): void =>
      drive.hear("wire", "Transmit", `S${from}.nic`, { data: bytes(data) }),
    fault: (name: string, args: Args): void => drive.fault("wire", name, args),
    arrivals: (): readonly (readonly [string, string])[] =>
      drive.log
        .filter(({ kind, name }) => kind === "call" && name === "Arrive")
        .map(({ to, args }) => [to, latin1(args, "data")]),
  };
}

describe("a frame reaches", () => {
  test("everybody else when it is for a group or for a station not yet seen, and then only that one", () => {
    const { sends, drive, arrivals } = medium();
    sends(1, frame(1, everybody, rr));
    drive.run();
    assert.deepEqual(
      arrivals().map(([to]) => to),
      ["S2.nic", "S3.nic"],
    );
    sends(2, frame(2, address(3), rr));
    drive.run();
    assert.deepEqual(
      arrivals()
        .slice(2)
        .map(([to]) => to),
      ["S1.nic", "S3.nic"],
    );
    sends(2, frame(2, address(1), rr));
    drive.run();
    assert.deepEqual(
      arrivals()
        .slice(4)
        .map(([to]) => to),
      ["S1.nic"],
    );
  });

  test("each station in the order in which the frames were sent", () => {
    const { sends, drive, arrivals } = medium();
    const frames = ["\x01", "\x02", "\x03"].map((n) => frame(1, address(2), `\xf0\xf0${n}`));
    for (const one of frames) sends(1, one);
    drive.run();
    assert.deepEqual(
      arrivals()
        .filter(([to]) => to === "S2.nic")
        .map(([, data]) => data),
      frames,
    );
  });
});

describe("a fault", () => {
  const arrived = (
    name: string,
    args: Args,
    frames: readonly string[],
    microseconds = 1_000_000,
  ): readonly string[] => {
    const { sends, drive, fault, arrivals } = medium();
    fault(name, args);
    for (const one of frames) sends(1, frame(1, address(2), one));
    drive.wait(microseconds);
    return arrivals()
      .filter(([to]) => to === "S2.nic")
      .map(([, data]) => data.slice(14, 18));
  };
  const want = (word: string, more: object = {}) => ({ want: { word, ...more } }) as never;

  test("meets only frames that it is meant for, as often as it says", () => {
    assert.deepEqual(arrived("drops", { what: want("LLC.RR"), times: 1 }, [rr, `${ua}\0`, rr]), [
      `${ua}\0`,
      rr,
    ]);
    assert.deepEqual(arrived("drops", { what: want("LLC.RR", { nr: 1 }), times: -1 }, [rr, rr]), []);
    assert.deepEqual(arrived("drops", { what: want("LLC.RR", { nr: 9 }), times: 1 }, [rr]), [rr]);
    assert.deepEqual(arrived("drops", { what: want("NBF.DATA_ACK"), times: 1 }, [rr]), [rr]);
  });

  test("duplicates, delays, reorders and corrupts", () => {
    assert.deepEqual(arrived("duplicates", { what: want("LLC.RR"), times: 1 }, [rr]), [rr, rr]);
    assert.deepEqual(arrived("delays", { what: want("LLC.RR"), for: 500, times: 1 }, [rr, `${ua}\0`]), [
      `${ua}\0`,
      rr,
    ]);
    assert.deepEqual(arrived("delays", { what: want("LLC.RR"), for: 500, times: 1 }, [rr], 400), []);
    assert.deepEqual(arrived("reorders", { what: want("LLC.RR"), times: 1 }, [rr, `${ua}\0`]), [
      `${ua}\0`,
      rr,
    ]);
    assert.deepEqual(
      arrived("reorders", { what: want("LLC.RR"), times: 1 }, [rr]),
      [rr],
      "after a moment, though nothing follows",
    );
    assert.deepEqual(arrived("corrupts", { what: want("LLC.RR"), byte: 17, times: 1 }, [rr]), [
      "\xf0\xf0\x01\xfd",
    ]);
  });

  test("unplugged: what is sent meanwhile is lost, what is sent afterwards is not", () => {
    const { sends, drive, fault, arrivals } = medium();
    fault("unplugged", { for: 1000 });
    sends(1, frame(1, address(2), rr));
    drive.wait(1000);
    assert.equal(arrivals().length, 0);
    sends(1, frame(1, address(2), rr));
    drive.wait(0);
    assert.equal(arrivals().length, 2);
  });
});
