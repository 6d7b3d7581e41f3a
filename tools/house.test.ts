// The manners that no other tool checks, over every file that is or may be committed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "./root.ts";

const ignored = /^(node_modules|dist|dist\..*|\.git|\.toolchain|\.scratch|coverage|parser\.js)$/;
const hardLimit = 400;
const softLimit = 300;
const folderLimit = 12;

// Spelt in pieces, so that this file does not break its own ban.
const foreign: readonly RegExp[] = [
  new RegExp(["", "work", ""].join("/")),
  new RegExp(["", "tmp", "brief"].join("/")),
  new RegExp(["", "(root|home)", ""].join("/")),
  new RegExp(["shared", "(facts|seeds|captures|peers|hooks|[a-z]+\\.md)"].join("/")),
  new RegExp(["issues", "show"].join(" ")),
  new RegExp(['"resolved"', '"http'].join(": ")),
];

const files = committed().filter((file) => statSync(join(projectRoot, file)).isFile());
const sources = files.filter((file) => /\.(ts|mjs)$/.test(file) && !file.startsWith("reference/generated/"));

test("there are files to look at", () => assert.ok(sources.length > 10, `${sources.length} sources`));

test("no file mentions the place where it was written", () => {
  const found = files.flatMap((file) => {
    const text = readFileSync(join(projectRoot, file), "latin1");
    return foreign.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern.source}`);
  });
  assert.deepEqual(found, []);
});

test("no source file is too long to read in one sitting", (t) => {
  const lengths = sources.map((file) => ({ file, lines: linesOf(file) }));
  for (const { file, lines } of lengths.filter((one) => one.lines > softLimit))
    t.diagnostic(`${file}: ${lines} lines`);
  assert.deepEqual(
    lengths.filter((one) => one.lines > hardLimit),
    [],
  );
});

test("every source file begins by saying what it is for", () => {
  const silent = sources.filter(
    (file) =>
      !file.endsWith(".test.ts") &&
      !/^(#!.*\n)?(\/\/|\/\*)/.test(readFileSync(join(projectRoot, file), "utf8")),
  );
  assert.deepEqual(silent, []);
});

test("no file is called by its pattern instead of its role", () => {
  const vague = sources.filter((file) =>
    /(^|[/-])(utils?|helpers?|misc|common|manager)([.-]|\/)/i.test(file),
  );
  assert.deepEqual(vague, []);
});

test("no folder is too full to overlook", () => {
  const full = [...countByFolder()].filter(([, count]) => count > folderLimit);
  assert.deepEqual(full, []);
});

test("the guides name no file that is not there", () => {
  const tops = new Set(files.filter((file) => file.includes("/")).map((file) => file.split("/")[0]));
  const named = ["README.md", "CONTRIBUTING.md"].flatMap((guide) =>
    [...readFileSync(join(projectRoot, guide), "utf8").matchAll(/[`(]([\w.-]+\/[\w./-]*)[`)]/gu)].map(
      ([, path = ""]) => path,
    ),
  );
  const paths = named.filter((path) => tops.has(path.split("/")[0] ?? ""));
  assert.ok(paths.length > 20, `${paths.length} paths`);
  assert.deepEqual(
    paths.filter((path) => statSync(join(projectRoot, path), { throwIfNoEntry: false }) === undefined),
    [],
  );
});

function countByFolder(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of sources.filter((name) => !name.endsWith(".test.ts"))) {
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  }
  return counts;
}

function linesOf(file: string): number {
  return readFileSync(join(projectRoot, file), "utf8").split("\n").length - 1;
}

// Git knows what it ignores; without it, or in a copy that it does not know, the folder is walked.
function committed(): readonly string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const git = spawnSync("git", args, { cwd: projectRoot, encoding: "utf8", maxBuffer: 1 << 26 });
  const known = git.status === 0 ? git.stdout.split("\0").filter((name) => name !== "") : [];
  const listed = known.includes("package.json") ? known : walk("");
  return listed.filter((file) => statSync(join(projectRoot, file), { throwIfNoEntry: false }) !== undefined);
}

function walk(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => !ignored.test(entry.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? walk(path) : [path];
    });
}
