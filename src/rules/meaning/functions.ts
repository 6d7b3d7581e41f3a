// The functions of the language: size distinct min max shares holder owed enclosing.
import type { Expression } from "../../contract/syntax.ts";
import { callValue, encode, isList, isMissing, Missing, type Val } from "../values/value.ts";
import type { Context, Evaluate, Names } from "./context.ts";
import { operators } from "./operators.ts";

type Apply = Extract<Expression, { kind: "apply" }>;
type Present = Exclude<Val, Missing>;

export const applied = (
  names: Names,
  e: Apply,
  compile: (names: Names, e: Expression) => Evaluate,
): Evaluate => {
  const [first] = e.args;
  if (e.name === "enclosing") return enclosing(first?.value.kind === "name" ? first.value.name : "");
  const args = e.args.map((a) => compile(names, a.value));
  const call = functions[e.name];
  if (call === undefined) return () => new Missing(`the function ${e.name}`);
  return (ctx) => {
    const values: Present[] = [];
    for (const arg of args) {
      const value = arg(ctx);
      if (isMissing(value)) return value;
      values.push(value);
    }
    return call(values, ctx);
  };
};

const extreme =
  (join: (...numbers: number[]) => number) =>
  (args: readonly Present[]): Val => {
    const [only] = args;
    const all = args.length === 1 && only !== undefined && isList(only) ? only : args;
    return all.length > 0 && all.every((x) => typeof x === "number")
      ? join(...all)
      : new Missing("a number to reckon with");
  };

const functions: Readonly<Record<string, (args: readonly Present[], ctx: Context) => Val>> = {
  size: ([of]) => (of === undefined ? 0 : operators.size(of)),
  distinct: ([list]) => list !== undefined && isList(list) && new Set(list.map(encode)).size === list.length,
  min: extreme(Math.min),
  max: extreme(Math.max),
  shares: ([resource, party], ctx) =>
    typeof resource === "string" && typeof party === "string" ? ctx.world.custody.shares(resource, party) : 0,
  holder: ([resource], ctx) => (typeof resource === "string" ? ctx.world.custody.holder(resource) : null),
  owed: ([count]) => count ?? 0,
};

/** The innermost call of that name around the event; none when there is none. */
const enclosing =
  (name: string): Evaluate =>
  (ctx) => {
    for (const call of ctx.world.calls.around(ctx.seen)) {
      if (isMissing(call)) return call;
      if (call.word.name === name && call.call !== undefined) return callValue(call.call);
    }
    return null;
  };
