import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { checkProblems } from "../check/problems.ts";
import { loadFiles } from "../load.ts";
import { checkFiles } from "../program.ts";
import { isSyntaxCode, syntaxProblems } from "../problems.ts";
import { explainedProblems } from "./advice.ts";

const folder = "grammar/bad";
const codes = new Set<string>(explainedProblems.map(({ code }) => code));

test("every kind of problem is explained, once", () => {
  assert.equal(codes.size, explainedProblems.length);
  assert.deepEqual([...codes].sort(), Object.keys({ ...syntaxProblems, ...checkProblems }).sort());
});

test("no code is made anywhere that the table does not have", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
    .map((name) => readFileSync(`src/${name}`, "utf8"));
  const made = sources.flatMap((text) =>
    [...text.matchAll(/(?:\bproblem|\bfault)\(\s*"([a-z-]+)"/g)].map(([, code]) => code ?? ""),
  );
  assert.ok(made.length > 40);
  for (const code of made) assert.ok(codes.has(code), code);
});

/** Problems of a text that takes the place of a file of the corpus. */
function problemsOf(path: string, text: string): readonly string[] {
  const read = (wanted: string): string | undefined =>
    wanted === path ? text : existsSync(wanted) ? readFileSync(wanted, "utf8") : undefined;
  const loaded = loadFiles([path], read, { list: (where) => readdirSync(where) });
  const found = checkFiles(loaded.files, { parsed: loaded.parsed, sources: new Set(["N5-RPK"]) });
  return [...loaded.parsed, ...loaded.problems, ...found.problems]
    .filter(({ file }) => file === path)
    .map(({ code, message }) => `${code}: ${message}`);
}

for (const { code, wrong, mended, todo, means } of explainedProblems) {
  test(`${code}: sentences, and an example that is wrong until it is mended`, () => {
    assert.match(todo, /^[A-Z].*\.$/u);
    assert.match(means, /^[a-z?]/u);
    assert.notEqual(wrong, mended);
    const path = `${folder}/${code}.custody`;
    // too large or too broken to be quoted
    if (existsSync(`${folder}/${code}.recipe.json`)) return;
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(wrong), "the wrong lines stand in the corpus");
    const before = problemsOf(path, text);
    const after = problemsOf(
      path,
      text.replace(wrong, () => mended),
    );
    const count = (all: readonly string[]): number =>
      all.filter((each) => each.startsWith(`${code}:`)).length;
    assert.ok(count(after) < count(before), `${count(before)} before, ${count(after)} after`);
    // what is behind a mistake of syntax is not looked at before that is mended
    const left = [...before];
    for (const each of after) {
      if (isSyntaxCode(code) && !isSyntaxCode(each.split(":")[0] ?? "")) continue;
      const at = left.indexOf(each);
      assert.ok(at >= 0, `mending makes a new problem: ${each}`);
      left.splice(at, 1);
    }
  });
}
