// One text, every projection: whoever is under test, the reference passes what it plays itself.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { kitRoot } from "../kit.ts";
import { castOf } from "./scene.ts";
import { play } from "./play.ts";
import { loadWithSpec } from "../input/load.ts";
import { reference } from "../subjects.ts";

const texts: readonly (readonly [string, string])[] = [
  ["receive/shared-packets.custody", "two clients share one packet"],
  ["receive/transfer.custody", "the rest comes later"],
  ["send/completion.custody", "completed the other way round"],
];

const subsets = (ids: readonly string[]): readonly (readonly string[])[] =>
  ids.reduce<readonly (readonly string[])[]>(
    (sets, id) => [...sets, ...sets.map((set) => [...set, id])],
    [[]],
  );

for (const [file, title] of texts)
  test(`"${title}" with every subset of its parties under test`, async () => {
    const { program } = loadWithSpec([join(kitRoot, "features", file)]);
    const scenario = program.scenarios.find((s) => s.title === title);
    assert.ok(scenario !== undefined);
    const kit = (await reference()).subject;
    for (const roles of subsets(castOf(program, scenario).map((p) => p.id))) {
      const { result } = play({ program, scenario, kit, subject: kit, target: "reference", roles, seed: 3 });
      assert.equal(result.status, "passed", `${roles.join() || "nobody"}: ${result.reason}`);
    }
  });
