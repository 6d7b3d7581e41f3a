// Mistakes planted in several statements are found where they are, all of them, and nowhere else.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checked, good, vocabulary } from "./testing/library.ts";

type Mistake = { readonly line: number; readonly text: string; readonly what: string };

const lines = good.split("\n");
const declared =
  /^\s*(?:type|role|examples|boundary|messages|acts|faults|var|list|debt|for each|cites|parties|vocabulary|resource|rule|receive)\b/;
/** Statements of rules and steps of scenarios: mistakes in declarations spread to every use. */
const first = lines.findIndex((line) => line.startsWith("rule"));

const withoutText = (line: string): string =>
  line.replaceAll(/"[^"]*"/g, (quoted) => " ".repeat(quoted.length));

const keywords = new Set(
  "from until never when returns require advise observe blames owe pay add remove either order optional repeat times expect fault given grouped within after unordered inside during holds owns covers empty copies wait first second good bad".split(
    " ",
  ),
);

const misspellings = (line: string, number: number): readonly Mistake[] =>
  [...withoutText(line).matchAll(/(?<![?\w.])[A-Za-z_][\w]{4,}(?![\w])/g)]
    .filter(([name]) => !keywords.has(name) && !name.startsWith("book1")) // examples name resources as they like
    .map((match) => {
      const end = match.index + match[0].length;
      return {
        line: number,
        what: `${match[0]} misspelt`,
        text: `${line.slice(0, end)}${line.at(end - 1) ?? ""}${line.slice(end)}`,
      };
    });

const replaced = (
  line: string,
  number: number,
  what: string,
  pattern: RegExp,
  by: string,
): readonly Mistake[] =>
  pattern.test(line) ? [{ line: number, what, text: line.replace(pattern, by) }] : [];

const mistakes: readonly Mistake[] = lines.flatMap((line, index) =>
  index < first || declared.test(line)
    ? []
    : [
        ...misspellings(line, index),
        ...replaced(line, index, "arrow turned", /(\w+) -> (\w+)/, "$2 -> $1"),
        ...replaced(line, index, "unit added", /([<>]=? \d+)(?! s)\b/, "$1 s"),
        ...replaced(line, index, "unit dropped", /within (\d+) s/, "within $1"),
        ...replaced(line, index, "debtor dropped", / by \w+$/, ""),
        ...replaced(line, index, "argument too many", /(?<=[a-z])\(\)/, "(1, 2, 3, 4)"),
        ...replaced(line, index, "not a condition", /require /, "require 3 or "),
        ...replaced(line, index, "bracket open", /\((\w+) = (\w+)\)(?=[^(){]*$)/, "($1 = $2"),
      ],
);

const errorLines = (text: string): readonly number[] =>
  [
    ...new Set(
      checked(text)
        .all.filter((p) => p.severity === "error")
        .map((p) => p.line - 1),
    ),
  ].toSorted((a, b) => a - b);

const plant = (planted: readonly Mistake[]): string => {
  const changed = [...lines];
  for (const mistake of planted) changed[mistake.line] = mistake.text;
  return changed.join("\n");
};

test("one mistake gives a problem at its line and at no other", () => {
  for (const mistake of mistakes)
    assert.deepEqual(errorLines(plant([mistake])), [mistake.line], `${mistake.what}: ${mistake.text}`);
  assert.ok(mistakes.length > 90, "enough kinds and places");
});

test("a cast that cannot be read makes nobody in its scenario unknown", () => {
  const casts = [...lines.keys()].filter((line) => /^\s*parties\b/u.test(lines[line] ?? ""));
  for (const line of casts)
    assert.deepEqual(errorLines(plant([{ line, what: "damaged", text: `${lines[line]} !` }])), [line]);
  assert.ok(casts.length > 0);
});

test("up to five mistakes give a problem at each planted line and at no other", () => {
  const several = fc.uniqueArray(fc.constantFrom(...mistakes), {
    minLength: 1,
    maxLength: 5,
    selector: (m) => m.line,
  });
  fc.assert(
    fc.property(several, (planted) => {
      const expected = planted.map((m) => m.line).toSorted((a, b) => a - b);
      assert.deepEqual(
        errorLines(plant(planted)),
        expected,
        planted.map((m) => `${m.line + 1}: ${m.what}`).join("; "),
      );
    }),
    { numRuns: 150 },
  );
});

test("of a state whose declaration cannot be read nobody says that it is not there", () => {
  const lost = good.replace("debt back within 30 s", "$ back within 30 s");
  assert.notEqual(lost, good);
  const line = lines.findIndex((each) => each.includes("debt back"));
  assert.deepEqual(errorLines(lost), [line]);
});

/** Fragments in fragments, tables and stations: much of what is said here is needed elsewhere. */
const folded = `fragment lent(station at, book b, int days) {
  at.reader -> at.desk borrow("Emma", days) returns (YES, ?b)
}

fragment lent_twice(station at, book first, book second, int days) {
  do lent(at, ?first, days)
  do lent(at, b = ?second, days = days)
}

exchange "for <days> days" {
  parties on A: reader R, desk, shelf
  cases days in [1, 2]
  cases n in [3, 4]
  do lent_twice(A, ?one, ?two, days)
  repeat n times { R reads(one) }
  R -> desk bring([one, two])
}

exchange "filled up" {
  parties reader R, desk, shelf
  R -> desk borrow("Emma", 1) {
    desk -> shelf fetch("Emma") returns ?copy
  } returns (NO, ?b)
  desk -> R remind(b, 1)
}
`;

test("of a statement that cannot be read nothing follows: no mistake and no note elsewhere", () => {
  const start = vocabulary.split("\n").length - 1;
  const steps = folded.split("\n");
  const problemLinesOf = (text: string): readonly number[] =>
    checked(`${vocabulary}${text}`).all.map(({ line }) => line - start);
  assert.deepEqual(problemLinesOf(folded), []);
  const lost = steps.flatMap((line, at) => (/^ {2,}\w/u.test(line) ? [at] : []));
  for (const at of lost) {
    const text = steps.with(at, (steps[at] ?? "").replace(/\w+/u, "$& $")).join("\n");
    assert.deepEqual([...new Set(problemLinesOf(text))], [at + 1], text);
  }
  assert.ok(lost.length > 10);
});
