import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../../src/contract/event.ts";
import { checkExamples } from "../../src/rules/examples.ts";
import { createJudge } from "../../src/rules/judge.ts";
import { QuickJudge } from "../../src/rules/quick/judge.ts";
import { planOf } from "../../src/rules/quick/plan.ts";
import { runOf } from "../../src/runner/check/generated.ts";
import { programOf } from "../../src/rules/testing/spec.ts";
import { projectRoot } from "../../tools/root.ts";
import { naive, type Told } from "./naive.ts";
import { eventOf, objectName, parties } from "./records.ts";
import { trace } from "./trace.ts";

const nine = programOf(readFileSync(join(projectRoot, "bench", "nine", "nine.custody"), "utf8"));

const told: Told[] = [];
const events: Event[] = [];
trace(2000, (type, object, argument) => {
  told.push({ type, object: objectName(type, object), argument });
  events.push(eventOf(events.length + 1, type, object, argument));
});

test("the nine rules are as their examples say, and generated code takes all of them", () => {
  assert.deepEqual(
    checkExamples(nine).filter(({ ok }) => !ok),
    [],
  );
  assert.equal(nine.rules.length, 9);
  assert.deepEqual([...planOf(nine).left], []);
});

test("the interpreter, generated code and the naive engine agree on a trace with one event left out, doubled or moved", () => {
  let broken = 0;
  fc.assert(
    fc.property(
      fc.nat(events.length - 1),
      fc.nat(events.length - 1),
      fc.constantFrom("keep", "drop", "double", "move"),
      (at, to, how) => {
        const order = [...events.keys()];
        const [picked = 0] = how === "keep" || how === "double" ? [at] : order.splice(at, 1);
        if (how === "double" || how === "move") order.splice(to, 0, picked);
        const changed = order.map((i, place) => ({
          ...(events[i] ?? assert.fail()),
          seq: place + 1,
          time: 0,
        }));

        const judge = createJudge(nine, { parties, fromStart: true });
        for (const event of changed) judge.see(event);
        const judgement = judge.end("quiet");

        const quick = new QuickJudge(planOf(nine), runOf(planOf(nine)), parties);
        const isTaken = changed.every((event) => quick.see(event));
        const quickly = isTaken ? quick.end("quiet") : undefined;

        assert.deepEqual(quickly, judgement.findings.length === 0 ? judgement : undefined);
        assert.equal(
          naive()(order.map((i) => told[i] ?? assert.fail())) === 0,
          judgement.findings.length === 0,
        );
        broken += judgement.findings.length === 0 ? 0 : 1;
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(broken > 10, `only ${broken} traces broke a rule`);
});
