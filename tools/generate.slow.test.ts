// What is generated from the specification is what stands in the tree, and what does not is noticed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "./root.ts";

const made = ["docs/rules", "docs/transcripts", "reference/generated", "sdk/schema"];
const traced = "docs/traceability.md";
const moves = "sdk/c/runtime/ndis/moves_table.c";
const copy = mkdtempSync(join(tmpdir(), "custody-generated-"));
after(() => rmSync(copy, { recursive: true, force: true }));
mkdirSync(join(copy, "tools"));
for (const path of ["tools/generate.mjs", traced, moves, ...made])
  cpSync(join(projectRoot, path), join(copy, path), { recursive: true });
symlinkSync(join(projectRoot, "dist"), join(copy, "dist"));

const generate = (...flags: readonly string[]): { readonly code: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(copy, "tools", "generate.mjs"), ...flags],
    { encoding: "utf8", cwd: projectRoot },
  );
  return { code: status, said: stdout + stderr };
};

const contents = (root: string): readonly (readonly [string, string])[] =>
  [
    traced,
    moves,
    ...made.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)),
  ].map((path) => [path, readFileSync(join(root, path), "utf8")] as const);

test("the committed files are those that would be made", () => {
  assert.ok(contents(copy).length > 20);
  assert.deepEqual(generate("--check"), { code: 0, said: "" });
});

test("every sentence of the seeds has rules, scenarios that exercise them and mutants that break them, or says why not", () => {
  const lines = readFileSync(join(projectRoot, traced), "utf8").split("\n");
  const rows = lines.filter((line) => /^\| 00\d\./u.test(line)).map((line) => line.split(" | "));
  assert.ok(rows.length > 60);
  for (const row of rows) {
    assert.equal(row.length, 5, row[0]);
    for (const cell of row) assert.match(cell, /[a-z0-9]/iu, row[0]);
  }
});

test("a changed, a missing and a left-over file are named, and made good", () => {
  const [changed, missing, dead] = ["docs/rules/RD.md", "sdk/schema/record.schema.json", "docs/rules/OLD.md"];
  appendFileSync(join(copy, changed ?? ""), "more\n");
  appendFileSync(join(copy, traced), "more\n");
  rmSync(join(copy, missing ?? ""));
  writeFileSync(join(copy, dead ?? ""), "# OLD\n");
  const { code, said } = generate("--check");
  assert.equal(code, 1);
  assert.deepEqual(
    said.trimEnd().split("\n").toSorted(),
    [dead, changed, traced, missing].map((path) => `${path} is stale: run node tools/generate.mjs`),
  );
  assert.ok(existsSync(join(copy, dead ?? "")), "--check changes nothing");
  assert.equal(generate().code, 0);
  assert.deepEqual(contents(copy), contents(projectRoot));
});
