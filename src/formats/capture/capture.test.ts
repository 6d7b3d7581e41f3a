import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { concat, u16be, u16le, u32be, u32le } from "../octets.ts";
import { octets, optionally, record, u16, u32 } from "../testing/arbitraries.ts";
import type { Capture } from "./capture.ts";
import { writePcapng } from "./pcapng-writer.ts";
import { readCapture } from "./read.ts";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const links = fc.array(optionally(record({ linkType: u16, snapLength: u32 }), "name", text), {
  minLength: 1,
  maxLength: 3,
});
const captures: fc.Arbitrary<Capture> = links.chain((interfaces) => {
  const frame = record({
    interface: fc.nat(interfaces.length - 1),
    timeNs: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    bytes: octets(0, 70),
  });
  const frames = fc.array(
    optionally(optionally(frame, "comment", text), "originalLength", fc.integer({ min: 71, max: 9000 })),
    { maxLength: 5 },
  );
  return optionally(record({ interfaces: fc.constant(interfaces), frames }), "comment", text);
});

/** Where a cut leaves whole blocks: such a file cannot know that it was cut. */
const blockEnds = (capture: Capture): readonly number[] => {
  const heads = capture.interfaces.map(
    (_, count) =>
      writePcapng({ ...capture, interfaces: capture.interfaces.slice(0, count), frames: [] }).length,
  );
  return [
    ...heads,
    ...capture.frames.map(
      (_, count) => writePcapng({ ...capture, frames: capture.frames.slice(0, count) }).length,
    ),
  ];
};

test("what is written is read again", () => {
  fc.assert(
    fc.property(captures, (capture) => {
      assert.deepEqual(readCapture(writePcapng(capture)), { capture });
    }),
    { seed: 6, numRuns: 200 },
  );
});

test("a file that was cut gives the frames before the cut and a problem there, never an exception", () => {
  fc.assert(
    fc.property(captures, fc.nat(), (capture, place) => {
      const whole = writePcapng(capture);
      const cut = place % whole.length;
      const { capture: read, problem } = readCapture(whole.subarray(0, cut));
      assert.deepEqual(read.frames, capture.frames.slice(0, read.frames.length));
      assert.equal(problem === undefined, blockEnds(capture).includes(cut), `cut after ${cut} octets`);
      assert.ok(problem === undefined || (problem.at >= 0 && problem.at <= cut));
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("damaged octets never throw", () => {
  fc.assert(
    fc.property(
      captures,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (capture, damage) => {
        const bytes = writePcapng(capture);
        for (const [place, octet] of damage) bytes[place % bytes.length] = octet;
        const { problem } = readCapture(bytes);
        assert.ok(problem === undefined || (problem.text.length > 0 && problem.at <= bytes.length));
      },
    ),
    { seed: 8, numRuns: 300 },
  );
});

test("what is no capture is told in one sentence", () => {
  assert.match(readCapture(new Uint8Array()).problem?.text ?? "", /file of 0 octets is no capture/);
  assert.match(
    readCapture(new TextEncoder().encode("not a capture")).problem?.text ?? "",
    /neither a pcapng nor a pcap/,
  );
});

test("a big-endian section with its own clock is read", () => {
  const options = concat(u16be(9), u16be(1), Uint8Array.of(3, 0, 0, 0), u32be(0));
  const block = (type: number, body: Uint8Array): Uint8Array =>
    concat(u32be(type), u32be(body.length + 12), body, u32be(body.length + 12));
  const file = concat(
    block(0x0a0d0d0a, concat(u32be(0x1a2b3c4d), u16be(1), u16be(0), u32be(0xffffffff), u32be(0xffffffff))),
    block(1, concat(u16be(6), u16be(0), u32be(0), options)),
    block(6, concat(u32be(0), u32be(0), u32be(1500), u32be(3), u32be(3), Uint8Array.of(1, 2, 3, 0))),
    block(3, concat(u32be(2), Uint8Array.of(8, 9, 0, 0))),
  );
  assert.deepEqual(readCapture(file), {
    capture: {
      interfaces: [{ linkType: 6, snapLength: 0 }],
      frames: [
        { interface: 0, timeNs: 1_500_000_000n, bytes: Uint8Array.of(1, 2, 3) },
        { interface: 0, timeNs: 0n, bytes: Uint8Array.of(8, 9) },
      ],
    },
  });
});

const classic = (
  u32: (value: number) => Uint8Array,
  u16: (value: number) => Uint8Array,
  magic: number,
): Uint8Array =>
  concat(
    u32(magic),
    u16(2),
    u16(4),
    u32(0),
    u32(0),
    u32(65535),
    u32(1),
    u32(2),
    u32(7),
    u32(3),
    u32(9),
    Uint8Array.of(1, 2, 3),
  );

for (const [name, file, timeNs] of [
  ["little-endian, microseconds", classic(u32le, u16le, 0xa1b2c3d4), 2_000_007_000n],
  ["big-endian, microseconds", classic(u32be, u16be, 0xa1b2c3d4), 2_000_007_000n],
  ["little-endian, nanoseconds", classic(u32le, u16le, 0xa1b23c4d), 2_000_000_007n],
] as const) {
  test(`a classic file is read: ${name}`, () => {
    const frame = { interface: 0, timeNs, bytes: Uint8Array.of(1, 2, 3), originalLength: 9 };
    assert.deepEqual(readCapture(file), {
      capture: { interfaces: [{ linkType: 1, snapLength: 65535 }], frames: [frame] },
    });
    assert.deepEqual(readCapture(file.subarray(0, file.length - 1)).problem, {
      at: 24,
      text: "file ends inside a frame of 3 octets",
    });
  });
}
