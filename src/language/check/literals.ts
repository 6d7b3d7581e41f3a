// Conditions on literal values, taken together: can they all hold?
import type { Expression, SourceFile, Span } from "../../contract/syntax.ts";
import { conjuncts, nodesOf } from "../walk.ts";
import type { Checked } from "./checked.ts";

type Literal = string | number | boolean | null;
/** `about` (the text of an expression) compared with literals. */
export type Constraint = {
  readonly about: string;
  readonly node: Expression;
  readonly op: string;
  readonly values: readonly Literal[];
};

/** What a conjunction says about expressions and literals; parts of other forms say nothing. */
export const constraintsOf = (checked: Checked, file: SourceFile, e: Expression): readonly Constraint[] =>
  conjuncts(e, "and").flatMap((part) => constraintOf(checked, file, part, true) ?? []);

/** The opposite of a disjunction's parts; undefined when one part says nothing of this kind. */
export const negatedParts = (
  checked: Checked,
  file: SourceFile,
  e: Expression,
): readonly Constraint[] | undefined => {
  const parts = conjuncts(e, "or").map((part) => constraintOf(checked, file, part, false));
  return parts.some((p) => p === undefined) ? undefined : parts.flatMap((p) => p ?? []);
};

/** The first expression for which no value meets all constraints on it. */
export const impossible = (constraints: readonly Constraint[]): Constraint | undefined =>
  constraints.find((constraint) => {
    const same = constraints.filter((other) => other.about === constraint.about);
    return !candidates(same).some((value) => same.every((other) => holds(other, value)));
  });

/** The text of a node without blanks: two nodes with one text mean the same. */
export const textOf = (file: SourceFile, node: Span): string => {
  let { at } = node;
  for (const inner of nodesOf(node)) at = Math.min(at, inner.at);
  return file.text.slice(at, node.end).replaceAll(/\s+/g, "");
};

export const literalOf = (checked: Checked, e: Expression): Literal | undefined => {
  if (e.kind === "number" || e.kind === "text") return e.value;
  if (e.kind === "hex") return `x${e.value}`;
  const ref = e.kind === "name" ? checked.refs.get(e) : undefined;
  if (ref?.kind === "constant") return ref.name;
  if (ref?.kind === "true" || ref?.kind === "false") return ref.kind === "true";
  return ref?.kind === "none" ? null : undefined;
};

const constraintOf = (
  checked: Checked,
  file: SourceFile,
  e: Expression,
  holding: boolean,
): readonly Constraint[] | undefined => {
  if (e.kind === "not") return constraintOf(checked, file, e.operand, !holding);
  if (e.kind === "name" && literalOf(checked, e) === undefined)
    return [{ about: textOf(file, e), node: e, op: "=", values: [holding] }];
  if (e.kind !== "binary") return undefined;
  const right = literalOf(checked, e.right);
  const left = literalOf(checked, e.left);
  if (left === undefined && right !== undefined && e.op in opposite)
    return [
      {
        about: textOf(file, e.left),
        node: e.left,
        op: holding ? e.op : (opposite[e.op] ?? e.op),
        values: [right],
      },
    ];
  if (right === undefined && left !== undefined && e.op in mirrored) {
    const op = mirrored[e.op] ?? e.op;
    return [
      {
        about: textOf(file, e.right),
        node: e.right,
        op: holding ? op : (opposite[op] ?? op),
        values: [left],
      },
    ];
  }
  if (e.op !== "in" || e.right.kind !== "list") return undefined;
  const values = e.right.items.map((item) => literalOf(checked, item));
  if (values.some((v) => v === undefined)) return undefined;
  return [
    {
      about: textOf(file, e.left),
      node: e.left,
      op: holding ? "in" : "not in",
      values: values.flatMap((v) => (v === undefined ? [] : [v])),
    },
  ];
};

const opposite: Readonly<Record<string, string>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};
const mirrored: Readonly<Record<string, string>> = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
};

/** Enough values to try: those named, their neighbours, and one that nobody names. */
const candidates = (constraints: readonly Constraint[]): readonly Literal[] => {
  const named = constraints.flatMap((c) => c.values);
  if (named.every((v) => typeof v === "boolean")) return [true, false];
  return [...named, ...named.flatMap((v) => (typeof v === "number" ? [v - 1, v + 1] : [])), "\u0000another"];
};

const holds = ({ op, values }: Constraint, value: Literal): boolean => {
  const [first] = values;
  switch (op) {
    case "=":
      return value === first;
    case "!=":
      return value !== first;
    case "in":
      return values.includes(value);
    case "not in":
      return !values.includes(value);
    default:
      return typeof value === "number" && typeof first === "number" && inOrder(op, value, first);
  }
};

const inOrder = (op: string, a: number, b: number): boolean =>
  op === "<" ? a < b : op === "<=" ? a <= b : op === ">" ? a > b : a >= b;
