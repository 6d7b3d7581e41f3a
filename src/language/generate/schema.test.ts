import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Event } from "../../contract/event.ts";
import type { RecordHeader } from "../../contract/record.ts";
import { recordSchema } from "./schema.ts";
import { checked, vocabulary } from "../testing/library.ts";

const validate = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
}).compile(recordSchema(checked(vocabulary).program));

const borrow: Event = {
  seq: 1,
  time: 0,
  kind: "call",
  name: "borrow",
  from: "R",
  to: "desk",
  call: 1,
  args: { title: "Emma", days: 7 },
};
const header: RecordHeader = {
  custody: "record",
  version: 1,
  kit: "0.1.0",
  rules: "0",
  subject: { name: "desk", version: "1" },
  target: "reference",
  live: [],
  seed: 0,
  scenario: { title: "t", file: "f", line: 1, digest: "0" },
  parties: [{ id: "R", role: "reader", name: "R", station: "", properties: { limit: 3 } }],
  fromStart: true,
};

test("lines of a record are accepted: header, events of each kind, end, and fields of the future", () => {
  const lines: readonly unknown[] = [
    header,
    borrow,
    {
      seq: 2,
      time: 3,
      kind: "return",
      name: "borrow",
      from: "desk",
      to: "R",
      call: 1,
      results: { status: "YES", copy: "book1" },
      resources: { book1: { pages: 3 } },
    },
    { seq: 3, time: 3, kind: "act", name: "stamps", from: "R", args: { what: "book1", ink: null } },
    { seq: 4, time: 4, kind: "arrived", name: "postcard", from: "R", to: "desk", derived: true },
    { seq: 5, time: 5, kind: "call", name: "unheard_of", from: "R", future: [1] },
    { end: "quiet", events: 5 },
  ];
  for (const line of lines) assert.ok(validate(line), JSON.stringify(validate.errors));
});

test("what the contract or the vocabulary does not allow is refused", () => {
  const wrong: readonly unknown[] = [
    { ...borrow, seq: 0 },
    { ...borrow, kind: "shout" },
    { ...borrow, kind: "act" },
    { ...borrow, args: { title: 7 } },
    { ...borrow, to: undefined },
    {
      seq: 2,
      time: 3,
      kind: "return",
      name: "borrow",
      from: "desk",
      to: "R",
      call: 1,
      results: { status: "MAYBE" },
    },
    {
      seq: 2,
      time: 3,
      kind: "call",
      name: "bring",
      from: "R",
      to: "desk",
      call: 2,
      args: { books: "book1" },
    },
    { ...header, parties: [{ id: "R" }] },
    { end: "never", events: 1 },
    { end: "quiet" },
    [],
  ];
  for (const line of wrong) assert.ok(!validate(JSON.parse(JSON.stringify(line))), JSON.stringify(line));
});
