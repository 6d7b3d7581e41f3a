// What init writes is laid out, has no mistake, and is written whole or not at all.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { InputError } from "../../contract/problem.ts";
import { format } from "../../language/format.ts";
import { parseFile } from "../../language/parse.ts";
import { loadWithSpec } from "../../runner/input/load.ts";
import { run } from "./init.ts";
import { starter } from "./starter.ts";

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "custody init "));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  t.mock.method(process.stdout, "write", () => true);
  return folder;
}

test("every file is there afterwards, and the scenario is as the formatter leaves it and without a mistake", async (t) => {
  const folder = emptyFolder(t);
  assert.equal(await run([folder]), 0);
  for (const { path, text } of starter) assert.equal(readFileSync(join(folder, path), "utf8"), text);
  const path = join(folder, "features", "first.custody");
  const text = readFileSync(path, "utf8");
  assert.equal(format(parseFile(path, text).file), text);
  const own = loadWithSpec([path]).problems.filter(({ file }) => file === path);
  assert.deepEqual(own, []);
});

for (const taken of starter)
  test(`where ${taken.path} is there already nothing is written`, async (t) => {
    const folder = emptyFolder(t);
    mkdirSync(join(folder, taken.path, ".."), { recursive: true });
    writeFileSync(join(folder, taken.path), "mine");
    await assert.rejects(run([folder]), InputError);
    const found = starter.filter(({ path }) => existsSync(join(folder, path)));
    assert.deepEqual(found, [taken]);
    assert.equal(readFileSync(join(folder, taken.path), "utf8"), "mine");
  });

test("where a file cannot be written those before it are taken away again", async (t) => {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, ".github"), "no folder");
  await assert.rejects(run([folder]), InputError);
  assert.deepEqual(
    starter.filter(({ path }) => existsSync(join(folder, path))),
    [],
  );
});
