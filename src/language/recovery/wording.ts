// What Peggy expected, in the language's own words.
import type { SyntaxError } from "../../../grammar/parser.js";
import { nearest } from "../near.ts";
import { fault, isSyntaxCode, type SyntaxFault } from "../problems.ts";
import { reservedWords } from "../words.ts";
import { type Context, meantWord, places } from "./contexts.ts";

/** The text that was parsed alone, and where its characters stand in the file. */
export type Excised = { readonly text: string; readonly offsetOf: (at: number) => number };

/** One fault for the error, as seen from the statement that was parsed. */
export function worded(error: SyntaxError, excised: Excised, context: Context): SyntaxFault {
  const { text, offsetOf } = excised;
  const { start, end } = error.location;
  if (error.expected === null) {
    if (!isSyntaxCode(error.message)) throw error;
    return fault(error.message, offsetOf(start.offset), offsetOf(end.offset - 1) + 1);
  }
  const found = foundAt(text, start.offset);
  const [at, stop] = [
    offsetOf(found.at),
    found.text === "" ? offsetOf(found.at) : offsetOf(found.end - 1) + 1,
  ];
  const first = foundAt(text, 0);
  const unknown = unknownFirst(first.text, text.slice(first.end), context);
  if (unknown !== undefined)
    return fault(unknown.code, offsetOf(first.at), offsetOf(first.end - 1) + 1, unknown);
  const inFront = context === "declaration" ? {} : placed(found.text, ofHead);
  const expected = new Set(error.expected.map((each) => each.description ?? each.text ?? each.type));
  if (usedAsName(found.text, text.slice(found.end), expected)) {
    return fault("reserved-word", at, stop, {
      message: `\`${found.text}\` is a word of the language and cannot be a name`,
      ...inFront,
    });
  }
  const near = nearest(
    found.text,
    [...expected].filter((word) => /^[a-z]+$/.test(word) && !described.has(word)),
  );
  const message = `expected ${inWords(expected)}, found ${found.text === "" ? "the end of the statement" : `\`${found.text}\``}`;
  return fault("unexpected", at, stop, {
    message,
    ...(near === undefined ? {} : { hint: `did you mean \`${near}\`?` }),
    ...inFront,
    ...placed(found.text, ofStatement[context]),
  });
}

/** Where a word belongs that is right by itself and stands in a wrong place. */
function placed(word: string, places?: ReadonlyMap<string, string>): { readonly hint?: string } {
  const place = places?.get(word);
  return place === undefined ? {} : { hint: `\`${word}\` stands ${place}` };
}

const behindTitle = "behind the title, in front of the `{`";
const ofHead: ReadonlyMap<string, string> = new Map([
  ["covers", behindTitle],
  ["requires", behindTitle],
]);
const ofStatement: Readonly<Partial<Record<Context, ReadonlyMap<string, string>>>> = {
  steps: new Map([
    ["mutate", "directly behind the call, in front of its block, `returns`, `grouped`, `within` and `after`"],
    ["returns", "behind the call and its block, in front of `grouped`, `within` and `after`"],
  ]),
  statements: new Map([["blames", "behind the condition, in front of the text"]]),
};

type Found = { readonly text: string; readonly at: number; readonly end: number };

/** The token at this place; an empty one behind the last when nothing follows in the statement. */
function foundAt(text: string, offset: number): Found {
  const rest = text.slice(offset).search(/\S/);
  if (rest < 0) {
    const end = text.trimEnd().length;
    return { text: "", at: end, end };
  }
  const at = offset + rest;
  const [token = ""] =
    /^(?:[A-Za-z0-9_]+|"[^"\n]*"|->|<-|\.\.<|[!<>+-]=|[^])/u.exec(text.slice(at, at + 200)) ?? [];
  return { text: token, at, end: at + token.length };
}

type Unknown = {
  readonly code: "unknown-declaration" | "unknown-statement";
  readonly message: string;
  readonly hint?: string;
};

/** A statement whose first word begins none, and that is not an event or an assignment either. */
function unknownFirst(word: string, rest: string, context: Context): Unknown | undefined {
  const { words, also } = places[context];
  if (words.has(word) || !/^[A-Za-z_]/.test(word)) return undefined;
  if (word === "for" && /^[ \t]+each\b/.test(rest))
    return {
      code: "unknown-statement",
      message: "`for each` begins no statement here",
      hint: "it stands in a rule, around what is tracked, or among the steps of a scenario",
    };
  const meant = meantWord(context, word);
  const hint = meant === undefined ? {} : { hint: `did you mean \`${meant}\`?` };
  if (context === "declaration")
    return { code: "unknown-declaration", message: `\`${word}\` begins no declaration`, ...hint };
  const usedAsName = /^[ \t]*([-+]?=|->|<-|[:(.])/.test(rest);
  const mayBeName = also !== undefined && meant === undefined && !reservedWords.has(word);
  return usedAsName || mayBeName
    ? undefined
    : { code: "unknown-statement", message: `\`${word}\` begins no statement here`, ...hint };
}

/** A reserved word where only a name can stand, or one that is used like a name where a value is wanted. */
function usedAsName(word: string, rest: string, expected: ReadonlySet<string>): boolean {
  if (!reservedWords.has(word) || !expected.has("name")) return false;
  return !expected.has("value") || /^[ \t]*[=<>!+*.,):-]/.test(rest);
}

const described: ReadonlyMap<string, string> = new Map([
  ["name", "a name"],
  ["number", "a number"],
  ["text", 'a text in "…"'],
  ["bytes", 'bytes in x"…"'],
  ["value", "a value"],
  ["operator", "an operator"],
  ["unit", "a unit"],
  ["rule id", "a rule id such as ABC-01"],
  ["end of the statement", "the end of the statement"],
  ["end", "the end of the statement"],
  ["class", "another character"],
]);
const impliedByValue = new Set([
  "name",
  "number",
  "text",
  "bytes",
  "[",
  "(",
  "?",
  "-",
  ..."unordered not some all inside during".split(" "),
]);

/** Sorted and short: what begins a value is just "a value". */
function inWords(expected: ReadonlySet<string>): string {
  const shown = [...expected]
    .filter((each) => each !== "blank" && !(expected.has("value") && impliedByValue.has(each)))
    .map((each) => described.get(each) ?? `\`${each}\``)
    .sort((a, b) => Number(a.startsWith("`")) - Number(b.startsWith("`")) || (a < b ? -1 : 1));
  const few = [...new Set(shown)].slice(0, 6);
  const last = few.pop() ?? "something else";
  return few.length === 0 ? last : `${few.join(", ")} or ${last}`;
}
