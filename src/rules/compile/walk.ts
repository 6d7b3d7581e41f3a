// Every expression and pattern inside a rule, outermost first.
import type { Argument, Expression, ForEach, Pattern, Rule, Statement } from "../../contract/syntax.ts";

export type Visitor = {
  readonly expression: (e: Expression) => void;
  readonly pattern: (p: Pattern) => void;
};

export const walkRule = (rule: Rule, visit: Visitor): void => walkItems(rule.items, visit);

const walkItems = (items: Rule["items"] | ForEach["items"], visit: Visitor): void => {
  for (const item of items) {
    if (item.kind === "foreach") walkItems(item.items, visit);
    if (item.kind === "var") for (const v of item.vars) walkExpression(v.value, visit);
    if (item.kind === "debt") walkOptional(item.within, visit);
    if (item.kind !== "block" && item.kind !== "never") continue;
    for (const head of item.heads) walkPattern(head, visit);
    walkOptional(item.when, visit);
    if (item.kind === "never") walkOptional(item.blames, visit);
    else
      for (const statement of item.statements)
        for (const e of expressionsOf(statement)) walkExpression(e, visit);
  }
};

export const expressionsOf = (s: Statement): readonly Expression[] => {
  switch (s.kind) {
    case "require":
    case "advise":
      return [s.test, ...optional(s.blames)];
    case "observe":
      return [];
    case "assign":
    case "add":
    case "remove":
      return [s.value];
    case "owe":
      return [...optional(s.amount), ...optional(s.by)];
    case "pay":
      return s.amount === "all" ? [] : optional(s.amount);
  }
};

export const walkExpression = (e: Expression, visit: Visitor): void => {
  visit.expression(e);
  switch (e.kind) {
    case "number":
    case "text":
    case "hex":
    case "name":
      return;
    case "bind":
    case "apply":
      return walkArguments(e.args ?? [], visit);
    case "list":
      for (const item of e.items) walkExpression(item, visit);
      return;
    case "field":
      return walkExpression(e.of, visit);
    case "index":
      walkExpression(e.of, visit);
      return walkExpression(e.index, visit);
    case "binary":
      walkExpression(e.left, visit);
      return walkExpression(e.right, visit);
    case "not":
    case "is":
      return walkExpression(e.operand, visit);
    case "quantified":
      walkExpression(e.list, visit);
      return walkExpression(e.test, visit);
    case "around":
      return walkPattern(e.pattern, visit);
  }
};

const walkPattern = (p: Pattern, visit: Visitor): void => {
  visit.pattern(p);
  walkArguments(p.args, visit);
  walkArguments(p.returns ?? [], visit);
};

const walkArguments = (args: readonly Argument[], visit: Visitor): void => {
  for (const arg of args) walkExpression(arg.value, visit);
};

const optional = (e: Expression | undefined): readonly Expression[] => (e === undefined ? [] : [e]);
const walkOptional = (e: Expression | undefined, visit: Visitor): void => {
  if (e !== undefined) walkExpression(e, visit);
};
