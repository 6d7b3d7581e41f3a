// The JSON Schemas in sdk/schema against what the suite really writes: all of it fits, and nothing that is broken in one place.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import type { Party } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Parameter } from "../../contract/syntax.ts";
import { kitRoot } from "../kit.ts";
import { loadSpec } from "../input/spec.ts";
import { RecordReader } from "./read.ts";
import type { Fields } from "./shape.ts";
import { eventChecker } from "./vocabulary.ts";

const folder = join(kitRoot, "sdk", "schema");
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
const schemas: ReadonlyMap<string, ValidateFunction> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".schema.json"))
    .map((name) => [
      name.replace(".schema.json", ""),
      ajv.compile(JSON.parse(readFileSync(join(folder, name), "utf8")) as object),
    ]),
);

let program: Program;
let lines: readonly Fields[];
/** One event of each word and kind, the fullest that there is. */
let samples: readonly Fields[];
/** What each party of the suite is, by its id. */
let roles: ReadonlyMap<string, string>;
before(async () => {
  program = await loadSpec();
  lines = suiteRecord().map((line) => JSON.parse(line) as Fields);
  const fullest = new Map<string, Fields>();
  for (const line of lines) {
    const key = `${String(line["name"])} ${String(line["kind"])}`;
    if ("seq" in line && sizeOf(line) > sizeOf(fullest.get(key))) fullest.set(key, line);
  }
  samples = [...fullest.values()];
  const parties = lines.flatMap((line) => (line["custody"] === "record" ? (line["parties"] as Party[]) : []));
  roles = new Map(parties.map(({ id, role }) => [id, role]));
});

function suiteRecord(): readonly string[] {
  const place = mkdtempSync(join(tmpdir(), "custody-schema-"));
  try {
    const path = join(place, "suite.jsonl");
    execFileSync(
      process.execPath,
      [join(kitRoot, "bin", "custody.js"), "run", "--report", `record:${path}`],
      { cwd: kitRoot, stdio: "pipe" },
    );
    return readFileSync(path, "utf8").trimEnd().split("\n");
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const sizeOf = (line: Fields | undefined): number => (line === undefined ? 0 : JSON.stringify(line).length);

/** What the schema of a file says against a value; "" when it fits. */
function saidOf(file: string, value: unknown): string {
  const validate = schemas.get(file);
  assert.ok(validate !== undefined, `there is a schema for ${file}`);
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

const wordOf = (event: Fields): Word | undefined => program.words.get(String(event["name"]));
const boundaryOf = (event: Fields): string => wordOf(event)?.boundary.replace("/", "-") || "acts";

test("every line that the suite writes fits the schema of records, every event that of its boundary", () => {
  assert.ok(lines.length > 10_000 && samples.length > 80, `${lines.length} lines, ${samples.length} samples`);
  const unfit = [...oneOfEachKind(lines)].filter(
    (line) => saidOf("record", line) !== "" || ("seq" in line && saidOf(boundaryOf(line), line) !== ""),
  );
  assert.deepEqual(unfit.slice(0, 3), []);
});

/** Lines that differ in numbers and bytes alone are of one kind to a schema. */
const oneOfEachKind = (all: readonly Fields[]): Iterable<Fields> =>
  new Map(
    all.map((line) => [JSON.stringify(line).replaceAll(/(?<=")[0-9a-f]{16,}(?=")|\d+/gu, "#"), line]),
  ).values();

test("an example written by hand fits", () => {
  const text = readFileSync(join(kitRoot, "docs", "record.md"), "utf8");
  const [, example = ""] = /```jsonl\n([\s\S]*?)```/u.exec(text) ?? [];
  const written = example.trimEnd().split("\n");
  assert.ok(written.length > 10);
  for (const line of written) assert.equal(saidOf("record", JSON.parse(line)), "", line);
});

// ---------------------------------------------------------------- mutations

/** A way to break one place, as it is told in a counterexample, and the broken event. */
type Broken = { readonly how: string; readonly event: Fields };

const without = (values: Fields, key: string): Fields =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));

/** Every field that an event needs, dropped; every field, of a wrong type. */
const isForSomebody = ({ kind, derived }: Fields): boolean =>
  kind !== "act" && !(kind === "said" && derived === true);

const fieldMutants = (event: Fields): readonly Broken[] => [
  ...["seq", "time", "kind", "name", "from", ...(isForSomebody(event) ? ["to"] : [])]
    .concat(event["kind"] === "call" || event["kind"] === "return" ? ["call"] : [])
    .map((key) => ({ how: `no ${key}`, event: without(event, key) })),
  ...Object.keys(event).map((key) => ({
    how: `${key} of a wrong type`,
    event: { ...event, [key]: typeof event[key] === "object" ? 7 : { nonsense: [] } },
  })),
  { how: "an unknown word", event: { ...event, name: "NoSuchWord" } },
  { how: "an unknown kind", event: { ...event, kind: "shouted" } },
  { how: "the kind of another word", event: { ...event, kind: event["kind"] === "act" ? "call" : "act" } },
  { how: "a number below the first", event: { ...event, seq: 0 } },
  { how: "a time before the start", event: { ...event, time: -1 } },
  { how: "half a microsecond", event: { ...event, time: 0.5 } },
];

/** Every argument or result whose type says something, of a wrong type, and unknown constants of enums. */
function valueMutants(event: Fields): readonly Broken[] {
  const word = wordOf(event);
  const key = event["kind"] === "return" ? "results" : "args";
  const values = event[key] as Fields | undefined;
  const parameters = (event["kind"] === "return" ? word?.results : word?.parameters) ?? [];
  if (values === undefined) return [];
  return parameters.flatMap((parameter) =>
    wrongValues(parameter).map((wrong) => ({
      how: `${parameter.name} = ${JSON.stringify(wrong)}`,
      event: { ...event, [key]: { ...values, [parameter.name]: wrong } },
    })),
  );
}

function wrongValues({ type: { name, list } }: Parameter): readonly unknown[] {
  const type = program.types.get(name);
  const base = type?.base ?? name;
  const enumerated = (type?.constants.length ?? 0) > 0;
  if (!enumerated && base === "any") return list ? [7] : [];
  const wrong = enumerated
    ? ["NO_SUCH_CONSTANT", 7]
    : base === "int" || base === "duration"
      ? ["7", 1.5, 2 ** 60]
      : base === "bytes"
        ? ["FF", { length: 1 }]
        : base === "opaque"
          ? [true]
          : [7];
  return list ? [null, "one", ...wrong.map((each) => [each])] : [...wrong, [null]];
}

const sampled = (): fc.Arbitrary<Fields> => fc.constantFrom(...samples);

test("an event with one field missing, of a wrong type or unknown is refused by the schema, as the reader refuses it", () => {
  fc.assert(
    fc.property(
      sampled().chain((event) => fc.constantFrom(...fieldMutants(event), ...valueMutants(event))),
      ({ how, event }) => {
        assert.notEqual(saidOf("record", event), "", `${how}: ${JSON.stringify(event)}`);
        assert.ok(!isReadable(event), `the reader takes ${how}: ${JSON.stringify(event)}`);
      },
    ),
    { numRuns: 1500 },
  );
});

test("at its boundary an event lacks no argument, has no other, and none of a wrong type", () => {
  fc.assert(
    fc.property(
      sampled().chain((event) => fc.constantFrom(...boundaryMutants(event))),
      ({ how, event, of }) => assert.notEqual(saidOf(of, event), "", `${how}: ${JSON.stringify(event)}`),
    ),
    { numRuns: 1500 },
  );
});

function boundaryMutants(event: Fields): readonly (Broken & { readonly of: string })[] {
  const key = event["kind"] === "return" ? "results" : "args";
  const values = (event[key] ?? {}) as Fields;
  const word = wordOf(event);
  const parameters = (event["kind"] === "return" ? word?.results : word?.parameters) ?? [];
  const needed = Object.keys(values).filter((name) =>
    parameters.some((each) => each.name === name && each.default === undefined),
  );
  return [
    ...(word?.kind === "message" ? [] : needed).map((name) => ({
      how: `no ${name}`,
      event: { ...event, [key]: without(values, name) },
    })),
    { how: "one more", event: { ...event, [key]: { ...values, more: 1 } } },
    { how: "an unknown word", event: { ...event, name: "NoSuchWord" } },
    { how: "no name", event: without(event, "name") },
    { how: "no kind", event: without(event, "kind") },
    ...valueMutants(event),
  ].map((broken) => ({ ...broken, of: boundaryOf(event) }));
}

test("what the reader takes of untouched events the schema takes as well", () => {
  for (const event of samples) assert.ok(isReadable(event), JSON.stringify(event));
});

/** As custody check reads it: the shape, then the vocabulary. */
function isReadable(event: Fields): boolean {
  const reader = new RecordReader();
  const parties = [{ id: "nobody", role: "nic" }];
  const header = reader.read({ number: 1, text: JSON.stringify({ custody: "record", version: 1, parties }) });
  const item = reader.read({ number: 2, text: JSON.stringify(event) });
  if (header.kind !== "header" || item.kind !== "event") return false;
  const ids = [item.event.from, ...(item.event.to === undefined ? [] : [item.event.to])];
  const cast = ids.map((id) => ({ id, role: roles.get(id) ?? "", name: id, station: "", properties: {} }));
  return eventChecker(program, { ...header.header, parties: cast })(item.event) === undefined;
}
