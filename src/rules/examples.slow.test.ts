// The specification's own examples: every bad one is found, every good one is clean, every demand is needed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkExamples, checkRule } from "./examples.ts";
import { inversionsOf } from "./invert.ts";
import { specification } from "./testing/spec.ts";

const program = specification();

test("every example is as its rule says", () => {
  const checked = checkExamples(program);
  const wrong = checked
    .filter((x) => !x.ok)
    .map((x) => `${x.rule.id} ${x.example.good ? "good" : "bad"} ${x.example.title ?? ""}: ${x.why}`);
  assert.deepEqual(wrong, []);
  assert.ok(checked.length > program.rules.length);
});

test("a demand turned round is noticed by the examples of its own rule", () => {
  const unnoticed = program.rules.flatMap((rule) =>
    inversionsOf(program, rule)
      .filter((inversion) => checkRule(inversion.program, inversion.rule).every((x) => x.ok))
      .map((inversion) => `${rule.id}: ${inversion.what}`),
  );
  assert.deepEqual(unnoticed, []);
});
