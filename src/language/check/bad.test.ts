// Each kind of problem has a text in grammar/bad that shows it, and shows nothing else.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { loadFiles } from "../load.ts";
import { checkFiles } from "../program.ts";
import { checkProblems } from "./problems.ts";

const read = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, "utf8") : undefined;

for (const code of Object.keys(checkProblems)) {
  test(`grammar/bad/${code}.custody shows ${code} and no other problem`, () => {
    const path = `grammar/bad/${code}.custody`;
    const { files, parsed, problems } = loadFiles([path], read, { list: (folder) => readdirSync(folder) });
    const found = checkFiles(files, { parsed, sources: new Set(["N5-RPK"]) });
    const here = [...parsed, ...problems, ...found.problems].filter((p) => p.file === path);
    assert.deepEqual([...new Set(here.map((p) => p.code))], [code]);
    for (const p of here) assert.ok(p.at < p.end && /^[\w"?].*[.!]$/.test(p.message), p.message);
  });
}
