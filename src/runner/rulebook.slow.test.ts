// The handbook tells the truth: examples are drawn as they are judged, and what is said to exercise a rule does.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { RuleEntry } from "../contract/rulebook.ts";
import type { LoadedProgram } from "./input/load.ts";
import { programWithFeatures } from "./check/covering.ts";
import { play } from "./play/play.ts";
import { ruleFamilies, rulebook } from "./rulebook.ts";
import { reference } from "./subjects.ts";

let loaded: LoadedProgram;
let entries: readonly RuleEntry[];
before(async () => {
  loaded = programWithFeatures();
  entries = await rulebook(loaded.program, loaded.program.rules);
});

test("every rule has a source with a title, examples that were drawn, mutants unless nobody can break it, scenarios", () => {
  assert.ok(entries.length > 60);
  for (const { id, level, sources, examples, mutants, scenarios } of entries) {
    assert.ok(sources.length > 0 && sources.every(({ title }) => title.length > 3), id);
    assert.ok(
      examples.length > 0 && examples.every(({ events, parties }) => events.length > 0 && parties.length > 0),
      id,
    );
    assert.ok(scenarios.length > 0, id);
    assert.equal(mutants.length > 0, level !== "may", id);
  }
});

test("a bad example shows its breach at an event that is drawn, a good one has none", () => {
  for (const { id, examples } of entries)
    for (const { good, title, events, breach } of examples) {
      assert.equal(breach === undefined, good, `${id} ${title}`);
      if (breach !== undefined)
        assert.ok(breach.seq === 0 || events.some(({ seq }) => seq === breach.seq), `${id} ${title}`);
    }
});

test("every rule stands in one family, under the comment of its file", async () => {
  const families = await ruleFamilies(loaded.program);
  assert.deepEqual(
    families.flatMap(({ rules }) => rules.map(({ id }) => id)).toSorted(),
    entries.map(({ id }) => id).toSorted(),
  );
  for (const { name, about, rules } of families) {
    assert.ok(about.length > 0, name);
    for (const { id } of rules) assert.match(id, new RegExp(`^${name}-\\d+$`, "u"));
  }
});

test("a scenario that says it covers a rule exercises it", async () => {
  const { subject } = await reference();
  const { program } = loaded;
  const idle: string[] = [];
  for (const scenario of program.scenarios) {
    if (scenario.covers.length === 0) continue;
    const { result } = play({
      program,
      scenario,
      kit: subject,
      subject,
      target: "reference",
      roles: [],
      seed: 1,
      rules: scenario.covers.map(({ id }) => id),
    });
    for (const { id } of scenario.covers) {
      const verdict = result.verdicts.find(({ rule }) => rule === id);
      if (verdict === undefined || verdict.exercised === 0) idle.push(`${scenario.title}: ${id}`);
    }
  }
  assert.deepEqual(idle, []);
});
