import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Ending, Judgement } from "../../contract/verdict.ts";
import { createJudge } from "../judge.ts";
import { quickParties, quickPrograms, quickTraces } from "../testing/quick-programs.ts";
import { programOf } from "../testing/spec.ts";
import { Interner } from "./interner.ts";
import { QuickJudge } from "./judge.ts";
import { planOf } from "./plan.ts";

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
  const judge = new QuickJudge(planOf(program), quickParties, rows);
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
