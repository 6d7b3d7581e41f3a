// Expressions of rules and moves as functions of the event, the bindings, the state and the ledger as they are before the event.
import type { Expression } from "../../contract/syntax.ts";
import { payloadOfHex } from "../values/bytes.ts";
import { callValue, isList, isMissing, Missing, truth, type Truth, type Val } from "../values/value.ts";
import { type Context, type Evaluate, type Names, partyCalled, rowAt } from "./context.ts";
import { applied } from "./functions.ts";
import { element, equals, operators } from "./operators.ts";
import { argument, fieldShown } from "./seen.ts";

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export const compileExpression = (names: Names, e: Expression): Evaluate => {
  switch (e.kind) {
    case "number":
    case "text":
      return constant(e.value);
    case "hex":
      return constant(payloadOfHex(e.value));
    case "name":
      return compileName(names, e);
    case "bind":
      return bound(names, e.name);
    case "apply":
      return names.program.refs.has(e) ? compileName(names, e) : applied(names, e, compileExpression);
    case "list":
      return compileList(e.items.map((item) => compileExpression(names, item)));
    case "field":
      return compileField(names, e);
    case "index":
      return both(compileExpression(names, e.of), compileExpression(names, e.index), element);
    case "binary":
      return compileBinary(names, e);
    case "not":
      return negation(compileExpression(names, e.operand));
    case "is":
      return compileIs(names, e);
    case "quantified":
      return compileQuantified(names, e);
    case "around":
      return names.around(names, e);
  }
};

/** A condition; anything but true and missing does not hold. */
export const compileCondition = (names: Names, e: Expression): ((ctx: Context) => Truth) => {
  const evaluate = compileExpression(names, e);
  return (ctx) => truth(evaluate(ctx));
};

const constant =
  (value: Val): Evaluate =>
  () =>
    value;

const compileList =
  (items: readonly Evaluate[]): Evaluate =>
  (ctx) => {
    const values = items.map((item) => item(ctx));
    return values.find(isMissing) ?? values;
  };

const both =
  (
    left: Evaluate,
    right: Evaluate,
    join: (a: Exclude<Val, Missing>, b: Exclude<Val, Missing>) => Val,
  ): Evaluate =>
  (ctx) => {
    const a = left(ctx);
    if (isMissing(a)) return a;
    const b = right(ctx);
    return isMissing(b) ? b : join(a, b);
  };

const negation =
  (operand: Evaluate): Evaluate =>
  (ctx) => {
    const value = truth(operand(ctx));
    return isMissing(value) ? value : !value;
  };

const compileName = (names: Names, e: Of<"name"> | Of<"apply">): Evaluate => {
  const ref = names.program.refs.get(e);
  switch (ref?.kind) {
    case "var":
    case "list":
    case "ranges":
    case "debt":
      return stateOf(names, ref.name);
    case "key":
    case "bound":
      return bound(names, ref.name);
    case "it":
      return bound(names, "it");
    case "arg":
      return (ctx) => argument(ctx.seen, ref.name);
    case "constant":
    case "example":
      return constant(ref.name);
    case "party":
      return (ctx) => partyCalled(ctx, ref.name);
    case "doer":
      return (ctx) => ctx.seen.doer;
    case "other":
      return (ctx) => ctx.seen.other ?? new Missing(`who is across from ${ctx.seen.doer}`);
    case "call":
      return (ctx) =>
        ctx.seen.call === undefined
          ? new Missing(`the call of ${ctx.seen.word.name}`)
          : callValue(ctx.seen.call);
    case "none":
      return constant(null);
    case "true":
      return constant(true);
    case "false":
      return constant(false);
    case undefined:
      return constant(new Missing(`the meaning of ${e.name}`));
  }
};

const stateOf = (names: Names, name: string): Evaluate => {
  const place = names.state(name);
  if (place === undefined) return constant(new Missing(`the state ${name}`));
  const { up, index, kind } = place;
  if (kind === "debt")
    return (ctx) => {
      const row = rowAt(ctx, up);
      const owed = row?.debts[index]?.length ?? 0;
      return owed > 0 ? owed : (row?.before ?? 0);
    };
  const unknown = new Missing(`the state ${name}`);
  return (ctx) => rowAt(ctx, up)?.state[index] ?? (rowAt(ctx, up) === undefined ? unknown : null);
};

const bound = (names: Names, name: string): Evaluate => {
  const slot = names.slot(name);
  const unknown = new Missing(`which ${name} is meant`);
  return (ctx) => {
    const value = ctx.frame[slot];
    return value === undefined ? unknown : value;
  };
};

const compileField = (names: Names, e: Of<"field">): Evaluate => {
  const ref = names.program.refs.get(e);
  if (ref?.kind === "party") return (ctx) => partyCalled(ctx, ref.name);
  const owner = compileExpression(names, e.of);
  const isShareCount = e.name === "shares";
  return (ctx) => {
    const of = owner(ctx);
    if (isMissing(of)) return of;
    if (typeof of !== "string") return new Missing(`${e.name} of nothing`);
    if (ctx.world.cast.has(of)) return ctx.world.cast.property(of, e.name);
    return isShareCount ? ctx.world.custody.sharesOut(of) : fieldShown(ctx.seen, of, e.name);
  };
};

const compileBinary = (names: Names, e: Of<"binary">): Evaluate => {
  const left = compileExpression(names, e.left);
  const right = compileExpression(names, e.right);
  switch (e.op) {
    case "and":
      return junction(left, right, false);
    case "or":
      return junction(left, right, true);
    case "holds":
      return (ctx) => ledgerQuestion(left(ctx), right(ctx), (party, r) => ctx.world.custody.holds(party, r));
    case "owns":
      return (ctx) => ledgerQuestion(left(ctx), right(ctx), (party, r) => ctx.world.custody.owns(party, r));
    default:
      return both(left, right, operators[e.op]);
  }
};

/** `decisive` settles it whichever side says so, even when the other is missing. */
const junction =
  (left: Evaluate, right: Evaluate, decisive: boolean): Evaluate =>
  (ctx) => {
    const a = truth(left(ctx));
    if (a === decisive) return decisive;
    const b = truth(right(ctx));
    if (b === decisive) return decisive;
    return isMissing(a) ? a : b;
  };

const ledgerQuestion = (party: Val, resource: Val, ask: (party: string, resource: string) => Val): Val => {
  if (isMissing(party)) return party;
  if (isMissing(resource)) return resource;
  return typeof party === "string" && typeof resource === "string" && ask(party, resource);
};

const compileIs = (names: Names, e: Of<"is">): Evaluate => {
  const operand = compileExpression(names, e.operand);
  return (ctx) => {
    const value = operand(ctx);
    if (isMissing(value)) return value;
    if (e.what === "empty") return equals(operators.size(value), 0);
    if (typeof value !== "string") return false;
    return e.what === "home" ? ctx.world.custody.isHome(value) : ctx.world.cast.roleOf(value) === e.what;
  };
};

const compileQuantified = (names: Names, e: Of<"quantified">): Evaluate => {
  const list = compileExpression(names, e.list);
  const test = compileCondition(names, e.test);
  const slot = names.slot(e.name);
  return (ctx) => {
    const values = list(ctx);
    if (isMissing(values)) return values;
    const before = ctx.frame[slot];
    let answer: Truth = e.every;
    for (const value of isList(values) ? values : []) {
      ctx.frame[slot] = value;
      const holds = test(ctx);
      if (holds !== e.every) answer = holds;
      if (holds === !e.every) break;
    }
    ctx.frame[slot] = before;
    return answer;
  };
};
