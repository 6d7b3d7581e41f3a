// The pages of the handbook from a small family: what stands in them, in both dresses.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RuleFamily } from "../src/contract/rulebook.ts";
import { markdownPage, plainPage, type Block } from "./page.ts";
import { plain } from "./paint.ts";
import { familyPage, ruleIndex, ruleSection } from "./rulebook.ts";

const party = (id: string): RuleFamily["rules"][number]["examples"][number]["parties"][number] => ({
  id,
  role: id,
  name: id,
  station: "",
  properties: {},
});
const family: RuleFamily = {
  name: "LIB",
  about: ["Borrowing and", "bringing back."],
  rules: [
    {
      id: "LIB-01",
      family: "LIB",
      level: "must",
      roles: ["reader", "desk"],
      statement: "What is *borrowed* comes back.",
      place: { file: "reference/spec/library.custody", line: 7, column: 1 },
      sources: [{ key: "seed 000", title: "[LIB] The library" }],
      sentences: [{ seed: "000", n: 4, text: "A book comes back.", rules: ["LIB-01"] }],
      examples: [
        {
          good: false,
          title: "kept",
          text: 'bad "kept" blames reader { reader -> desk borrow(b) }',
          parties: [party("reader"), party("desk")],
          events: [
            { seq: 1, time: 0, kind: "call", name: "borrow", from: "reader", to: "desk", args: { b: "b1" } },
          ],
          breach: { blames: "reader", seq: 1, demand: "require brought", because: ["brought is false"] },
        },
      ],
      mutants: [
        {
          name: "reader-keeps",
          sentence: "It keeps the book.",
          role: "reader",
          breaks: "LIB-01",
          blames: "reader",
          scenarios: [],
          wrap: (layer) => layer,
        },
      ],
      scenarios: [
        {
          word: "exchange",
          title: "there and back",
          place: { file: "features/there.custody", line: 3, column: 1 },
        },
      ],
    },
  ],
};

test("a page says everything about a rule and leads to where it comes from", () => {
  const page = markdownPage(familyPage(family, "../../"));
  for (const part of [
    "# LIB\n\nBorrowing and bringing back.\n",
    "## LIB-01\n\nmust · reader, desk\n\nWhat is \\*borrowed\\* comes back.\n",
    "- cites seed 000: \\[LIB\\] The library\n",
    "- says 000.4: A book comes back.\n",
    "[reference/spec/library.custody:7](../../reference/spec/library.custody#L7)",
    '**Bad "kept": reader is to blame**\n\n```custody\nbad "kept"',
    ">   1  |------>|      borrow(b=b1)\n",
    "- event 1 breaks: require brought\n- brought is false\n",
    "- reader-keeps: It keeps the book. To blame: reader.\n",
    '- exchange "there and back", [features/there.custody:3](../../features/there.custody#L3)\n',
  ])
    assert.ok(page.includes(part), `${part}\n---\n${page}`);
});

test("the index leads to every rule", () => {
  const page = markdownPage(ruleIndex([family], "../../"));
  assert.match(page, /1 rule, by family\./u);
  assert.ok(
    page.includes("| [LIB-01](LIB.md#lib-01) | must | reader, desk | What is \\*borrowed\\* comes back. |"),
  );
});

test("a terminal gets the same text without links and fences", () => {
  const [rule] = family.rules;
  assert.ok(rule !== undefined);
  const text = plainPage(ruleSection(rule, ""), plain);
  assert.ok(text.startsWith("LIB-01\n\nmust · reader, desk\n\nWhat is *borrowed* comes back.\n"), text);
  assert.match(text, /\n {2}cites seed 000: \[LIB\] The library\n/u);
  assert.match(text, /\n {2}bad "kept" blames reader/u);
  assert.match(text, /\n> {3}1 {2}\|------>\|/u);
  assert.doesNotMatch(text, /```|\]\(/u);
});

test("no text of a rule breaks out of its place on a page", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const blocks: readonly Block[] = [
        { kind: "text", parts: [text] },
        { kind: "list", items: [[text]] },
        { kind: "table", head: ["a"], rows: [[text]] },
        { kind: "code", language: "text", text: text.replaceAll("\n", " ") },
        { kind: "heading", level: 2, text: "the end" },
      ];
      const lines = markdownPage(blocks).split("\n");
      assert.equal(lines.length, 14, JSON.stringify(lines));
      assert.deepEqual(lines.slice(-3), ["", "## the end", ""]);
      assert.ok(lines.slice(0, 7).every((line) => !/(^|[^\\])[<>*_`]/u.test(line.replaceAll("\\\\", ""))));
    }),
  );
});
