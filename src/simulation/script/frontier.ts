// What could legally come next, and what has to be settled by the script itself.
import { turnOf } from "./left.ts";
import { partiesOf } from "./cast.ts";
import { nullable } from "./left.ts";
import { isBarrier } from "./left.ts";
import { eventOf } from "./left.ts";
import { awaitsReturn } from "./left.ts";
import { counted } from "./left.ts";
import type { Script } from "./compile.ts";
import type { Residual, Word } from "./advance.ts";
import { matchWord } from "./match.ts";
import { alt, nil, par, seq, type Renames, type Term } from "./term.ts";
import { evaluate, timeOf, type Env, type Sight } from "./values.ts";

/** An enabled step: a word to be said (with the items still open, if grouped), a return, or `eventually`. */
export type Next =
  | {
      readonly k: "say";
      readonly n: number;
      readonly as: Renames;
      readonly env: Env;
      readonly items?: readonly number[];
      readonly optional: boolean;
      /** parties whose own earlier call, written with `returns`, has not come back: the kit does not begin this for them yet */
      readonly awaiting: ReadonlySet<string>;
    }
  | {
      readonly k: "return";
      readonly n: number;
      readonly as: Renames;
      readonly call: number;
      readonly env: Env;
    }
  | { readonly k: "eventually"; readonly n: number; readonly as: Renames; readonly env: Env };

const frontiers = new WeakMap<Residual, readonly Next[]>();

/** Looked for once: what is left stays the same while words pass that the script does not name. */
export function frontier(script: Script, residual: Residual): readonly Next[] {
  const known = frontiers.get(residual);
  if (known !== undefined) return known;
  const found: Next[] = [];
  frontiers.set(residual, found);
  walk(residual.term, { blocked: nobody, awaiting: nobody }, false, residual.env, script, found);
  return found;
}

const nobody: ReadonlySet<string> = new Set();
/** Who may not speak yet, and who has not had an answer yet. */
type Busy = { readonly blocked: ReadonlySet<string>; readonly awaiting: ReadonlySet<string> };

function walk(term: Term, busy: Busy, optional: boolean, env: Env, script: Script, found: Next[]): void {
  switch (term.k) {
    case "nil":
      return;
    case "step":
      if (eventOf(script, term.n).speakers.some((s) => !busy.blocked.has(s)))
        found.push({ k: "say", n: term.n, as: term.as, env, optional, awaiting: busy.awaiting });
      return;
    case "open":
      if (nullable(term.block, script))
        found.push({ k: "return", n: term.n, as: term.as, call: term.call, env });
      return walk(term.block, busy, optional, env, script, found);
    case "seq":
      return walkSeq(term.items, busy, optional, env, script, found);
    case "par":
      for (const item of term.items) walk(item, busy, optional, env, script, found);
      return;
    case "alt": {
      const skippable = optional || nullable(term, script);
      for (const branch of term.branches) walk(branch, busy, skippable, env, script, found);
      return;
    }
    case "repeat":
      if (term.least < 0) return;
      return walk(turnOf(term, script), busy, optional || term.least === 0, env, script, found);
    case "meanwhile":
      return walk(term.body, busy, optional, env, script, found);
    case "pipe":
      for (const [s, stage] of term.stages.entries()) {
        const held = term.stages[s - 1]?.left ?? [];
        const items = stage.left.filter((n) => !held.includes(n));
        if (items.length > 0 && eventOf(script, stage.n).speakers.some((p) => !busy.blocked.has(p)))
          found.push({ k: "say", n: stage.n, as: term.as, env, items, optional, awaiting: busy.awaiting });
      }
      return;
    case "mark":
      if (script.entries[term.n]?.k === "eventually" && term.since !== undefined)
        found.push({ k: "eventually", n: term.n, as: term.as, env });
  }
}

function walkSeq(
  items: readonly Term[],
  busy: Busy,
  optional: boolean,
  env: Env,
  script: Script,
  found: Next[],
): void {
  const [blocked, awaiting] = [new Set(busy.blocked), new Set(busy.awaiting)];
  for (const item of items) {
    walk(item, { blocked: new Set(blocked), awaiting: new Set(awaiting) }, optional, env, script, found);
    if (isBarrier(item, script)) return;
    // an act is not begun by itself: the call behind it brings it along
    const act = item.k === "step" && eventOf(script, item.n).kind === "act";
    if (!act && !nullable(item, script)) for (const id of partiesOf(item, script.entries)) blocked.add(id);
    if (item.k === "open" && awaitsReturn(script, item.n))
      for (const id of eventOf(script, item.n).speakers) awaiting.add(id);
  }
}

/** What the script does by itself once its turn has come. */
export type Settled = {
  readonly residual: Residual;
  /** conditions that did not hold: step numbers */
  readonly failed: readonly number[];
};

/** Lets, expectations, the beginning of `never`, `eventually` and `wait`: all whose turn has come. `atEnd` also asks the expectations that close the scenario. */
export function settle(
  script: Script,
  residual: Residual,
  sight: Sight,
  now: number,
  atEnd = false,
): Settled {
  const failed: number[] = [];
  let env = residual.env;
  const again = (term: Term, last: boolean): Term => {
    switch (term.k) {
      case "seq": {
        const out: Term[] = [];
        let reached = true;
        let returned = true;
        for (const [i, item] of term.items.entries()) {
          const due: boolean = isBarrier(item, script) ? returned : reached;
          const settled: Term = due
            ? again(item, last && term.items.slice(i + 1).every((t) => isExpectation(t, script)))
            : item;
          if (settled.k !== "nil") out.push(settled);
          reached = reached && passed(settled, script, false);
          returned = returned && passed(settled, script, true);
        }
        return seq(out);
      }
      case "par":
        return par(term.items.map((t) => again(t, last)));
      case "open": {
        const block = again(term.block, false);
        return block === term.block
          ? term
          : block.k === "nil" && !awaitsReturn(script, term.n)
            ? nil
            : { ...term, block };
      }
      case "meanwhile": {
        const body = again(term.body, false);
        return body.k === "nil" ? nil : { k: "meanwhile", body };
      }
      case "mark":
        return mark(term, last);
      case "repeat":
        return counted(term, env, script, sight);
      case "alt":
        return term.branches.every((b) => b.k === "nil") ? nil : alt(term.branches);
      default:
        return term;
    }
  };
  const mark = (term: Extract<Term, { k: "mark" }>, last: boolean): Term => {
    const entry = script.entries[term.n];
    if (entry === undefined || entry.k === "event" || entry.k === "repeat") return term;
    const { step } = entry;
    if (step.kind === "let") {
      const value = evaluate(step.value, env, term.as, sight);
      if (value === undefined) return term;
      env = { ...env, [term.as[step.name] ?? step.name]: { value, type: "" } };
      return nil;
    }
    if (step.kind === "expect") {
      if (last && !atEnd) return term;
      if (evaluate(step.test, env, term.as, sight) !== true) failed.push(term.n);
      return nil;
    }
    if (step.kind === "wait" && term.since !== undefined)
      return now - term.since >= (timeOf(step.time, env, term.as, sight) ?? 0) ? nil : term;
    return term.since === undefined ? { ...term, since: now } : term;
  };
  const term = again(residual.term, true);
  return {
    residual: term === residual.term && env === residual.env ? residual : { ...residual, term, env },
    failed,
  };
}

const isExpectation = (term: Term, script: Script): boolean =>
  term.k === "mark" && script.entries[term.n]?.k === "expect";

/** What stands behind this may be settled: it is over but for returns, prohibitions and promises. */
function passed(term: Term, script: Script, returned: boolean): boolean {
  if (term.k === "nil") return true;
  // a return that is written stands where it happens: conditions and faults behind it come after it, promises need not wait
  if (term.k === "open") return term.block.k === "nil" && (!returned || !awaitsReturn(script, term.n));
  if (term.k === "seq" || term.k === "par") return term.items.every((t) => passed(t, script, returned));
  if (term.k !== "mark") return false;
  const kind = script.entries[term.n]?.k;
  return kind === "never" || kind === "eventually";
}

export type Mark = { readonly n: number; readonly as: Renames; readonly since: number };

/** Marks of a kind that are in force. */
export function marks(
  script: Script,
  term: Term,
  kind: "never" | "wait" | "fault" | "expect",
): readonly Mark[] {
  const found: Mark[] = [];
  const go = (t: Term): void => {
    if (t.k === "mark" && t.since !== undefined && script.entries[t.n]?.k === kind)
      found.push({ n: t.n, as: t.as, since: t.since });
    else if (t.k === "seq" || t.k === "par") t.items.forEach(go);
    else if (t.k === "open") go(t.block);
    else if (t.k === "meanwhile") go(t.body);
    else if (t.k === "alt" && kind === "fault") for (const branch of t.branches) first(branch);
  };
  // a branch may begin with a fault: performing it decides for the branch
  const first = (t: Term): void => {
    const head = t.k === "seq" ? t.items[0] : t;
    if (head?.k === "mark" && script.entries[head.n]?.k === kind)
      found.push({ n: head.n, as: head.as, since: 0 });
  };
  go(term);
  return found;
}

/** The term without one mark (a fault that was performed, a prohibition that has ended). */
export function without(term: Term, n: number): Term {
  switch (term.k) {
    case "mark":
      return term.n === n ? nil : term;
    case "seq":
      return seq(term.items.map((t) => without(t, n)));
    case "par":
      return par(term.items.map((t) => without(t, n)));
    case "alt": {
      const chosen = term.branches.find((b) => JSON.stringify(without(b, n)) !== JSON.stringify(b));
      return chosen === undefined ? term : without(chosen, n);
    }
    case "open":
      return { ...term, block: without(term.block, n) };
    case "meanwhile": {
      const body = without(term.body, n);
      return body.k === "nil" ? nil : { k: "meanwhile", body };
    }
    default:
      return term;
  }
}

/** Prohibitions: which of them this word breaks, and the residual after those that it ends. */
export function prohibitions(
  script: Script,
  residual: Residual,
  word: Word,
  sight: Sight,
): { readonly broken: readonly number[]; readonly residual: Residual } {
  if (!script.names.has(word.name)) return { broken: [], residual };
  const broken: number[] = [];
  let term = residual.term;
  for (const { n, as } of marks(script, residual.term, "never")) {
    const entry = script.entries[n];
    if (entry?.k !== "never" || entry.step.kind !== "never" || entry.event === undefined) continue;
    const when = entry.step.when;
    const hit = matchWord(entry.event, residual.env, as, { word, sight }).some(
      (env) => when === undefined || evaluate(when, { ...shownBy(word), ...env }, as, sight) === true,
    );
    if (hit) broken.push(n);
    if (entry.until !== undefined && matchWord(entry.until, residual.env, as, { word, sight }).length > 0)
      term = without(term, n);
  }
  return { broken, residual: term === residual.term ? residual : { ...residual, term } };
}

/** What a condition may ask of the word itself, by the names that the vocabulary gives; what the scenario has bound goes before. */
function shownBy({ kind, from, to, args, results }: Word): Env {
  const values = { ...args, ...(kind === "return" ? results : {}), doer: from, other: to };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, type: "" }]));
}
