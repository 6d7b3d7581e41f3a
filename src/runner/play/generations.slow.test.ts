// One intent over two generations of drivers: whichever NIC and binding are below, those above see the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { likeness, seenBy } from "../check/beside.ts";
import { scenarios } from "./testing/scenarios.ts";

const { of, play } = await scenarios();

test("what the application sees does not depend on the generation below, in another order of moments either", () => {
  const cases = of("exchange").filter(({ row }) => row?.title.startsWith("a remote read through NDIS"));
  assert.equal(cases.length, 4);
  const runs = cases.map((scenario) => play(scenario, { seed: 2, moments: "any" }));
  const words = runs.map(({ result }) => new Set(result.events.map(({ name }) => name)));
  const seen = runs.map(({ result }) => seenBy("app", result.parties, result.events).map(likeness));
  assert.equal(seen[0]?.length, 8);
  for (const one of seen) assert.deepEqual(one, seen[0]);
  assert.ok(words[0]?.has("NdisMIndicateReceivePacket") && !words[3]?.has("NdisMIndicateReceivePacket"));
  assert.ok(words[3]?.has("NdisMIndicateReceiveNetBufferLists"));
});
