// What is selected, skipped, shown and put together, from outside: sums that add up and exit codes that say what is proven.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { custody, type Said } from "../testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody select ü "));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);
const some = "features/receive/shared-packets.feature";
const json = ({ out }: Said): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>;
const closing = ({ out }: Said): readonly string[] => {
  const lines = out.trimEnd().split("\n");
  return lines.slice(lines.findIndex((line) => line.startsWith("scenarios: ")));
};

test("rules by family, level and reason: three sums that add up", () => {
  const skip = "RCV-PKT-05=our chip has 100% of one client";
  const said = custody(["run", some, "--rule", "RCV-PKT,MID-01", "--level", "must", "--skip-rule", skip]);
  assert.equal(said.code, 0);
  const [scenarios = "", known = "", sums = ""] = closing(said);
  assert.match(scenarios, /^scenarios: (\d+) selected = \1 passed$/u);
  const [all, inForce, skipped, leftOut] = (known.match(/\d+/gu) ?? []).map(Number);
  assert.equal(all, (inForce ?? 0) + (skipped ?? 0) + (leftOut ?? 0), known);
  const [force, ...parts] = (sums.match(/\d+/gu) ?? []).map(Number);
  assert.deepEqual([force, skipped], [inForce, 1]);
  assert.equal(
    force,
    parts.reduce((a, b) => a + b, 0),
    sums,
  );
  assert.match(said.out, /^skipped {5}RCV-PKT-05 our chip has 100% of one client$/mu);
});

test("a skipped rule is in every report with its reason, and kept in none", () => {
  const reports = ["console", "markdown", "junit", "sarif", "tap"];
  const flags = reports.flatMap((name) => ["--report", `${name}:${path(name)}`]);
  assert.equal(custody(["run", some, "--skip-rule", "RCV-PKT-05=no second client", ...flags]).code, 0);
  for (const name of reports) {
    const text = readFileSync(path(name), "utf8");
    assert.match(text, /no second client/u, name);
    assert.doesNotMatch(text, /kept[^\n]*RCV-PKT-05|^ok \d+ - RCV-PKT-05(?!.*SKIP)/mu, name);
  }
});

test("a rule that is not judged finds nothing, and the token of a failure repeats what was judged", () => {
  const mutant = ["run", some, "--target", "mutant:ndis-gives-back-twice"];
  const found = (...flags: readonly string[]): RegExpMatchArray | null =>
    custody([...mutant, ...flags]).out.match(/\[RCV-PKT-15, /u);
  assert.ok(found("--rule", "RCV-PKT-15") !== null);
  assert.equal(found("--skip-rule", "RCV-PKT-15=known"), null);
  const { out } = custody([...mutant, "--rule", "RCV-PKT-15"]);
  const again = custody(["replay", /replay (c1\.[\w-]+)/u.exec(out)?.[1] ?? ""]);
  assert.match(again.out, /RCV-PKT-15/u);
  assert.equal(again.code, 1);
});

test("scenarios by title, by the feature's name, by a pattern, and none", () => {
  const selected = (...flags: readonly string[]): string | undefined =>
    closing(custody(["run", some, ...flags]))[0];
  assert.equal(selected("--scenario", "two clients share one packet"), "scenarios: 1 selected = 1 passed");
  assert.equal(
    selected("--scenario", "Both clients return it, in either order"),
    "scenarios: 1 selected = 1 passed",
  );
  assert.equal(
    selected("--scenario", "two *", "--scenario", "a packet*"),
    "scenarios: 3 selected = 3 passed",
  );
  for (const flags of [
    ["--scenario", "nothing like*"],
    ["--tags", "@nowhere"],
    ["--role", "server"],
  ])
    assert.deepEqual(
      [custody(["run", some, ...flags]).code, selected(...flags)],
      [2, "scenarios: 0 selected = none"],
    );
});

test("a scenario of a doc string is known by its title and stands in its feature", () => {
  const { out, code } = custody([
    "list",
    "scenarios",
    "features/exchange",
    "--scenario",
    "the bytes of the file",
  ]);
  assert.equal(code, 0);
  assert.match(out, /^exchange "the bytes of the file" +features\/exchange\/read\.feature:(\d+)\n$/u);
  const line = Number(/:(\d+)\n$/u.exec(out)?.[1]);
  assert.match(
    readFileSync("features/exchange/read.feature", "utf8").split("\n")[line - 1] ?? "",
    /exchange "the bytes of the file"/u,
  );
});

test("a dry run plays nothing and lists what the run would play", () => {
  const flags = [some, "--scenario", "two *", "--rule", "RCV", "--skip-rule", "RCV-PKT-05=why"];
  const dry = json(custody(["run", "--dry-run", "--json", ...flags]));
  const titles = (dry["scenarios"] as readonly { readonly title: string }[]).map(({ title }) => title);
  const { out } = custody(["run", ...flags]);
  assert.deepEqual(
    titles,
    [...out.matchAll(/^ok +\w+ "(.*)" \(\d+ steps\)$/gmu)].map(([, title]) => title),
  );
  assert.deepEqual(dry["skipped"], [{ rule: "RCV-PKT-05", reason: "why" }]);
  assert.ok((dry["rules"] as readonly string[]).every((id) => id.startsWith("RCV-") && id !== "RCV-PKT-05"));
  assert.match(
    custody(["run", "--dry-run", ...flags]).out,
    /\n2 scenarios would be played, judged by \d+ rules\n$/u,
  );
  assert.equal(custody(["run", "--dry-run", some, "--tags", "@nowhere"]).code, 2);
  assert.equal(custody(["run", "--dry-run", some, "--shard", "2/2"]).out.split("\n").length, 3 + 2);
});

test("shards, strict each, are green together where none is alone; the reports are those of the whole", () => {
  const flags = ["features/receive", "--rule", "RCV", "--strict"];
  const n = 3;
  const parts = Array.from({ length: n }, (_, at) => path(`${at + 1}.jsonl`));
  const shards = parts.map((file, at) =>
    custody(["run", ...flags, "--shard", `${at + 1}/${n}`, "--report", `record:${file}`]),
  );
  for (const [at, shard] of shards.entries()) {
    assert.equal(shard.code, 0);
    assert.match(
      shard.out,
      new RegExp(`exit 0: nothing failed in shard ${at + 1}/${n}; custody report judges the whole\n$`, "u"),
    );
  }
  assert.ok(
    shards.some(({ out }) => / [1-9]\d* unexercised/u.test(out)),
    "no shard proves everything",
  );
  assert.equal(
    custody(["run", ...flags, "--shard", "1/60"]).code,
    2,
    "without a record a shard is judged alone",
  );

  const reports = ["console", "markdown", "junit", "sarif", "tap"];
  const wanted = (prefix: string): readonly string[] =>
    reports.flatMap((name) => ["--report", `${name}:${path(prefix + name)}`]);
  const whole = custody(["run", ...flags, ...wanted("whole ")]);
  const together = custody(["report", ...parts.toReversed(), ...wanted("parts ")]);
  assert.deepEqual(together, whole);
  assert.equal(whole.code, 0);
  for (const name of reports)
    assert.equal(
      readFileSync(path(`parts ${name}`), "utf8"),
      readFileSync(path(`whole ${name}`), "utf8"),
      name,
    );

  const missing = custody(["report", ...parts.slice(1)]);
  assert.equal(missing.code, 2);
  assert.match(missing.out, /\nshard 1\/3 is missing\nexit 2: proof is missing\n$/u);
  const twice = custody(["report", ...parts, parts[2] ?? ""]);
  assert.equal(twice.code, 3);
  assert.match(twice.err, /^custody: Shard 3\/3 is there twice: [^\n]+\n$/u);
  const other = path("seed.jsonl");
  custody(["run", ...flags, "--shard", `1/${n}`, "--seed", "2", "--report", `record:${other}`]);
  const unlike = custody(["report", other, ...parts.slice(1)]);
  assert.deepEqual([unlike.code, /--seed 1 here, 2 there/u.test(unlike.err)], [3, true]);
  assert.equal(custody(["check", ...parts]).code, 0, "a run's file is a file of records as well");
});

test("every line of a run's file is as the schema says, and no line of it is when a field is of another kind", () => {
  const file = path("run.jsonl");
  const mutant = [
    "--target",
    "mutant:ndis-gives-back-twice",
    "--skip-rule",
    "RCV-PKT-05=why",
    "--shard",
    "1/2",
  ];
  custody(["run", some, ...mutant, "--report", `record:${file}`]);
  const validate = new Ajv2020({ strict: false }).compile(json(custody(["record", "--schema"])));
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  for (const line of lines)
    assert.ok(validate(JSON.parse(line)), `${line}\n${JSON.stringify(validate.errors)}`);
  for (const line of lines.filter((each) => /"custody":"run|"end":/u.test(each))) {
    const fields = JSON.parse(line) as Record<string, unknown>;
    for (const key of Object.keys(fields))
      assert.ok(!validate({ ...fields, [key]: { not: "this" } }), `${key} of ${line.slice(0, 60)}`);
  }
});

test("on GitHub: annotations behind the report, a summary on the job's page; elsewhere neither", () => {
  const summary = path("summary.md");
  writeFileSync(summary, "before\n");
  const args = ["run", some, "--scenario", "two clients share*", "--target", "mutant:ndis-gives-back-twice"];
  const there = custody(args, "", {
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: process.cwd(),
  });
  const here = custody(args, "", { GITHUB_STEP_SUMMARY: summary });
  const [, token = "", inside = "", behind = ""] =
    /^::stop-commands::([0-9a-f]{64})\n([^]*)\n::\1::\n([^]*)$/u.exec(there.out) ?? [];
  assert.notEqual(token, "");
  assert.equal(`${inside}\n`, here.out);
  assert.match(
    behind,
    /^::error file=features\/receive\/shared-packets\.custody,line=3,col=1,title=RCV-PKT-15 in receive "two clients share one packet"::NDIS gives [^\n]*repeat: npx custody replay c1\.[^\n]*\n$/u,
  );
  const page = readFileSync(summary, "utf8");
  assert.match(page, /^before\n# Custody report\n[^]*- exit 1: something failed\n[^]*RCV-PKT-15/u);
  assert.equal(page.split("# Custody report").length, 2, "only the run on GitHub wrote it");
});

test("the shapes of the listings are those that docs/listings.md shows", () => {
  const text = readFileSync(join("docs", "listings.md"), "utf8");
  const shown = [...text.matchAll(/```sh\n(?:npx )?custody ([^\n]+)\n```\n+```json\n([^]*?)```/gu)];
  assert.ok(shown.length >= 9, `${shown.length} listings are shown`);
  for (const [, command = "", example = ""] of shown) {
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    agree(JSON.parse(example), [json(custody(args))], text, command);
  }
});

/** Asserts that what is shown has only fields that there are, of the same kinds, and that what it lacks is named in the text. */
function agree(shown: unknown, found: readonly unknown[], text: string, at: string): void {
  if (Array.isArray(shown)) {
    assert.ok(found.every(Array.isArray), at);
    if (shown.length > 0) agree(shown[0], found.flat(), text, at);
    return;
  }
  assert.ok(found.length > 0, `${at}: nothing is listed`);
  if (typeof shown !== "object" || shown === null)
    return assert.deepEqual([...new Set(found.map((each) => typeof each))], [typeof shown], at);
  const entries = found as readonly Readonly<Record<string, unknown>>[];
  const byName = at.includes(".") && entries.flatMap((each) => Object.values(each)).every(Array.isArray);
  for (const [key, value] of Object.entries(shown)) {
    const values = entries.flatMap((each) => (key in each ? [each[key]] : []));
    agree(value, values, text, `${at}.${key}`);
  }
  const names = new Set(byName ? [] : entries.flatMap((each) => Object.keys(each)));
  for (const name of names)
    assert.ok(name in shown || text.includes(`\`${name}\``), `${at}.${name} is not documented`);
}
