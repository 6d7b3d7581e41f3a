// Names in rules: state, keys and bindings of every block, and the steps of the examples.
import type {
  Block,
  ForEach,
  Key,
  NeverRule,
  Pattern,
  Rule,
  RuleItem,
  SourceFile,
  State,
  Statement,
} from "../../contract/syntax.ts";
import { exampleParties, rolesAsParties } from "./casts.ts";
import { type Context, type Entry, type Scope, report, reportUnknown, spanOf } from "./context.ts";
import { roleExists } from "./declarations.ts";
import { typeOf } from "./expressions.ts";
import { isExcused } from "./lookup.ts";
import { wants } from "./operations.ts";
import { nearest } from "../near.ts";
import { focusOf, resolvePattern } from "./patterns.ts";
import { resolveSteps } from "./steps.ts";
import { typeNamed, typeNames } from "./tables.ts";
import {
  agree,
  any,
  bool,
  duration,
  listOf,
  number,
  party,
  range,
  settled,
  shown,
  slot,
  type Type,
} from "./type.ts";

export const resolveRule = (c: Context, file: SourceFile, rule: Rule): void => {
  const scope: Scope = {
    file,
    owner: rule,
    names: new Map(),
    refused: new Map(),
    ...rolesAsParties(c.tables),
    freeNames: false,
    excused: false,
    rebinds: false,
  };
  for (const role of rule.roles) roleExists(c, scope, rule, role);
  resolveItems(c, scope, rule.items);
};

const resolveItems = (c: Context, scope: Scope, items: readonly RuleItem[]): void => {
  for (const item of items)
    if (item.kind === "var" || item.kind === "list" || item.kind === "ranges" || item.kind === "debt")
      declareState(c, scope, item);
  for (const item of items) {
    switch (item.kind) {
      case "foreach":
        resolveItems(c, scopeOfKeys(c, scope, item), item.items);
        break;
      case "block":
      case "never":
        resolveBlock(c, scope, item);
        break;
      case "example":
        resolveExample(c, scope, item);
        break;
      default:
        break;
    }
  }
};

const declareState = (c: Context, scope: Scope, item: State): void => {
  if (item.kind === "debt") {
    if (item.within !== undefined) wants(c, scope, item.within, duration);
    return declare(c, scope, item, item.name, {
      ref: { kind: "debt", name: item.name },
      type: { kind: "debt" },
    });
  }
  if (item.kind === "var") {
    for (const { name, value, at, end } of item.vars) {
      const type = settled(typeOf(c, scope, value));
      declare(c, scope, { at, end }, name, {
        ref: { kind: "var", name },
        type: type.kind === "none" ? slot() : type,
      });
    }
    return;
  }
  const type: Type = item.kind === "list" ? listOf(slot()) : { kind: "ranges" };
  for (const name of item.names)
    declare(c, scope, spanOf(scope.file, item, name), name, { ref: { kind: item.kind, name }, type });
};

const declare = (
  c: Context,
  scope: Scope,
  span: Key | { readonly at: number; readonly end: number },
  name: string,
  entry: Entry,
): void => {
  if (scope.names.has(name)) report(c, scope, span, "declared-twice", `${name} is already declared here.`);
  else scope.names.set(name, entry);
};

const scopeOfKeys = (c: Context, scope: Scope, item: ForEach): Scope => {
  const inner = { ...scope, names: new Map(scope.names) };
  for (const key of item.keys) {
    const type = typeNamed(c.tables, { name: key.type, list: false });
    if (type === undefined) {
      const near = nearest(key.type, typeNames(c.tables));
      if (near !== undefined || c.tables.whole)
        reportUnknown(
          c,
          scope,
          { at: key.at, end: key.at + key.type.length },
          "unknown-type",
          `There is no type or role ${key.type}.`,
          near,
        );
    }
    declare(c, inner, key, key.name, {
      ref: { kind: "key", name: key.name, type: key.type },
      type: type ?? any,
    });
  }
  return inner;
};

const resolveBlock = (c: Context, scope: Scope, block: Block | NeverRule): void => {
  const bound = block.heads.map((head) => resolveHead(c, scope, head));
  const focus = focusOf(c, block.heads);
  const names = new Map([...focus.names, ...scope.names]);
  const refused = new Map(focus.refused);
  for (const binds of bound) {
    for (const [name, entry] of binds) {
      if (bound.every((other) => other.has(name))) names.set(name, entry);
      else
        refused.set(name, {
          code: "not-in-every-head",
          message: `Not every head of this block binds ${name}.`,
          hint: "bind it in each head",
        });
    }
  }
  const inner: Scope = { ...scope, names, refused, excused: focus.excused };
  if (block.when !== undefined) wants(c, inner, block.when, bool);
  if (block.kind === "block") for (const statement of block.statements) resolveStatement(c, inner, statement);
  else if (block.blames !== undefined) wants(c, inner, block.blames, party);
};

/** Resolves a head; what it binds. */
const resolveHead = (c: Context, scope: Scope, head: Pattern): ReadonlyMap<string, Entry> => {
  const names = new Map(scope.names);
  resolvePattern(c, { ...scope, names }, head);
  return new Map([...names].filter(([name, entry]) => scope.names.get(name) !== entry));
};

const resolveStatement = (c: Context, scope: Scope, statement: Statement): void => {
  switch (statement.kind) {
    case "require":
    case "advise":
      wants(c, scope, statement.test, bool);
      if (statement.blames !== undefined) wants(c, scope, statement.blames, party);
      return;
    case "observe":
      return;
    case "assign":
      return resolveAssignment(c, scope, statement);
    case "add":
    case "remove": {
      const type = stateType(c, scope, statement, ["list", "ranges"]);
      wants(
        c,
        scope,
        statement.value,
        type?.kind === "list" ? type.of : type?.kind === "ranges" ? range : any,
      );
      return;
    }
    case "owe":
      stateType(c, scope, statement, ["debt"]);
      if (statement.amount !== undefined) wants(c, scope, statement.amount, number);
      if (statement.by !== undefined) wants(c, scope, statement.by, party);
      return;
    case "pay":
      stateType(c, scope, statement, ["debt"]);
      if (statement.amount !== undefined && statement.amount !== "all")
        wants(c, scope, statement.amount, number);
  }
};

const resolveAssignment = (
  c: Context,
  scope: Scope,
  statement: Extract<Statement, { kind: "assign" }>,
): void => {
  const type = stateType(c, scope, statement, ["var"]);
  if (type === undefined) typeOf(c, scope, statement.value);
  else if (statement.op === "=" || type.kind === "duration") wants(c, scope, statement.value, type);
  else {
    if (agree(type, number) !== "same")
      report(
        c,
        scope,
        statement,
        "type-mismatch",
        `${statement.name} is ${shown(type)}; ${statement.op} counts numbers and durations.`,
      );
    wants(c, scope, statement.value, number);
  }
};

/** The type of the state that a statement changes; reports a name that is no state of that kind. */
const stateType = (
  c: Context,
  scope: Scope,
  statement: Extract<Statement, { name: string }>,
  kinds: readonly string[],
): Type | undefined => {
  const entry = scope.names.get(statement.name);
  if (entry !== undefined && kinds.includes(entry.ref.kind)) return settledState(entry);
  const states = [...scope.names].filter(([, e]) => kinds.includes(e.ref.kind)).map(([name]) => name);
  const near = nearest(statement.name, states);
  if (near === undefined && isExcused(c, scope)) return undefined;
  const article = kinds.join(" or ");
  reportUnknown(
    c,
    scope,
    spanOf(scope.file, changedName(statement), statement.name),
    "unknown-variable",
    `The rule declares no ${article} ${statement.name}.`,
    near,
  );
  const nearby = near === undefined ? undefined : scope.names.get(near);
  return nearby === undefined ? undefined : settledState(nearby);
};

const settledState = (entry: Entry): Type => {
  const type = settled(entry.type);
  return type.kind === "slot" ? entry.type : type;
};

const changedName = (
  statement: Extract<Statement, { name: string }>,
): { readonly at: number; readonly end: number } =>
  statement.kind === "add" || statement.kind === "remove"
    ? { at: statement.value.end, end: statement.end }
    : statement;

const resolveExample = (c: Context, scope: Scope, example: Extract<RuleItem, { kind: "example" }>): void => {
  const inner: Scope = {
    ...scope,
    names: new Map(),
    ...exampleParties(c.tables, example.steps),
    freeNames: true,
  };
  if (example.blames !== undefined) wants(c, inner, example.blames, party);
  resolveSteps(c, inner, example.steps);
};
