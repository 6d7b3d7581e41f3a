// Laws of the record: what is written is read, however the bytes arrive, and what is damaged is named.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../../contract/event.ts";
import type { RecordHeader } from "../../contract/record.ts";
import { type Line, LineSplitter, longestLine } from "./lines.ts";
import { type RecordItem, RecordReader } from "./read.ts";
import { lineOf, recordText } from "./write.ts";

const header: RecordHeader = {
  custody: "record",
  version: 1,
  kit: "0",
  rules: "",
  subject: { name: "s", version: "1" },
  target: "reference",
  live: [],
  seed: 1,
  scenario: { title: "t", file: "f", line: 1, digest: "" },
  parties: [{ id: "WS.nic", role: "nic", name: "nic", station: "WS", properties: { serialized: true } }],
  fromStart: true,
};

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant({ length: 2, sha256: "0".repeat(64), head: "4142" }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;
const shown = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { maxKeys: 3 });
const event = fc
  .record({
    kind: fc.constantFrom("call" as const, "act" as const, "said" as const),
    name: fc.string({ minLength: 1 }),
    args: shown,
    resources: fc.dictionary(fc.string(), shown, { maxKeys: 2 }),
  })
  .map(({ kind, ...rest }) => ({
    ...rest,
    kind,
    from: "WS.nic",
    ...(kind === "act" ? {} : { to: "WS.nic" }),
    ...(kind === "call" ? { call: 1 } : {}),
  }));
const events = fc
  .array(event, { maxLength: 6 })
  .map((list) => list.map((each, index) => ({ seq: index + 1, time: index, ...each })));

const text = (list: readonly object[]): string =>
  [...recordText(header, list as readonly Event[], { end: "quiet" })].join("");
const linesOf = (bytes: Uint8Array, cuts: readonly number[] = []): readonly Line[] => {
  const splitter = new LineSplitter();
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
  return [...pieces.flatMap((piece) => splitter.split(piece)), ...splitter.rest()];
};
const read = (record: string): readonly RecordItem[] => {
  const reader = new RecordReader();
  return linesOf(Buffer.from(record)).map((line) => reader.read(line));
};
const messages = (record: string): readonly string[] =>
  read(record).flatMap((item) =>
    item.kind === "damaged" || item.kind === "foreign" ? [`${item.line} ${item.message}`] : [],
  );

test("what is written is read, value by value, and written again byte by byte", () => {
  fc.assert(
    fc.property(events, (list) => {
      const items = read(text(list));
      assert.deepEqual(
        items.map(({ kind }) => kind),
        ["header", ...list.map(() => "event"), "end"],
      );
      assert.deepEqual(
        items.flatMap((item) => (item.kind === "event" ? [item.event] : [])),
        JSON.parse(JSON.stringify(list)),
      );
      const again = items.map((item) =>
        item.kind === "header"
          ? lineOf(item.header)
          : item.kind === "event"
            ? lineOf(item.event)
            : item.kind === "end"
              ? lineOf(item.end)
              : "",
      );
      assert.equal(`${again.join("\n")}\n`, text(list));
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("how the bytes are cut into chunks changes nothing", () => {
  fc.assert(
    fc.property(events, fc.array(fc.nat(5000), { maxLength: 8 }), (list, cuts) => {
      const bytes = Buffer.from(text(list));
      assert.deepEqual(linesOf(bytes, cuts), linesOf(bytes));
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("keys stand in one order, unknown ones behind and kept", () => {
  const line = { extra: [1], name: "x", from: "a", kind: "act", time: 0, seq: 1 } as const;
  assert.equal(lineOf(line), '{"seq":1,"time":0,"kind":"act","name":"x","from":"a","extra":[1]}');
});

test("carriage returns, blank lines, a byte order mark and a missing last line end are no damage", () => {
  const record = `\uFEFF${text([])}`.replaceAll("\n", "\r\n\r\n").trimEnd();
  assert.deepEqual(
    read(record).map(({ kind }) => kind),
    ["header", "end"],
  );
});

const start = `${lineOf(header)}\n`;
const act = '{"seq": 1, "time": 5, "kind": "act", "name": "reads", "from": "WS.nic"}\n';

const damages: readonly (readonly [record: string, ...sentences: readonly RegExp[]])[] = [
  [`${start}{"seq": 1, "ti`, /^2 is not JSON$/],
  [`${start}[1]\n`, /^2 is not a JSON object$/],
  [act, /^1 stands before the first line of a record/],
  [`${start}${act}${act}`, /^3 has the number 1 behind 1/],
  [`${start}${act}${act.replace('1, "time": 5', '2, "time": 4')}`, /^3 happens at 4 us, before/],
  [start + act.replace('"act"', '"deed"'), /^2 has the kind "deed", which is none of call, return/],
  [start + act.replace('"act"', '"call"'), /^2 does not say to whom/],
  [start + act.replace("}", ', "args": {"x": {"y": 1}}}'), /^2 has args that are not an object of values/],
  [start + act.replace("}", ', "args": {"x": {"all": "0"}}}'), /^2 has an "all" that is not pairs/],
  [
    start + act.replace("}", ', "args": {"x": {"all": "00", "length": 2}}}'),
    /^2 says that a byte string has 2 bytes and gives 1/,
  ],
  [`${start}${act}{"end": "quiet", "events": 2}`, /^3 says that the record has 2 events; 1 were read/],
  [`${start}{"end": "over", "events": 0}`, /^2 ends a record as "over"/],
  ['{"custody": "record", "version": 1}', /^1 does not list its parties/],
  ['{"custody": "record", "version": 1, "parties": [{"id": "a"}]}', /^1 has a party without role/],
  [
    '{"custody": "record", "version": 1, "parties": [{"id": "a", "role": "nic"}, {"id": "a", "role": "nic"}]}',
    /^1 lists the party a twice/,
  ],
  [
    '{"custody": "record", "version": 7, "parties": []}',
    /^1 begins a record of version 7; this custody reads version 1/,
  ],
  ['{"custody": "capture"}', /^1 begins a "capture", not a record/],
];
for (const [record, ...sentences] of damages)
  test(`damage: ${sentences[0]?.source}`, () => {
    const found = messages(record);
    assert.equal(found.length, sentences.length, found.join("\n"));
    for (const [index, sentence] of sentences.entries()) assert.match(found[index] ?? "", sentence);
  });

test("bytes that are no text, and lines without end, are named and cost no memory", () => {
  const bytes = Buffer.concat([
    Buffer.from(start),
    Buffer.from([0xff, 0xfe, 0x0a]),
    Buffer.alloc(longestLine + 1, 0x61),
    Buffer.from("\n"),
  ]);
  const reader = new RecordReader();
  const items = linesOf(bytes).map((line) => reader.read(line));
  assert.deepEqual(
    items.flatMap((item) => (item.kind === "damaged" ? [item.message] : [])),
    ["is not UTF-8 text", "is longer than 4 MB"],
  );
});

test("a byte string written by hand is completed", () => {
  const [, item] = read(start + act.replace("}", ', "args": {"x": [{"all": "41 42"}]}}'));
  const payload = {
    length: 2,
    sha256: "38164fbd17603d73f696b8b4d72664d735bb6a7c88577687fd2ae33fd6964153",
    head: "4142",
    all: "4142",
  };
  assert.deepEqual(item?.kind === "event" ? item.event.args : item, { x: [payload] });
});

test("a header written by hand is completed: half a record, unless it says otherwise", () => {
  const [item] = read(
    '{"custody": "record", "version": 1, "more": 1, "parties": [{"id": "WS.nic", "role": "nic"}]}',
  );
  assert.ok(item?.kind === "header");
  assert.equal(item.header.fromStart, false);
  assert.deepEqual(item.header.parties, [
    { id: "WS.nic", role: "nic", name: "nic", station: "WS", properties: {} },
  ]);
  assert.match(lineOf(item.header), /"more":1\}$/);
});

test("records stand one behind the other", () => {
  assert.deepEqual(
    read(start + act + text([])).map(({ kind }) => kind),
    ["header", "event", "header", "end"],
  );
});
