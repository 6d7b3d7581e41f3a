import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "../contract/problem.ts";
import { positionOf, renderProblem } from "./excerpt.ts";

const at = (text: string, word: string, more: Partial<Problem> = {}): string => {
  const start = text.indexOf(word);
  const problem: Problem = {
    code: "unexpected",
    file: "a.custody",
    at: start,
    end: start + word.length,
    message: "No.",
    severity: "error",
    ...more,
  };
  return renderProblem(problem, text);
};

test("the line stands below the place, with carets below what is wrong, and the hint last", () => {
  assert.equal(
    at("rule\n  on requre x\n", "requre", { hint: "did you mean `require`?" }),
    [
      "a.custody:2:6: No. [unexpected]",
      "  2 |   on requre x",
      "    |      ^^^^^^",
      "  did you mean `require`?",
    ].join("\n"),
  );
});

test("a note says so", () => {
  assert.match(at("on x", "x", { severity: "note" }), /^a\.custody:1:4: note: No\./);
});

test("tabs keep their width, line ends of two characters and control characters do not disturb", () => {
  assert.equal(
    at("\ton\u0007 bad\r\nnext", "bad"),
    "a.custody:1:6: No. [unexpected]\n  1 | \ton· bad\n    | \t    ^^^",
  );
});

test("a place at the end of a line or of the file has one caret", () => {
  const text = "on x";
  const problem: Problem = {
    code: "unexpected",
    file: "a",
    at: 4,
    end: 4,
    message: "No.",
    severity: "error",
  };
  assert.equal(renderProblem(problem, text).split("\n").at(-1), "    |     ^");
});

test("a very long line is cut around the place", () => {
  const shown = at(`${"a".repeat(5000)} here ${"b".repeat(5000)}`, "here").split("\n");
  assert.ok(shown.every((line) => line.length <= 110));
  assert.equal(shown[2]?.indexOf("^"), shown[1]?.indexOf("here"));
});

test("columns count characters as they are seen", () => {
  assert.deepEqual(positionOf("\uFEFFab\n\u{1F4E6}x", 6), { line: 2, column: 2 });
});
