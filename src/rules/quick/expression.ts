// Expressions of rules as generated code: plain values, state, bindings, who and to whom. What asks the ledger, open calls, lists
// or fields of resources stays with the interpreter.
import type { Program } from "../../contract/program.ts";
import type { BinaryOp, Expression } from "../../contract/syntax.ts";
import { asNumber, asTruth, type Code, id, none, not, number, same, truth, Unsupported } from "./code.ts";
import { type Layout, type Operation } from "./layout.ts";

/** What the code around an expression knows. */
export type Site = {
  readonly program: Program;
  readonly layout: Layout;
  readonly operation: Operation;
  /** the id of a value that is written in a rule, for good */
  readonly constant: (token: string) => string;
  readonly state: (name: string) => Code | undefined;
  /** keys and bound names, so far */
  readonly bound: Map<string, Code>;
  /** the arguments that bound them */
  readonly sources: Map<string, string>;
};

export const expressionCode = (site: Site, e: Expression): Code => {
  switch (e.kind) {
    case "number":
      return number(`${e.value}`);
    case "text":
      return textCode(site, e.value);
    case "name":
    case "apply":
      return e.kind === "apply" && !site.program.refs.has(e) ? applied(site, e) : nameCode(site, e);
    case "bind":
      return boundCode(site, e.name);
    case "not":
      return not(expressionCode(site, e.operand));
    case "binary":
      return binary(site, e);
    default:
      throw new Unsupported(`an expression of the kind ${e.kind}`);
  }
};

export const argumentCode = (site: Site, name: string): Code => {
  const { layout, operation } = site;
  const isNumber = layout.isNumber(operation, name);
  return isNumber
    ? number(`present(${layout.numberOf(operation, name)})`, true)
    : id(`said(${layout.idOf(operation, name)})`);
};

/** An argument by which instances are told apart. */
export const keyCode = (site: Site, name: string): string => {
  site.layout.isNumber(site.operation, name);
  return `said(${site.layout.idOf(site.operation, name)})`;
};

const textCode = (site: Site, value: string): Code => id(site.constant(JSON.stringify(value)));

const boundCode = (site: Site, name: string): Code => {
  const known = site.bound.get(name);
  if (known === undefined) throw new Unsupported(`${name}, which may not be bound`);
  return known;
};

const nameCode = (site: Site, e: Expression): Code => {
  const ref = site.program.refs.get(e);
  switch (ref?.kind) {
    case "var":
    case "debt": {
      const state = site.state(ref.name);
      if (state === undefined) throw new Unsupported(`the state ${ref.name}`);
      return state;
    }
    case "key":
    case "bound":
      return boundCode(site, ref.name);
    case "arg":
      return argumentCode(site, ref.name);
    case "constant":
      return textCode(site, ref.name);
    case "doer":
      return id("from[i]");
    case "other":
      return id("said(to[i])");
    case "none":
      return none;
    case "true":
    case "false":
      return truth(ref.kind);
    default:
      throw new Unsupported(`a name that means ${ref?.kind ?? "nothing"}`);
  }
};

const applied = (site: Site, e: Extract<Expression, { kind: "apply" }>): Code => {
  const [of] = e.args;
  if (e.name !== "owed" || of === undefined) throw new Unsupported(`the function ${e.name}`);
  return expressionCode(site, of.value);
};

const joins: Partial<Record<BinaryOp, (a: Code, b: Code) => Code>> = {
  "=": same,
  "!=": (a, b) => not(same(a, b)),
  and: (a, b) => truth(`(${asTruth(a)} && ${asTruth(b)})`),
  or: (a, b) => truth(`(${asTruth(a)} || ${asTruth(b)})`),
  ...Object.fromEntries(
    ["<", "<=", ">", ">="].map((op) => [
      op,
      (a: Code, b: Code) => truth(`(${asNumber(a)} ${op} ${asNumber(b)})`),
    ]),
  ),
  ...Object.fromEntries(
    ["+", "-", "*"].map((op) => [
      op,
      (a: Code, b: Code) => number(`safe(${asNumber(a)} ${op} ${asNumber(b)})`),
    ]),
  ),
};

const binary = (site: Site, e: Extract<Expression, { kind: "binary" }>): Code => {
  if (e.op === "in" && e.right.kind === "list") {
    const one = expressionCode(site, e.left);
    const tests = e.right.items.map((item) => same(one, expressionCode(site, item)).text);
    return truth(`(${tests.join(" || ") || "false"})`);
  }
  const join = joins[e.op];
  if (join === undefined) throw new Unsupported(`the operator ${e.op}`);
  return join(expressionCode(site, e.left), expressionCode(site, e.right));
};
