// Any partition of a run, written, read and put together again, is the run: the same sums, the same exit code, the same everything.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { consoleReport } from "../../reports/console.ts";
import type { RunFacts, ScenarioResult, Shard, SuiteResult } from "../contract/result.ts";
import type { Finding, RuleVerdict } from "../contract/verdict.ts";
import { kitVersion } from "./kit.ts";
import { merged } from "./merge.ts";
import { runText } from "./record/run/run-text.ts";
import { runsIn, type RecordedRun } from "./record/run/runs-in.ts";
import { suiteOf } from "./suite.ts";

/** Objects as JSON.parse makes them. */
const plain = { noNullPrototype: true } as const;
const record = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> => fc.record(shape, plain);

const place = { file: "f.custody", line: 3, column: 1 };
const rule = (id: string): RunFacts["rules"][number] => ({
  id,
  level: "must",
  roles: ["nic"],
  statement: `says ${id}`,
  citations: ["seed 001"],
  place,
});
const ids = ["A-01", "A-02", "B-01"];
const facts: RunFacts = {
  kit: kitVersion,
  rulesDigest: "abc",
  subject: { name: "s", version: "1" },
  target: "reference",
  roles: ["nic"],
  seed: 1,
  strict: true,
  rules: ids.map(rule),
  skipped: [{ ...rule("C-01"), reason: "the chip is broken" }],
  leftOut: 2,
  selection: { features: ["f.feature"], tags: "@a", scenarios: ["one*"] },
  texts: "123",
};

const finding: fc.Arbitrary<Finding> = record({
  rule: fc.constantFrom(...ids),
  level: fc.constant("must" as const),
  seq: fc.nat(9),
  time: fc.nat(9),
  blames: fc.string(),
  text: fc.string(),
  demand: fc.string(),
  because: fc.array(fc.string(), { maxLength: 2 }),
  resources: fc.array(fc.string(), { maxLength: 2 }),
  parties: fc.array(fc.string(), { maxLength: 2 }),
  bindings: fc.dictionary(
    fc.stringMatching(/^[a-z]+$/u),
    fc.oneof(fc.string(), fc.nat(), fc.constant(null)),
    plain,
  ),
  witness: fc.array(fc.nat(9), { maxLength: 3 }),
});
const failure = record({
  requirement: fc.string(),
  rule: fc.constantFrom(...ids),
  citations: fc.array(fc.string(), { maxLength: 2 }),
  place: fc.constant(place),
  expected: fc.array(fc.string(), { maxLength: 2 }),
  happened: fc.string(),
  because: fc.array(fc.string(), { maxLength: 2 }),
  custody: fc.array(fc.string(), { maxLength: 2 }),
  proof: fc.constant([{ seq: 1, time: 0, kind: "act" as const, name: "reads", from: "nic" }]),
  at: fc.nat(9),
  repeat: fc.string(),
  siblings: fc.array(finding, { maxLength: 1 }),
  consequences: fc.array(finding, { maxLength: 1 }),
});
const verdict: fc.Arbitrary<RuleVerdict> = record({
  rule: fc.constantFrom(...ids),
  verdict: fc.constantFrom("kept", "broken", "unexercised", "undecided", "observed"),
  exercised: fc.nat(3),
  observations: fc.array(fc.string(), { maxLength: 1 }),
  reason: fc.constantFrom("", "not observable here"),
});
const result = record({
  title: fc.string(),
  status: fc.constantFrom(
    ...([
      "passed",
      "passed",
      "failed",
      "failed as expected",
      "unsupported",
      "undecided",
      "kit error",
    ] as const),
  ),
  failures: fc.array(failure, { maxLength: 1 }),
  verdicts: fc.uniqueArray(verdict, { selector: (v) => v.rule, maxLength: 3 }),
  findings: fc.array(finding, { maxLength: 2 }),
  reason: fc.string(),
  steps: fc.nat(5),
  shard: fc.nat(9),
}).map(({ shard, ...rest }) => ({
  shard,
  result: {
    ...rest,
    word: "receive" as const,
    place,
    digest: () => "d",
    seed: 1,
    live: ["nic"],
    parties: [{ id: "nic", role: "nic", name: "nic", station: "", properties: {} }],
    events: [{ seq: 1, time: 0, kind: "act" as const, name: "reads", from: "nic" }],
    token: () => "c1.x",
  },
}));
// a scenario of a feature may play several: they share its turn and its shard
const results = fc.array(fc.tuple(result, fc.nat(2)), { maxLength: 12 }).map((list) =>
  list.map(([{ result: each, shard }, more], turn) => ({
    shard,
    results: Array.from({ length: 1 + Math.max(0, more - 1) }, (): ScenarioResult => ({ ...each, turn })),
  })),
);

const ways = (suite: SuiteResult): Parameters<typeof runText>[1] =>
  suite.scenarios.map(() => ({ choices: ["1", "2"], ending: "quiet" }));
const textOf = (suite: SuiteResult, shard?: Shard): string =>
  [...runText(suite, ways(suite), shard)].join("");
async function read(name: string, text: string): Promise<readonly RecordedRun[]> {
  const runs: RecordedRun[] = [];
  for await (const run of runsIn({ name, chunks: [Buffer.from(text)] })) runs.push(run);
  return runs;
}
const spelled = (suite: SuiteResult): unknown => ({
  ...suite,
  scenarios: suite.scenarios.map((result) => ({ ...result, digest: result.digest(), token: result.token() })),
});
const partOf = (own: readonly ScenarioResult[], shard: Shard, of: RunFacts = facts): string =>
  textOf(suiteOf({ facts: of, results: own, shard }), shard);

test("shards put together in any order are the whole", async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      results,
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      async (list, of, strict, order) => {
        const asked = { ...facts, strict };
        const whole = suiteOf({ facts: asked, results: list.flatMap((each) => each.results) });
        const texts = Array.from({ length: of }, (_, at) =>
          partOf(
            list.filter(({ shard }) => shard % of === at).flatMap((each) => each.results),
            { part: at + 1, of },
            asked,
          ),
        );
        const shuffled = texts
          .map((text) => [order.next().value ?? 0, text] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, text]) => text);
        const together = merged(await read("all", shuffled.join("")), false);
        assert.deepEqual(spelled(together), spelled(whole));
        assert.equal(consoleReport(together), consoleReport(whole));
        seen.add(whole.exitCode);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
  assert.deepEqual(seen, new Set([0, 1, 2, 4]), "every exit code was met");
});

test("a whole run is reported as it was, and strictness can be added", async () => {
  const suite = suiteOf({ facts: { ...facts, strict: false }, results: [] });
  assert.deepEqual(merged(await read("whole", textOf(suite)), false), suite);
  assert.equal(merged(await read("whole", textOf(suite)), true).strict, true);
});

const passed: ScenarioResult = {
  word: "receive",
  title: "t",
  place,
  digest: () => "d",
  status: "passed",
  seed: 1,
  live: [],
  parties: [{ id: "nic", role: "nic", name: "nic", station: "", properties: {} }],
  failures: [],
  verdicts: ids.map((id) => ({ rule: id, verdict: "kept", exercised: 1, observations: [] })),
  findings: [],
  events: [],
  token: () => "",
  steps: 1,
  turn: 0,
};

test("a shard that is not there is missing proof, named; what failed elsewhere stays worse", async () => {
  const part = (status: ScenarioResult["status"]): string =>
    partOf([{ ...passed, status }], { part: 2, of: 3 });
  for (const [status, code] of [
    ["passed", 2],
    ["failed", 1],
    ["kit error", 4],
  ] as const) {
    const suite = merged(await read("two", part(status)), false);
    assert.deepEqual([suite.missing, suite.exitCode], [["1/3", "3/3"], code]);
    assert.match(consoleReport(suite), /shard 1\/3 is missing\nshard 3\/3 is missing\n/u);
  }
});

test("what is wrong with the list of known failures is said once, whichever parts met it", async () => {
  const part = (n: number, complaints: readonly string[]): string => {
    const shard = { part: n, of: 3 };
    return textOf(suiteOf({ facts, results: [passed], complaints, shard }), shard);
  };
  const parts = [part(1, ["l:1: late"]), part(2, []), part(3, ["l:1: late", "l:4: unsupported"])];
  const together = merged(await read("all", parts.join("")), false);
  assert.deepEqual([together.complaints, together.exitCode], [["l:1: late", "l:4: unsupported"], 1]);
});

test("a part says of itself only what it saw", () => {
  const part = suiteOf({ facts, results: [], shard: { part: 1, of: 2 } });
  assert.deepEqual([part.exitCode, suiteOf({ facts, results: [] }).exitCode], [0, 2]);
  const undecided = suiteOf({
    facts,
    results: [{ ...passed, status: "undecided" }],
    shard: { part: 1, of: 2 },
  });
  assert.equal(undecided.exitCode, 2);
});

test("runs that are not parts of one whole are refused, both named", async () => {
  const [first] = await read("a.jsonl", partOf([passed], { part: 1, of: 2 }));
  assert.ok(first !== undefined);
  const refused = async (
    change: Partial<RunFacts>,
    shard: Shard | undefined,
    says: RegExp,
  ): Promise<void> => {
    const suite = suiteOf({ facts: { ...facts, ...change }, results: [passed] });
    const [second] = await read("b.jsonl", textOf(suite, shard));
    assert.ok(second !== undefined);
    assert.throws(() => merged([first, second], false), { name: "InputError", message: says });
  };
  const other = { part: 2, of: 2 };
  await refused(
    { seed: 2 },
    other,
    /b\.jsonl and a\.jsonl are not parts of one run: --seed 2 here, 1 there/u,
  );
  await refused({ target: "mutant:x" }, other, /--target mutant:x here, reference there/u);
  await refused({ rulesDigest: "abd" }, other, /rules with the digest abd here, abc there/u);
  await refused({ kit: "0.0.1" }, other, /custody 0\.0\.1 here/u);
  await refused({ subject: { name: "s", version: "2" } }, other, /the subject/u);
  await refused({ roles: [] }, other, /--role/u);
  await refused({ strict: false }, other, /--strict false here, true there/u);
  await refused({ skipped: [] }, other, /--skip-rule/u);
  await refused({ texts: "124" }, other, /features with the digest 124 here, 123 there/u);
  await refused({ rules: facts.rules.slice(1) }, other, /--rule and --level that leave A-02, B-01 here/u);
  await refused({ selection: { ...facts.selection, tags: "" } }, other, /the selection/u);
  await refused({}, { part: 1, of: 2 }, /Shard 1\/2 is there twice: a\.jsonl and b\.jsonl/u);
  await refused({}, { part: 2, of: 3 }, /run all with the same n/u);
  await refused({}, undefined, /b\.jsonl is a whole run/u);
});

test("another kit's run is refused, whoever else is there", async () => {
  const suite = suiteOf({ facts: { ...facts, kit: "99.0.0" }, results: [] });
  const runs = await read("old.jsonl", textOf(suite));
  assert.throws(() => merged(runs, false), /old\.jsonl was written by custody 99\.0\.0, this is custody/u);
});

test("whatever is cut off or out of a file is refused by line or as not whole", async () => {
  const lines = partOf([passed, passed], { part: 1, of: 2 }).trimEnd().split("\n");
  assert.equal(lines.length, 6);
  for (let from = 0; from < lines.length; from++) {
    const without = lines.filter((_, at) => at !== from).join("\n");
    await assert.rejects(read("x", without), {
      name: "InputError",
      message: /^x(?:, line \d| ends in the middle)/u,
    });
    if (from > 0)
      await assert.rejects(read("x", lines.slice(0, from).join("\n")), /ends in the middle of a run/u);
  }
  await assert.rejects(read("x", ""), /holds no run/u);
  await assert.rejects(
    read("x", lines.join("\n").replace('"status":"passed"', '"status":"great"')),
    /without its result/u,
  );
  await assert.rejects(
    read("x", lines.join("\n").replace('"leftOut":2', '"leftOut":"2"')),
    /without saying all/u,
  );
});
