// The page of the seed sentences, from a small rule book: nothing is left empty, and what is long leads to the rule.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RuleEntry } from "../src/contract/rulebook.ts";
import { markdownPage } from "./page.ts";
import { traceability } from "./traceability.ts";

const place = (line: number): RuleEntry["place"] => ({ file: "features/there.custody", line, column: 1 });
const rule = (id: string, scenarios: readonly string[], mutants: readonly string[]): RuleEntry => ({
  id,
  family: "LIB",
  level: "must",
  roles: ["reader"],
  statement: "It comes back.",
  place: place(1),
  sources: [],
  sentences: [],
  examples: [],
  mutants: mutants.map((name) => ({
    name,
    sentence: "It keeps it.",
    role: "reader",
    breaks: id,
    blames: "reader",
    scenarios: [],
    wrap: (layer) => layer,
  })),
  scenarios: scenarios.map((title, at) => ({ word: "exchange", title, place: place(at + 1) })),
});
const rules = [
  rule("LIB-01", ["one", "two", "both"], ["reader-keeps", "reader-tears"]),
  rule("LIB-02", ["both"], ["reader-keeps"]),
];
const page = markdownPage(
  traceability(
    [
      { seed: "000", n: 1, text: "It is *borrowed* and comes back.", rules: ["LIB-01", "LIB-02"] },
      { seed: "000", n: 2, text: "See there.", rules: [], nothing: "It refers to another book." },
    ],
    [{ name: "LIB", about: [], rules }],
    { "seed 000": "The library" },
    { toRoot: "../", toRules: "rules/" },
  ),
);
const rows = page.split("\n").filter((line) => line.startsWith("| 000."));

test("a sentence leads to its rules, to the scenarios that exercise most of them, and names every mutant once", () => {
  assert.equal(
    rows[0],
    "| 000.1 | It is \\*borrowed\\* and comes back. | [LIB-01](rules/LIB.md#lib-01), [LIB-02](rules/LIB.md#lib-02) | " +
      "[both](../features/there.custody#L3), [one](../features/there.custody#L1), [1 more of LIB-01](rules/LIB.md#lib-01), " +
      "[both](../features/there.custody#L1) | reader-keeps, reader-tears |",
  );
});

test("a sentence that states nothing says why", () => {
  assert.equal(
    rows[1],
    "| 000.2 | See there. | states nothing: It refers to another book. | nothing to exercise | nothing to break |",
  );
  assert.match(page, /2 sentences: 1 carried by rules, 1 that state nothing\./u);
});
