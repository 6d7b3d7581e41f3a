// Seeds that are counted up choose as differently as drawn ones would.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "./chooser.ts";

const order = (seed: number, labels: readonly string[], choices: number): string => {
  const chooser = seeded(seed);
  for (let i = 0; i < choices; i++) chooser.choose(labels);
  return chooser.taken.join("");
};

for (const { labels, choices, seeds, least } of [
  // of n^k orders so many seeds meet n^k (1 - (1 - 1/n^k)^seeds) by chance: 23, 51 and 14
  { labels: ["a", "b"], choices: 5, seeds: 40, least: 20 },
  { labels: ["a", "b"], choices: 6, seeds: 100, least: 45 },
  { labels: ["a", "b", "c"], choices: 3, seeds: 20, least: 12 },
])
  test(`${seeds} seeds in a row meet at least ${least} orders of ${choices} choices among ${labels.length}`, () => {
    const met = new Set(Array.from({ length: seeds }, (_, at) => order(at + 1, labels, choices)));
    assert.ok(met.size >= least, `${met.size} orders`);
  });
