// What reports promise whatever they are given: nothing too wide, nothing that a reader's program would obey, sums that add up.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../src/contract/event.ts";
import { consoleReport } from "./console.ts";
import { aroundEvent, failureText } from "./failure.ts";
import { junitReport } from "./machines/junit.ts";
import { ladder, ladderWidth } from "./ladder.ts";
import { markdownReport } from "./markdown.ts";
import { seedRows } from "./seeds.ts";
import { failure, party, suite } from "./testing/suites.ts";

const names = [
  "nic",
  "ndis",
  "P",
  "WS.redirector",
  "SRV.server",
  "a-party-with-a-very-long-name-indeed",
  "K1",
  "K2",
  "K3",
  "K4",
];
const parties = names.map(party);
const event = fc.record({
  kind: fc.constantFrom("call" as const, "return" as const, "said" as const, "arrived" as const),
  name: fc.string(),
  from: fc.constantFrom(...names),
  to: fc.constantFrom(...names),
  args: fc.dictionary(fc.string(), fc.string()),
});
const events = fc
  .array(event, { maxLength: 12 })
  .map((list): readonly Event[] => list.map((each, index) => ({ ...each, seq: index + 1, time: 0 })));

test("a ladder is never wider than it promises, shows every event once and no control character", () => {
  fc.assert(
    fc.property(events, fc.string(), (list, sentence) => {
      const custody = new Map(list.map(({ seq }) => [seq, [sentence]]));
      const lines = ladder({ parties, events: list, custody, steps: new Map([[1, 7]]) }).split("\n");
      for (const line of lines) assert.ok(line.length <= ladderWidth, line);
      assert.deepEqual(
        lines.flatMap((line) => /^[ >]\s{0,4}(\d+)\s/u.exec(line)?.[1] ?? []).map(Number),
        list.map(({ seq }) => seq),
      );
      // oxlint-disable-next-line no-control-regex -- they are what is looked for
      assert.doesNotMatch(lines.join(""), /[\u0000-\u001f\u007f-\u009f]/u);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("arrows lead from the doer to the one across, and returns point back", () => {
  const text = ladder({
    parties: ["a", "b", "c"].map(party),
    events: [
      { seq: 1, time: 0, kind: "call", name: "Ask", from: "a", to: "c", args: { n: 1 } },
      { seq: 2, time: 0, kind: "act", name: "reads", from: "b" },
      { seq: 3, time: 1500, kind: "return", name: "Ask", from: "c", to: "a", results: { status: 0 } },
    ],
    steps: new Map([[1, 4]]),
    mark: 3,
  });
  assert.deepEqual(text.split("\n"), [
    "    #  step  a      b      c",
    "    1     4  |------------>|      Ask(n=1)",
    "    2        |      *      |      reads()",
    "             1.5 ms later",
    ">   3        |< - - - - - -|      Ask returns (status=0)",
  ]);
});

test("ten events are drawn around one, fewer at the ends of a run", () => {
  const run = Array.from({ length: 30 }, (_, index): Event => ({
    seq: index + 1,
    time: 0,
    kind: "act",
    name: "x",
    from: "a",
  }));
  const seqs = (at: number): readonly number[] => aroundEvent(run, at).map(({ seq }) => seq);
  assert.deepEqual(seqs(15), [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  assert.deepEqual([seqs(1).at(0), seqs(1).length], [1, 10]);
  assert.deepEqual([seqs(30).at(-1), seqs(0).at(-1), seqs(0).length], [30, 30, 10]);
});

test("a failure says its parts in the one order", () => {
  const proof = [{ seq: 9, time: 0, kind: "act", name: "writes", from: "nic" }] as const;
  const text = failureText(
    { ...failure, proof },
    {
      parties: [party("nic")],
      events: [{ seq: 1, time: 0, kind: "act", name: "reads", from: "nic" }],
    },
  );
  const order = [
    "the requirement [R-1, seed 001]",
    "f.custody:3",
    "what was expected",
    "what happened",
    "the reason",
    "who held it",
    "writes()",
    "reads()",
    "custody replay TOKEN",
  ];
  const places = order.map((part) => text.indexOf(part));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.ok(
    places.every((place) => place >= 0),
    text,
  );
});

test("a sentence of a seed is kept only when all of its rules are", () => {
  assert.deepEqual(
    seedRows(suite("t")).map(({ sentence, verdict }) => [sentence, verdict]),
    [
      ["001.1", "kept"],
      ["001.2", "broken"],
      ["001.3", "unexercised"],
      ["001.4", "demands nothing"],
    ],
  );
});

test("the console prints both sums", () => {
  const text = consoleReport(suite("t"));
  assert.match(text, /scenarios: 3 selected = 1 passed \+ 1 failed \+ 1 undecided\n/u);
  assert.match(text, /rules in force: 3 = 1 kept \+ 1 broken \+ 1 unexercised \+ 0 undecided\n/u);
  assert.match(text, /exit 1: something failed\n$/u);
});

test("many rules that nothing exercised are named, a few are spelled; whatever else is not kept always is", () => {
  const small = suite("t");
  const silent = small.rules.filter(({ verdict }) => verdict === "unexercised");
  const many = Array.from({ length: 30 }, (_, i) =>
    silent.map((rule) => ({ ...rule, id: `ODD-${i}` })),
  ).flat();
  assert.match(consoleReport(small), new RegExp(`^unexercised ${silent[0]?.id} +\\S`, "mu"));
  const text = consoleReport({ ...small, rules: [...small.rules, ...many] });
  assert.match(text, /^unexercised 31 rules that nothing in this run exercised:$/mu);
  for (const { id } of many) assert.match(text, new RegExp(`^ {12}(\\S+ )*${id}( |$)`, "mu"));
  assert.match(text, /^broken {6}/mu);
  assert.ok(text.split("\n").every((line) => line.length <= 100));
});

test("JUnit counts what it lists and is XML whatever a title holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      const xml = junitReport(suite(title));
      // oxlint-disable-next-line no-control-regex -- they are what is looked for
      assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
      assert.doesNotMatch(xml.replaceAll(/<[^<>]*>|&(?:amp|lt|gt|quot);/gu, ""), /[<>&]/u);
      assert.match(xml, /<testsuites name="custody" tests="6" failures="2" errors="0" skipped="2">/u);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("Markdown tables keep their columns whatever a title holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      const rows = markdownReport(suite(title)).split("## Scenarios")[1]?.split("\n\n")[1]?.split("\n") ?? [];
      assert.equal(rows.length, 5);
      for (const row of rows) assert.equal(row.replaceAll(/\\./gu, "").split("|").length, 6, row);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("what is wrong with the list of known failures stands in every report, and in the counts of JUnit", () => {
  const told = { ...suite("a"), complaints: ['e.yaml:5: "a" & "b" was not played'] };
  assert.match(consoleReport(told), /^EXPECTED    e\.yaml:5: "a" & "b" was not played$/mu);
  assert.match(markdownReport(told), /^## Known failures\n\ne\.yaml:5: /mu);
  const failures = (text: string): number => Number(/failures="(\d+)"/u.exec(text)?.[1]);
  assert.equal(failures(junitReport(told)), failures(junitReport(suite("a"))) + 1);
  assert.match(
    junitReport(told),
    /name="e\.yaml:5: &quot;a&quot; &amp; &quot;b&quot; was not played" file="e\.yaml:5"/u,
  );
});

test("what has to be known of a scenario stands in every report, whatever came of it, and its log where it failed", () => {
  const [failed, fine, left] = suite("t").scenarios;
  assert.ok(failed !== undefined && fine !== undefined && left !== undefined);
  const noted = {
    ...suite("t"),
    scenarios: [
      { ...failed, log: ["out of <memory>"] },
      { ...fine, notes: ["it left 2 processes behind"] },
      left,
    ],
  };
  assert.match(consoleReport(noted), /^ok .*"fine" \(.*\)\n {12}it left 2 processes behind$/mu);
  assert.match(markdownReport(noted), /\| passed; it left 2 processes behind \|/u);
  assert.match(markdownReport(noted), /The end of its own log:\n\n```text\nout of <memory>\n```/u);
  assert.match(junitReport(noted), /<property name="note" value="it left 2 processes behind"\/>/u);
  assert.match(junitReport(noted), /<system-err>out of &lt;memory&gt;<\/system-err>/u);
});
