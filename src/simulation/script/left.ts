// What is left of a scenario, asked and changed without any word: what is mandatory, what holds back, what a turn of a repetition is.
import type { Residual } from "./advance.ts";
import { type Script } from "./compile.ts";
import { alt, nil, type EventEntry, type Renames, type Term } from "./term.ts";
import { evaluate, type Env, type Sight } from "./values.ts";

export function eventOf(script: Script, n: number): EventEntry {
  const entry = script.entries[n];
  if (entry?.k !== "event") throw new Error(`step ${n} is no event`);
  return entry;
}

/** The step says how it is answered. */
export function awaitsReturn(script: Script, n: number): boolean {
  const { step, answered } = eventOf(script, n);
  return step.returns !== undefined || answered !== undefined;
}

/** The term with its count, as soon as the variable that names it is bound. */
export function counted(term: Extract<Term, { k: "repeat" }>, env: Env, script: Script, sight: Sight): Term {
  const entry = script.entries[term.n];
  if (entry?.k !== "repeat" || (term.least >= 0 && term.most >= 0)) return term;
  const least = term.least >= 0 ? term.least : evaluate(entry.from, env, term.as, sight);
  const most = entry.to === undefined ? least : evaluate(entry.to, env, term.as, sight);
  if (typeof least !== "number" || typeof most !== "number") return term;
  return most <= 0 ? nil : { ...term, least, most };
}

export function turnOf(term: Extract<Term, { k: "repeat" }>, script: Script): Term {
  const entry = script.entries[term.n];
  if (entry?.k !== "repeat") return nil;
  return renamed(entry.body, {
    ...term.as,
    ...Object.fromEntries(entry.binds.map((name) => [name, `${term.as[name] ?? name}.${term.turn}`])),
  });
}

/** `grouped`: one of the stages that each of some things goes through. */
type StepLeft = { readonly entry: EventEntry; readonly as: Renames; readonly grouped: boolean };

/** All steps that a term still holds, wherever they stand. */
export function stepsIn(term: Term, script: Script): readonly StepLeft[] {
  switch (term.k) {
    case "nil":
    case "mark":
      return [];
    case "step": {
      const entry = eventOf(script, term.n);
      return [{ entry, as: term.as, grouped: false }, ...stepsIn(renamed(entry.block, term.as), script)];
    }
    case "open":
      return stepsIn(term.block, script);
    case "seq":
    case "par":
      return term.items.flatMap((t) => stepsIn(t, script));
    case "alt":
      return term.branches.flatMap((t) => stepsIn(t, script));
    case "repeat": {
      const entry = script.entries[term.n];
      return entry?.k === "repeat" ? stepsIn(renamed(entry.body, term.as), script) : [];
    }
    case "meanwhile":
      return stepsIn(term.body, script);
    case "pipe":
      return term.stages.map((s) => ({ entry: eventOf(script, s.n), as: term.as, grouped: true }));
  }
}

/** Conditions, waits and faults hold everything behind them back until they are settled. */
export function isBarrier(term: Term, script: Script): boolean {
  // branches that begin so are decided before anything behind them
  if (term.k === "alt") return term.branches.some((b) => isBarrier(b, script));
  if (term.k === "seq")
    return term.items[0] !== undefined && term.items[0].k === "mark" && isBarrier(term.items[0], script);
  if (term.k !== "mark") return false;
  const entry = script.entries[term.n];
  return entry?.k === "expect" || entry?.k === "let" || entry?.k === "wait" || entry?.k === "fault";
}

/** May end here: nothing mandatory is left in it. */
export function nullable(term: Term, script: Script): boolean {
  switch (term.k) {
    case "nil":
      return true;
    case "step":
      return false;
    case "open":
      return !awaitsReturn(script, term.n) && nullable(term.block, script);
    case "seq":
    case "par":
      return term.items.every((t) => nullable(t, script));
    case "alt":
      return term.branches.some((t) => nullable(t, script));
    case "repeat":
      return term.least >= 0 && (term.least === 0 || nullable(turnOf(term, script), script));
    case "meanwhile":
      return nullable(term.body, script);
    case "pipe":
      return term.stages.every((s) => s.left.length === 0);
    case "mark":
      return script.entries[term.n]?.k === "never";
  }
}

/** Everything mandatory that is left stands in a `meanwhile`. */
export const isElsewhere = (term: Term, script: Script): boolean =>
  term.k === "meanwhile" ||
  nullable(term, script) ||
  ((term.k === "seq" || term.k === "par") && term.items.every((t) => isElsewhere(t, script)));

/** Nothing mandatory is left: what the kit still has to do it does as it likes. */
export const isOver = (script: Script, residuals: readonly Residual[]): boolean =>
  residuals.some((r) => nullable(r.term, script));

/** The term with more renames in force. */
export function renamed(term: Term, as: Renames): Term {
  if (Object.keys(as).length === 0) return term;
  switch (term.k) {
    case "nil":
      return term;
    case "step":
    case "pipe":
    case "mark":
    case "repeat":
      return { ...term, as: { ...term.as, ...as } };
    case "open":
      return { ...term, as: { ...term.as, ...as }, block: renamed(term.block, as) };
    case "seq":
      return { k: "seq", items: term.items.map((t) => renamed(t, as)) };
    case "par":
      return { k: "par", items: term.items.map((t) => renamed(t, as)) };
    case "alt":
      return alt(term.branches.map((t) => renamed(t, as)));
    case "meanwhile":
      return { k: "meanwhile", body: renamed(term.body, as) };
  }
}
