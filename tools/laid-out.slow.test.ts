// The language texts of the project are laid out by its own printer and have no problems.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { format } from "../src/language/format.ts";
import { parseFile } from "../src/language/parse.ts";
import { filesBelow } from "../src/runner/input/below.ts";
import { loadWithSpec } from "../src/runner/input/load.ts";
import { projectRoot } from "./root.ts";

const texts = ["reference/spec", "features"].flatMap((folder) =>
  filesBelow(join(projectRoot, folder), ".custody"),
);

test("every text is laid out as custody fmt does it", () => {
  assert.ok(texts.length > 40);
  for (const path of texts) {
    const text = readFileSync(path, "utf8");
    assert.equal(format(parseFile(path, text).file), text, path);
  }
});

test("no text of specification or features has a problem", () => {
  const { problems } = loadWithSpec(texts.filter((path) => path.includes("features")));
  assert.deepEqual(
    problems.filter((p) => p.severity === "error").map((p) => `${p.file}: ${p.message}`),
    [],
  );
});
