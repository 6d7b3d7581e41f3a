import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event, Party } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Ending, Judgement } from "../../contract/verdict.ts";
import { exampleEvents } from "../expand.ts";
import { runOf } from "../../runner/check/generated.ts";
import { createJudge } from "../judge.ts";
import { quickParties, quickPrograms, quickText, quickTraces } from "../testing/quick-programs.ts";
import { programOf, specification } from "../testing/spec.ts";
import { Interner } from "./interner.ts";
import { QuickJudge } from "./judge.ts";
import { type Plan, planOf } from "./plan.ts";

const quickJudge = (plan: Plan, parties: readonly Party[], rows?: number): QuickJudge =>
  new QuickJudge(plan, runOf(plan), parties, rows);

const endings = fc.constantFrom<Ending>("quiet", "cut", "bound");

const interpreted = (program: Program, events: readonly Event[], ending: Ending): Judgement => {
  const judge = createJudge(program, { parties: quickParties, fromStart: true });
  for (const event of events) judge.see(event);
  return judge.end(ending);
};

const quickly = (
  program: Program,
  events: readonly Event[],
  ending: Ending,
  rows: number,
): Judgement | undefined => {
  const judge = quickJudge(planOf(program), quickParties, rows);
  return events.every((event) => judge.see(event)) ? judge.end(ending) : undefined;
};

const isClean = ({ findings, openDebts, verdicts }: Judgement): boolean =>
  findings.length === 0 &&
  openDebts.length === 0 &&
  verdicts.every(({ reason }) => reason === undefined || reason === "a bound was reached");

test("generated code judges as the interpreter does, or leaves the run to it", () => {
  let [judged, clean] = [0, 0];
  fc.assert(
    fc.property(
      quickPrograms,
      quickTraces,
      endings,
      fc.constantFrom(1, 3, 4096),
      (text, events, ending, rows) => {
        const program = programOf(text);
        assert.deepEqual([...planOf(program).left], []);
        const quick = quickly(program, events, ending, rows);
        const wanted = interpreted(program, events, ending);
        if (quick !== undefined) assert.deepEqual(quick, wanted);
        judged += quick === undefined ? 0 : 1;
        clean += isClean(wanted) ? 1 : 0;
      },
    ),
    { numRuns: 500 },
  );
  // What is left although it was clean needed something that the record does not say and that did not matter.
  assert.ok(
    judged > 100 && judged > 0.8 * clean,
    `${judged} of ${clean} clean runs were judged by generated code`,
  );
});

test("every rule of the kit, on the example traces of all of them: generated code agrees or leaves it", () => {
  const program = specification();
  const traces = program.rules.flatMap((rule) =>
    rule.items.flatMap((item) => (item.kind === "example" ? [exampleEvents(program, item)] : [])),
  );
  let judged = 0;
  for (const { id } of program.rules) {
    const plan = planOf(program, [id]);
    for (const { parties, events } of traces) {
      const judge = quickJudge(plan, parties, 8);
      const quick = events.every((event) => judge.see(event)) ? judge.end("quiet") : undefined;
      if (quick === undefined) continue;
      judged++;
      const interpreter = createJudge(program, { parties, fromStart: false }, [id]);
      for (const event of events) interpreter.see(event);
      assert.deepEqual(quick, interpreter.end("quiet"), id);
    }
  }
  assert.ok(judged > 100, `only ${judged} traces were judged by generated code`);
});

test("what is kept grows with what is alive, not with the trace", () => {
  const rule =
    "for each thing k { var v = 0\n on back(t = k) { v += 1 }\n on put(t = k) { require v = n; v = 0 } }";
  const judge = quickJudge(planOf(programOf(quickText("R-0", rule))), quickParties);
  let seq = 0;
  const say = (t: string, name: "back" | "put"): void => {
    const [from, to] = name === "back" ? ["b", "a1"] : ["a1", "b"];
    const args = name === "back" ? { t, n: 0, c: "RED" } : { t, n: 1 };
    assert.ok(judge.see({ seq: ++seq, time: 0, kind: "said", name, from, to, args }));
  };
  const [turns, old] = [200_000, ["old 1", "old 2"]];
  for (const t of old) say(t, "back");
  for (let i = 0; i < turns; i++) for (const name of ["back", "put"] as const) say(`new ${i}`, name);
  for (const t of old) say(t, "put");
  assert.ok(judge.interner.size < turns / 2, `${judge.interner.size} ids`);
  assert.equal(judge.end("quiet")?.verdicts[0]?.exercised, turns + old.length);
});

test("an id means one token, whatever was forgotten before", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { maxLength: 50 }), { maxLength: 6 }), (rounds) => {
      const interner = new Interner();
      const kept = interner.of('"kept"');
      for (const tokens of rounds) {
        const ids = new Map(tokens.map((token) => [token, interner.of(token)]));
        assert.equal(new Set(ids.values()).size, ids.size);
        for (const [token, id] of ids) {
          assert.equal(interner.token(id), Buffer.from(token).toString());
          assert.equal(interner.of(token), id);
        }
        const isUsed = new Uint8Array(interner.size);
        isUsed[kept] = 1;
        interner.sweep(isUsed);
      }
      assert.equal(interner.of('"kept"'), kept);
    }),
  );
});
