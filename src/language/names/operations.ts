// What operators and functions take and give, and what is wrong when a value does not fit.
import type { BinaryOp, Expression } from "../../contract/syntax.ts";
import { nearest } from "../near.ts";
import { type Context, type Scope, report, reportUnknown } from "./context.ts";
import { isConstant } from "./lookup.ts";
import {
  agree,
  any,
  bool,
  duration,
  isOpen,
  listOf,
  number,
  party,
  range,
  settled,
  shown,
  type Type,
} from "./type.ts";

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** `compare`: both sides alike, the answer a condition. Otherwise what each side must be. */
type Operator =
  | { readonly kind: "compare"; readonly ordered: boolean }
  | { readonly kind: "in" | "has" | "arithmetic" | "times" | "before" }
  | { readonly kind: "plain"; readonly left: Type; readonly right: Type; readonly gives: Type };

const resource: Type = any;

const operators: Readonly<Record<BinaryOp, Operator>> = {
  or: { kind: "plain", left: bool, right: bool, gives: bool },
  and: { kind: "plain", left: bool, right: bool, gives: bool },
  "=": { kind: "compare", ordered: false },
  "!=": { kind: "compare", ordered: false },
  "<": { kind: "compare", ordered: true },
  "<=": { kind: "compare", ordered: true },
  ">": { kind: "compare", ordered: true },
  ">=": { kind: "compare", ordered: true },
  in: { kind: "in" },
  has: { kind: "has" },
  covers: { kind: "plain", left: { kind: "ranges" }, right: range, gives: bool },
  holds: { kind: "plain", left: party, right: resource, gives: bool },
  owns: { kind: "plain", left: party, right: resource, gives: bool },
  "..<": { kind: "plain", left: number, right: number, gives: range },
  "+": { kind: "arithmetic" },
  "-": { kind: "arithmetic" },
  "*": { kind: "times" },
  before: { kind: "before" },
};

/** A function's parameters and result; `word` stands for the name of a call, `list` for anything with a size. */
type Signature = { readonly takes: readonly (Type | "word" | "list")[]; readonly gives: Type };

export const functions: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ["size", { takes: ["list"], gives: number }],
  ["distinct", { takes: [listOf(any)], gives: bool }],
  ["min", { takes: [number, number], gives: number }],
  ["max", { takes: [number, number], gives: number }],
  ["shares", { takes: [resource, party], gives: number }],
  ["holder", { takes: [resource], gives: party }],
  ["owed", { takes: [{ kind: "debt" }], gives: number }],
  ["enclosing", { takes: ["word"], gives: { kind: "call" } }],
]);

/** As typeOf, and reports when the value is not of the type that is wanted. */
export const wants = (c: Context, scope: Scope, e: Expression, expected: Type): Type => {
  const type = c.typeOf(scope, e, expected);
  if (e.kind === "number" && e.value === 0 && settled(expected).kind === "duration") return duration;
  reportDisagreement(c, scope, e, expected, type);
  return type;
};

export const binary = (c: Context, scope: Scope, e: Of<"binary">): Type => {
  const operator = operators[e.op];
  switch (operator.kind) {
    case "compare":
      compare(c, scope, e, operator.ordered);
      return bool;
    case "in":
      wants(c, scope, e.right, listOf(c.typeOf(scope, e.left)));
      return bool;
    case "has":
      has(c, scope, e);
      return bool;
    case "arithmetic":
      return arithmetic(c, scope, e);
    case "times":
      return times(c, scope, e);
    case "before": {
      const list = c.typeOf(scope, e.left, listOf(any));
      const known = settled(list);
      reportDisagreement(c, scope, e.left, listOf(any), known);
      wants(c, scope, e.right, known.kind === "list" ? known.of : any);
      return list;
    }
    case "plain":
      wants(c, scope, e.left, operator.left);
      wants(c, scope, e.right, operator.right);
      return operator.gives;
  }
};

export const called = (c: Context, scope: Scope, e: Of<"apply">, signature: Signature): Type => {
  const { takes, gives } = signature;
  if (e.args.length !== takes.length || e.args.some((a) => a.name !== undefined))
    report(
      c,
      scope,
      e,
      "wrong-function-use",
      `${e.name} takes ${takes.length} ${takes.length === 1 ? "value" : "values"} without names.`,
    );
  for (const [index, arg] of e.args.entries()) {
    const type = takes[index] ?? any;
    if (type === "word") callName(c, scope, arg.value);
    else if (type === "list") sized(c, scope, arg.value);
    else wants(c, scope, arg.value, type);
  }
  return gives;
};

export const reportDisagreement = (
  c: Context,
  scope: Scope,
  e: Expression,
  expected: Type,
  found: Type,
): boolean => {
  const agreement = agree(found, expected);
  if (agreement === "same") return true;
  if (agreement === "units")
    report(
      c,
      scope,
      e,
      "unit-mismatch",
      `This is ${shown(found)}, but ${shown(expected)} is wanted.`,
      "durations have a unit: us, ms, s or min",
    );
  else report(c, scope, e, "type-mismatch", `This is ${shown(found)}, but ${shown(expected)} is wanted.`);
  return false;
};

/** `<` and its kin compare numbers or durations, each with its like. */
export const ordered = (c: Context, scope: Scope, e: Expression, type: Type, other: Type): void => {
  const agreement = agree(other, type);
  const odd = [type, other]
    .map(settled)
    .find((t) => !["number", "duration", "any", "slot", "none"].includes(t.kind));
  if (agreement === "units")
    report(c, scope, e, "unit-mismatch", `This compares ${shown(type)} with ${shown(other)}.`);
  else if (odd !== undefined)
    report(
      c,
      scope,
      e,
      "type-mismatch",
      `This is ${shown(odd)}, but < and > compare numbers and durations only.`,
    );
};

const compare = (c: Context, scope: Scope, e: Of<"binary">, isOrdered: boolean): void => {
  const late = e.left.kind === "name" && isConstant(c, scope, e.left.name);
  const [first, second] = late ? [e.right, e.left] : [e.left, e.right];
  const type = c.typeOf(scope, first);
  const other = c.typeOf(scope, second, type);
  if (isOrdered) ordered(c, scope, second, type, other);
  else if (agree(other, type) !== "same") {
    const code = agree(other, type) === "units" ? "unit-mismatch" : "type-mismatch";
    report(c, scope, e, code, `This compares ${shown(type)} with ${shown(other)}.`);
  }
};

const has = (c: Context, scope: Scope, e: Of<"binary">): void => {
  const list = settled(c.typeOf(scope, e.left));
  if (list.kind === "list") wants(c, scope, e.right, list.of);
  else if (list.kind === "ranges") wants(c, scope, e.right, number);
  else {
    if (!isOpen(list))
      report(c, scope, e.left, "type-mismatch", `Only a list has elements, but this is ${shown(list)}.`);
    c.typeOf(scope, e.right);
  }
};

const arithmetic = (c: Context, scope: Scope, e: Of<"binary">): Type => {
  const left = settled(c.typeOf(scope, e.left));
  const type = left.kind === "duration" ? duration : number;
  reportDisagreement(c, scope, e.left, type, left);
  wants(c, scope, e.right, type);
  return type;
};

const times = (c: Context, scope: Scope, e: Of<"binary">): Type => {
  const sides = [e.left, e.right].map((side) => settled(c.typeOf(scope, side)).kind === "duration");
  if (sides[0] !== true) reportDisagreement(c, scope, e.left, number, c.types.get(e.left) ?? any);
  if (sides[1] !== true || sides[0] === true)
    reportDisagreement(c, scope, e.right, number, c.types.get(e.right) ?? any);
  return sides.includes(true) ? duration : number;
};

const callName = (c: Context, scope: Scope, e: Expression): void => {
  if (e.kind !== "name")
    return report(c, scope, e, "wrong-function-use", "enclosing takes the name of a call.");
  const word = c.tables.words.get(e.name);
  if (word?.kind === "call") return;
  const calls = [...c.tables.words.values()].filter((w) => w.kind === "call").map((w) => w.name);
  if (word === undefined)
    reportUnknown(c, scope, e, "unknown-call", `No vocabulary has a call ${e.name}.`, nearest(e.name, calls));
  else report(c, scope, e, "wrong-kind", `${e.name} is not a call, so nothing can be inside it.`);
};

const sized = (c: Context, scope: Scope, e: Expression): void => {
  const type = settled(c.typeOf(scope, e));
  if (!["list", "bytes", "text", "ranges"].includes(type.kind) && !isOpen(type))
    report(
      c,
      scope,
      e,
      "wrong-function-use",
      `size asks for a list, bytes or text, but this is ${shown(type)}.`,
    );
};
