// What the vocabularies say as JSON Schemas: one for each type, one for the arguments or results of each word.
import type { EventKind } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Parameter, Resource, TypeRef } from "../../contract/syntax.ts";

export type Schema = { readonly [keyword: string]: unknown };

/**
 * `open`: what is left out or added is no mistake; `whole`: everything is there and nothing else, but for messages, which
 * say what could be read from their bytes.
 */
export type Strictness = "open" | "whole";

/** The definitions of these words and of the types that they need, and for each event that one can be what it must look like. */
export type WordSchemas = {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly conditions: readonly Schema[];
};

export const wordSchemas = (
  program: Program,
  words: readonly Word[],
  strictness: Strictness,
  resources: readonly Resource[] = [],
): WordSchemas => {
  const fields = resources.flatMap((resource) => resource.fields);
  const types = new Set([...words.flatMap(parametersOf), ...fields].map(({ type }) => type.name));
  return {
    definitions: {
      ...plainDefinitions,
      ...Object.fromEntries([...types].toSorted().map((name) => [`type.${name}`, typeSchema(program, name)])),
      ...Object.fromEntries(words.flatMap((word) => valueSchemas(word, strictness))),
      ...Object.fromEntries(
        resources.map((each) => [`fields.${each.name}`, valuesSchema(each.fields, "open", false)]),
      ),
    },
    conditions: words.flatMap((word) => conditionsOf(word, strictness)),
  };
};

/** The kinds of event that a word can be. */
export const kindsOf = ({ kind }: Word): readonly EventKind[] =>
  kind === "call" ? ["call", "return"] : kind === "message" ? ["said", "arrived"] : ["act"];

export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

export const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
): Schema => ({ type: "object", properties, required });

/** Nothing is said of what the condition does not hold for, unless something else is. */
export const when = (condition: Schema, consequence: Schema, otherwise?: Schema): Schema => ({
  if: condition,
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema; nobody awaits a schema
  then: consequence,
  ...(otherwise === undefined ? {} : { else: otherwise }),
});

const parametersOf = ({ parameters, results }: Word): readonly Parameter[] => [
  ...parameters,
  ...(results ?? []),
];

const hexadecimal = "([0-9A-Fa-f]{2})";
const digits = (pattern: string): Schema => ({ type: "string", pattern: `^${pattern}$` });

const plainDefinitions: Readonly<Record<string, Schema>> = {
  value: {
    description: "null is none; a resource is its id; an enum constant is its name",
    anyOf: [
      { type: ["string", "number", "boolean", "null"] },
      ref("payload"),
      { type: "array", items: ref("value") },
    ],
  },
  payload: {
    description: "a byte string: its length, its SHA-256 and its first 64 bytes; or all of it",
    type: "object",
    properties: {
      length: { type: "integer", minimum: 0 },
      sha256: digits(`${hexadecimal}{32}`),
      head: digits(`${hexadecimal}{0,64}`),
      all: digits(`( *[0-9A-Fa-f] *[0-9A-Fa-f])* *`),
    },
    anyOf: [{ required: ["length", "sha256", "head"] }, { required: ["all"] }],
  },
};

/** Whole numbers that a double holds exactly. */
export const safe = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
const whole: Schema = { type: ["integer", "null"], ...safe };
const text: Schema = { type: ["string", "null"] };

const baseSchemas: Readonly<Record<string, Schema>> = {
  int: whole,
  duration: { ...whole, description: "microseconds" },
  text,
  digest: text,
  bool: { type: ["boolean", "null"] },
  bytes: { anyOf: [{ type: "null" }, ref("payload")] },
  opaque: { type: ["string", "integer", "null"], ...safe },
};

const typeSchema = (program: Program, name: string): Schema => {
  const type = program.types.get(name);
  if (type !== undefined && type.constants.length > 0) return { enum: [...type.constants, null] };
  if (program.resources.has(name)) return { ...text, description: `the id of a ${name}` };
  return baseSchemas[type?.base ?? name] ?? ref("value");
};

const valueOf = ({ name, list }: TypeRef): Schema =>
  list ? { type: "array", items: ref(`type.${name}`) } : ref(`type.${name}`);

const valueSchemas = (word: Word, strictness: Strictness): readonly (readonly [string, Schema])[] => [
  [
    `word.${word.name}`,
    { description: described(word), ...valuesSchema(word.parameters, strictness, word.kind !== "message") },
  ],
  ...(word.kind === "call"
    ? [[`word.${word.name}.returns`, valuesSchema(word.results ?? [], strictness, true)] as const]
    : []),
];

const valuesSchema = (
  parameters: readonly Parameter[],
  strictness: Strictness,
  allNeeded: boolean,
): Schema => ({
  type: "object",
  properties: Object.fromEntries(parameters.map(({ name, type }) => [name, valueOf(type)])),
  ...(strictness === "open"
    ? {}
    : { required: allNeeded ? withoutDefault(parameters) : [], additionalProperties: false }),
});

const withoutDefault = (parameters: readonly Parameter[]): readonly string[] =>
  parameters.flatMap((each) => (each.default === undefined ? [each.name] : []));

/** `ndis to protocol; the answer is the answerer's own choice; owed after ndis MiniportSendPackets`. */
const described = ({ speakers, hearer, chosen, causedBy, mode }: Word): string =>
  [
    hearer === undefined ? `by ${speakers.join(", ")}` : `${speakers.join(", ")} to ${hearer}`,
    ...(chosen ? ["the answer is the answerer's own choice"] : []),
    ...(mode === "may" ? ["may be said unasked"] : []),
    ...(causedBy === undefined
      ? []
      : [`${mode === "duty" ? "owed after" : "caused by"} ${causedBy.party} ${causedBy.word}`]),
  ].join("; ");

/** One condition for a word that is said, one more for its return. */
const conditionsOf = (word: Word, strictness: Strictness): readonly Schema[] => {
  const needed = (key: string): object => (strictness === "whole" ? { required: [key] } : {});
  const said = { args: ref(`word.${word.name}`) };
  const kinds = { kind: { enum: kindsOf(word) } };
  if (word.kind !== "call")
    return [when(named(word.name), { properties: { ...kinds, ...said }, ...needed("args") })];
  const results = { results: ref(`word.${word.name}.returns`) };
  const hasResults = (word.results ?? []).length > 0;
  return [
    when(named(word.name), { properties: kinds }),
    when(named(word.name, "call"), { properties: said, ...needed("args") }),
    when(named(word.name, "return"), { properties: results, ...(hasResults ? needed("results") : {}) }),
  ];
};

const named = (name: string, kind?: EventKind): Schema =>
  object(
    { name: { const: name }, ...(kind === undefined ? {} : { kind: { const: kind } }) },
    kind === undefined ? ["name"] : ["name", "kind"],
  );
