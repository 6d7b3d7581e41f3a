// The choreography explorer counts what SPIN counts, on models small enough for every day.
import assert from "node:assert/strict";
import { test } from "node:test";
import { castOf } from "../../runner/play/scene.ts";
import { loadWithSpec } from "../../runner/input/load.ts";
import { compileScript } from "../script/compile.ts";
import { explored, small } from "../testing/choreographies.ts";
import { exploreWords } from "./words.ts";

for (const one of small) {
  test(`${one.title}: as many states and transitions as SPIN`, () => {
    const { states, transitions, complete, endings, deadEnds } = explored(one);
    assert.deepEqual(
      { states, transitions, complete, endings, deadEnds },
      { states: one.states, transitions: one.transitions, complete: true, endings: 1, deadEnds: 0 },
    );
  });
}

test("a bound that is reached is said", () => {
  for (const one of small) {
    const cut = explored(one, 100);
    assert.deepEqual([cut.states, cut.complete], [100, false], one.title);
    assert.equal(explored(one, one.states).complete, true, "a bound that just suffices");
  }
});

test("two lists beside each other: how far each has come makes a state of its own", () => {
  const text = `import "ndis6"
    send "two lists" {
      parties protocol P, protocol Q, ndis, nic
      in any order {
        P -> ndis NdisSendNetBufferLists(?h, [?n1, ?n2]) grouped one by one
        Q -> ndis NdisSendNetBufferLists(?i, [?m1, ?m2]) grouped one by one
      }
    }\n`;
  const { program, problems } = loadWithSpec([], new Map([["lists.custody", text]]));
  assert.deepEqual(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
  const scenario = program.scenarios.find(({ title }) => title === "two lists");
  assert.ok(scenario !== undefined);
  const found = exploreWords(compileScript(program, scenario, castOf(program, scenario)), {
    most: 100,
    choices: 3,
  });
  assert.deepEqual(found, { states: 9, transitions: 12, complete: true, endings: 1, deadEnds: 0 });
});
