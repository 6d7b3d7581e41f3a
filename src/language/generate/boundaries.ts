// TypeScript types of all words, so that layers say what the vocabulary says.
import type { Program, Word } from "../../contract/program.ts";
import type { BaseType, Parameter, TypeRef } from "../../contract/syntax.ts";

/** The text of a module of types: one for each enum, opaque type and resource, then arguments and results by word. */
export const boundaryTypes = (program: Program): string => {
  const words = [...program.words.values()];
  return [
    "// Generated from the vocabularies by tools/generate.mjs: do not edit.",
    'import type { Bytes, WordValue } from "../../src/contract/value.ts";',
    "",
    ...[...program.types.values()].map(
      ({ name, constants, base }) =>
        `export type ${typeName(name)} = ${constants.length > 0 ? union(constants) : baseTypes[base ?? "opaque"]};`,
    ),
    ...[...program.resources.keys()].map(
      (name) => `/** identity of a ${name} */\nexport type ${typeName(name)} = string;`,
    ),
    "",
    "/** Arguments of every call, message, act and fault. null is `none`. */",
    "export type Arguments = {",
    ...words.map(
      (word) => `${comment(word)}  readonly ${key(word.name)}: ${record(program, word.parameters)};`,
    ),
    "};",
    "",
    "/** Results of every call that has some. */",
    "export type Results = {",
    ...words.flatMap((word) =>
      word.results === undefined ? [] : [`  readonly ${key(word.name)}: ${record(program, word.results)};`],
    ),
    "};",
    "",
    "export type WordName = keyof Arguments;",
    "export type CallName = " +
      union(words.filter((word) => word.kind === "call").map((word) => word.name)) +
      ";",
    "",
  ].join("\n");
};

const baseTypes: Readonly<Record<BaseType, string>> = {
  opaque: "string",
  text: "string",
  int: "number",
  bool: "boolean",
  bytes: "Bytes",
  digest: "string",
};

/** Types that need no declaration. Durations are in microseconds. */
const builtIn: ReadonlyMap<string, string> = new Map([
  ...Object.entries(baseTypes),
  ["duration", "number"],
  ["call", "number"],
]);

const typeName = (name: string): string =>
  name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const union = (names: readonly string[]): string =>
  names.length === 0 ? "never" : names.map((name) => JSON.stringify(name)).join(" | ");

const key = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

const comment = ({ kind, speakers, hearer, vocabulary }: Word): string =>
  `  /** ${kind}${hearer === undefined ? ` of ${speakers.join(", ")}` : `: ${speakers.join(" or ")} to ${hearer}`} (${vocabulary}) */\n`;

const record = (program: Program, parameters: readonly Parameter[]): string =>
  parameters.length === 0
    ? "Readonly<Record<string, never>>"
    : `{ ${parameters.map((p) => `readonly ${key(p.name)}: ${valueType(program, p.type)}`).join("; ")} }`;

const valueType = (program: Program, type: TypeRef): string => {
  const one = single(program, type.name);
  if (one === "WordValue") return one;
  return type.list ? `readonly ${one}[] | null` : `${one} | null`;
};

const single = (program: Program, name: string): string => {
  if (program.types.has(name) || program.resources.has(name)) return typeName(name);
  return builtIn.get(name) ?? (program.roles.has(name) ? "string" : "WordValue");
};
