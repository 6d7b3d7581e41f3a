// The four ways in which a list and a run can differ, each an error; a rewritten list is what the run says; comments stay.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Failure, ScenarioResult, ScenarioStatus } from "../../contract/result.ts";
import { InputError } from "../../contract/problem.ts";
import { compare, type Compared, type Run } from "./apply.ts";
import { readExpectations } from "./read.ts";
import { updated } from "./update.ts";
import { projectRoot } from "../../../tools/root.ts";

const place = { file: "a.custody", line: 1, column: 1 };
const broken = (rule: string): Failure => ({
  requirement: "",
  rule,
  citations: [],
  place,
  expected: [],
  happened: "",
  because: [],
  custody: [],
  proof: [],
  at: 0,
  repeat: "",
  siblings: [],
  consequences: [],
});
const played = (
  title: string,
  status: ScenarioStatus,
  rules: readonly string[] = [],
  reason = rules.join(" "),
): ScenarioResult => ({
  word: "receive",
  title,
  place,
  digest: () => "d",
  status,
  ...(reason === "" ? {} : { reason }),
  seed: 1,
  live: [],
  parties: [],
  failures: rules.map(broken),
  verdicts: [],
  findings: [],
  events: [],
  token: () => "",
  steps: 1,
});

const text = `# ours
target: reference
failures:
  # the old driver
  - scenario: twice
    breaks: R-1 # since the spring
    reason: it gives back twice
    review: 2030-01-31
  # the new one
  - scenario: silent
    # it hangs
    says: never answers
    reason: it sleeps
# the end
`;
const list = readExpectations("e.yaml", text);
const whole: Run = {
  whole: true,
  today: "2026-01-01",
  titles: ["twice", "silent"],
  judges: () => true,
  subject: { version: "2.3", has: (name) => name !== "ndis6" },
  again: () => assert.fail("nothing here is flaky"),
};
const asListed = [played("twice", "failed", ["R-1"]), played("silent", "failed", [], "P never answers it")];
const statuses = ({ results }: Compared): readonly string[] => results.map(({ status }) => status);
const against = (results: readonly ScenarioResult[], run: Partial<Run> = {}): Compared =>
  compare(list, results, { ...whole, ...run });

test("what fails as it is listed has failed as expected, with the reason of the list", () => {
  const { results, complaints } = against(asListed);
  assert.deepEqual(
    results.map(({ status, reason }) => [status, reason]),
    [
      ["failed as expected", "it gives back twice"],
      ["failed as expected", "it sleeps"],
    ],
  );
  assert.deepEqual(complaints, []);
});

test("listed and passing is an error", () => {
  const { results } = against([played("twice", "passed"), ...asListed.slice(1)]);
  assert.equal(results[0]?.status, "failed");
  assert.match(results[0]?.reason ?? "", /it passes, and e\.yaml:5 lists it as failing/u);
});

test("of a rule that is not in force a run says nothing; of the others it says the same", () => {
  const judges = (rule: string): boolean => rule !== "R-1";
  const left = [played("twice", "passed"), played("twice", "failed", ["R-2"])];
  assert.deepEqual(against(left, { whole: false, judges }), { results: left, complaints: [] });
  const both = readExpectations(
    "e.yaml",
    text.replace("breaks: R-1 # since the spring", "breaks: [R-1, R-2]"),
  );
  const found = compare(both, [played("twice", "failed", ["R-2"])], { ...whole, whole: false, judges });
  assert.equal(found.results[0]?.status, "failed as expected");
});

for (const [what, result] of [
  ["another rule", played("twice", "failed", ["R-2"])],
  ["a further rule", played("twice", "failed", ["R-1", "R-2"])],
  ["no rule", played("twice", "failed", [], "R-1 in words")],
  ["another reason", played("silent", "failed", [], "P answers twice")],
] as const)
  test(`listed and failing by ${what} is an error`, () => {
    const { results } = against([result]);
    assert.equal(results[0]?.status, "failed");
    assert.match(results[0]?.reason ?? "", /e\.yaml:\d+ expects (R-1 to be broken|"never answers")$/u);
  });

test("listed and not played is an error of a whole run, with the nearest title; of a part it is none", () => {
  const some = asListed.slice(0, 1);
  assert.deepEqual(against(some).complaints, ['e.yaml:10: "silent" was not played']);
  assert.deepEqual(against(some, { titles: ["twice", "silence", "silen"] }).complaints, [
    'e.yaml:10: "silent" was not played: no scenario has this title; did you mean "silen"?',
  ]);
  assert.deepEqual(against(some, { whole: false }).complaints, []);
  const skipped = played("silent", "unsupported", [], "it has no server");
  assert.deepEqual(against([...some, skipped], { whole: false }).complaints, [
    'e.yaml:10: "silent" was not played: it has no server',
  ]);
});

test("unlisted and failing stays a failure, and an undecided one undecided", () => {
  const found = against([...asListed, played("other", "failed", ["R-1"]), played("twice", "undecided")]);
  assert.deepEqual(statuses(found).slice(2), ["failed", "undecided"]);
});

test("from the day of its review an entry is an error", () => {
  assert.deepEqual(against(asListed, { today: "2030-01-30" }).complaints, []);
  assert.deepEqual(against(asListed, { today: "2030-01-31" }).complaints, [
    'e.yaml:5: "twice" was to be reviewed by 2030-01-31',
  ]);
});

const conditional = (when: string): Compared =>
  compare(
    readExpectations(
      "e.yaml",
      text.replace("breaks: R-1 # since the spring", `breaks: R-1\n    when: ${when}`),
    ),
    asListed,
    whole,
  );

for (const [when, isListed] of [
  ['{ version: "< 3" }', true],
  ['{ version: ">= 2.3 < 2.10" }', true],
  ['{ version: "< 2.3" }', false],
  ['{ version: "= 2.3", has: ndis5 }', true],
  ["{ has: ndis6 }", false],
  ["{ lacks: [ndis6] }", true],
  ["{ lacks: [ndis5, ndis6] }", false],
] as const)
  test(`an entry that holds when ${when} ${isListed ? "is heard" : "says nothing, whatever happens"}`, () => {
    const found = conditional(when);
    assert.deepEqual(statuses(found), [isListed ? "failed as expected" : "failed", "failed as expected"]);
    assert.deepEqual(found.complaints, []);
  });

test("of an entry that says nothing of this subject nothing is missed, and it is not rewritten", () => {
  const other = text.replace("breaks: R-1", "breaks: R-1\n    when: { has: ndis6 }");
  assert.deepEqual(compare(readExpectations("e.yaml", other), asListed.slice(1), whole).complaints, []);
  assert.equal(updated(readExpectations("e.yaml", other), asListed.slice(1), whole), undefined);
});

test("a version that cannot be compared is an error, since what is listed would be hidden or not by chance", () => {
  const list = readExpectations(
    "e.yaml",
    text.replace("breaks: R-1", 'breaks: R-1\n    when: { version: "< 3" }'),
  );
  const { complaints } = compare(list, asListed, { ...whole, subject: { version: "dev", has: () => true } });
  assert.deepEqual(complaints, ['e.yaml:5: "twice": its version is "dev", which cannot be compared with 3']);
});

const flakyText = "failures:\n  - scenario: twice # it races\n    flaky: 2 of 4\n    reason: a race\n";
/** Runs with the seeds 1, 2 …, of which the letters say what came. */
function flaky(runs: string): { readonly compared: Compared; readonly rewritten: string | undefined } {
  const came = [...runs].map((letter, at): ScenarioResult => ({
    ...played(
      "twice",
      letter === "p" ? "passed" : letter === "u" ? "undecided" : "failed",
      letter === "f" ? ["R-1"] : [],
    ),
    seed: at + 1,
  }));
  const run = {
    ...whole,
    again: (_: ScenarioResult, seed: number) => came[seed - 1] ?? assert.fail(`seed ${seed}`),
  };
  const list = readExpectations("e.yaml", flakyText);
  const [first] = came;
  assert.ok(first !== undefined);
  return { compared: compare(list, [first], run), rewritten: updated(list, [first], run) };
}

for (const [runs, status, reason] of [
  ["pfpf", "failed as expected", "a race (2 of 4 runs passed)"],
  ["fppp", "failed as expected", "a race (3 of 4 runs passed)"],
  ["ppup", "failed as expected", "a race (3 of 4 runs passed)"],
  ["pfff", "failed", "1 of 4 runs passed, and e.yaml:2 wants 2; with seed 2: R-1"],
  ["ffff", "failed", "0 of 4 runs passed, and e.yaml:2 wants 2; with seed 1: R-1"],
  ["pppp", "passed", undefined],
] as const)
  test(`flaky, 2 of 4: ${runs} ${status}`, () => {
    const { compared } = flaky(runs);
    assert.deepEqual(
      compared.results.map((one) => [one.status, one.reason]),
      [[status, reason]],
    );
    assert.deepEqual(
      compared.results[0]?.notes,
      runs === "pppp" ? ["no longer flaky: 4 of 4 runs passed; e.yaml:2 may go"] : undefined,
    );
    assert.deepEqual(compared.complaints, []);
  });

test("a rewritten list says how often a flaky one passes, and nothing of what always does", () => {
  assert.equal(flaky("pfpp").rewritten, undefined);
  assert.equal(flaky("pfff").rewritten, flakyText.replace("2 of 4", "1 of 4"));
  assert.equal(flaky("ffff").rewritten, flakyText.replace("flaky: 2 of 4", "breaks: R-1"));
  assert.equal(flaky("pppp").rewritten, "failures: []\n");
});

test("the list of the handbook is one", () => {
  const page = readFileSync(join(projectRoot, "docs", "expectations.md"), "utf8");
  const [, shown = ""] = /```yaml\n([\s\S]*?)```/u.exec(page) ?? [];
  const { failures } = readExpectations("docs/expectations.md", shown);
  assert.deepEqual(
    failures.map(({ symptom, when }) => [symptom.kind, when !== undefined]),
    [
      ["breaks", false],
      ["says", true],
      ["flaky", false],
    ],
  );
});

test("a list that says what happened is left as it is", () =>
  assert.equal(updated(readExpectations("e.yaml", text), asListed, whole), undefined));

test("a rewritten list keeps its comments, also where it says something else", () => {
  const now = [
    played("twice", "failed", ["R-2", "R-3"]),
    played("silent", "failed", ["R-4"]),
    played("new", "failed", ["R-5"]),
  ];
  assert.equal(
    updated(readExpectations("e.yaml", text), now, whole),
    text
      .replace("breaks: R-1 #", "breaks:\n      - R-2\n      - R-3\n      #")
      .replace("says: never answers", "breaks: R-4")
      .replace("# the end", "  - scenario: new\n    breaks: R-5\n    reason: to be explained\n\n# the end"),
  );
});

const titles = ["a", "b", "c", "d"];
const someResults = fc.uniqueArray(
  fc.record({
    title: fc.constantFrom(...titles),
    status: fc.constantFrom<ScenarioStatus>("passed", "failed"),
    rules: fc.uniqueArray(fc.constantFrom("R-1", "R-2"), { maxLength: 2 }),
  }),
  { selector: ({ title }) => title },
);
const results = someResults.map((all) =>
  all.map(({ title, status, rules }) =>
    status === "passed"
      ? played(title, status)
      : played(title, status, rules, rules.join(" ") || "it sleeps"),
  ),
);

test("whatever was listed and whatever happens: a rewritten list is what happened, and is left alone from then on", () =>
  fc.assert(
    fc.property(results, results, (before, after) => {
      const empty = "# kept\nfailures: []\n";
      const first = updated(readExpectations("e.yaml", empty), before, whole) ?? empty;
      const second = updated(readExpectations("e.yaml", first), after, whole) ?? first;
      const reread = readExpectations("e.yaml", second);
      const found = compare(reread, after, { ...whole, titles });
      assert.ok(!statuses(found).includes("failed"), second);
      assert.deepEqual(found.complaints, []);
      assert.match(second, /^# kept\n/u);
      assert.equal(updated(reread, after, whole), undefined);
    }),
  ));

const entry = "failures:\n  - scenario: a\n    breaks: R-1\n    reason: b\n";
for (const [what, wrong, says] of [
  ["no YAML", "failures: [", /^e\.yaml:\d+: this is no YAML: /u],
  ["a second document", "failures: []\n---\n", /^e\.yaml:2: a second document begins here; leave it out\.$/u],
  ["a list", "- a\n", /^e\.yaml:1: here should stand keys and values: target, failures\.$/u],
  ["nothing", "", /^e\.yaml:1: here should stand keys and values/u],
  ["no failures", "target: reference\n", /^e\.yaml:1: it has no list failures/u],
  ["failures that are no list", "failures: none\n", /^e\.yaml:1: failures wants a list/u],
  [
    "an unknown key",
    `${entry}expected: 1\n`,
    /^e\.yaml:5: there is no key expected; known are target, failures\.$/u,
  ],
  [
    "a misspelt key",
    entry.replace("reason", "raeson"),
    /^e\.yaml:4: there is no key raeson; did you mean reason\.$/u,
  ],
  ["a key twice", `${entry}    reason: c\n`, /^e\.yaml:5: this is no YAML: .*unique/u],
  [
    "an entry without a reason",
    entry.replace("    reason: b\n", ""),
    /^e\.yaml:2: this entry has no reason\.$/u,
  ],
  ["odds that are none", entry.replace("breaks: R-1", "flaky: 5 of 5"), /^e\.yaml:3: flaky wants n of m/u],
  ["odds in words", entry.replace("breaks: R-1", "flaky: often"), /^e\.yaml:3: flaky wants n of m/u],
  [
    "a version that is no comparison",
    `${entry}    when: { version: "2.3" }\n`,
    /^e\.yaml:5: version wants a comp/u,
  ],
  ["an unknown condition", `${entry}    when: { os: linux }\n`, /^e\.yaml:5: there is no key os/u],
  ["a capability that is none", `${entry}    when: { has: 7 }\n`, /^e\.yaml:5: has wants a capability/u],
  ["both symptoms", `${entry}    says: no\n`, /^e\.yaml:2: this entry wants either breaks.* or says/u],
  ["neither symptom", entry.replace("    breaks: R-1\n", ""), /^e\.yaml:2: this entry wants either/u],
  ["a rule that is a number", entry.replace("R-1", "1"), /^e\.yaml:3: breaks wants the id of a rule/u],
  ["a day that is none", `${entry}    review: 2030-02-30\n`, /^e\.yaml:5: review wants a day/u],
  ["an empty reason", entry.replace(" b\n", ' ""\n'), /^e\.yaml:4: reason wants a text\.$/u],
] as const)
  test(`${what} is refused with its line`, () =>
    assert.throws(
      () => readExpectations("e.yaml", wrong),
      (error) => (error instanceof InputError && says.test(error.message)) || assert.fail(String(error)),
    ));
