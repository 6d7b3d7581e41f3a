import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scan } from "./scan.ts";

const pieceTexts = (text: string): readonly string[] =>
  scan(text).pieces.map(({ at, end }) => text.slice(at, end));

test("masked and plain text are as long as the text, and the pieces cover it in order", () => {
  const parts = fc.constantFrom(
    "rule ",
    "{",
    "}",
    "(",
    ")",
    "[",
    '"',
    "#",
    "\n",
    "\r\n",
    "on",
    " ",
    ";",
    ",",
    "\uFEFF",
    "\0",
  );
  fc.assert(
    fc.property(
      fc.array(parts).map((all) => all.join("")),
      (text) => {
        const { masked, plain, pieces } = scan(text);
        assert.equal(masked.length, text.length);
        assert.equal(plain().length, text.length);
        for (const [i, piece] of pieces.entries()) {
          assert.ok(piece.at < piece.end);
          assert.equal(piece.end, pieces[i + 1]?.at ?? text.length);
        }
      },
    ),
  );
});

test("a declaration begins in column 1, and nowhere else", () => {
  const text = 'import "a"\nrule X {\n  send (x)\nsend(x)\n}\nsend "b" {}\n';
  assert.deepEqual(pieceTexts(text), ['import "a"\n', "rule X {\n  send (x)\nsend(x)\n}\n", 'send "b" {}\n']);
});

test("a declaration word cuts even inside open brackets, so that a missing brace costs one declaration", () => {
  assert.deepEqual(pieceTexts("rule X {\n on Y(\nrule Z {}\n"), ["rule X {\n on Y(\n", "rule Z {}\n"]);
});

test("comments are blanks, but not in texts", () => {
  const { masked, comments } = scan('a "# no" # yes\nb');
  assert.equal(masked, `a "# no"${" ".repeat(6)}\nb`);
  assert.deepEqual(comments, [{ at: 9, end: 14, text: "# yes" }]);
});

test("line ends go inside round and square brackets, behind commas and before words that continue", () => {
  const joined = (text: string): boolean => !scan(text).masked.includes("\n");
  for (const text of [
    "f(a\nb)",
    "[a\n\n# c\nb]",
    "a,\nb",
    "a\nreturns b",
    "a\n# c\n  when b",
    "a\n{",
    "type a = b\n| c",
  ])
    assert.ok(joined(text), text);
  for (const text of ["a\nb", "{\na}", "a\nuntil b", "a\nnever b", "a\nwhenever b"])
    assert.ok(!joined(text), text);
});

test("each bound is named at its place", () => {
  const codes = (text: string): readonly string[] => scan(text).faults.map(({ code, at }) => `${code} ${at}`);
  assert.deepEqual(codes("{".repeat(64)), []);
  assert.deepEqual(codes("{".repeat(65)), ["nesting-too-deep 64"]);
  assert.deepEqual(codes("a".repeat(128)), []);
  assert.deepEqual(codes(`( ${"a".repeat(129)})`), ["name-too-long 2"]);
  assert.deepEqual(codes(`x[${"1,".repeat(4095)}1]`), []);
  assert.deepEqual(codes(`x[${"1,".repeat(4096)}1]`), ["list-too-long 1"]);
  assert.deepEqual(codes('a "b\nc'), ["unclosed-text 2"]);
});
