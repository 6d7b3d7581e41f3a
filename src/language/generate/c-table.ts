// The custody moves as a table in C: what the C SDK closes and opens pages by. Conditions and shares become functions.
import type { Program, Word } from "../../contract/program.ts";
import type { Argument, Expression, Move, Resource } from "../../contract/syntax.ts";
import { moveRow } from "./custody.ts";

/** Throws where a condition says what C cannot be told. */
export function cMoves(program: Program, boundaries: ReadonlySet<string>): string {
  const functions: string[] = [];
  const rows: string[] = [];
  for (const resource of program.resources.values())
    for (const move of resource.moves) {
      const word = program.words.get(move.pattern.name);
      if (word === undefined || !boundaries.has(word.boundary)) continue;
      rows.push(row({ program, resource, move, word, number: rows.length + 1, functions }));
    }
  return [
    "/* Made by tools/generate.mjs out of the custody moves in reference/spec: which word gives what away, and what comes back. */",
    '#include "moves.h"',
    "",
    ...functions,
    "",
    "const custody_move custody_moves[] = {",
    ...rows,
    "    {0},",
    "};",
    "",
  ].join("\n");
}

type Scope = {
  readonly program: Program;
  readonly resource: Resource;
  readonly move: Move;
  readonly word: Word;
  /** of the row, for the names of its functions */
  readonly number: number;
  /** those written so far */
  readonly functions: string[];
};

function row(scope: Scope): string {
  const { program, resource, move } = scope;
  const { word, at, argument, does, to, readOnly } = moveRow(program, resource, move);
  const tests = [
    ...(move.pattern.returns ?? []).map((result) => resultTest(scope, result)),
    ...(move.when === undefined ? [] : [valueOf(scope, move.when)]),
  ];
  const cells = [
    quoted(word),
    `AT_${at.toUpperCase()}`,
    quoted(resource.name),
    quoted(argument),
    does.toUpperCase(),
    quoted(to ?? ""),
    readOnly === true ? "1" : "0",
    tests.length === 0 ? "0" : written(scope, "when", tests.join(" && ")),
    move.shares === undefined ? "0" : written(scope, "shares", valueOf(scope, move.shares)),
  ];
  return `    {${cells.join(", ")}},`;
}

function written({ functions, number }: Scope, what: string, body: string): string {
  const name = `${what}_${number}`;
  functions.push(
    `static int ${name}(const crossing *at, const object *it) {`,
    "  (void)at, (void)it;",
    `  return ${body};`,
    "}",
  );
  return name;
}

const resultTest = (scope: Scope, { name, op, value }: Argument): string =>
  compared(scope, op, nameOf(scope, name ?? ""), valueOf(scope, value));

/** A number, a truth or a text of C. */
function valueOf(scope: Scope, expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "text":
      return quoted(expression.value);
    case "name":
      return nameOf(scope, expression.name);
    case "not":
      return `!(${valueOf(scope, expression.operand)})`;
    case "field":
      return fieldOf(scope, expression);
    case "binary":
      return binary(scope, expression);
    case "quantified":
      return quantified(scope, expression);
    default:
      throw unsaid(scope, expression.kind);
  }
}

/** An argument or result of the word; else a constant, by its name. */
function nameOf({ word }: Scope, name: string): string {
  const known = [...word.parameters, ...(word.results ?? [])].find((one) => one.name === name);
  if (known === undefined) return quoted(name);
  return `crossing_${known.type.name === "int" ? "int" : "text"}(at, ${quoted(name)})`;
}

/** `it.status` and `q.status` are fields of what crosses, `nic.serialized` a property of a party. */
function fieldOf(scope: Scope, { of, name }: Extract<Expression, { kind: "field" }>): string {
  if (of.kind !== "name") throw unsaid(scope, of.kind);
  const isParty = scope.program.roles.has(of.name);
  return isParty
    ? `crossing_property(at, ${quoted(of.name)}, ${quoted(name)})`
    : `crossing_field(${of.name}, ${quoted(name)})`;
}

function binary(scope: Scope, { op, left, right }: Extract<Expression, { kind: "binary" }>): string {
  const [a, b] = [valueOf(scope, left), valueOf(scope, right)];
  switch (op) {
    case "and":
      return `(${a} && ${b})`;
    case "or":
      return `(${a} || ${b})`;
    case "has":
      return `crossing_has(at, ${quoted(left.kind === "name" ? left.name : "")}, ${b})`;
    default:
      return compared(scope, op, a, b);
  }
}

function compared(scope: Scope, op: string, a: string, b: string): string {
  const areTexts = [a, b].some((side) => side.startsWith('"'));
  if (areTexts && (op === "=" || op === "!=")) return `${op === "=" ? "" : "!"}crossing_same(${a}, ${b})`;
  const inC = new Map([["=", "=="], ...["!=", "<", "<=", ">", ">="].map((same) => [same, same] as const)]);
  const sign = inC.get(op);
  if (areTexts || sign === undefined) throw unsaid(scope, op);
  return `(${a} ${sign} ${b})`;
}

/** `some q in packets before it: …`, of what crosses with it. */
function quantified(
  scope: Scope,
  { every, name, list, test }: Extract<Expression, { kind: "quantified" }>,
): string {
  if (every || list.kind !== "binary" || list.op !== "before") throw unsaid(scope, "such a quantifier");
  const body = valueOf(scope, test);
  const function_ = `some_${scope.number}`;
  scope.functions.push(
    `static int ${function_}(const crossing *at, const object *it) {`,
    "  for (int i = 0; i < at->count && at->things[i] != it; i++) {",
    `    const object *${name} = at->things[i];`,
    `    if (${body}) return 1;`,
    "  }",
    "  return 0;",
    "}",
  );
  return `${function_}(at, it)`;
}

const quoted = (text: string): string => JSON.stringify(text);

const unsaid = ({ move }: Scope, what: string): Error =>
  new Error(`The C table cannot say "${what}" in the move on ${move.pattern.name}.`);
