// What becomes of a command whose standard output nobody reads, or nothing fits into.

import assert from "node:assert/strict";
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { kitRoot } from "../../runner/kit.ts";
import { program } from "../testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody-print-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const text = readFileSync(join(kitRoot, "docs", "record.md"), "utf8");
const [, example = ""] = /```jsonl\n([\s\S]*?)```/u.exec(text) ?? [];
const placed = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** A record in which a protocol keeps a packet. */
const owing = placed(
  "owing.jsonl",
  `${example.split("\n").slice(0, 6).join("\n")}\n{"end": "quiet", "events": 5}\n`,
);
const many = placed("many.jsonl", example.repeat(30)); // says more than a pipe holds

const through = (line: string, args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync("bash", ["-c", line, "bash", process.execPath, ...program, ...args], {
    cwd: kitRoot,
    encoding: "utf8",
  });

test("a reader that stops early is no error", () => {
  for (const [args, first] of [
    [["record", "--schema"], /^\{\n$/u],
    [["check", "--all", many], /^[^\n]*many\.jsonl:1 [^\n]*\n$/u],
  ] as const) {
    const { status, stdout, stderr } = through(`"$@" | head -n 1`, args);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, first);
  }
});

test("whether somebody reads on or not, what fails does, and files are written", () => {
  const report = join(folder, "unread.xml");
  const failing = ["--target", "mutant:ndis-gives-back-twice", "--report", `junit:${report}`];
  for (const args of [
    ["run", "features/receive/shared-packets.feature", ...failing],
    ["check", owing],
  ]) {
    const { status, stderr } = through(`set -o pipefail; "$@" | true`, args);
    assert.deepEqual([status, stderr], [1, ""], args.join(" "));
  }
  assert.match(readFileSync(report, "utf8"), /<\/testsuites>\n$/u);
});

test("a full medium is one sentence", { skip: !existsSync("/dev/full") }, () => {
  for (const args of [["--help"], ["check", owing], ["explain"], ["run", "--dry-run"]]) {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [...program, ...args], {
      cwd: kitRoot,
      encoding: "utf8",
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    const sentence = "custody: The standard output cannot be written (ENOSPC): choose another place.\n";
    assert.deepEqual([status, stderr], [3, sentence], args.join(" "));
  }
});
