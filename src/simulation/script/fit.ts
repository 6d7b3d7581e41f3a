// Values against patterns, and what a pattern tells the party that is to begin it.
import { same } from "./values.ts";
import { evaluate } from "./values.ts";
import { compare } from "./values.ts";
import type { Sight } from "./values.ts";
import type { Env } from "./values.ts";
import type { Argument, Expression } from "../../contract/syntax.ts";
import { type Args, type WordValue } from "../../contract/value.ts";
import type { Renames } from "./term.ts";

/** One value against the value of an argument in a pattern: the environments that make it fit. */
export function fit(
  value: WordValue | undefined,
  arg: Argument,
  type: string,
  env: Env,
  as: Renames,
  sight: Sight,
): readonly Env[] {
  const ways = fitAsWritten(value, arg, type, env, as, sight);
  // of one thing only its fields can be chosen; of a list also what is in it
  const isFree = sight.freely === true && (Array.isArray(value) || !sight.program.resources.has(type));
  return ways.length === 0 && isFree && value !== undefined ? [env] : ways;
}

function fitAsWritten(
  value: WordValue | undefined,
  arg: Argument,
  type: string,
  env: Env,
  as: Renames,
  sight: Sight,
): readonly Env[] {
  if (value === undefined) return [];
  if (arg.op === "has")
    return Array.isArray(value)
      ? value.flatMap((x: WordValue) => fitValue(x, arg.value, type, env, as, sight))
      : [];
  if (arg.op === "=") return fitValue(value, arg.value, type, env, as, sight);
  const wanted = evaluate(arg.value, env, as, sight);
  return wanted !== undefined && compare(arg.op, value, wanted) === true ? [env] : [];
}

export function fitValue(
  value: WordValue,
  e: Expression,
  type: string,
  env: Env,
  as: Renames,
  sight: Sight,
): readonly Env[] {
  if (e.kind === "bind") return bindTo(value, as[e.name] ?? e.name, e.args ?? [], type, env, as, sight);
  if (e.kind === "apply" && isResource(e.name, env, as, sight))
    return bindTo(value, as[e.name] ?? e.name, e.args, type, env, as, sight);
  const named = macro(e, env, as, sight);
  if (named !== undefined) return fitValue(value, named, type, env, as, sight);
  if (e.kind === "list") return fitList(value, e, type, env, as, sight);
  const wanted = evaluate(e, env, as, sight);
  if (wanted === undefined || wanted === null) return wanted === null && value === null ? [env] : [];
  if (typeof wanted === "string" && typeof value === "string" && sight.store.has(value))
    return wanted === value ? [env] : [];
  return same(value, wanted) ? [env] : [];
}

/** The list that a name stands for, when it is no variable. */
function macro(e: Expression, env: Env, as: Renames, sight: Sight): Expression | undefined {
  if (e.kind !== "name" || env[as[e.name] ?? e.name] !== undefined) return undefined;
  return sight.macros?.get(e.name) ?? sight.macros?.get(as[e.name] ?? "");
}

const functions = new Set(["size", "distinct", "min", "max", "shares", "holder", "owed", "enclosing"]);
const isResource = (name: string, env: Env, as: Renames, sight: Sight): boolean =>
  !functions.has(name) || env[as[name] ?? name] !== undefined || sight.program.resources.has(name);

function bindTo(
  value: WordValue,
  name: string,
  args: readonly Argument[],
  type: string,
  env: Env,
  as: Renames,
  sight: Sight,
): readonly Env[] {
  const bound = env[name];
  if (bound !== undefined && !same(bound.value, value)) return [];
  if (
    bound === undefined &&
    sight.program.resources.has(type) &&
    Object.values(env).some((x) => x.type === type && same(x.value, value))
  )
    return [];
  let envs: readonly Env[] = [bound === undefined ? { ...env, [name]: { value, type } } : env];
  for (const arg of args) {
    const field =
      arg.name === undefined || typeof value !== "string" ? undefined : fieldValue(value, arg.name, sight);
    envs = envs.flatMap((x) => fit(field, arg, "", x, as, sight));
  }
  return envs;
}

function fieldValue(id: string, field: string, sight: Sight): WordValue | undefined {
  const entry = sight.store.get(id);
  return field === "data" ? entry?.data : entry?.fields[field];
}

function fitList(
  value: WordValue,
  e: Extract<Expression, { kind: "list" }>,
  type: string,
  env: Env,
  as: Renames,
  sight: Sight,
): readonly Env[] {
  if (!Array.isArray(value) || value.length !== e.items.length) return [];
  const go = (i: number, left: readonly WordValue[], now: Env): readonly Env[] => {
    const item = e.items[i];
    if (item === undefined) return [now];
    const tries = e.ordered ? [0] : left.map((_, j) => j);
    return tries.flatMap((j) =>
      fitValue(left[j] as WordValue, item, type, now, as, sight).flatMap((next) =>
        go(
          i + 1,
          left.filter((_, k) => k !== j),
          next,
        ),
      ),
    );
  };
  return go(0, value as readonly WordValue[], env).slice(0, 64);
}

/** What a pattern tells its speaker when the kit plays it: the arguments as far as they are known, `want` for what is to be made, null for what is free. */
export function wanted(
  args: readonly Argument[],
  typeOf: (arg: Argument) => { readonly name: string; readonly type: string } | undefined,
  env: Env,
  as: Renames,
  sight: Sight,
): Args {
  const out: Record<string, WordValue> = {};
  for (const arg of args) {
    const parameter = typeOf(arg);
    if (parameter === undefined) continue;
    if (arg.op === "=") out[parameter.name] = wish(arg.value, parameter.type, env, as, sight);
    else if (arg.op === "has") out[parameter.name] = [wish(arg.value, parameter.type, env, as, sight)];
    else if (arg.op === ">=" || arg.op === "<=")
      out[parameter.name] = evaluate(arg.value, env, as, sight) ?? null;
  }
  return out;
}

function wish(e: Expression, type: string, env: Env, as: Renames, sight: Sight): WordValue {
  const named = macro(e, env, as, sight);
  if (named !== undefined) return wish(named, type, env, as, sight);
  if (e.kind === "list") return e.items.map((x) => wish(x, type, env, as, sight));
  const known = evaluate(e, env, as, sight);
  if ((e.kind !== "bind" && e.kind !== "apply") || !sight.program.resources.has(type)) return known ?? null;
  const fields: Record<string, WordValue> = {};
  for (const arg of e.args ?? [])
    if (arg.name !== undefined && arg.op === "=")
      fields[arg.name] = evaluate(arg.value, env, as, sight) ?? null;
  if (typeof known !== "string") return known ?? { want: fields };
  return Object.keys(fields).length === 0 ? known : { want: fields, of: known };
}
