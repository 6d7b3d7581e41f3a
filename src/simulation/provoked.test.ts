import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Finding } from "../contract/verdict.ts";
import { seeded } from "./choice/chooser.ts";
import { type Provocation, spent, verdictsWithout, withProvoked } from "./provoked.ts";
import { run, type Outcome } from "./run.ts";
import { clerk, layer, world } from "./testing/stage.ts";

/** Loses forms when it was told to: `left` of them, -1 for every one. */
const office = layer<number>(0, (left, input) => {
  if (input.k === "fault") return [Number(input.args["times"]), []];
  if (input.k !== "call") return input.k === "do" ? null : [left, []];
  const answer = { k: "return", results: { status: 0 } } as const;
  return left === 0 ? [left, [answer]] : [left - 1, [{ k: "befell", fault: "loses" }, answer]];
});

const outcome = (steps: string, live: readonly string[] = []): Outcome =>
  run(
    world(
      `send "faults" { parties clerk C, office O; ${steps} }`,
      { C: clerk, O: office },
      { live: new Set(live) },
    ),
    seeded(1),
    () => undefined,
  ).outcome;

test("a declared fault that happens is well, one that does not leaves the scenario unspent, with a sentence", () => {
  const submit = "C -> O Submit(?f)";
  assert.deepEqual(outcome(`fault O loses(Submit()); ${submit}`), { kind: "finished" });
  assert.deepEqual(outcome("fault O loses(Submit())"), {
    kind: "unspent",
    why: ["fault O loses(Submit()) was declared and never happened"],
  });
  assert.deepEqual(outcome(`fault O loses(Submit()) 3 times; ${submit}; C -> O Submit(?g)`), {
    kind: "unspent",
    why: ["fault O loses(Submit()) 3 times was declared and happened 2 of 3 times"],
  });
});

test("always is fulfilled by one time, and not by none", () => {
  assert.equal(outcome("fault O loses(Submit()) always; C -> O Submit(?f)").kind, "finished");
  assert.equal(outcome("fault O loses(Submit()) always").kind, "unspent");
});

test("a party under test need not tell", () => {
  assert.equal(outcome("fault O loses(Submit())", ["O"]).kind, "finished");
});

test("what befalls a party is taken from its own faults of that name, oldest first, and never below nothing", () => {
  const fault = fc.record({
    party: fc.constantFrom("A", "B"),
    name: fc.constantFrom("x", "y"),
    n: fc.nat(),
    left: fc.integer({ min: -1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 6 }), (faults) => {
      const after = spent(faults, "A", "x");
      const at = faults.findIndex(({ party, name, left }) => party === "A" && name === "x" && left !== 0);
      assert.deepEqual(
        after.map(({ left }) => left),
        faults.map(({ left }, i) => (i === at ? Math.max(0, left - 1) : left)),
      );
    }),
  );
});

const finding = (seq: number, blames: string, more: Partial<Finding> = {}): Finding => ({
  rule: "X-01",
  level: "must",
  seq,
  time: 0,
  blames,
  text: "",
  demand: "",
  because: [],
  resources: [],
  parties: [],
  bindings: {},
  witness: [seq],
  ...more,
});
const changed: Provocation = { kind: "mutate", seq: 5, by: "A", things: ["f1"] };
const told: Provocation = { kind: "fault", seq: 5, by: "A" };
const marks = (
  findings: readonly Finding[],
  provocations: readonly Provocation[],
  live: readonly string[] = [],
) => withProvoked(findings, provocations, new Set(live)).map(({ provoked }) => provoked === true);

test("a changed word excuses its own speaker, for what it shows and for what it no longer spoke of", () => {
  assert.deepEqual(
    marks(
      [
        finding(5, "A"),
        finding(9, "A", { witness: [5, 9] }),
        finding(0, "A", { resources: ["f1"] }),
        finding(9, "A"),
        finding(3, "A", { resources: ["f1"] }),
        finding(5, "B"),
        finding(9, "B", { consequenceOf: 0 }),
      ],
      [changed],
    ),
    [true, true, true, false, false, false, true],
  );
});

test("a fault excuses whom the kit plays beside a subject, from then on, and nobody where all are judged", () => {
  const findings = [finding(6, "A"), finding(4, "A"), finding(6, "S")];
  assert.deepEqual(marks(findings, [told], ["S"]), [true, false, false]);
  assert.deepEqual(marks(findings, [told]), [false, false, false]);
});

test("behind a breach of who is under test nothing accuses whom the kit plays; before it, it does", () => {
  const findings = [finding(4, "A"), finding(5, "S"), finding(5, "A"), finding(9, "A"), finding(0, "A")];
  assert.deepEqual(marks(findings, [], ["S"]), [false, false, true, true, true]);
  assert.deepEqual(marks(findings, []), [false, false, false, false, false]);
  // what never came is missing from where it was owed on
  assert.deepEqual(marks([finding(0, "S", { witness: [3] }), finding(4, "A"), finding(2, "A")], [], ["S"]), [
    false,
    true,
    false,
  ]);
  assert.deepEqual(marks([finding(5, "S", { level: "may" }), finding(9, "A")], [], ["S"]), [false, false]);
});

test("a rule that was broken on purpose alone is not broken, one that was broken otherwise too is", () => {
  const verdict = { rule: "X-01", verdict: "broken", exercised: 1, observations: [] } as const;
  const own = finding(5, "A", { provoked: true });
  assert.equal(verdictsWithout([verdict], [own], new Set())[0]?.verdict, "unexercised");
  assert.equal(verdictsWithout([verdict], [own, finding(9, "B")], new Set())[0]?.verdict, "broken");
});
