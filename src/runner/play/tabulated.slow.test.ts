// A table and whole configurations come to the same: as many configurations and steps, the same endings, the same shortest order.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Scenario } from "../../contract/syntax.ts";
import { explore } from "../../simulation/explore/explore.ts";
import { whole } from "../../simulation/explore/space.ts";
import { tabulated } from "../../simulation/explore/tabulated.ts";
import { worldOf, type Stage } from "./play.ts";
import { scenarios } from "./testing/scenarios.ts";

const { of, stageOf } = await scenarios();

/** Answers how many configurations there were. */
function agree(scenario: Scenario, moments: Stage["moments"], most: number, reduce: boolean): number {
  const world = worldOf(stageOf(scenario, moments === undefined ? {} : { moments }), { ids: "lowest" });
  const table = explore(world, { most, reduce }, tabulated);
  assert.deepEqual(table, explore(world, { most, reduce }, whole()), scenario.title);
  return table.configurations;
}

/** Lines that wake each other, calls that are open twice, timers, all of them to the end. */
const small = [
  "two clients share one packet",
  "answered first, handed on afterwards",
  "a queued send is cancelled",
  "nothing is left to cancel",
  "a NIC that cannot cancel",
];

test("small worlds, to their end", () => {
  for (const scenario of of().filter(({ title }) => small.includes(title)))
    for (const reduce of [true, false]) assert.ok(agree(scenario, "any", 5000, reduce) < 5000);
});

test("a call that other calls were around before: the rules see those that are around it now", () => {
  const [scenario] = of().filter(({ title }) => title === "sent again under another id");
  assert.ok(scenario !== undefined && agree(scenario, "any", 150, true) === 150);
});

test("the beginning of the others, whenever the kit acts", () => {
  for (const [at, scenario] of of().entries())
    if (at % 7 === 0) agree(scenario, (["any", "settled", "eager"] as const)[at % 3], 50, at % 2 === 0);
});
