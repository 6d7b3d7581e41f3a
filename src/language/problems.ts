// Every kind of syntax problem, and the one way to say so.
import type { Problem } from "../contract/problem.ts";

/** Stable codes, each with what it means; `custody explain` and the corpora read this table. */
export const syntaxProblems = {
  // what stands where it should not
  unexpected: "something else was expected at this place",
  "reserved-word": "a word of the language is used as a name",
  "unknown-declaration": "a line in column 1 that begins no declaration",
  "unknown-statement": "a line that begins no statement of this place",
  // what is not closed
  "unclosed-text": "a text whose closing quote is missing in its line",
  "unclosed-bracket": "a bracket that is not closed in its statement",
  "unclosed-brace": "a block that is not closed",
  "stray-bracket": "a closing bracket or brace that closes nothing",
  // what cannot be a value
  "broken-bytes": "bytes that are not pairs of hexadecimal digits",
  "number-out-of-range":
    "a number too large to be exact, or a fraction that is not a whole number of microseconds",
  // bounds
  "nesting-too-deep": "brackets nested deeper than 64",
  "name-too-long": "a name of more than 128 characters",
  "list-too-long": "a list of more than 4,096 elements",
  "expression-too-long": "more than 256 operators in a row",
  "file-too-long": "a file of more than 16 MB",
  "too-many-problems": "more problems than are worth listing; the rest was not read",
  "not-text": "a character that no text has: the file is damaged or binary",
} as const satisfies Readonly<Record<string, string>>;

export type SyntaxCode = keyof typeof syntaxProblems;

/** A problem that does not know its file yet. */
export type SyntaxFault = {
  readonly code: SyntaxCode;
  readonly at: number;
  readonly end: number;
  readonly message: string;
  readonly hint?: string;
};

export const isSyntaxCode = (text: string): text is SyntaxCode => Object.hasOwn(syntaxProblems, text);

export const fault = (
  code: SyntaxCode,
  at: number,
  end: number,
  said?: { message?: string; hint?: string },
): SyntaxFault => {
  const hint = said?.hint ?? usualHints.get(code);
  return {
    code,
    at,
    end,
    message: sentence(said?.message ?? usualMessages.get(code) ?? syntaxProblems[code]),
    ...(hint === undefined ? {} : { hint }),
  };
};

export const inFile = (file: string, { code, at, end, message, hint }: SyntaxFault): Problem => ({
  code,
  file,
  at,
  end,
  message,
  ...(hint === undefined ? {} : { hint }),
  severity: "error",
});

const usualMessages: ReadonlyMap<SyntaxCode, string> = new Map<SyntaxCode, string>([
  ["unclosed-text", "this text is not closed in its line"],
  ["unclosed-bracket", "this bracket is not closed"],
  ["broken-bytes", "these bytes are not pairs of hexadecimal digits"],
  ["number-out-of-range", "this number is too large to be exact, or no whole number of microseconds"],
  ["nesting-too-deep", "brackets are nested deeper than 64 here"],
  ["name-too-long", "this name has more than 128 characters"],
  ["list-too-long", "this list has more than 4,096 elements"],
  ["expression-too-long", "more than 256 operators stand in a row here"],
  ["file-too-long", "this file has more than 16 MB"],
  ["too-many-problems", "there are more problems than are worth listing; what follows was not read"],
]);

const usualHints: ReadonlyMap<SyntaxCode, string> = new Map<SyntaxCode, string>([
  ["unclosed-text", "close it in the same line; a quote inside a text is doubled"],
  ["broken-bytes", 'write bytes as x"FF 53 4D 42"'],
  ["expression-too-long", "split it"],
  ["file-too-long", "split it into files that import each other"],
]);

const sentence = (words: string): string =>
  words.charAt(0).toUpperCase() + words.slice(1) + (words.endsWith(".") ? "" : ".");
