// Values in a scenario: variables, fields of resources, properties of parties, and what a pattern makes of them.
import { partiesNamed } from "./cast.ts";
import type { Party } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Expression } from "../../contract/syntax.ts";
import type { Judge } from "../../contract/verdict.ts";
import { isBytes, type WordValue } from "../../contract/value.ts";
import { fromHex } from "../bytes.ts";
import type { Store } from "../store.ts";
import type { Renames } from "./term.ts";

/** A captured value and the type of the place where it was bound. */
export type Env = Readonly<Record<string, { readonly value: WordValue; readonly type: string }>>;

/** What expressions may look at. */
export type Sight = {
  readonly program: Program;
  readonly parties: readonly Party[];
  readonly store: Store;
  readonly judge?: Judge;
  readonly macros?: ReadonlyMap<string, Expression>;
  /** values that the vocabulary marks `chosen` may differ: is that all that is wrong? */
  readonly freely?: boolean;
};

export function same(a: WordValue | undefined, b: WordValue | undefined): boolean {
  if (a === b) return a !== undefined;
  if (isBytes(a) && isBytes(b)) return a.latin1 === b.latin1;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((x: WordValue, i) => same(x, b[i] as WordValue));
  return false;
}

/** undefined: a variable that is not bound yet, or a field that nobody wrote. */
export function evaluate(e: Expression, env: Env, as: Renames, sight: Sight): WordValue | undefined {
  const sub = (x: Expression): WordValue | undefined => evaluate(x, env, as, sight);
  switch (e.kind) {
    case "number":
    case "text":
      return e.value;
    case "hex":
      return fromHex(e.value);
    case "name":
      return named(e, e.name, env, as, sight);
    case "bind":
      return env[as[e.name] ?? e.name]?.value;
    case "apply":
      return applied(e, env, as, sight);
    case "list": {
      const items = e.items.map(sub);
      return items.some((x) => x === undefined) ? undefined : (items as WordValue[]);
    }
    case "field":
      return fieldOf(e, env, as, sight);
    case "index":
      return indexed(e, env, as, sight);
    case "not": {
      const v = sub(e.operand);
      return v === undefined ? undefined : v !== true;
    }
    case "binary":
      return binary(e, env, as, sight);
    case "is": {
      const v = sub(e.operand);
      if (v === undefined) return undefined;
      if (e.what === "home") return typeof v === "string" ? sight.judge?.isHome(v) : undefined;
      if (e.what === "empty") return Array.isArray(v) ? v.length === 0 : undefined;
      return sight.parties.some((p) => p.id === v && p.role === e.what);
    }
    case "quantified": {
      const list = sub(e.list);
      if (!Array.isArray(list)) return undefined;
      const test = (x: WordValue): boolean =>
        evaluate(e.test, { ...env, [e.name]: { value: x, type: "" } }, as, sight) === true;
      return e.every ? list.every(test) : list.some(test);
    }
    case "around":
      return undefined;
  }
}

/** A duration in microseconds; undefined: none is said, or it is not known yet. */
export function timeOf(e: Expression | undefined, env: Env, as: Renames, sight: Sight): number | undefined {
  const time = e === undefined ? undefined : evaluate(e, env, as, sight);
  return typeof time === "number" ? time : undefined;
}

function named(e: Expression, name: string, env: Env, as: Renames, sight: Sight): WordValue | undefined {
  const bound = env[as[name] ?? name];
  if (bound !== undefined) return bound.value;
  const listed = sight.macros?.get(name);
  if (listed !== undefined) return evaluate(listed, env, as, sight);
  if (name === "none") return null;
  if (name === "true") return true;
  if (name === "false") return false;
  const ref = sight.program.refs.get(e);
  if (ref?.kind === "constant") return ref.name;
  const parties = partiesNamed(sight.parties, name);
  if (ref?.kind === "party" || parties.length === 1) return parties[0]?.id;
  return undefined;
}

function fieldOf(
  e: Extract<Expression, { kind: "field" }>,
  env: Env,
  as: Renames,
  sight: Sight,
): WordValue | undefined {
  if (e.of.kind === "name" && env[as[e.of.name] ?? e.of.name] === undefined) {
    const [party, ...more] = partiesNamed(sight.parties, e.of.name);
    if (party !== undefined && more.length === 0)
      return e.name === "name" ? party.name : (party.properties[e.name] as WordValue | undefined);
    const byStation = partiesNamed(sight.parties, `${e.of.name}.${e.name}`);
    if (byStation.length === 1) return byStation[0]?.id;
  }
  const of = evaluate(e.of, env, as, sight);
  if (typeof of !== "string") return undefined;
  const entry = sight.store.get(of);
  if (entry !== undefined) return e.name === "data" ? entry.data : entry.fields[e.name];
  return sight.parties.find((p) => p.id === of)?.properties[e.name] as WordValue | undefined;
}

function applied(
  e: Extract<Expression, { kind: "apply" }>,
  env: Env,
  as: Renames,
  sight: Sight,
): WordValue | undefined {
  const bound = env[as[e.name] ?? e.name];
  if (bound !== undefined) return bound.value;
  const args = e.args.map((a) => evaluate(a.value, env, as, sight));
  const [first, second] = args;
  switch (e.name) {
    case "size":
      return isBytes(first)
        ? first.latin1.length
        : Array.isArray(first) || typeof first === "string"
          ? first.length
          : undefined;
    case "min":
      return typeof first === "number" && typeof second === "number" ? Math.min(first, second) : undefined;
    case "max":
      return typeof first === "number" && typeof second === "number" ? Math.max(first, second) : undefined;
    case "distinct":
      return Array.isArray(first)
        ? new Set(first.map((x) => JSON.stringify(x))).size === first.length
        : undefined;
    case "holder":
      return typeof first === "string" ? (sight.judge?.holders(first)[0]?.[0] ?? null) : undefined;
    case "shares": {
      const own =
        typeof first === "string"
          ? sight.judge?.holders(first).filter(([p, what]) => p === second && what.includes("share"))
          : undefined;
      return own?.reduce((n, [, what]) => n + Number.parseInt(what, 10), 0);
    }
    default:
      return undefined;
  }
}

function indexed(
  e: Extract<Expression, { kind: "index" }>,
  env: Env,
  as: Renames,
  sight: Sight,
): WordValue | undefined {
  const of = evaluate(e.of, env, as, sight);
  if (e.index.kind === "binary" && e.index.op === "..<") {
    const [from, to] = [evaluate(e.index.left, env, as, sight), evaluate(e.index.right, env, as, sight)];
    if (typeof from !== "number" || typeof to !== "number") return undefined;
    return isBytes(of)
      ? { latin1: of.latin1.slice(from, to) }
      : Array.isArray(of)
        ? of.slice(from, to)
        : undefined;
  }
  const i = evaluate(e.index, env, as, sight);
  return Array.isArray(of) && typeof i === "number" ? (of[i] as WordValue | undefined) : undefined;
}

function binary(
  e: Extract<Expression, { kind: "binary" }>,
  env: Env,
  as: Renames,
  sight: Sight,
): WordValue | undefined {
  const left = evaluate(e.left, env, as, sight);
  if (e.op === "or" && left === true) return true;
  if (e.op === "and" && left === false) return false;
  const right = evaluate(e.right, env, as, sight);
  if (left === undefined || right === undefined) return undefined;
  if (e.op === "holds" || e.op === "owns")
    return typeof left === "string" && typeof right === "string"
      ? sight.judge?.[e.op](left, right)
      : undefined;
  if (e.op === "or") return right === true;
  if (e.op === "and") return right === true;
  if (e.op === "before")
    return Array.isArray(left)
      ? left.slice(
          0,
          Math.max(
            0,
            left.findIndex((x: WordValue) => same(x, right)),
          ),
        )
      : undefined;
  if (e.op === "+" || e.op === "-" || e.op === "*") {
    if (typeof left !== "number" || typeof right !== "number") return undefined;
    return e.op === "+" ? left + right : e.op === "-" ? left - right : left * right;
  }
  return compare(e.op, left, right);
}

/** Comparison of two values by an operator of the language. */
export function compare(op: string, left: WordValue, right: WordValue): boolean | undefined {
  switch (op) {
    case "=":
      return same(left, right);
    case "!=":
      return !same(left, right);
    case "in":
      return Array.isArray(right) ? right.some((x: WordValue) => same(x, left)) : undefined;
    case "has":
      return Array.isArray(left) ? left.some((x: WordValue) => same(x, right)) : undefined;
  }
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  return op === "<"
    ? left < right
    : op === "<="
      ? left <= right
      : op === ">"
        ? left > right
        : op === ">="
          ? left >= right
          : undefined;
}
