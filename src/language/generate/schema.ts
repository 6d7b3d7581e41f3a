// The JSON Schema of a record's lines: what the contract fixes and, for each word, what the vocabulary says.
import type { EventKind } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import { recordVersion } from "../../contract/record.ts";
import type { Parameter, TypeRef } from "../../contract/syntax.ts";
import { count, object, runShapes, text, texts, type Schema } from "./run-shapes.ts";

/** Draft 2020-12. One schema for a line: header, event or end, and what a run puts around its records. Fields that it does not know are allowed everywhere. */
export const recordSchema = (program: Program): Schema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A line of a Custody record",
  anyOf: ["header", "event", "end", "run", "runEnd"].map((name) => ({ $ref: `#/$defs/${name}` })),
  $defs: {
    ...shapes,
    ...runShapes,
    event: { ...event, allOf: [...program.words.values()].flatMap((word) => wordRules(program, word)) },
  },
});

const shapes: Readonly<Record<string, Schema>> = {
  value: {
    description: "null is none; a resource is its id; an enum constant is its name",
    anyOf: [
      { type: ["string", "number", "boolean", "null"] },
      { $ref: "#/$defs/payload" },
      { type: "array", items: { $ref: "#/$defs/value" } },
    ],
  },
  payload: object(
    {
      length: count,
      sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
      head: {
        type: "string",
        pattern: "^([0-9a-f]{2}){0,64}$",
        description: "the first 64 bytes, hexadecimal",
      },
      all: { type: "string", pattern: "^([0-9a-f]{2})*$" },
    },
    ["length", "sha256", "head"],
  ),
  shown: { type: "object", additionalProperties: { $ref: "#/$defs/value" } },
  party: object(
    { id: text, role: text, name: text, station: text, of: text, properties: { $ref: "#/$defs/shown" } },
    ["id", "role", "name", "station", "properties"],
  ),
  header: object(
    {
      custody: { const: "record" },
      version: { const: recordVersion },
      kit: text,
      rules: text,
      subject: object({ name: text, version: text }, ["name", "version"]),
      target: text,
      live: texts,
      seed: { type: "integer" },
      scenario: object({ title: text, file: text, line: count, digest: text }, [
        "title",
        "file",
        "line",
        "digest",
      ]),
      parties: { type: "array", items: { $ref: "#/$defs/party" } },
      fromStart: { type: "boolean" },
      watched: texts,
      moves: texts,
    },
    ["custody", "version", "parties", "fromStart"],
  ),
  end: object(
    {
      end: { enum: ["quiet", "cut", "bound"] },
      events: count,
      moves: texts,
      result: { $ref: "#/$defs/result" },
    },
    ["end", "events"],
  ),
};

const kinds: readonly EventKind[] = ["call", "return", "act", "said", "arrived"];

const event: Schema = object(
  {
    seq: { type: "integer", minimum: 1 },
    time: { type: "number", minimum: 0, description: "microseconds since the run began" },
    kind: { enum: kinds },
    name: text,
    from: text,
    to: text,
    call: count,
    in: count,
    strand: count,
    args: { $ref: "#/$defs/shown" },
    results: { $ref: "#/$defs/shown" },
    resources: { type: "object", additionalProperties: { $ref: "#/$defs/shown" } },
    derived: { const: true },
    unscripted: { const: true },
  },
  ["seq", "time", "kind", "name", "from"],
);

/** What an event of this name must look like; what it leaves out makes rules undecided, not the record wrong. */
const wordRules = (program: Program, word: Word): readonly Schema[] => {
  if (word.kind === "fault") return [];
  const allowed: readonly EventKind[] =
    word.kind === "call" ? ["call", "return"] : word.kind === "act" ? ["act"] : ["said", "arrived"];
  return [
    whenNamed(word.name, {
      properties: {
        kind: { enum: allowed },
        args: fields(program, word.parameters),
        ...(word.results === undefined ? {} : { results: fields(program, word.results) }),
      },
      ...(word.kind === "act" ? {} : { required: word.kind === "call" ? ["to", "call"] : ["to"] }),
    }),
  ];
};

const whenNamed = (name: string, consequence: Schema): Schema => ({
  anyOf: [{ not: { properties: { name: { const: name } } } }, consequence],
});

const fields = (program: Program, parameters: readonly Parameter[]): Schema => ({
  properties: Object.fromEntries(parameters.map((p) => [p.name, valueOf(program, p.type)])),
});

const valueOf = (program: Program, type: TypeRef): Schema => {
  const one = single(program, type.name);
  return type.list ? { anyOf: [{ type: "null" }, { type: "array", items: one }] } : one;
};

const orNone = (type: string): Schema => ({ type: [type, "null"] });

const builtIn: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ["int", orNone("number")],
  ["duration", orNone("number")],
  ["call", orNone("number")],
  ["text", orNone("string")],
  ["bool", orNone("boolean")],
  ["bytes", { anyOf: [{ type: "null" }, { $ref: "#/$defs/payload" }] }],
]);

/** Digests and opaque values may be shown in any form that compares. */
const single = (program: Program, name: string): Schema => {
  const type = program.types.get(name);
  if (type !== undefined && type.constants.length > 0) return { enum: [...type.constants, null] };
  if (program.resources.has(name) || program.roles.has(name)) return orNone("string");
  return builtIn.get(type?.base ?? name) ?? { $ref: "#/$defs/value" };
};
