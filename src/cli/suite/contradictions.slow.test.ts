// Wishes that contradict each other or ask for nothing: refused in one sentence before anything is played, never done by half.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { custody } from "../testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody no ü "));
after(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string): string => join(folder, name);
const feature = "features/receive/shared-packets.feature";
const text = "features/receive/counts.custody";

const refusals: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [["run", feature, "--role", ""], /"" names no role and no rule: name one, or leave the flag out/u],
  [["run", feature, "--rule", " , "], /names no role and no rule/u],
  [["run", feature, "--rule", "MID-01", "--skip-rule", "MID-01=why"], /leave no rule to judge by/u],
  [["run", feature, "--rule", "RCV-PKT-20", "--level", "must"], /leave no rule to judge by/u],
  [["run", feature, "--skip-rule", "=why"], /--skip-rule wants a reason/u],
  [["run", `${feature}:9`], /\.feature:9: no scenario begins in this line; one does in lines? \d/u],
  [["run", `${feature}:8:9`], /\.feature:9: no scenario begins in this line/u],
  [["run", feature, "--seed", "1000000000"], /--seed wants a whole number from 0 to 999999999, not/u],
  [["run", feature, "--report", `junit:${folder}`], /is a folder: name a file/u],
  [["run", feature, "--pcapng", folder], /is a folder: name a file/u],
  [
    ["run", feature, "--report", `junit:${place("a")}`, "--report", `tap:${folder}/./a`],
    /is named for two outputs: give each a file of its own/u,
  ],
  [["run", feature, "--report", `tap:${place("a")}`, "--pcapng", place("a")], /is named for two outputs/u],
  [["run", feature, "--dry-run", "--report", `tap:${place("a")}`], /--dry-run plays nothing: leave out/u],
  [["explore", text, "--most", "0"], /--most wants a whole number from 1 to/u],
  [["explore", text, "--sample", "0"], /--sample wants a whole number from 1 to/u],
  [["sweep", text, "--effort", "0"], /--effort wants a whole number from 1 to/u],
  [["soak", "--runs", "0"], /--runs wants a whole number from 1 to/u],
  [["soak", "twice"], /custody soak takes flags only; leave twice out/u],
  [["record", "--schema", "x"], /custody record takes flags only; leave x out/u],
  [["lint", feature], /is a feature, for custody run: name a \.custody file/u],
  [["fmt", feature], /is a feature, for custody run/u],
  [["explore", feature], /is a feature, for custody run/u],
  [["rules", "--cites", "0003"], /No rule cites 0003; did you mean 000\?/u],
];

for (const [args, says] of refusals)
  test(`custody ${args.join(" ").replaceAll(folder, "TMP")} is refused`, () => {
    const { code, out, err } = custody(args);
    assert.deepEqual([code, out], [3, ""], err);
    assert.match(err, says);
    assert.match(err, /^custody: [^\n]+\n$/u);
    assert.ok(!existsSync(place("a")));
  });

test("what clashes with the words of the kit, and has no mistake by itself, is shown at its place", () => {
  const path = place("clash.custody");
  const words = "vocabulary own {\n  role card\n  acts of card { reads(what: int) }\n}\n";
  writeFileSync(path, `${words}receive "x" {\n  parties card\n  card reads(1)\n}\n`);
  assert.equal(custody(["lint", path]).code, 0);
  const { code, err } = custody(["explore", path]);
  assert.equal(code, 3);
  assert.match(
    err,
    /^custody: \S.*clash\.custody has 2 problems and cannot be played:\n.*clash\.custody:3:18: /u,
  );
  assert.match(err, /There is already a word named reads/u);
});

test("a line in which a scenario begins is one, and a title may have a colon", () => {
  assert.equal(custody(["run", `${feature}:8`, "--dry-run"]).code, 0);
  const path = place("colon.custody");
  writeFileSync(path, `receive "first: nothing" { parties nic }\n`);
  assert.match(custody(["explore", `${path}:first: nothing`]).out, /^first: nothing: \d+ configurations/u);
});
