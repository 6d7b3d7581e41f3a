import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Event } from "../../contract/event.ts";
import type { RecordHeader } from "../../contract/record.ts";
import { boundarySchemas, recordSchema } from "./schema.ts";
import { checked, vocabulary } from "../testing/library.ts";

const { program } = checked(vocabulary);
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const validate = ajv.compile(recordSchema(program));

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
    { ...borrow, future: [1], args: { title: "Emma", future: 1 } },
    { custody: "record", version: 1, parties: [{ id: "R", role: "reader" }] },
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
    { ...borrow, args: { days: 1.5 } },
    { ...borrow, args: { days: 2 ** 53 } },
    { ...borrow, name: "unheard_of" },
    { ...borrow, to: undefined },
    { ...borrow, call: undefined },
    { seq: 3, time: 3, kind: "act", name: "stamps", from: "R", to: "desk" },
    { seq: 3, time: 3, kind: "act", name: "stamps", from: "R", args: { ink: "BLUE" } },
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

test("a boundary has a schema of its own: every argument and result, and no other", () => {
  const schemas = boundarySchemas(program);
  assert.deepEqual([...schemas.keys()], ["reader-desk", "desk-shelf", "acts"]);
  const crosses = ajv.compile(schemas.get("reader-desk") ?? false);
  const call = { kind: "call", name: "borrow", args: { title: "Emma", days: 7 } };
  const back = { kind: "return", name: "borrow", results: { status: "YES", copy: null } };
  const fitting: readonly unknown[] = [
    call,
    back,
    { ...call, seq: 7, from: "R" },
    { kind: "return", name: "bring" },
    { kind: "said", name: "postcard", args: { number: 3 } },
  ];
  for (const one of fitting) assert.ok(crosses(one), JSON.stringify([one, crosses.errors]));
  const unfit: readonly unknown[] = [
    { kind: "call", name: "borrow" },
    { ...call, args: { title: "Emma" } },
    { ...call, args: { ...call.args, colour: "RED" } },
    { ...back, results: { status: "PERHAPS", copy: null } },
    { kind: "return", name: "borrow" },
    { kind: "call", name: "fetch", args: { wanted: "Emma" } },
    { kind: "call", name: "postcard", args: { number: 3 } },
  ];
  for (const one of unfit) assert.ok(!crosses(one), JSON.stringify(one));
});
