// The protocol's page and its schemas say the same: every line there is a line, and nothing else is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readLine, readReady } from "../../adapters/lines.ts";
import { adapterSchema } from "../../language/generate/adapter.ts";
import { custodyTable } from "../../language/generate/custody.ts";
import { loadSpec } from "../input/spec.ts";
import { kitRoot } from "../kit.ts";

const program = await loadSpec();
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
const validate = ajv.compile(adapterSchema(program));
const page = readFileSync(join(kitRoot, "docs", "adapter-protocol.md"), "utf8");
const lines = [...page.matchAll(/^(kit|subject) +(\{.*\})$/gmu)].map(([, who = "", text = ""]) => ({
  who,
  text,
}));

test("every line of the page is one by the schema", () => {
  assert.ok(lines.length > 25);
  for (const { text } of lines)
    assert.ok(validate(JSON.parse(text)), `${text}: ${ajv.errorsText(validate.errors)}`);
});

test("the kit can read whatever the page lets a subject say", () => {
  for (const { text } of lines.filter(({ who }) => who === "subject"))
    if (text.includes('"ready"')) assert.equal(readReady(text).name, "my driver");
    else assert.ok(readLine(text).kind !== undefined, text);
});

const wrong: readonly object[] = [
  {},
  { kind: "greeting" },
  { kind: "call", call: 1, name: "NdisTeleport", to: "ndis" },
  { kind: "call", call: 1, name: "NdisReturnPackets", to: "ndis", args: { packets: 7 } },
  { kind: "call", name: "NdisReturnPackets", to: "ndis", args: { packets: [] } },
  { kind: "return", results: {} },
  { kind: "act", name: "NdisReturnPackets" },
  { kind: "timer", name: "x", after: -1 },
  { kind: "pick", ask: 1, name: "count", options: [] },
  { kind: "error", call: 1 },
  { kind: "fault", ask: 1, to: "nic", name: "runsOutOf", args: { what: 7 } },
  { kind: "fault", ask: 1, to: "S", name: "answers", args: { what: "SMB_COM_READ", status: 1 } },
  {
    kind: "return",
    call: 1,
    resources: { nbl1: { type: "nbl", owner: "P", access: "write", fields: { status: "NOT_ACCEPTED" } } },
  },
];

test("what befalls a subject, and what is in a resource, is in the schema by the names that the page gives", () => {
  const { $defs } = adapterSchema(program) as { readonly $defs: Readonly<Record<string, object>> };
  for (const { name } of program.resources.values()) assert.ok(`fields.${name}` in $defs, name);
  for (const { name, kind } of program.words.values())
    if (kind === "fault") assert.ok(`word.${name}` in $defs, name);
  const said = [...page.matchAll(/`((?:fields|word)\.\w+)`/gu)].map(([, name = ""]) => name);
  assert.ok(said.length >= 4);
  for (const name of said) assert.ok(name in $defs, name);
  const want = { want: { word: "SMB_COM_READ", count: 4 } };
  const line = { kind: "fault", ask: 1, to: "S", name: "answers", args: { what: want, status: 1, times: 1 } };
  assert.ok(validate(line), ajv.errorsText(validate.errors));
});

test("what is no line is none by the schema", () => {
  for (const line of wrong) assert.ok(!validate(line), JSON.stringify(line));
});

test("the custody moves name words, arguments and roles that there are", () => {
  const rows = custodyTable(program);
  assert.ok(rows.length > 50);
  for (const row of rows) {
    const word = program.words.get(row.word);
    assert.ok(word?.parameters.some(({ name }) => name === row.argument) === true, JSON.stringify(row));
    assert.ok(row.to === undefined || program.roles.has(row.to), JSON.stringify(row));
  }
  const send = rows.filter(({ word, resource }) => word === "NdisSend" && resource === "packet");
  assert.deepEqual(send, [
    {
      word: "NdisSend",
      at: "call",
      resource: "packet",
      argument: "packet",
      op: "=",
      does: "gives",
      to: "ndis",
    },
    {
      word: "NdisSend",
      at: "return",
      resource: "packet",
      argument: "packet",
      op: "=",
      does: "gives",
      to: "protocol",
      results: "status != PENDING",
    },
  ]);
});
