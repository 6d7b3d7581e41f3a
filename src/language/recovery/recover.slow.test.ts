import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { positionOf } from "../excerpt.ts";
import { parseFile } from "../parse.ts";
import { scan } from "../scan.ts";
import { withoutPlaces } from "../testing/trees.ts";
import { continuingWords } from "../words.ts";
import { recover } from "./recover.ts";

const good = readdirSync("grammar/good")
  .filter((name) => name.endsWith(".custody"))
  .map((name) => readFileSync(`grammar/good/${name}`, "utf8"));

test("what is good is found good statement by statement too, and is put together again as it was", () => {
  for (const text of good) {
    const { plain, pieces } = scan(text);
    const found = pieces.map(({ at, end }) => recover(plain(), at, end, { left: 1e6 }));
    assert.deepEqual(
      found.flatMap(({ faults }) => faults),
      [],
    );
    assert.deepEqual(
      withoutPlaces(found.flatMap(({ declarations }) => declarations)),
      withoutPlaces(parseFile("a", text).file.declarations),
    );
  }
});

const continuing = new RegExp(`^\\s*(?:[{}]|(?:${[...continuingWords, "until"].join("|")})\\b)`, "u");

type Mistake = { readonly line: number; readonly text: string; readonly brackets: boolean };
const token = /"(?:[^"\n]|"")*"|#[^\n]*|[A-Za-z0-9_]+|->|<-|\.\.<|[!<>+-]=|[^\s]/g;

/** Every way to damage a line for certain: a strange character, a bracket or quote taken away or doubled, an arrow bent. */
function mistakesIn(text: string): readonly Mistake[] {
  return text.split("\n").flatMap((line, number, lines) => {
    const tokens = [...line.matchAll(token)].filter(([word]) => !word.startsWith("#"));
    const count = (bracket: string): number => tokens.filter(([word]) => word === bracket).length;
    const balanced = count("(") === count(")") && count("[") === count("]") && count("{") === count("}");
    // A statement that goes over several lines is one statement: its first line stands for it.
    const goesOn = continuing.test(line) || /,\r?$/.test(lines[number - 1] ?? "");
    return goesOn
      ? []
      : tokens.flatMap((found, i) =>
          damaged(line, found, i, balanced).map((each) => ({
            line: number + 1,
            text: each,
            brackets: brackets(each) !== brackets(line),
          })),
        );
  });
}

const brackets = (line: string): number => line.replaceAll(/[^{}()[\]]/g, "").length;

function damaged(
  line: string,
  { 0: word, index: at }: RegExpExecArray,
  i: number,
  balanced: boolean,
): readonly string[] {
  const end = at + word.length;
  const put = (from: number, to: number, text: string): string => line.slice(0, from) + text + line.slice(to);
  const found = [put(end, end, " $ ")];
  if (i > 0) found.push(put(at, at, "! "));
  if (/^[()[\]]$/.test(word)) found.push(put(at, end, word + word));
  if (/^[()[\]{}]$/.test(word) && balanced) found.push(put(at, end, ""));
  if (word.startsWith('"')) found.push(put(end - 1, end, ""), put(at, at + 1, ""));
  if (word === "->") found.push(put(at, end, "->>"), put(at, end, "=>"));
  return found;
}

const planted = good.map((text) => ({ text, mistakes: mistakesIn(text) }));

function problemLines(text: string, mistakes: readonly Mistake[]): readonly number[] {
  const lines = text.split("\n");
  for (const mistake of mistakes) lines[mistake.line - 1] = mistake.text;
  const damagedText = lines.join("\n");
  const found = parseFile("a", damagedText).problems.map(({ at }) => positionOf(damagedText, at).line);
  return [...new Set(found)].toSorted((a, b) => a - b);
}

test("each mistake alone is reported in its line and in no other", () => {
  for (const { text, mistakes } of planted) {
    for (const mistake of mistakes.filter((_, i) => i % 4 === 0)) {
      assert.deepEqual(problemLines(text, [mistake]), [mistake.line], mistake.text);
    }
  }
  assert.ok(planted.reduce((sum, { mistakes }) => sum + mistakes.length, 0) > 1500);
});

test("mistakes in up to five statements are reported in their lines and in no other", () => {
  const some = fc.nat({ max: planted.length - 1 }).chain((which) => {
    const { text, mistakes } = planted[which] ?? { text: "", mistakes: [] };
    return fc.record({
      text: fc.constant(text),
      mistakes: fc.uniqueArray(fc.constantFrom(...mistakes), {
        minLength: 1,
        maxLength: 5,
        selector: ({ line }) => line,
      }),
    });
  });
  fc.assert(
    fc.property(some, ({ text, mistakes }) => {
      // Of two brackets, one missing and one too many, either may stand for the other.
      fc.pre(mistakes.filter((each) => each.brackets).length < 2);
      assert.deepEqual(
        problemLines(text, mistakes),
        mistakes.map(({ line }) => line).toSorted((a, b) => a - b),
      );
    }),
    { numRuns: 300 },
  );
});

const problems = (text: string): readonly string[] =>
  parseFile("a", text).problems.map(
    ({ code, at, message, hint }) =>
      `${positionOf(text, at).line}: ${code}: ${message}${hint === undefined ? "" : ` ${hint}`}`,
  );

test("what was expected is said in the language's own words", () => {
  assert.deepEqual(problems('rule A-1 must desk "x" {\n  on reads(what = ) { require left > }\n}'), [
    "2: unexpected: Expected a value, found `)`.",
    "2: unexpected: Expected a value, found the end of the statement.",
  ]);
  assert.deepEqual(problems('rule A-1 must desk "x" {\n  var when = 1\n}'), [
    "2: reserved-word: `when` is a word of the language and cannot be a name.",
  ]);
  assert.deepEqual(problems("vocabulary v {\n  rolle desk\n}"), [
    "2: unknown-statement: `rolle` begins no statement here. did you mean `role`?",
  ]);
});

test("what belongs to the head of a scenario is shown the way there", () => {
  for (const cast of ["desk", "desk D"])
    assert.match(
      problems(`send "x" {\n  parties ${cast}\n  covers A-1\n}`).join(),
      /^3: [^:]+: [^:]*`covers`[^:]* `covers` stands behind the title, in front of the `\{`$/u,
    );
});

test("what stands behind something else is shown the way in front of it", () => {
  const step = "a -> b go()";
  for (const [text, word] of [
    [`${step} grouped any way mutate x = 1`, "mutate"],
    [`${step} returns 1 mutate x = 1`, "mutate"],
    [`${step} { c act() } mutate x = 1`, "mutate"],
    [`${step} within 1 s returns 2`, "returns"],
  ])
    assert.match(
      problems(`send "x" {\n  ${text}\n}`).join(),
      new RegExp(
        `^2: unexpected: [^:]*found \`${word}\`\\. \`${word}\` stands (directly )?behind the call`,
        "u",
      ),
    );
  assert.match(
    problems('rule A-1 must desk "x" {\n  on a() { require b, "c" blames d }\n}').join(),
    /^2: unexpected: [^:]*`blames`\. `blames` stands behind the condition, in front of the text$/u,
  );
  assert.match(
    problems('rule A-1 must desk "x" {\n  on a() { for each s in l { observe } }\n}').join(),
    /^2: unknown-statement: `for each` begins no statement here\. it stands in a rule, around what is tracked/u,
  );
});

test("a missing brace costs one declaration, and the indentation says which one is meant", () => {
  const text =
    'rule A-1 must desk "x" {\n  on a() {\n    observe\n  on b() { observe }\n}\nrule B-1 must desk "y" {\n  requre\n}\n';
  assert.deepEqual(problems(text), [
    "2: unclosed-brace: `{` is not closed.",
    "7: unknown-statement: `requre` begins no statement here.",
  ]);
});

test("a statement whose brace is missing keeps what was to stand in it", () => {
  const text =
    'rule A-1 must desk "x" {\n  on a()\n    requre b\n    observe\n  }\n  on c() { observe }\n}\n';
  assert.deepEqual(problems(text), [
    "2: unexpected: Expected `{`, found the end of the line.",
    "3: unknown-statement: `requre` begins no statement here. did you mean `require`?",
  ]);
});
