// The list of known failures from outside: what it makes of a run, and how it follows one.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "../../../tools/root.ts";
import { custody, type Said } from "../testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody known "));
after(() => rmSync(folder, { recursive: true, force: true }));
const brought = ["shared-packets.feature", "shared-packets.custody", "counts.feature", "counts.custody"];
for (const name of [...brought, "shown.custody"])
  cpSync(join(projectRoot, "features", "receive", name), join(folder, "features", name));
const path = join(folder, "custody.expectations.yaml");
const mutant = "mutant:ndis-gives-back-twice";

process.chdir(folder);
const run = (...args: readonly string[]): Said => custody(["run", ...args]);
const entry = (title: string, breaks: string): string =>
  `  - scenario: ${title}\n    breaks: ${breaks}\n    reason: a known defect\n`;

test("what is listed fails as expected, what is not fails, and every difference is an error", () => {
  const listed = entry("taken over once", "RCV-PKT-15") + entry("nobody wants it", "RCV-PKT-06");
  writeFileSync(path, `target: ${mutant}\nfailures:\n${listed}${entry("taken over onc", "RCV-PKT-15")}`);
  const { code, out } = run("--target", mutant);
  assert.equal(code, 1);
  assert.match(out, /^expected {4}receive "taken over once"\n {12}a known defect$/mu);
  assert.match(
    out,
    /^FAILED .*"nobody wants it"\n.*RCV-PKT-15.*; custody\.expectations\.yaml:6 expects RCV-PKT-06 to be broken$/mu,
  );
  assert.match(out, /^FAILED .*"two clients share one packet"\n {12}RCV-PKT-15 is broken by ndis$/mu);
  assert.match(
    out,
    /^EXPECTED .*yaml:9: "taken over onc" was not played: .*did you mean "taken over once"\?$/mu,
  );
  assert.match(out, /^scenarios: \d+ selected = (?:\d+ passed \+ )?\d+ failed \+ 1 failed as expected$/mu);
});

test("of another target the list says nothing, unless it is named", () => {
  assert.equal(run().code, 0);
  const named = run("--expectations", "custody.expectations.yaml");
  assert.deepEqual([named.code, named.out], [3, ""]);
  assert.match(
    named.err,
    /is about the target mutant:ndis-gives-back-twice alone, and this run is of reference/u,
  );
});

test("--update-expectations makes the run green, keeps comments, and is refused for a part of the scenarios", () => {
  writeFileSync(path, `# ours\n${readFileSync(path, "utf8")}`);
  const before = readFileSync(path, "utf8");
  for (const part of [["features/counts.feature"], ["--tags", "@x"], ["--shard", "1/2"], ["--rule", "RCV"]])
    assert.match(run("--update-expectations", "--target", mutant, ...part).err, /wants the whole run/u);
  assert.equal(readFileSync(path, "utf8"), before);
  assert.equal(run("--update-expectations", "--target", mutant).code, 0);
  const updated = readFileSync(path, "utf8");
  assert.match(updated, /^# ours\ntarget: mutant:/u);
  assert.match(updated, /scenario: taken over once\n    breaks: RCV-PKT-15\n    reason: a known defect\n/u);
  assert.equal(run("--target", mutant).code, 0);
  writeFileSync(path, updated.replace(/^target.*\n/mu, ""));
  const { code, out } = run();
  assert.equal(code, 1);
  assert.match(out, /it passes, and custody\.expectations\.yaml:\d+ lists it as failing/u);
});

test("a mistake in the list is one sentence, before anything is played", () => {
  writeFileSync(path, "failures:\n  - scenari: x\n");
  const { code, out, err } = run();
  assert.deepEqual([code, out], [3, ""]);
  assert.equal(
    err,
    "custody: custody.expectations.yaml:2: there is no key scenari; did you mean scenario.\n",
  );
});

test("a flaky one is played with further seeds, in the record too, and a day that comes is seen before it does", () => {
  const listed = (odds: string): void =>
    writeFileSync(
      path,
      `failures:\n  - scenario: taken over once\n    flaky: ${odds}\n    reason: a race\n    review: 2031-01-31\n`,
    );
  listed("1 of 3");
  const record = join(folder, "flaky.jsonl");
  const steady = run("features/counts.feature", "--report", `record:${record}`);
  assert.equal(steady.code, 0, steady.out + steady.err);
  assert.match(
    steady.out,
    /^ok {10}receive "taken over once" \(\d+ steps\)\n {12}no longer flaky: 3 of 3 runs passed; custody\.expectations\.yaml:2 may go$/mu,
  );
  assert.match(readFileSync(record, "utf8"), /"notes":\["no longer flaky: /u);
  const always = run("features/counts.feature", "--target", mutant, "--scenario", "taken over once");
  assert.equal(always.code, 1);
  assert.match(
    always.out,
    /0 of 3 runs passed, and custody\.expectations\.yaml:2 wants 1; with seed 1: RCV-PKT-15 is broken by ndis/u,
  );
  const inside = join(folder, "features", "counts.feature");
  const late = custody(["run", inside, "--expectations", path], "", { CUSTODY_TODAY: "2031-02-01" });
  assert.equal(late.code, 1);
  assert.match(late.out, /^EXPECTED .*yaml:2: "taken over once" was to be reviewed by 2031-01-31$/mu);
});
