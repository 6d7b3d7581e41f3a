// The choreography explorer counts what SPIN counts, on models small enough for every day.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explored, small } from "../testing/choreographies.ts";

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
