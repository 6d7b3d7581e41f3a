// The JSON Schemas (draft 2020-12) of what may stand in a record, and of what may cross each boundary.
import type { EventKind } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import { recordVersion } from "../../contract/record.ts";
import { count, runShapes, text, texts, whole } from "./run-shapes.ts";
import { kindsOf, object, ref, type Schema, when, wordSchemas } from "./words.ts";

/** One schema for a line: header, event or end, and what a run puts around its records. Fields that it does not know are allowed everywhere, words are not. */
export const recordSchema = (program: Program): Schema => {
  const words = [...program.words.values()];
  const { definitions, conditions } = wordSchemas(program, words, "open");
  return {
    $schema: dialect,
    title: "A line of a Custody record",
    type: "object",
    ...when({ required: ["custody"] }, opening, when({ required: ["end"] }, ref("end"), ref("event"))),
    $defs: {
      ...shapes,
      ...runShapes,
      event: { ...event, allOf: [...forms, ...conditions] },
      name: { enum: words.map(({ name }) => name) },
      ...definitions,
    },
  };
};

/** What crosses each boundary, and what each party does by itself, whole: every argument is there, and no other. By the name of the file. */
export const boundarySchemas = (program: Program): ReadonlyMap<string, Schema> => {
  const words = [...program.words.values()].filter(({ kind }) => kind !== "fault");
  const boundaries = [...new Set(words.map(({ boundary }) => boundary))];
  return new Map(
    boundaries.map((boundary) => [
      boundary === "" ? "acts" : boundary.replace("/", "-"),
      boundarySchema(
        program,
        boundary === "" ? "What a party does by itself" : `What crosses ${boundary}`,
        words.filter((word) => word.boundary === boundary),
      ),
    ]),
  );
};

const dialect = "https://json-schema.org/draft/2020-12/schema";

const boundarySchema = (program: Program, title: string, words: readonly Word[]): Schema => {
  const { definitions, conditions } = wordSchemas(program, words, "whole");
  return {
    $schema: dialect,
    title,
    ...object(
      {
        kind: { enum: [...new Set(words.flatMap(kindsOf))] },
        name: { enum: words.map(({ name }) => name) },
      },
      ["kind", "name"],
    ),
    allOf: conditions,
    $defs: definitions,
  };
};

const opens = (what: string): Schema => object({ custody: { const: what } }, ["custody"]);
const opening = when(opens("run"), ref("run"), when(opens("run end"), ref("runEnd"), ref("header")));

const shapes: Readonly<Record<string, Schema>> = {
  shown: { type: "object", additionalProperties: ref("value") },
  party: object({ id: text, role: text, name: text, station: text, of: text, properties: ref("shown") }, [
    "id",
    "role",
  ]),
  fingerprint: object(
    {
      observed: { type: "object", additionalProperties: texts },
      chose: { type: "object", additionalProperties: { type: "object", additionalProperties: count } },
    },
    ["observed", "chose"],
  ),
  header: object(
    {
      custody: { const: "record" },
      version: { const: recordVersion },
      kit: text,
      rules: text,
      subject: object({ name: text, version: text }, []),
      target: text,
      live: texts,
      seed: whole,
      scenario: object({ title: text, file: text, line: whole, digest: text }, []),
      parties: { type: "array", minItems: 1, items: ref("party") },
      fromStart: { type: "boolean" },
      watched: texts,
      moves: texts,
    },
    ["custody", "version", "parties"],
  ),
  end: object(
    {
      end: { enum: ["quiet", "cut", "bound"] },
      events: count,
      moves: texts,
      fingerprint: ref("fingerprint"),
      result: ref("result"),
    },
    ["end", "events"],
  ),
};

const kinds: readonly EventKind[] = ["call", "return", "act", "said", "arrived"];

const event: Schema = object(
  {
    seq: { ...whole, minimum: 1 },
    time: { ...count, description: "microseconds since the run began" },
    kind: { enum: kinds },
    name: ref("name"),
    from: text,
    to: text,
    call: whole,
    in: whole,
    strand: whole,
    args: ref("shown"),
    results: ref("shown"),
    resources: { type: "object", additionalProperties: ref("shown") },
    derived: { const: true },
    mutated: { $ref: "#/$defs/shown" },
    unscripted: { const: true },
    where: text,
  },
  ["seq", "time", "kind", "name", "from"],
);

const ofKind = (...some: readonly EventKind[]): Schema => object({ kind: { enum: some } }, ["kind"]);

/** What an event needs whatever its word is. */
const forms: readonly Schema[] = [
  when(ofKind("act"), { not: { required: ["to"] } }),
  when(ofKind("call", "return"), { required: ["to", "call"] }),
  when(ofKind("arrived"), { required: ["to"] }),
  // whom a message to many reaches, no byte says
  when({ ...ofKind("said"), not: { required: ["derived"] } }, { required: ["to"] }),
];
