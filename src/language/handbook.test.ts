// docs/language.md: its blocks are one good file, laid out as the formatter does it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { positionOf } from "./excerpt.ts";
import { format } from "./format.ts";
import { parseFile } from "./parse.ts";
import { checkFiles } from "./program.ts";

const blocks = [...readFileSync("docs/language.md", "utf8").matchAll(/^```custody\n([^]*?)^```$/gm)].map(
  ([, text = ""]) => text,
);

test("together the blocks have no problem", () => {
  const text = blocks.join("\n");
  const { file, problems } = parseFile("language.custody", text);
  const found = [...problems, ...checkFiles([file]).problems].filter(({ severity }) => severity === "error");
  assert.deepEqual(
    found.map(({ at, code, message }) => `${positionOf(text, at).line}: ${code}: ${message}`),
    [],
  );
  assert.ok(blocks.length >= 7);
});

for (const [i, block] of blocks.entries()) {
  test(`block ${i + 1} is laid out as it should be`, () =>
    assert.equal(format(parseFile("block", block).file), block));
}
