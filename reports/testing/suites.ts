// Suites to report on: one of everything, with a title that tests may choose.
import fc from "fast-check";
import type { Party } from "../../src/contract/event.ts";
import type { Failure, RuleSummary, ScenarioResult, SuiteResult } from "../../src/contract/result.ts";
import { suiteOf } from "../../src/runner/suite.ts";
import { statuses } from "../sums.ts";

export const party = (id: string): Party => ({ id, role: id, name: id, station: "", properties: {} });

export const failure: Failure = {
  requirement: "the requirement",
  rule: "R-1",
  citations: ["seed 001"],
  place: { file: "f.custody", line: 3, column: 1 },
  expected: ["what was expected"],
  happened: "what happened",
  because: ["the reason"],
  blames: "nic",
  custody: ["who held it"],
  proof: [],
  resource: "packet1",
  at: 1,
  repeat: "custody replay TOKEN",
  siblings: [],
  consequences: [],
};

export const rule = (id: string, verdict: RuleSummary["verdict"]): RuleSummary => ({
  id,
  verdict,
  level: "must",
  roles: ["nic"],
  statement: `says ${id}`,
  citations: [],
  place: { file: "r", line: 1, column: 1 },
  exercised: 1,
  scenarios: ["s"],
});
export const scenario = (
  title: string,
  status: ScenarioResult["status"],
  failures: readonly Failure[] = [],
): ScenarioResult => ({
  word: "receive",
  title,
  status,
  failures,
  place: { file: "f", line: 1, column: 1 },
  digest: () => "d1",
  seed: 1,
  live: [],
  parties: [],
  verdicts: [],
  findings: [],
  events: [],
  token: () => "",
  steps: 3,
});
export const suite = (title: string): SuiteResult => ({
  kit: "1",
  rulesDigest: "abc",
  strict: false,
  skipped: [],
  leftOut: 0,
  selection: { features: ["f"], tags: "", scenarios: [] },
  texts: "",
  missing: [],
  subject: { name: "s", version: "1" },
  target: "reference",
  roles: [],
  seed: 1,
  scenarios: [
    scenario(title, "failed", [{ ...failure, requirement: title, happened: title }]),
    scenario("fine", "passed"),
    scenario("left", "undecided"),
  ],
  rules: [rule("A-1", "kept"), rule("A-2", "broken"), rule("A-3", "unexercised")],
  seeds: [
    { seed: "001", n: 1, text: "first", rules: ["A-1"] },
    { seed: "001", n: 2, text: "second", rules: ["A-1", "A-2"] },
    { seed: "001", n: 3, text: "third", rules: ["A-1", "A-9"] },
    { seed: "001", n: 4, text: "fourth", rules: [], nothing: "why" },
  ],
  scenarioSums: {
    selected: 3,
    passed: 1,
    failed: 1,
    "failed as expected": 0,
    unsupported: 0,
    undecided: 1,
    "kit error": 0,
  },
  ruleSums: { inForce: 3, kept: 1, broken: 1, unexercised: 1, undecided: 0 },
  exitCode: 1,
});

/** Any suite whose sums and exit code are those of its results. Its texts hold whatever a text can hold. */
export const anySuite: fc.Arbitrary<SuiteResult> = fc
  .record({
    text: fc.string({ unit: "binary", maxLength: 12 }),
    statuses: fc.array(fc.constantFrom(...statuses), { maxLength: 5 }),
    verdicts: fc.array(fc.constantFrom("kept", "broken", "unexercised", "undecided", "observed"), {
      maxLength: 4,
    }),
    skipped: fc.boolean(),
    complains: fc.boolean(),
    strict: fc.boolean(),
    part: fc.constantFrom({}, { shard: { part: 1, of: 2 } }, { missing: ["2/3"] }),
  })
  .map(({ text, statuses: each, verdicts, skipped, complains, strict, part }) => {
    const { rules: _rules, scenarios: _scenarios, ...rest } = suite(text);
    const results = each.map((status, at): ScenarioResult => ({
      ...scenario(
        `${at} ${text}`,
        status,
        at % 2 === 0 && status !== "passed" ? [{ ...failure, happened: text }] : [],
      ),
      place: { file: `dir/${text}`, line: at, column: 1 },
      reason: text,
      notes: [text],
      log: [text],
      verdicts: verdicts.map((verdict, n) => ({ rule: `A-${n}`, verdict, exercised: 1, observations: [] })),
    }));
    const facts = {
      ...rest,
      strict,
      rules: verdicts.map((_, n) => rule(`A-${n}`, "kept")),
      skipped: skipped ? [{ ...rule("S-1", "kept"), reason: `because ${text}` }] : [],
    };
    return suiteOf({
      facts,
      results,
      ...part,
      complaints: complains ? [`list.yaml:7: "${text}" was not played`] : [],
    });
  });
