// What stands behind a `$` in a token is matched by a regular expression; the grammar alone says what that is.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import peggy from "peggy";
import { parse, SyntaxError } from "../../grammar/parser.js";
import { reservedWords } from "./words.ts";

const texts = readdirSync("grammar")
  .filter((name) => name.endsWith(".peggy"))
  .toSorted((a, b) => Number(b === "custody.peggy") - Number(a === "custody.peggy"))
  .map((name) => ({ source: name, text: readFileSync(`grammar/${name}`, "utf8") }));
const plain = peggy.generate(texts, { allowedStartRules: ["*"] });
const tokens = texts.flatMap(({ text }) =>
  [...text.matchAll(/^(\w+) ".*"\n/gmu)].map(([, name = ""]) => name),
);

const characters = fc.constantFrom(
  ...' \t\r\n;""".-_=!<>x0123456789abcdefABCDEFyzYZé'.split(""),
  ...'in has covers holds owns us ms min s bytes byte not 0x x" or SND6'.split(" "),
);

type Outcome = { readonly read: unknown } | { readonly expected: unknown; readonly at: unknown };

function outcome(read: () => unknown): Outcome {
  try {
    return { read: read() };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof plain.SyntaxError)) throw error;
    return { expected: error.expected, at: error.location.start.offset };
  }
}

test("a token reads the same, and refuses the same, with the regular expression and without", () => {
  assert.ok(tokens.length > 10);
  fc.assert(
    fc.property(
      fc.constantFrom(...tokens),
      fc.array(characters, { maxLength: 12 }).map((all) => all.join("")),
      (startRule, text) => {
        const options = { startRule, base: 0, reserved: reservedWords };
        assert.deepEqual(
          outcome(() => parse(text, options)),
          outcome(() => plain.parse(text, options) as unknown),
        );
      },
    ),
    { numRuns: 5000 },
  );
});
