import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { agree, any, duration, listOf, number, settled, slot, text, type Type } from "./type.ts";

const closed: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    fc.constantFrom<Type>(
      any,
      { kind: "none" },
      number,
      duration,
      text,
      { kind: "bool" },
      { kind: "bytes" },
      { kind: "digest" },
      { kind: "range" },
      { kind: "ranges" },
    ),
    fc.record({
      kind: fc.constantFrom("enum" as const, "opaque" as const, "resource" as const),
      name: fc.constantFrom("a", "b"),
    }),
    fc.record({ kind: fc.constant("list" as const), of: tie("type") }),
  ),
})).type;

test("every type agrees with itself, and agreement is the same both ways", () => {
  fc.assert(
    fc.property(closed, closed, (a, b) => {
      assert.equal(agree(a, { ...a }), "same");
      assert.equal(agree(a, b), agree(b, a));
    }),
  );
});

test("durations and numbers differ in units, types of other names differ", () => {
  assert.equal(agree(number, duration), "units");
  assert.equal(agree({ kind: "enum", name: "status" }, { kind: "enum", name: "status6" }), "different");
  assert.equal(agree(listOf(number), listOf(text)), "different");
});

test("the first use decides what an open type is", () => {
  const open = slot();
  assert.equal(agree(open, number), "same");
  assert.equal(settled(open).kind, "number");
  assert.equal(agree(open, text), "different");
});
