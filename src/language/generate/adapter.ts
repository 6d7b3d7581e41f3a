// The JSON Schema of a line of the adapter protocol (docs/adapter-protocol.md), with the words of the vocabulary in it.
import type { Program } from "../../contract/program.ts";
import { count, text, texts } from "./run-shapes.ts";
import { object, ref, type Schema, when, wordSchemas } from "./words.ts";

export const adapterSchema = (program: Program): Schema => {
  const words = [...program.words.values()].filter(({ kind }) => kind === "call" || kind === "act");
  const faults = [...program.words.values()].filter(({ kind }) => kind === "fault");
  const kept = [...program.resources.values()];
  const { conditions } = wordSchemas(program, words, "open");
  const { definitions } = wordSchemas(program, [...words, ...faults], "open", kept);
  const names = (kind: string): Schema => ({
    enum: words.filter((word) => word.kind === kind).map(({ name }) => name),
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A line of the adapter protocol",
    ...object({ kind: { enum: Object.keys(lines) } }, ["kind"]),
    allOf: [
      ...Object.entries(lines).map(([kind, shape]) => when(ofKind(kind), shape)),
      when(ofKind("call"), { properties: { name: names("call") } }),
      when(ofKind("act"), { properties: { name: names("act") } }),
      ...faults.map(({ name }) =>
        when(object({ kind: { const: "fault" }, name: { const: name } }, ["kind", "name"]), {
          properties: { args: ref(`word.${name}`) },
        }),
      ),
      ...conditions.map((condition) => when({ properties: { kind: { enum: worded } } }, condition)),
    ],
    $defs: {
      ...definitions,
      "type.event": event,
      values: { type: "object", additionalProperties: ref("value") },
      id: { type: ["string", "number"] },
      resource: {
        ...object(
          {
            type: { enum: kept.map(({ name }) => name) },
            owner: text,
            access: { enum: ["write", "read", "none"] },
            fields: ref("values"),
          },
          ["type", "owner", "access"],
        ),
        allOf: kept.map(({ name }) =>
          when(object({ type: { const: name } }, ["type"]), {
            properties: { fields: ref(`fields.${name}`) },
          }),
        ),
      },
      party: object(
        { id: text, role: text, name: text, station: text, of: text, properties: ref("values") },
        ["id", "role"],
      ),
    },
  };
};

const event: Schema = {
  description: "the words that it befalls: of that name, with these arguments",
  ...object({ want: object({ word: text }, ["word"]) }, ["want"]),
};

/** Their values are those of a word of the vocabulary. */
const worded = ["call", "return", "act"];

const ofKind = (kind: string): Schema => object({ kind: { const: kind } }, ["kind"]);
const id = ref("id");
const values = ref("values");
const resources: Schema = { type: "object", additionalProperties: ref("resource") };
const entry: Schema = { enum: ["serial", "nested", "threads"] };
const limits: Schema = object({ lineBytes: count, depth: count, linesInATurn: count, threads: count }, []);

/** What each kind of line has; fields that are not named are allowed everywhere. */
const lines: Readonly<Record<string, Schema>> = {
  hello: object(
    {
      custody: { const: "adapter" },
      versions: { type: "array", items: count },
      kit: text,
      roles: texts,
      limits,
    },
    ["custody", "versions"],
  ),
  ready: object(
    {
      protocol: count,
      name: text,
      version: text,
      roles: texts,
      entry,
      idle: { type: "boolean" },
      takes: texts,
      capabilities: texts,
      without: texts,
      properties: { type: "object" },
      limits,
    },
    ["protocol", "name", "version", "roles"],
  ),
  reset: object(
    {
      ask: id,
      plays: texts,
      parties: { type: "array", items: ref("party") },
      firstId: count,
      seed: { type: "integer" },
    },
    ["ask", "plays", "parties", "firstId"],
  ),
  call: object(
    { call: id, on: id, in: id, name: text, from: text, to: text, args: values, resources, now: count },
    ["call", "name", "to"],
  ),
  return: object(
    { call: id, on: id, name: text, from: text, to: text, results: values, resources, now: count },
    ["call"],
  ),
  result: object({ ask: id, value: ref("value") }, ["ask"]),
  unsupported: object({ call: id, ask: id, reason: text, never: { type: "boolean" } }, ["reason"]),
  error: object({ call: id, ask: id, message: text }, ["message"]),
  act: object({ ask: id, on: id, name: text, from: text, args: values, where: { anyOf: [text, texts] } }, [
    "name",
  ]),
  pick: object(
    { ask: id, on: id, name: text, options: { type: "array", minItems: 1, items: ref("value") } },
    ["ask", "name", "options"],
  ),
  timer: object(
    { on: id, name: text, to: text, after: count, maintenance: { type: "boolean" }, now: count },
    ["name"],
  ),
  cancel: object({ on: id, name: text }, ["name"]),
  befell: object({ on: id, fault: text }, ["fault"]),
  note: object({ on: id, text }, ["text"]),
  idle: object({ after: count }, []),
  do: object(
    { ask: id, on: id, name: text, to: text, hears: text, args: { type: "object" }, resources, now: count },
    ["ask", "name", "to", "hears"],
  ),
  fault: object({ ask: id, on: id, name: text, to: text, args: { type: "object" }, now: count }, [
    "ask",
    "name",
    "to",
  ]),
  probe: object({ ask: id, capability: text }, ["ask", "capability"]),
  bye: object({}, []),
};
