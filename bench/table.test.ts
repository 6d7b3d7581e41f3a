import assert from "node:assert/strict";
import { test } from "node:test";
import { interleaved, spreadOf, type Job } from "./rounds.ts";
import { rounded, tableOf } from "./table.ts";

test("every job has its turn in every round, and the warm-ups do not count", () => {
  const turns: string[] = [];
  const job = (name: string): Job => ({ name, once: () => turns.push(name) });
  const measured = interleaved([job("a"), job("b")], 3, 1);
  assert.equal(turns.join(""), "abababab");
  assert.deepEqual(measured, [
    { name: "a", spread: { min: 3, med: 5, max: 7 } },
    { name: "b", spread: { min: 4, med: 6, max: 8 } },
  ]);
});

test("the median is of what was measured, in whatever order it came", () => {
  assert.deepEqual(spreadOf([5, 1, 9, 2, 4]), { min: 1, med: 4, max: 9 });
});

test("a limit is judged by the medians; a peer is told in our time", () => {
  const measured = (name: string, med: number) => ({ name, spread: { min: med, med, max: med } });
  const table = (ours: number): string =>
    tableOf([
      {
        name: "start-up",
        rows: [
          {
            what: "x",
            measured: [measured("we", ours), measured("node", 50)],
            limit: { times: 2, of: "node" },
          },
        ],
        notes: ["skipped beside: spin is not installed"],
      },
    ]);
  assert.match(table(100), /2\.00 × node, limit 2: OK\n.*0\.500 × our time\n {2}skipped beside: spin/);
  assert.match(table(101), /2\.02 × node, limit 2: OVER/);
});

test("three digits say something, and thousands stand apart", () => {
  assert.deepEqual([0.0123, 1.234, 12.34, 123.4, 1234.5, 1_432_241].map(rounded), [
    "0.012",
    "1.23",
    "12.3",
    "123",
    "1 235",
    "1 432 241",
  ]);
});
