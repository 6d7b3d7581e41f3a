import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sampleFrame } from "../sample.ts";
import { typed, typeOf } from "./frame-type.ts";

test("a frame that is given a type and a network has them, and is as long as before", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 1514 }),
      fc.integer({ min: 0x0600, max: 0xffff }).filter((type) => type !== 0x8100),
      fc.integer({ min: 0, max: 4094 }),
      (size, frameType, vlan) => {
        const frame = typed(sampleFrame(size), { frameType, vlan });
        assert.deepEqual(typeOf(frame), { frameType, vlan });
        assert.equal(frame.length, size);
        assert.equal(frame.slice(0, 12), sampleFrame(size).slice(0, 12));
      },
    ),
  );
});

test("a length is no type, a tag's priority no network, and half a frame says nothing", () => {
  const addresses = sampleFrame(12);
  assert.deepEqual(typeOf(`${addresses}\x05\xdc`), { frameType: 0, vlan: 0 });
  assert.deepEqual(typeOf(`${addresses}\x81\x00\xe0\x07\x08\x00`), { frameType: 0x0800, vlan: 7 });
  assert.deepEqual(typeOf(`${addresses}\x81\x00`), { frameType: 0, vlan: 0 });
  assert.deepEqual(typeOf(""), { frameType: 0, vlan: 0 });
});
