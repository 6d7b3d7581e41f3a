import assert from "node:assert/strict";
import { test } from "node:test";
import { explore } from "./explore.ts";
import { seeded } from "../choice/chooser.ts";
import { run } from "../run.ts";
import { office, ways } from "../testing/offices.ts";
import { clerk, parties, world } from "../testing/stage.ts";
import type { World } from "../world.ts";
import { whole } from "./space.ts";
import { tabulated } from "./tabulated.ts";

const texts = {
  one: `send "one" { parties clerk C, office O
    C -> O Submit(?f) returns 1
    O -> C Approve(f)
  }\n`,
  two: `send "two" { parties clerk C, office O
    in any order { C -> O Submit(?f)
      C -> O Submit(?g) }
    in any order { O -> C Approve(f)
      O -> C Approve(g) }
  }\n`,
  inside: `send "inside" { parties clerk C, office O
    C -> O Submit(?f) { optional { O -> C Ask(f) }
      O -> C Approve(f) }
  }\n`,
};

const options = { most: 20_000, reduce: true } as const;
const every = (
  text: string,
  way: (typeof ways)[number],
  live: readonly string[],
  overlay: Partial<World> = {},
): World =>
  world(
    text,
    { C: clerk, O: office(way) },
    { ids: "lowest", moments: "any", live: new Set(live), ...overlay },
  );

test("the reduction changes neither the kinds of ending nor the findings, in every small world", () => {
  let [full, reduced] = [0, 0];
  for (const text of Object.values(texts))
    for (const way of ways)
      for (const live of [[], ["O"], ["C"], ["C", "O"]]) {
        const a = explore(every(text, way, live), { ...options, reduce: false });
        const b = explore(every(text, way, live), options);
        assert.ok(a.complete && b.complete);
        assert.deepEqual(
          [Object.keys(b.endings).sort(), b.findings],
          [Object.keys(a.endings).sort(), a.findings],
          `${way}, live ${live.join()}: ${text}`,
        );
        assert.ok(b.configurations <= a.configurations);
        full += a.configurations;
        reduced += b.configurations;
      }
  assert.ok(reduced < full, `${reduced} of ${full}`);
});

test("a table comes to what whole configurations come to, in every small world", () => {
  for (const text of Object.values(texts))
    for (const way of ways)
      for (const live of [[], ["O"], ["C", "O"]])
        for (const reduce of [true, false]) {
          const small = every(text, way, live);
          const table = explore(small, { ...options, reduce }, tabulated);
          assert.deepEqual(table, explore(small, { ...options, reduce }, whole()), `${way}: ${text}`);
        }
});

test("an office that approves twice is found, in a shortest order; one that never does too", () => {
  const twice = explore(every(texts.one, "twice", ["O"]), options);
  assert.deepEqual(twice.findings, ["DESK-01 blames O"]);
  assert.ok(twice.shortest !== undefined);
  assert.deepEqual(explore(every(texts.one, "never", ["O"]), options).findings, ["DESK-01 blames O"]);
});

test("an office that keeps the rules is clean in every order, and the exploration says that it was complete", () => {
  for (const way of ["behind", "later"] as const) {
    const found = explore(every(texts.two, way, []), options);
    assert.deepEqual([found.complete, found.findings, Object.keys(found.endings)], [true, [], ["finished"]]);
  }
});

test("two that begin at once do not hear of each other's beginnings: neither takes a form that the other's order gave out", () => {
  const text = `send "two clerks" { parties clerk C, clerk D, office O
    in any order { C -> O Submit(?f)
      D -> O Submit(?g) }
  }\n`;
  const second = { id: "D", name: "D", role: "clerk", station: "", properties: { fast: false } };
  const both = world(
    text,
    { C: clerk, D: clerk, O: office("never") },
    { ids: "lowest", moments: "any", live: new Set(["C", "D"]), parties: [...parties, second] },
  );
  for (const reduce of [false, true]) {
    const found = explore(both, { most: 20_000, reduce });
    assert.deepEqual([found.complete, found.findings], [true, ["DESK-01 blames O"]]);
  }
});

test("a bound reached is said, and nothing is called complete", () => {
  assert.equal(explore(every(texts.two, "later", []), { most: 5, reduce: true }).complete, false);
});

test("whatever a seeded run ends in is among the endings of the exploration", () => {
  for (const way of ways) {
    const all = explore(every(texts.two, way, ["O"]), { ...options, reduce: false });
    for (let seed = 1; seed <= 20; seed++) {
      const result = run(every(texts.two, way, ["O"], { ids: "unique" }), seeded(seed), () => {});
      const { outcome } = result;
      const kind = outcome.kind === "mismatch" && outcome.mismatch.kind === "chose" ? "chose" : outcome.kind;
      assert.ok(
        kind in all.endings,
        `${way}, seed ${seed}: ${kind} is not among ${Object.keys(all.endings).join()}`,
      );
      for (const f of result.findings) assert.ok(all.findings.includes(`${f.rule} blames ${f.blames}`));
    }
  }
});
