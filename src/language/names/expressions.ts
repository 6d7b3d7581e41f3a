// Names and types of expressions: each name gets its meaning, each operator values that belong together.
import type { Argument, Expression } from "../../contract/syntax.ts";
import { type Context, type Scope, report, reportUnknown } from "./context.ts";
import { fieldType } from "./fields.ts";
import { nameType } from "./lookup.ts";
import { nearest } from "../near.ts";
import { binary, called, functions, ordered, reportDisagreement, wants } from "./operations.ts";
import {
  agree,
  any,
  bool,
  bytes,
  duration,
  isOpen,
  listOf,
  number,
  settled,
  shown,
  slot,
  text,
  type Type,
} from "./type.ts";

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** The type of an expression; `expected` resolves constants and gives bindings their type. Reports nothing about the whole not fitting. */
export const typeOf = (c: Context, scope: Scope, e: Expression, expected: Type = any): Type => {
  const type = infer(c, scope, e, expected);
  c.types.set(e, type);
  return type;
};

/** `p(field = value, …)`: each field exists and gets a value of its type. */
const restrict = (c: Context, scope: Scope, args: readonly Argument[], type: Type): void => {
  for (const arg of args) {
    if (arg.name === undefined) {
      report(
        c,
        scope,
        arg,
        "wrong-function-use",
        "Only named fields can be given here.",
        "write field = value",
      );
      typeOf(c, scope, arg.value);
      continue;
    }
    argumentValue(c, scope, arg, fieldType(c, scope, arg, type, arg.name));
  }
};

/** The value of an argument or field of type `type`, compared by the argument's operator. */
export const argumentValue = (c: Context, scope: Scope, arg: Argument, type: Type): void => {
  const t = settled(type);
  if (arg.op === "has") {
    if (t.kind === "list" || isOpen(t)) wants(c, scope, arg.value, t.kind === "list" ? t.of : any);
    else {
      report(
        c,
        scope,
        arg,
        "type-mismatch",
        `Only a list has elements, but ${arg.name ?? "this argument"} is ${shown(t)}.`,
      );
      typeOf(c, scope, arg.value);
    }
  } else if (arg.op === "in") wants(c, scope, arg.value, isOpen(t) ? any : listOf(t));
  else if (arg.op === "=" || arg.op === "!=") wants(c, scope, arg.value, type);
  else ordered(c, scope, arg.value, type, typeOf(c, scope, arg.value, type));
};

const infer = (c: Context, scope: Scope, e: Expression, expected: Type): Type => {
  switch (e.kind) {
    case "number":
      return e.unit === "time" ? duration : number;
    case "text":
      return text;
    case "hex":
      return bytes;
    case "name":
      return nameType(c, scope, e, expected);
    case "bind":
      return bound(c, scope, e, expected);
    case "apply":
      return applied(c, scope, e, expected);
    case "list":
      return listType(c, scope, e, expected);
    case "field":
      return field(c, scope, e);
    case "index":
      return element(c, scope, e);
    case "binary":
      return binary(c, scope, e);
    case "not":
      wants(c, scope, e.operand, bool);
      return bool;
    case "is":
      return is(c, scope, e);
    case "quantified":
      return quantified(c, scope, e);
    case "around":
      c.around(scope, e.pattern);
      return bool;
  }
};

const bound = (c: Context, scope: Scope, e: Of<"bind">, expected: Type): Type => {
  const before = scope.names.get(e.name);
  const ref = { kind: "bound", name: e.name } as const;
  if (before !== undefined && before.ref.kind !== "arg" && !scope.rebinds)
    report(
      c,
      scope,
      e,
      "bound-twice",
      `${e.name} already has a meaning here.`,
      `write ${e.name} without ? to compare with it, or take another name`,
    );
  else scope.names.set(e.name, { ref, type: expected });
  c.refs.set(e, ref);
  restrict(c, scope, e.args ?? [], expected);
  return expected;
};

const applied = (c: Context, scope: Scope, e: Of<"apply">, expected: Type): Type => {
  const signature = scope.names.has(e.name) ? undefined : functions.get(e.name);
  if (signature !== undefined) return called(c, scope, e, signature);
  const near = nearest(e.name, functions.keys());
  const nearby = near === undefined ? undefined : functions.get(near);
  if (
    nearby !== undefined &&
    !scope.names.has(e.name) &&
    !scope.freeNames &&
    nearest(e.name, scope.names.keys()) === undefined
  ) {
    reportUnknown(c, scope, e, "unknown-name", `There is no function ${e.name}.`, near);
    return called(c, scope, e, nearby);
  }
  const type = nameType(
    c,
    scope,
    { kind: "name", name: e.name, at: e.at, end: e.at + e.name.length },
    expected,
  );
  const entry = scope.names.get(e.name);
  if (entry !== undefined) c.refs.set(e, entry.ref);
  if (settled(type).kind === "slot") agree(type, expected);
  restrict(c, scope, e.args, type);
  return type;
};

const listType = (c: Context, scope: Scope, e: Of<"list">, expected: Type): Type => {
  const wanted = settled(expected);
  if (wanted.kind === "list") {
    for (const item of e.items) wants(c, scope, item, wanted.of);
    return wanted;
  }
  const of = slot();
  for (const item of e.items) wants(c, scope, item, of);
  return listOf(of);
};

const field = (c: Context, scope: Scope, e: Of<"field">): Type => {
  const full = e.of.kind === "name" && !scope.names.has(e.of.name) ? `${e.of.name}.${e.name}` : undefined;
  const named = full === undefined ? undefined : scope.party(full);
  if (full !== undefined && named !== undefined && "role" in named) {
    c.refs.set(e, { kind: "party", name: full });
    return { kind: "party", role: named.role };
  }
  const owner = typeOf(c, scope, e.of);
  if (c.refs.get(e.of) === undefined && e.of.kind === "name") return any;
  return fieldType(c, scope, { at: e.end - e.name.length, end: e.end }, owner, e.name);
};

const element = (c: Context, scope: Scope, e: Of<"index">): Type => {
  const of = settled(typeOf(c, scope, e.of));
  const index = settled(typeOf(c, scope, e.index));
  if (index.kind === "range") return of;
  reportDisagreement(c, scope, e.index, number, index);
  if (of.kind === "list") return of.of;
  if (of.kind === "bytes") return number;
  if (!isOpen(of))
    report(c, scope, e.of, "type-mismatch", `[ ] asks for a list or bytes, but this is ${shown(of)}.`);
  return any;
};

const is = (c: Context, scope: Scope, e: Of<"is">): Type => {
  const type = settled(typeOf(c, scope, e.operand));
  if (e.what === "empty" || e.what === "home") {
    const fit = e.what === "empty" ? ["list", "ranges", "bytes", "text"] : ["resource"];
    if (!fit.includes(type.kind) && !isOpen(type))
      report(c, scope, e, "type-mismatch", `This is ${shown(type)}, which is never ${e.what}.`);
    return bool;
  }
  if (!c.tables.roles.has(e.what)) {
    const near = nearest(e.what, [...c.tables.roles.keys(), "home", "empty"]);
    reportUnknown(
      c,
      scope,
      { at: e.end - e.what.length, end: e.end },
      "unknown-role",
      `There is no role ${e.what}.`,
      near,
    );
  } else reportDisagreement(c, scope, e.operand, { kind: "party" }, type);
  return bool;
};

const quantified = (c: Context, scope: Scope, e: Of<"quantified">): Type => {
  const list = settled(typeOf(c, scope, e.list));
  if (list.kind !== "list" && !isOpen(list))
    report(c, scope, e.list, "type-mismatch", `some and all ask for a list, but this is ${shown(list)}.`);
  const names = new Map(scope.names).set(e.name, {
    ref: { kind: "bound", name: e.name },
    type: list.kind === "list" ? list.of : any,
  });
  wants(c, { ...scope, names }, e.test, bool);
  return bool;
};
