import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editDistance, nearest } from "./near.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "D"), maxLength: 8 });

test("the distance is zero for equal words only, and the same both ways", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(editDistance(a, b) === 0, a === b);
      assert.equal(editDistance(a, b), editDistance(b, a));
      assert.ok(editDistance(a, b) <= Math.max(a.length, b.length));
    }),
  );
});

test("a letter too many, too few, another or two swapped are one edit", () => {
  for (const wrong of ["NdisReturnPacketss", "NdisReturnPacket", "NdisReturnPackezs", "NdisRetrunPackets"])
    assert.equal(editDistance(wrong, "NdisReturnPackets"), 1);
});

test("the nearest name is found, never the name itself and nothing far away", () => {
  const known = ["NdisReturnPackets", "NdisSendPackets", "count", "p"];
  assert.equal(nearest("NdisReturnPacket", known), "NdisReturnPackets");
  assert.equal(nearest("ndisreturnpackets", known), "NdisReturnPackets");
  assert.equal(nearest("coutn", known), "count");
  assert.equal(nearest("count", known), undefined);
  assert.equal(nearest("q", known), undefined);
  assert.equal(nearest("MiniportHalt", known), undefined);
});
