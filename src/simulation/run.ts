// A run: moves are chosen one behind the other until nothing can move any more, and what came of it is read.
import { nullable } from "./script/left.ts";
import { spellWord } from "./spell.ts";
import type { Event, PartyId } from "../contract/event.ts";
import type { Failing } from "../contract/layer.ts";
import { pathOf } from "../contract/syntax.ts";
import type { Ending, Finding, Judgement } from "../contract/verdict.ts";
import { absorb, answersOf, speak, type Absorbed } from "./step/absorb.ts";
import { keeping } from "./choice/ahead.ts";
import type { Chooser } from "./choice/chooser.ts";
import { begin, type Config, type Mismatch, type Unfinished } from "./config.ts";
import { Draft } from "./step/draft.ts";
import { moves, nextWord, maySay } from "./moves.ts";
import { verdictsWithout, withProvoked } from "./provoked.ts";
import { describeFrontier, describeNext, describeStep } from "./script/describe.ts";
import { frontier, type Next } from "./script/frontier.ts";
import { drained } from "./interrupt/drained.ts";
import { interruptionAt, isInterrupted } from "./interrupt/between.ts";
import type { World } from "./world.ts";

export type Outcome =
  | { readonly kind: "finished" }
  | { readonly kind: "mismatch"; readonly mismatch: Mismatch }
  | Unfinished
  /** it went as written, but a fault that it declares did not happen */
  | { readonly kind: "unspent"; readonly why: readonly string[] }
  /** it was interrupted, and did not come to rest */
  | { readonly kind: "undrained"; readonly why: readonly string[] }
  | { readonly kind: "deadlock"; readonly why: readonly string[] }
  | { readonly kind: "bound"; readonly which: string }
  | { readonly kind: "subject"; readonly party: PartyId; readonly how: Failing; readonly why: string };

export type RunResult = {
  readonly outcome: Outcome;
  readonly ending: Ending;
  readonly judgement: Judgement;
  readonly findings: readonly Finding[];
  readonly config: Config;
  readonly steps: number;
};

export type Hear = (event: Event) => void;

export function run(played: World, chooser: Chooser, hear: Hear): RunResult {
  const world: World = { ...played, forgets: true };
  let config = begin(world);
  let count = 0;
  const take = (absorbed: Absorbed): void => {
    config = absorbed.config;
    for (const event of absorbed.events) hear(event);
  };
  for (;;) {
    const broken = overBound(world, config, count);
    if (broken !== undefined) return finish(world, config, { kind: "bound", which: broken }, "bound", count);
    if (config.failed !== undefined)
      return finish(world, config, { kind: "subject", ...config.failed }, "cut", count);
    const between = interruptionAt(world, config, count);
    const possible = between ?? moves(world, config);
    if (possible.length === 0) {
      const gone = lettingGo(world, config);
      if (gone === undefined) return rest(world, config, count);
      config = gone;
      continue;
    }
    const move = chosen(chooser, possible, (m) => m.label);
    const said = speak(world, config, move, false);
    take(said);
    if (said.asked !== undefined) {
      const all = keeping(world, config, said.asked, answersOf(world, config, said.asked));
      const answer = chosen(chooser, all, (c) => c.picks.join(" "));
      take(absorb(world, config, said.asked, answer, false));
    }
    count++;
  }
}

/** Labels are made where there is a choice. */
function chosen<T>(chooser: Chooser, options: readonly T[], label: (option: T) => string): T {
  return options[options.length === 1 ? 0 : chooser.choose(options.map(label))] as T;
}

function overBound(world: World, config: Config, count: number): string | undefined {
  const { bounds } = world;
  if (count >= bounds.steps) return `${bounds.steps} steps`;
  if (config.strands.length > bounds.strands) return `${bounds.strands} lines of calls`;
  if (config.strands.some(({ frames }) => frames.length > bounds.depth))
    return `${bounds.depth} calls inside of each other`;
  return config.now > bounds.timeMicroseconds
    ? `${bounds.timeMicroseconds / 1_000_000} s of virtual time`
    : undefined;
}

/** Nothing can move any more. */
function rest(world: World, config: Config, count: number): RunResult {
  const settled = atRest(world, config);
  const outcome = outcomeAt(world, settled);
  return finish(world, settled, outcome, outcome.kind === "deadlock" ? "cut" : "quiet", count);
}

/** With the expectations that close the scenario asked. */
export function atRest(world: World, config: Config): Config {
  const draft = new Draft(world, config, true);
  if (!config.letGo) draft.resolve(config.residuals, config.seq, "", true);
  return draft.freeze();
}

/**
 * A script that can go no further lets go once: actors finish with their defaults, so that nobody is blamed for what only the script held
 * back. undefined: there is nothing to let go of.
 */
export function lettingGo(world: World, config: Config): Config | undefined {
  if (config.letGo) return undefined;
  const settled = atRest(world, config);
  const outcome = scriptOutcome(world, settled);
  return outcome.kind === "missing" || outcome.kind === "stuck"
    ? { ...config, letGo: true, unfinished: outcome, refused: [] }
    : undefined;
}

/** How a configuration in which nothing moves has to be read. */
export const outcomeAt = (world: World, config: Config): Outcome =>
  isInterrupted(config) && config.failed === undefined
    ? drained(world, config)
    : scriptOutcome(world, config);

function scriptOutcome(world: World, config: Config): Outcome {
  if (config.failed !== undefined) return { kind: "subject", ...config.failed };
  if (config.mismatch !== undefined) return { kind: "mismatch", mismatch: nameStep(world, config.mismatch) };
  if (config.unfinished !== undefined) return config.unfinished;
  const held = config.strands.flatMap((s) => {
    const word = nextWord(s);
    return word === undefined || maySay(world, config, word)
      ? []
      : [`${word.from} holds back ${spellWord(word)}`];
  });
  const waits = config.strands.flatMap((s) => {
    const top = s.frames.at(-1);
    return top?.waiting === undefined ? [] : [`${top.party} waits in ${top.name} for ${top.waiting}`];
  });
  const open = config.residuals.filter((r) => !nullable(r.term, world.script));
  if (open.length < config.residuals.length && held.length === 0)
    return waits.length > 0 ? { kind: "deadlock", why: waits } : finished(world, config);
  if (held.length > 0)
    return {
      kind: "stuck",
      why: [
        ...unsayable(world, config),
        ...held,
        ...waits,
        ...describeFrontier(world.script, config.residuals).map((t) => `the script waits for ${t}`),
      ],
    };
  return missing(world, config, waits);
}

/** A word is held back when it cannot be changed as the script asks. */
function unsayable(world: World, config: Config): readonly string[] {
  const next = config.residuals.flatMap((r) => frontier(world.script, r));
  return next.flatMap(({ k, n }) => {
    const entry = world.script.entries[n];
    if (entry?.k !== "event") return [];
    const wanted = k === "return" ? entry.answered : entry.said;
    if (wanted === undefined) return [];
    const { name } = entry.pattern;
    const why =
      entry.kind === "message"
        ? `the bytes of ${name} say that already, do not say it at all, or have no room for it`
        : `${name} says that already, or the value is not known`;
    return [`mutate ${wanted.map(pathOf).join(", ")} cannot be done: ${why}`];
  });
}

/** What a scenario says of a fault is not shown by a run without it. A party under test need not tell when one befalls it. */
function finished(world: World, config: Config): Outcome {
  const why = config.faults.flatMap(({ party, n, left }) => {
    const entry = world.script.entries[n];
    if (left === 0 || world.live.has(party) || entry?.k !== "fault" || entry.step.kind !== "fault") return [];
    const { times } = entry.step;
    const happened = times === "always" ? 0 : times - left;
    const how = happened === 0 ? "never happened" : `happened ${happened} of ${times} times`;
    return [`${describeStep(world.script, n)} was declared and ${how}`];
  });
  return why.length > 0 ? { kind: "unspent", why } : { kind: "finished" };
}

function missing(world: World, config: Config, waits: readonly string[]): Outcome {
  const next = config.residuals
    .flatMap((r) => frontier(world.script, r))
    .filter((n) => n.k !== "say" || !n.optional);
  const by = new Set<PartyId>();
  for (const n of next) {
    const entry = world.script.entries[n.n];
    const event = entry?.k === "event" ? entry : entry?.k === "eventually" ? entry.event : undefined;
    for (const id of (n.k === "return" ? event?.hearers : event?.speakers) ?? []) by.add(id);
  }
  const kitOnly = [...by].every((id) => !world.live.has(id));
  const steps = [...new Set(next.map((n) => describeNext(world.script, n)))];
  if (world.live.size > 0 && kitOnly)
    return { kind: "stuck", why: [...steps.map((t) => `the kit could not do ${t}`), ...waits] };
  const unsaid = next.flatMap((n) => leftUnsaid(world, n));
  if (unsaid.length > 0 && unsaid.every((why) => why !== undefined))
    return { kind: "stuck", why: [...unsaid.filter((why) => why !== undefined), ...waits] };
  return { kind: "missing", steps, by: [...by].sort() };
}

/** A word of who is under test that nothing causes and nobody is owed: it need not ever say it. Nothing at all of what is somebody else's. */
function leftUnsaid({ script, live, program }: World, next: Next): readonly (string | undefined)[] {
  const entry = script.entries[next.n];
  if (entry?.k !== "event" || !entry.speakers.some((id) => live.has(id))) return [];
  const { mode, causedBy } = program.words.get(entry.pattern.name) ?? {};
  const isFree = next.k === "say" && mode === "may" && causedBy === undefined;
  return [isFree ? `${describeNext(script, next)} was not said, and need not be` : undefined];
}

function nameStep(world: World, mismatch: Mismatch): Mismatch {
  return mismatch.step === undefined
    ? mismatch
    : {
        ...mismatch,
        what:
          mismatch.what === ""
            ? describeStep(world.script, mismatch.step)
            : `${mismatch.what}, forbidden by ${describeStep(world.script, mismatch.step)}`,
      };
}

function finish(world: World, config: Config, outcome: Outcome, ending: Ending, count: number): RunResult {
  const judged = config.judge.end(ending);
  const findings = withProvoked(judged.findings, config.provocations, world.live);
  const judgement = { ...judged, findings, verdicts: verdictsWithout(judged.verdicts, findings, world.live) };
  return { outcome, ending, judgement, findings, config, steps: count };
}
