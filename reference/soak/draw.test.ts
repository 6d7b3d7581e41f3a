import assert from "node:assert/strict";
import { test } from "node:test";
import type { Drawn } from "../../src/contract/drawn.ts";
import { draw } from "./draw.ts";

const texts = Array.from({ length: 400 }, (_, seed) => draw(seed).text);
const filtersIn = (text: string): number => [...text.matchAll(/filter [A-Z]\b/gu)].length;
const ofGeneration = (n: number): readonly string[] =>
  texts.filter((text) => text.includes(`nic.generation = ${n}`));

test("none, one or two filters stand between protocols and NIC where NDIS 6 is bound, and none elsewhere", () => {
  assert.deepEqual(new Set(ofGeneration(6).map(filtersIn)), new Set([0, 1, 2]));
  assert.deepEqual(new Set(ofGeneration(5).map(filtersIn)), new Set([0]));
});

test("whoever is bound has the generation of the NIC", () => {
  for (const n of [5, 6])
    for (const text of ofGeneration(n))
      assert.deepEqual(
        new Set([...text.matchAll(/\.generation = (\d)/gu)].map(([, generation]) => Number(generation))),
        new Set([n]),
      );
});

test("the same seed draws the same", () => {
  for (const seed of [1, 7, 401]) assert.deepEqual(draw(seed), draw(seed));
});

test("lists of several net buffers are sent, by protocols that were bound in the run as well", () => {
  const drawn = Array.from({ length: 400 }, (_, seed) => draw(seed));
  const sends = (lines: Drawn["lines"]): string =>
    JSON.stringify(lines.flat().filter(({ name }) => name === "NdisSendNetBufferLists"));
  const chained = drawn.filter(({ lines }) => sends(lines).includes('"frames"'));
  const bound = chained.filter(({ lines }) => lines[0]?.[0]?.name === "ProtocolBindAdapter");
  assert.ok(
    chained.length > 100 && bound.length > 20,
    `${chained.length} runs, ${bound.length} of them bound`,
  );
});
