// One argument of a pattern against one value of an event: binding, comparing, restricting fields.
import type { Argument, Expression } from "../../contract/syntax.ts";
import { isList, isMissing, isSame, truth, type Truth, type Val } from "../values/value.ts";
import type { Context, Names } from "./context.ts";
import { compileExpression } from "./expression.ts";
import { operators } from "./operators.ts";
import { fieldShown, type Seen } from "./seen.ts";

/** Whether a value fits; binds what is free on the way. `target` is the event that the pattern is laid on. */
export type Fits = (ctx: Context, target: Seen, value: Val) => Truth;

export const compileArgument = (names: Names, arg: Argument): Fits => {
  if (arg.op === "=") return compileValue(names, arg.value);
  if (arg.op === "has") return someElement(compileValue(names, arg.value));
  const right = compileExpression(names, arg.value);
  const compare = operators[arg.op];
  return (ctx, _target, value) => {
    const other = right(ctx);
    return isMissing(value) ? value : isMissing(other) ? other : truth(compare(value, other));
  };
};

export const compileValue = (names: Names, e: Expression): Fits => {
  if (e.kind === "list") return compileList(names, e.ordered, e.items);
  const name = boundName(names, e);
  if (name !== undefined)
    return compileBound(names, name, e.kind === "bind" || e.kind === "apply" ? (e.args ?? []) : []);
  const evaluate = compileExpression(names, e);
  return (ctx, _target, value) => {
    const wanted = evaluate(ctx);
    return isMissing(value) ? value : isMissing(wanted) ? wanted : isSame(value, wanted);
  };
};

/** Whether an argument can bind something, so that each element of a list has to be tried. */
export const canBind = (names: Names, e: Expression): boolean =>
  boundName(names, e) !== undefined || (e.kind === "list" && e.items.some((item) => canBind(names, item)));

/** Whether a value depends on more than the event: on state, keys or bindings, which are there only once an instance is at hand. */
export const needsInstance = (names: Names, e: Expression, isTop = true): boolean => {
  const ref = names.program.refs.get(e);
  if (isTop && boundName(names, e) !== undefined)
    return restrictions(e).some((arg) => needsInstance(names, arg.value));
  if (ref !== undefined && ["var", "list", "ranges", "debt", "key", "bound", "it"].includes(ref.kind))
    return true;
  switch (e.kind) {
    case "number":
    case "text":
    case "hex":
    case "name":
      return false;
    case "bind":
      return true;
    case "apply":
      return e.args.some((arg) => needsInstance(names, arg.value, false));
    case "list":
      return e.items.some((item) => needsInstance(names, item, isTop));
    case "field":
      return needsInstance(names, e.of, false);
    case "index":
      return needsInstance(names, e.of, false) || needsInstance(names, e.index, false);
    case "binary":
      return needsInstance(names, e.left, false) || needsInstance(names, e.right, false);
    case "not":
    case "is":
      return needsInstance(names, e.operand, false);
    case "quantified":
    case "around":
      return true;
  }
};

/** The keys that a pattern's arguments bind as soon as the event is at hand. */
export const keysBoundBy = (names: Names, args: readonly Argument[]): readonly string[] =>
  args
    .filter((arg) => (arg.op === "=" || arg.op === "has") && !needsInstance(names, arg.value))
    .flatMap((arg) => boundIn(names, arg.value));

const boundIn = (names: Names, e: Expression): readonly string[] => {
  if (e.kind === "list") return e.items.flatMap((item) => boundIn(names, item));
  const name = boundName(names, e);
  const inside = restrictions(e).flatMap((arg) =>
    arg.op === "=" || arg.op === "has" ? boundIn(names, arg.value) : [],
  );
  return name === undefined ? inside : [name, ...inside];
};

const restrictions = (e: Expression): readonly Argument[] =>
  e.kind === "bind" || e.kind === "apply" ? (e.args ?? []) : [];

/** `?x`, a key of the scope or `it`, with or without fields behind it. */
export const boundName = (names: Names, e: Expression): string | undefined => {
  if (e.kind === "bind") return e.name;
  if (e.kind !== "name" && e.kind !== "apply") return undefined;
  const ref = names.program.refs.get(e);
  return ref?.kind === "key" ? ref.name : ref?.kind === "it" ? "it" : undefined;
};

const compileBound = (names: Names, name: string, args: readonly Argument[]): Fits => {
  const slot = names.slot(name);
  const type = names.keyType(name);
  const isResource = type !== undefined && names.program.resources.has(type);
  const isRole = type !== undefined && !isResource && names.program.roles.has(type);
  const fields = args.map((arg) => ({ name: arg.name ?? "", fits: compileArgument(names, arg) }));
  return (ctx, target, given) => {
    if (isMissing(given)) return given;
    const value = isResource ? asResource(ctx, given, type) : given;
    if (
      value === undefined ||
      (name === "it" && value !== given) ||
      (isRole && (typeof value !== "string" || ctx.world.cast.roleOf(value) !== type))
    )
      return false;
    const known = ctx.frame[slot];
    if (known === undefined) ctx.frame[slot] = value;
    else if (!isSame(known, value)) return isMissing(known) ? known : false;
    let answer: Truth = true;
    for (const field of fields) {
      const shown = typeof value === "string" ? fieldShown(target, value, field.name) : null;
      const fits = field.fits(ctx, target, shown);
      if (fits === false) return false;
      if (isMissing(fits)) answer = fits;
    }
    return answer;
  };
};

const asResource = (ctx: Context, value: Val, type: string): Val | undefined =>
  typeof value === "string" ? ctx.world.custody.asType(value, type) : undefined;

const someElement =
  (fits: Fits): Fits =>
  (ctx, target, list) => {
    if (isMissing(list)) return list;
    let answer: Truth = false;
    for (const element of isList(list) ? list : []) {
      const before = ctx.frame.slice();
      const fit = fits(ctx, target, element);
      if (fit === true) return true;
      if (isMissing(fit)) answer = fit;
      ctx.frame = before;
    }
    return answer;
  };

const compileList = (names: Names, isOrdered: boolean, items: readonly Expression[]): Fits => {
  const fits = items.map((item) => compileValue(names, item));
  const place = (ctx: Context, target: Seen, i: number, left: readonly Val[]): Truth => {
    const item = fits[i];
    if (item === undefined) return true;
    let answer: Truth = false;
    for (let j = 0; j < (isOrdered ? Math.min(1, left.length) : left.length); j++) {
      const before = ctx.frame.slice();
      const element = left[j] ?? null;
      const here = item(ctx, target, element);
      const all = here === false ? false : place(ctx, target, i + 1, left.toSpliced(j, 1));
      if (all === true && here === true) return true;
      if (all !== false) answer = isMissing(all) ? all : here;
      ctx.frame = before;
    }
    return answer;
  };
  return (ctx, target, list) => {
    if (isMissing(list)) return list;
    return isList(list) && list.length === fits.length && place(ctx, target, 0, list);
  };
};
