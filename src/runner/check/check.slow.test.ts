// Judging recorded runs: the verdicts of the judge, what is owed when a record stops, what cannot be used.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Program } from "../../contract/program.ts";
import { createJudge } from "../../rules/judge.ts";
import { freeze } from "../input/frozen.ts";
import { loadSpec, parseSpec } from "../input/spec.ts";
import { thawed } from "../input/thawed.ts";
import { kitRoot } from "../kit.ts";
import { RecordReader } from "../record/read.ts";
import { isFields } from "../record/shape.ts";
import { check, type CheckReport } from "./check.ts";
import { proofsOf } from "./proof.ts";
import { exitOf, sumsOf, verdictsOf } from "./sums.ts";

const program = await parseSpec();
const example = exampleIn(readFileSync(join(kitRoot, "docs", "record.md"), "utf8"));
const lines = example.trimEnd().split("\n");

function exampleIn(page: string): string {
  const [, text = ""] = /```jsonl\n([\s\S]*?)```/u.exec(page) ?? [];
  return text;
}

/** As the page suggests: the protocol keeps the packet. */
const kept = [...lines.slice(0, 6), '{"end": "quiet", "events": 5}', ""].join("\n");

const judged = (text: string, by: Program = program): Promise<CheckReport> =>
  check({ name: "r", chunks: [Buffer.from(text)] }, by, createJudge);
const broken = ({ records }: CheckReport): readonly string[] =>
  [...verdictsOf(records)].flatMap(([rule, verdict]) => (verdict === "broken" ? [rule] : []));

test("the example of docs/record.md is a whole record that keeps its rules", async () => {
  const report = await judged(example);
  assert.deepEqual(report.damage, []);
  assert.equal(exitOf(report), 0, JSON.stringify(report.records[0]?.judgement.findings));
  assert.ok(sumsOf(verdictsOf(report.records)).kept > 5);
});

test("and without the return it is the protocol that owes, as the page says", async () => {
  const report = await judged(kept);
  assert.equal(exitOf(report), 1);
  assert.deepEqual(broken(report), ["RCV-PKT-06", "RCV-PKT-19"]);
  assert.deepEqual(
    report.records[0]?.judgement.findings.map(({ rule, blames }) => [rule, blames]),
    [
      ["RCV-PKT-19", "P"],
      ["RCV-PKT-06", "P"],
    ],
  );
});

test("the sum of the rules adds up", async () => {
  const sums = sumsOf(verdictsOf((await judged(example)).records));
  assert.equal(sums.kept + sums.broken + sums.unexercised + sums.undecided, program.rules.length);
});

test("the same findings as the judge gives live, wherever the chunks are cut", async () => {
  const record = example.replace('"count": 1', '"count": 2');
  const reader = new RecordReader();
  const items = record
    .trimEnd()
    .split("\n")
    .map((text, index) => reader.read({ number: index + 1, text }));
  const [first] = items;
  assert.ok(first?.kind === "header");
  const judge = createJudge(program, { parties: first.header.parties, fromStart: true });
  for (const item of items) if (item.kind === "event") judge.see(item.event);
  const live = judge.end("quiet");
  const bytes = Buffer.from(record);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
    bytes.subarray(index * 7, index * 7 + 7),
  );
  const report = await check({ name: "r", chunks }, program, createJudge);
  assert.deepEqual(report.records[0]?.judgement, live);
});

test("a record that ends early is undecided and says what was still owed", async () => {
  const report = await judged(`${lines.slice(0, 6).join("\n")}\n`);
  assert.equal(exitOf(report), 2);
  const [record] = report.records;
  assert.equal(record?.end, undefined);
  assert.deepEqual(broken(report), []);
  const owed = record?.judgement.openDebts.map(({ rule, by }) => `${rule} ${by}`) ?? [];
  assert.ok(owed.includes("RCV-PKT-06 P"), owed.join(", "));
});

test("a damaged line is named and counted, the others are judged", async () => {
  const report = await judged(
    [...lines.slice(0, 3), "{", ...lines.slice(3, -1), '{"end": "quiet", "events": 11}'].join("\n"),
  );
  assert.deepEqual(report.damage, [{ line: 4, message: "is not JSON" }]);
  assert.equal(exitOf(report), 3);
  assert.equal(report.records[0]?.events, 10);
});

test("whatever line cannot be used, and whatever an event does not say of where it is: nobody is accused for want of it", async () => {
  const spoilt = (line: string): readonly string[] => [
    "{",
    line.replace(/"name": "\w+"/u, '"name": "nonsense"'),
    ...["seq", "time", "kind", "from", "to", "call", "in"].map((field) =>
      line.replace(new RegExp(`"${field}": (?:"[^"]*"|\\d+), `, "u"), ""),
    ),
  ];
  let tried = 0;
  for (const [at, line] of lines.entries()) {
    if (at === 0 || at === lines.length - 1) continue;
    for (const other of spoilt(line).filter((one) => one !== line)) {
      tried++;
      const report = await judged(`${lines.with(at, other).join("\n")}\n`);
      assert.deepEqual(broken(report), [], other);
      assert.notEqual(exitOf(report), 1, other);
      if (exitOf(report) !== 3) assert.deepEqual(report.damage, []);
    }
  }
  assert.ok(tried > 50, `${tried} lines`);
});

test("what is seen whole behind a line that cannot be used is judged, and accuses", async () => {
  const renamed = (line: string): string => line.replaceAll("packet1", "packet2");
  const [header = "", ...events] = lines.slice(0, -1);
  const twice = (end: readonly string[]): string =>
    [header, ...events, "{", ...end.map((line, at) => shifted(renamed(line), 10 + at))].join("\n");
  const shifted = (line: string, by: number): string =>
    line
      .replace(/"seq": \d+/u, `"seq": ${by + 1}`)
      .replace(/"time": \d+/u, '"time": 1000')
      .replaceAll(/"(call|in)": (\d+)/gu, (_, name: string, n: string) => `"${name}": ${Number(n) + 10}`);
  const whole = await judged(`${twice(events)}\n{"end": "quiet", "events": 21}\n`);
  assert.deepEqual([broken(whole), exitOf(whole)], [[], 3]);
  const owing = await judged(`${twice(events.slice(0, 5))}\n{"end": "quiet", "events": 16}\n`);
  assert.ok(broken(owing).includes("RCV-PKT-06"), broken(owing).join());
  assert.deepEqual(new Set(owing.records[0]?.judgement.findings.map(({ blames }) => blames)), new Set(["P"]));
});

test("lines that fell out, where the record says that there were more, and lines in the wrong place accuse nobody", async () => {
  for (const at of lines.keys()) {
    if (at === 0 || at === lines.length - 1) continue;
    const report = await judged(`${lines.toSpliced(at, 1).join("\n")}\n`);
    assert.deepEqual([broken(report), exitOf(report)], [[], 3], `without line ${at + 1}`);
  }
  for (let at = 1; at < lines.length - 2; at++) {
    const swapped = lines.toSpliced(at, 2, lines[at + 1] ?? "", lines[at] ?? "");
    const report = await judged(`${swapped.join("\n")}\n`);
    assert.deepEqual([broken(report), exitOf(report)], [[], 3], `lines ${at + 1} and ${at + 2}`);
  }
  const wrong = example.trimEnd().replace('"count": 1', '"count": 0').split("\n");
  const found = broken(await judged(`${wrong.toSpliced(-2, 1).join("\n")}\n`));
  assert.ok(found.length > 0, "what was found in front of the gap");
});

const misuses: readonly (readonly [from: string, to: string, sentence: RegExp])[] = [
  ['"NdisReturnPackets"', '"NdisReturnPacket"', /^says NdisReturnPacket, which no vocabulary has$/],
  [
    '"from": "P", "to": "ndis", "args"',
    '"from": "Q", "to": "ndis", "args"',
    /^names Q, who is not among the parties/,
  ],
  ['"count": 1', '"count": "one"', /^gives ProtocolReceivePacket the count "one", which is no int$/],
  [
    '{"packets": ["packet1"]}, "resources"',
    '{"packets": "packet1"}, "resources"',
    /^gives NdisMIndicateReceivePacket the packets "packet1", which is no packet\[\]$/,
  ],
  [
    '"kind": "act", "name": "frees"',
    '"kind": "said", "to": "ndis", "name": "frees"',
    /^has frees as said; its vocabulary has it as act$/,
  ],
  ['"role": "nic"', '"role": "nick"', /^gives nic the role nick, which no vocabulary has$/],
  ['"serialized": false', '"serialized": "no"', /^gives nic the serialized "no", which is no bool$/],
  [
    '"fromStart": true',
    '"fromStart": true, "watched": ["ndis/nick"]',
    /^watches ndis\/nick, a boundary that no vocabulary has$/,
  ],
];
for (const [from, to, sentence] of misuses)
  test(`misuse: ${sentence.source}`, async () => {
    assert.ok(example.includes(from));
    const report = await judged(example.replace(from, to));
    assert.match(report.damage[0]?.message ?? "", sentence);
    assert.equal(exitOf(report), 3);
  });

test("of several records the worst verdict counts", async () => {
  const report = await judged(example + kept + example);
  assert.equal(report.records.length, 3);
  assert.equal(exitOf(report), 1);
});

test("nothing, and what is no record, are refused with a sentence", async () => {
  await assert.rejects(judged(""), /^InputError: r is empty: a record begins with/);
  await assert.rejects(
    judged("\x7fELF\n\x00\n"),
    /^InputError: r is no record: line 1 is not JSON\. Give the NDJSON/,
  );
  await assert.rejects(
    judged('{"custody": "record", "version": 2}'),
    /^InputError: r: line 1 begins a record of version 2/,
  );
});

test("thawed rules judge as parsed ones", async () => {
  const thawedProgram = thawed(freeze(program));
  for (const record of [example, example.replace('"count": 1', '"count": 2')])
    assert.deepEqual((await judged(record, thawedProgram)).records, (await judged(record)).records);
  assert.equal((await loadSpec()).digest, program.digest);
});

test("memory grows with what is live, not with events", async () => {
  const [head = "", ...rest] = lines.slice(0, -1);
  const cycle = rest.map((line) => {
    const event: unknown = JSON.parse(line);
    return isFields(event) ? event : {};
  });
  const heap: number[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${head}\n`);
    for (let round = 0; round < 3000; round++) {
      const events = cycle.map((event, index) => ({
        ...event,
        seq: round * 10 + index + 1,
        time: round * 100 + index,
        ...moved(event, round),
      }));
      yield Buffer.from(`${events.map((event) => JSON.stringify(event)).join("\n")}\n`);
      if (round % 1000 === 999) heap.push(usedAfterCollection());
    }
    yield Buffer.from('{"end": "quiet", "events": 30000}\n');
  }
  const report = await check({ name: "r", chunks: chunks() }, program, createJudge);
  assert.equal(report.records[0]?.events, 30_000);
  const [early = 0, , late = 0] = heap;
  assert.ok(late - early < 1_000_000, `the heap grew by ${late - early} bytes over 20,000 events`);
});

// Other calls in every round, the same packet.
const moved = (event: Readonly<Record<string, unknown>>, round: number): object => ({
  ...(typeof event["call"] === "number" ? { call: event["call"] + round * 10 } : {}),
  ...(typeof event["in"] === "number" ? { in: event["in"] + round * 10 } : {}),
});

function usedAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  assert.ok(typeof collect === "function");
  Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
}

test("what was found is proved by the fewest events, read from the record again", async () => {
  const open = () => ({ name: "r", chunks: [Buffer.from(kept)] });
  const { records } = await check(open(), program, createJudge);
  const proofs = await proofsOf(program, records, open);
  const [record] = records;
  const [finding] = record?.judgement.findings ?? [];
  assert.ok(record !== undefined && finding !== undefined);
  const proof = proofs.get(finding) ?? [];
  assert.ok(proof.length > 0 && proof.length < 5, `${proof.length} events`);
  const judge = createJudge(program, { ...record.header, fromStart: false }, [finding.rule]);
  for (const event of proof) judge.see(event);
  assert.deepEqual(
    judge.end("quiet").findings.map(({ rule, blames }) => [rule, blames]),
    [[finding.rule, "P"]],
  );
});
