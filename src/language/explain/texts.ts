// What to do about a text that cannot be read: each with lines of grammar/bad, wrong and mended.
import type { SyntaxCode } from "../problems.ts";
import type { Advice } from "./advice.ts";

export const textAdvice = {
  unexpected: {
    todo: "Compare the place with what was expected there; a space, a comma or a bracket in front of it is often the cause.",
    wrong: "boundary desk store { down Fetch (book: book) }",
    mended: "boundary desk / store { down Fetch (book: book) }",
  },
  "reserved-word": {
    todo: "Take another name: words that begin or join a clause mean only that. Behind a dot every word is a name.",
    wrong: "role until",
    mended: "role deadline",
  },
  "unknown-declaration": {
    todo: "Begin the line with import, vocabulary, resource, rule, exchange, receive or send, or indent it if it belongs to the declaration above.",
    wrong: "vocabluary house {",
    mended: "vocabulary house {",
  },
  "unknown-statement": {
    todo: "Begin the line with a word of its place; custody explain unexpected says what to look at when the word is right.",
    wrong: "  rolle desk",
    mended: "  role desk",
  },
  "unclosed-text": {
    todo: "Close the text in its line. A quote inside a text is doubled; a backslash means nothing.",
    wrong: '  cites seed 001, "N5-RPK',
    mended: '  cites seed 001, "N5-RPK"',
  },
  "unclosed-bracket": {
    todo: "Close the bracket before its statement ends.",
    wrong: "    reads (what: any\n",
    mended: "    reads (what: any)\n",
  },
  "unclosed-brace": {
    todo: "Close the block. Indentation says which one is meant: the next line in column 1 begins a declaration.",
    wrong: "    reads (what: any)\n",
    mended: "    reads (what: any)\n  }\n",
  },
  "stray-bracket": {
    todo: "Take it out, or open what it was to close.",
    wrong: "  good { desk reads(b1)) }",
    mended: "  good { desk reads(b1) }",
  },
  "broken-bytes": {
    todo: "Write two hexadecimal digits a byte; blanks between bytes are free.",
    wrong: 'seal: bytes = x"FF 0", mark: bytes = x"GG"',
    mended: 'seal: bytes = x"FF 00", mark: bytes = x"AA"',
  },
  "number-out-of-range": {
    todo: "Stay below 2 to the 53rd, and with durations at whole microseconds.",
    wrong: "c: int = 1.5, d: duration = 0.0005 ms",
    mended: "c: int = 15, d: duration = 5 us",
  },
  "nesting-too-deep": {
    todo: "Give the inner part a name (var, let), or take brackets away that change nothing.",
    wrong: "((((…)))) 100 deep",
    mended: "let first = …\nlet second = first + …",
  },
  "name-too-long": {
    todo: "Shorten it to 128 characters.",
    wrong: "role aaaaaaaa… (129 letters)",
    mended: "role archive",
  },
  "list-too-long": {
    todo: "Split it: a list in a text holds 4,096 elements.",
    wrong: "hours: int[] = [1, 1, 1, … 4,097 times]",
    mended: "hours: int[] = [1, 1, 1]",
  },
  "expression-too-long": {
    todo: "Split it: several require statements, or a var for a part.",
    wrong: "require 1 + 1 + 1 + … 300 times",
    mended: "sum = 1 + 1\nrequire sum > 0",
  },
  "file-too-long": {
    todo: "Split it into files that import each other.",
    wrong: "one file of 17 MB",
    mended: 'import "first"\nimport "second"',
  },
  "too-many-problems": {
    todo: "Mend those that are listed and lint again: what follows was not read.",
    wrong: "on reads() { requier } 101 times",
    mended: "on reads() { require … }",
  },
  "not-text": {
    todo: "See whether this is the file that was meant, and whether it was copied as text; then take the character out.",
    wrong: "role desk\u2407",
    mended: "role desk",
  },
} as const satisfies Readonly<Record<SyntaxCode, Advice>>;
