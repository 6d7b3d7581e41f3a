import assert from "node:assert/strict";
import { test } from "node:test";
import { interleaved, spreadOf, type Job } from "./rounds.ts";
import { type Gate, missedGates, rounded, type Subject, tableOf } from "./table.ts";

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

const oursAndNode = (gate: Gate, ours: { min: number; med: number }): readonly Subject[] => {
  const measured = [
    { name: "we", spread: { ...ours, max: ours.med } },
    { name: "node", spread: { min: 40, med: 50, max: 60 } },
  ];
  const notes = ["skipped beside: spin is not installed"];
  const work = { amount: 1000, unit: "files" };
  return [{ name: "start-up", rows: [{ what: "x", work, measured, gates: [gate] }], notes }];
};

test("a peer is told in our time, a gate beneath it", () => {
  assert.match(
    tableOf(oursAndNode({ atMost: 2, of: "node" }, { min: 80, med: 100 })),
    /0\.500 × our time\n {4}gate: 2\.00 \(2\.00 by the minima\) × node, at most 2: OK\n {2}skipped beside: spin/,
  );
});

test("a gate is missed when the median and the minimum miss it", () => {
  const atMost: Gate = { atMost: 2, of: "node" };
  const atLeast: Gate = { atLeast: 0.5, of: "node" };
  for (const gate of [atMost, atLeast, { ms: 100 }, { perSecond: 10_000 }]) {
    assert.match(tableOf(oursAndNode(gate, { min: 80, med: 101 })), /: OK by the minimum\n/);
    assert.deepEqual(missedGates(oursAndNode(gate, { min: 80, med: 101 })), []);
    assert.equal(missedGates(oursAndNode(gate, { min: 101, med: 101 })).length, 1);
  }
});

test("what is wished for is said, and held against nobody", () => {
  const subjects = oursAndNode({ ms: 100 }, { min: 80, med: 100 }).map((subject) => ({
    ...subject,
    rows: subject.rows.map((row) => ({ ...row, wishes: [{ perSecond: 20_000 }] })),
  }));
  assert.match(tableOf(subjects), /wished for: 10 000 files\/s, at least 20 000: missed\n/);
  assert.deepEqual(missedGates(subjects), []);
});

test("a peer that is not there is no miss", () => {
  const subjects = oursAndNode({ atLeast: 2, of: "spin" }, { min: 80, med: 100 });
  assert.match(tableOf(subjects), /gate: spin was not measured: skipped\n/);
  assert.deepEqual(missedGates(subjects), []);
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
