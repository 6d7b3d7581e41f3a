import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Constraint, impossible } from "./literals.ts";

const node = { kind: "name", name: "x", at: 0, end: 1 } as const;
const small = fc.integer({ min: -3, max: 3 });
const constraint: fc.Arbitrary<Constraint> = fc.oneof(
  fc.record({
    about: fc.constantFrom("x", "y"),
    node: fc.constant(node),
    op: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
    values: fc.tuple(small),
  }),
  fc.record({
    about: fc.constantFrom("x", "y"),
    node: fc.constant(node),
    op: fc.constantFrom("in", "not in"),
    values: fc.array(small, { maxLength: 4 }),
  }),
);

const tests: Readonly<Record<string, (value: number, values: readonly unknown[]) => boolean>> = {
  "=": (v, [a]) => v === a,
  "!=": (v, [a]) => v !== a,
  "<": (v, [a]) => v < Number(a),
  "<=": (v, [a]) => v <= Number(a),
  ">": (v, [a]) => v > Number(a),
  ">=": (v, [a]) => v >= Number(a),
  in: (v, values) => values.includes(v),
  "not in": (v, values) => !values.includes(v),
};

test("conditions are impossible together exactly when no number meets all that are said about one thing", () => {
  const numbers = Array.from({ length: 21 }, (_, i) => i - 10);
  fc.assert(
    fc.property(fc.array(constraint, { maxLength: 6 }), (constraints) => {
      const meetable = ["x", "y"].every((about) => {
        const same = constraints.filter((c) => c.about === about);
        return numbers.some((n) => same.every((c) => tests[c.op]?.(n, c.values) === true));
      });
      assert.equal(impossible(constraints) === undefined, meetable);
    }),
  );
});

test("a condition has two values and no third", () => {
  const is = (value: boolean): Constraint => ({ about: "x", node, op: "=", values: [value] });
  assert.equal(impossible([is(true)]), undefined);
  assert.notEqual(impossible([is(true), is(false)]), undefined);
  assert.notEqual(impossible([{ ...is(true), op: "!=" }, is(true)]), undefined);
});
