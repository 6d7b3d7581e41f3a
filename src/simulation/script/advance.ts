// One word against what is left of a scenario: every way in which it may be the next (derivatives of a term).
import { turnOf } from "./left.ts";
import { renamed } from "./left.ts";
import { partiesOf } from "./cast.ts";
import { nullable } from "./left.ts";
import { isBarrier } from "./left.ts";
import { fitValue } from "./fit.ts";
import { eventOf } from "./left.ts";
import { awaitsReturn } from "./left.ts";
import { counted } from "./left.ts";
import type { EventStep, Parameter } from "../../contract/syntax.ts";
import type { Args, WordValue } from "../../contract/value.ts";
import { type Script } from "./compile.ts";
import { nil, par, seq, type EventEntry, type Renames, type Term } from "./term.ts";
import { bound, matchResults, matchWord } from "./match.ts";
import { timeOf, type Env, type Sight } from "./values.ts";

/** Something said, as the matcher sees it: raw values, not yet the event. */
export type Word = {
  readonly kind: "call" | "return" | "act" | "message";
  readonly name: string;
  readonly from: string;
  /** "" for an act */
  readonly to: string;
  readonly args: Args;
  readonly results?: Args;
  readonly call?: number;
  /** ids of the calls around it, innermost last */
  readonly around: readonly number[];
  readonly arrived?: true;
  /** of an act: where its speaker's source says so */
  readonly where?: string;
  readonly meant?: Meant;
  /** the message of that name, carried by this call, is the one that was changed */
  readonly carries?: { readonly name: string; readonly meant: Meant };
};

/** What its speaker would have said, had the script not changed it: a step with `mutate` describes that. `by` is the step that did; while one only asks what would fit, any may have. */
export type Meant = {
  readonly args: Args;
  readonly results?: Args;
  readonly by?: EventStep;
  /** what the resources held before the change */
  readonly store?: Sight["store"];
};

export type Residual = {
  readonly term: Term;
  readonly env: Env;
  /** when each party last did a step, microseconds; kept only where the scenario has `within` or `after` */
  readonly last: Readonly<Record<string, number>>;
};

/** What is left twice is left once. */
export function distinct(residuals: readonly Residual[]): readonly Residual[] {
  if (residuals.length < 2) return residuals;
  return [...new Map(residuals.toReversed().map((r) => [textOf(r), r])).values()].toReversed();
}

const texts = new WeakMap<Residual, string>();

/** Made once: what is left stays the same while words pass that the script does not name. */
function textOf(residual: Residual): string {
  const text = texts.get(residual) ?? JSON.stringify([residual.term, residual.env]);
  texts.set(residual, text);
  return text;
}

type Ctx = {
  readonly script: Script;
  readonly sight: Sight;
  readonly word: Word;
  readonly now: number;
  readonly last: Residual["last"];
  readonly asWritten: boolean;
};
/** The call whose block we are in: what its callee says must be said inside it. */
type Around = { readonly call: number; readonly callee: string } | undefined;
type Way = readonly [Term, Env];

/** All residuals that the word leads to; none when it was not to come now. `asWritten`: nothing that stands above it may be unfinished, whoever does it. */
export function advance(
  script: Script,
  residual: Residual,
  word: Word,
  sight: Sight,
  now: number,
  asWritten = false,
): readonly Residual[] {
  if (!script.names.has(word.name)) return [];
  const ctx: Ctx = { script, sight, word, now, last: residual.last, asWritten };
  return consume(residual.term, residual.env, undefined, ctx).map(([term, env]) => ({
    term,
    env,
    last: script.timed && word.kind !== "return" ? { ...residual.last, [word.from]: now } : residual.last,
  }));
}

function consume(term: Term, env: Env, around: Around, ctx: Ctx): readonly Way[] {
  switch (term.k) {
    case "nil":
      return [];
    case "step":
      return consumeStep(term, env, around, ctx);
    case "open":
      return consumeOpen(term, env, ctx);
    case "seq":
      return consumeSeq(term.items, env, around, ctx);
    case "par":
      return term.items.flatMap((item, i) =>
        consume(item, env, around, ctx).map(([rest, e]): Way => [par(term.items.with(i, rest)), e]),
      );
    case "alt":
      return term.branches.flatMap((branch) => consume(branch, env, around, ctx));
    case "repeat":
      return consumeRepeat(term, env, around, ctx);
    case "meanwhile":
      return consume(term.body, env, undefined, ctx).map(([rest, e]): Way => [
        rest.k === "nil" ? nil : { k: "meanwhile", body: rest },
        e,
      ]);
    case "pipe":
      return consumePipe(term, env, ctx);
    case "mark":
      return consumeMark(term, env, ctx);
  }
}

function consumeStep(term: Extract<Term, { k: "step" }>, env: Env, around: Around, ctx: Ctx): readonly Way[] {
  const entry = eventOf(ctx.script, term.n);
  const { word } = ctx;
  if (
    word.kind === "call" &&
    around !== undefined &&
    word.from === around.callee &&
    !word.around.includes(around.call)
  )
    return [];
  if (word.meant?.by !== undefined && word.meant.by !== entry.step) return [];
  if (!inTime(entry, env, term.as, ctx)) return [];
  const block = renamed(entry.block, term.as);
  const tracked =
    word.kind === "call" &&
    (block.k !== "nil" || entry.step.returns !== undefined || entry.answered !== undefined);
  const rest: Term = tracked
    ? { k: "open", n: term.n, as: term.as, call: word.call ?? 0, callee: word.to, block }
    : block;
  return matchWord(entry, env, term.as, ctx).map((e): Way => [rest, e]);
}

function consumeOpen(term: Extract<Term, { k: "open" }>, env: Env, ctx: Ctx): readonly Way[] {
  const { word } = ctx;
  if (word.kind === "return" && word.call === term.call) {
    const { step, answered } = eventOf(ctx.script, term.n);
    const meant = answered === undefined ? word : word.meant;
    if (meant === undefined) return [];
    const said = meant.results === undefined ? word : { ...word, results: meant.results };
    const matched = ({ sight }: Ctx): readonly Env[] =>
      matchResults(step.returns ?? [], step.pattern, env, term.as, { word: said, sight });
    const ways = matched(ctx).map((e): Way => [nil, e]);
    if (nullable(term.block, ctx.script)) return ways;
    // who answers otherwise leaves out what belongs to the answer that was wanted
    const strict = { ...ctx, sight: { ...ctx.sight, freely: false } };
    return ctx.sight.freely === true && matched(strict).length === 0 ? ways : [];
  }
  return consume(term.block, env, { call: term.call, callee: term.callee }, ctx).map(([block, e]): Way => [
    closed({ ...term, block }, ctx.script),
    e,
  ]);
}

/** Without `returns` the return is free: the call is over when its block is. */
function closed(term: Extract<Term, { k: "open" }>, script: Script): Term {
  return term.block.k === "nil" && !awaitsReturn(script, term.n) ? nil : term;
}

/** Order binds the sender: a step waits for the earlier ones in which its own sender takes part, no more. */
function consumeSeq(items: readonly Term[], env: Env, around: Around, ctx: Ctx): readonly Way[] {
  const ways: Way[] = [];
  const before: Term[] = [];
  for (const [i, item] of items.entries()) {
    for (const [rest, e] of consume(item, env, around, ctx))
      ways.push([seq([...before, rest, ...items.slice(i + 1)]), e]);
    if (ctx.word.kind === "return") before.push(item);
    else if (
      ctx.asWritten &&
      !nullable(item, ctx.script) &&
      !(item.k === "open" && nullable(item.block, ctx.script))
    )
      break;
    else if (isBarrier(item, ctx.script)) break;
    else if (!partiesOf(item, ctx.script.entries).has(ctx.word.from)) before.push(item);
    else if (nullable(item, ctx.script)) continue;
    else break;
  }
  return ways;
}

function consumeRepeat(
  unknown: Extract<Term, { k: "repeat" }>,
  env: Env,
  around: Around,
  ctx: Ctx,
): readonly Way[] {
  const term = counted(unknown, env, ctx.script, ctx.sight);
  if (term.k !== "repeat" || term.least < 0) return [];
  return consume(turnOf(term, ctx.script), env, around, ctx).map(([rest, e]): Way => [
    seq([rest, nextTurn(term)]),
    e,
  ]);
}

function nextTurn(term: Extract<Term, { k: "repeat" }>): Term {
  return term.most <= 1
    ? nil
    : { ...term, turn: term.turn + 1, least: Math.max(0, term.least - 1), most: term.most - 1 };
}

/** A grouped word takes any number of its stage's items that have passed the stage before. */
function consumePipe(term: Extract<Term, { k: "pipe" }>, env: Env, ctx: Ctx): readonly Way[] {
  return term.stages.flatMap((stage, s) => {
    const entry = eventOf(ctx.script, stage.n);
    const held = term.stages[s - 1]?.left ?? [];
    const items = entry.items;
    if (items === undefined || ctx.word.kind === "return" || ctx.word.meant?.by !== undefined) return [];
    const values = ctx.word.args[items.parameter];
    if (ctx.sight.freely === true && parameterNamed(entry, items.parameter, ctx)?.chosen === true)
      return matchWord(entry, env, term.as, ctx, items.parameter).map((e): Way => [term, e]);
    if (
      !Array.isArray(values) ||
      values.length === 0 ||
      values.length > stage.left.length ||
      (items.grouping.single && values.length > 1)
    )
      return [];
    const others = matchWord(entry, env, term.as, ctx, items.parameter);
    return others.flatMap((e) =>
      taken(values as readonly WordValue[], stage.left, held, items, e, term.as, entry, ctx).map(
        ([left, e2]): Way => {
          const stages = queued(
            term.stages.with(s, { ...stage, left }),
            s,
            stage.left.filter((n) => !left.includes(n)),
            ctx.script,
          );
          return [stages.every((x) => x.left.length === 0) ? nil : { ...term, stages }, e2];
        },
      ),
    );
  });
}

type Stages = Extract<Term, { k: "pipe" }>["stages"];

/** Where the next stage follows the order of this one, the items that came now stand behind those that came before. */
export function queued(stages: Stages, at: number, came: readonly number[], script: Script): Stages {
  const next = stages[at + 1];
  if (next === undefined || eventOf(script, next.n).items?.grouping.follows !== true) return stages;
  const notYet = stages[at]?.left ?? [];
  const there = next.left.filter((n) => !notYet.includes(n) && !came.includes(n));
  return stages.with(at + 1, {
    ...next,
    left: [...there, ...came, ...next.left.filter((n) => notYet.includes(n))],
  });
}

function taken(
  values: readonly WordValue[],
  left: readonly number[],
  held: readonly number[],
  items: NonNullable<EventEntry["items"]>,
  env: Env,
  as: Renames,
  entry: EventEntry,
  ctx: Ctx,
): readonly (readonly [readonly number[], Env])[] {
  const type = parameterNamed(entry, items.parameter, ctx)?.type.name ?? "";
  const sight = bound(ctx.sight, false);
  const go = (i: number, rest: readonly number[], e: Env): readonly (readonly [readonly number[], Env])[] => {
    const value = values[i];
    if (value === undefined) return [[rest, e]];
    const tries = items.grouping.ordered || items.grouping.follows ? rest.slice(0, 1) : rest;
    return tries
      .filter((n) => !held.includes(n))
      .flatMap((n) => {
        const item = items.list[n];
        return item === undefined
          ? []
          : fitValue(value, item, type, e, as, sight).flatMap((next) =>
              go(
                i + 1,
                rest.filter((x) => x !== n),
                next,
              ),
            );
      });
  };
  return go(0, left, env).slice(0, 64);
}

function consumeMark(term: Extract<Term, { k: "mark" }>, env: Env, ctx: Ctx): readonly Way[] {
  const entry = ctx.script.entries[term.n];
  if (
    entry?.k !== "eventually" ||
    entry.event === undefined ||
    entry.step.kind !== "eventually" ||
    term.since === undefined
  )
    return [];
  const within = timeOf(entry.step.within, env, term.as, ctx.sight) ?? Infinity;
  if (ctx.now - term.since > within) return [];
  return matchWord(entry.event, env, term.as, ctx).map((e): Way => [nil, e]);
}

const parameterNamed = (entry: EventEntry, name: string, ctx: Ctx): Parameter | undefined =>
  ctx.sight.program.words.get(entry.pattern.name)?.parameters.find((p) => p.name === name);

function inTime(entry: EventEntry, env: Env, as: Renames, ctx: Ctx): boolean {
  const within = timeOf(entry.step.within, env, as, ctx.sight) ?? Infinity;
  const after = timeOf(entry.step.after, env, as, ctx.sight) ?? 0;
  const passed = ctx.now - (ctx.last[ctx.word.from] ?? 0);
  return passed <= within && passed >= after;
}
