// Every order: all moves, all answers, breadth first, so that the first failing order found is a shortest one.
import { KitDefect } from "../../contract/problem.ts";
import type { Finding } from "../../contract/verdict.ts";
import { absorb, answersOf, speak, type Absorbed } from "../absorb.ts";
import { begin, key, type Config } from "../config.ts";
import { moves, nextWord, type Move } from "../moves.ts";
import { atRest, lettingGo, outcomeAt, type Outcome } from "../run.ts";
import { withProvoked } from "../provoked.ts";
import { isOpen } from "../script/term.ts";
import { stateOf, type World } from "../world.ts";
import { remembering } from "./remembered.ts";

export type Exploration = {
  readonly configurations: number;
  readonly edges: number;
  /** everything within reach was seen */
  readonly complete: boolean;
  /** kinds of ending, with how many configurations end so */
  readonly endings: Readonly<Record<string, number>>;
  /** sets of first findings: `RULE blames party`, sorted */
  readonly findings: readonly string[];
  /** the shortest failing order: labels for a replay, and what failed */
  readonly shortest?: {
    readonly labels: readonly string[];
    readonly outcome: Outcome;
    readonly findings: readonly Finding[];
  };
};

export type ExploreOptions = {
  readonly most: number;
  readonly reduce: boolean;
  /** the first order that ends with such findings is `shortest`, and nothing behind it is explored */
  readonly sought?: (findings: readonly Finding[]) => boolean;
};

type Node = {
  readonly config: Config;
  readonly key: string;
  readonly parent: number;
  readonly labels: readonly string[];
};

/** One text for a configuration: equal texts, equal futures. */
export type KeyOf = (config: Config) => string;

/** `world.ids` should be "lowest" and `world.moments` "any". */
export function explore(played: World, options: ExploreOptions, keyOf: KeyOf = keyed()): Exploration {
  const world = remembered(played);
  const start = begin(world);
  const nodes: Node[] = [{ config: start, key: keyOf(start), parent: -1, labels: [] }];
  const seen = new Set(nodes.map(({ key }) => key));
  const endings: Record<string, number> = {};
  const findings = new Set<string>();
  let edges = 0;
  let shortest: Exploration["shortest"];
  let complete = true;
  const isOver = (): boolean => options.sought !== undefined && shortest !== undefined;
  for (let at = 0; at < nodes.length && !isOver(); at++) {
    const node = nodes[at] as Node;
    const next = successors(world, node.config, { reduce: options.reduce, orders: "all" });
    if (next.length === 0) {
      const end = ended(world, node.config);
      endings[end.outcome.kind] = (endings[end.outcome.kind] ?? 0) + 1;
      for (const f of end.findings)
        findings.add(`${f.rule} blames ${f.blames}${f.provoked === true ? ", provoked" : ""}`);
      // what only the kit's own choices made unplayable accuses nobody
      const bad =
        options.sought === undefined
          ? !["finished", "stuck", "unspent"].includes(end.outcome.kind) ||
            end.findings.some(
              (f) => f.consequenceOf === undefined && f.level === "must" && f.provoked !== true,
            )
          : options.sought(end.findings);
      if (bad && shortest === undefined)
        shortest = { labels: pathTo(nodes, at), ...ended(played, again(played, nodes, at, options, keyOf)) };
    }
    for (const { config, labels } of next) {
      edges++;
      const k = keyOf(config);
      if (seen.has(k)) continue;
      if (nodes.length >= options.most) {
        complete = false;
        continue;
      }
      seen.add(k);
      nodes.push({ config, key: k, parent: at, labels });
    }
    // what was expanded is needed no more: only the path to it is
    nodes[at] = { ...node, config: undefined as unknown as Config };
  }
  return {
    configurations: nodes.length,
    edges,
    complete: complete && !isOver(),
    endings,
    findings: [...findings].sort(),
    ...(shortest === undefined ? {} : { shortest }),
  };
}

/** `moved`: false where the script only let go. */
export type Successor = {
  readonly config: Config;
  readonly labels: readonly string[];
  readonly moved: boolean;
};
export type Following = { readonly reduce: boolean; readonly orders: "one" | "all" };

export function successors(
  world: World,
  config: Config,
  { reduce, orders }: Following,
): readonly Successor[] {
  if (config.failed !== undefined) return [];
  const possible = moves(world, config);
  if (possible.length === 0) {
    const gone = lettingGo(world, config);
    return gone === undefined ? [] : [{ config: gone, labels: [], moved: false }];
  }
  if (reduce) {
    const alone = invisible(world, config, possible);
    if (alone !== undefined) return [alone];
  }
  const taken = orders === "one" ? possible.slice(0, 1) : possible;
  return taken.flatMap((move) => follow(world, config, move, possible.length > 1, orders));
}

/** All that comes of a move, or only of its first answer. */
export function follow(
  world: World,
  config: Config,
  move: Move,
  chosen: boolean,
  orders: Following["orders"] = "all",
): readonly Successor[] {
  const first = chosen ? [move.label] : [];
  const said = speak(world, config, move, true);
  const { asked } = said;
  if (asked === undefined) return [{ config: said.config, labels: first, moved: true }];
  const answers = answersOf(world, said.config, asked);
  const taken = orders === "one" ? answers.slice(0, 1) : answers;
  // what was only told to begin has said nothing yet: its judge is still that of the configuration before
  const forks = taken.length > 1 || isShared(said, config);
  return taken.map((answer) => ({
    config: absorb(world, said.config, asked, answer, forks).config,
    labels: answers.length > 1 ? [...first, answer.picks.join(" ")] : first,
    moved: true,
  }));
}

/** Where nothing was said yet, the judge is still that of the configuration from which the other moves start as well. */
const isShared = (said: Absorbed, before: Config): boolean => said.config.judge === before.judge;

/**
 * A return that changes nothing but its own strand commutes with everything and always shortens a stack: it is taken alone.
 * It must be outside the script's alphabet, move no custody, be seen by no rule, and leave its caller's state as it is.
 */
function invisible(world: World, config: Config, possible: readonly Move[]): Successor | undefined {
  for (const move of possible) {
    if (move.k !== "say") continue;
    const strand = config.strands[move.strand];
    const word = strand === undefined ? undefined : nextWord(strand);
    const top = strand?.frames.at(-1);
    if (word?.kind !== "return" || top === undefined || top.todo.length > 1) continue;
    if (
      config.judge.looksAtReturnsOf.has(word.name) ||
      config.residuals.some((r) => isOpen(r.term, word.call ?? 0)) ||
      world.script.only
    )
      continue;
    const said = speak(world, config, move, true);
    if (said.asked === undefined) continue;
    const answers = answersOf(world, said.config, said.asked);
    const only = answers[0];
    if (answers.length !== 1 || only === undefined || only.reaction === null) continue;
    if (
      only.reaction[1].length > 0 ||
      JSON.stringify(only.reaction[0]) !==
        JSON.stringify(config.states.get(stateOf(world, said.asked.party.id)))
    )
      continue;
    const absorbed = absorb(world, said.config, said.asked, only, isShared(said, config));
    if (
      absorbed.config.observed !== config.observed &&
      JSON.stringify(absorbed.config.observed) !== JSON.stringify(config.observed)
    )
      continue;
    return { config: absorbed.config, labels: possible.length > 1 ? [move.label] : [], moved: true };
  }
  return undefined;
}

export function ended(
  world: World,
  config: Config,
): { readonly outcome: Outcome; readonly findings: readonly Finding[] } {
  const settled = atRest(world, config);
  const outcome = outcomeAt(world, settled);
  const judgement = settled.judge.fork().end(outcome.kind === "deadlock" ? "cut" : "quiet");
  return { outcome, findings: withProvoked(judgement.findings, settled.provocations, world.live) };
}

function pathTo(nodes: readonly Node[], at: number): readonly string[] {
  const labels: string[][] = [];
  for (let i = at; i >= 0; i = (nodes[i] as Node).parent) labels.push([...(nodes[i] as Node).labels]);
  return labels.reverse().flat();
}

/** With a judge that remembers; where the script provokes breaches, the numbers of events say which, and it must not mix those of two orders. */
function remembered(world: World): World {
  const { script, interruptions } = world;
  const provokes =
    script.mutates || interruptions !== undefined || script.entries.some(({ k }) => k === "fault");
  return provokes ? world : { ...world, judge: () => remembering(world.judge()) };
}

/** The order that leads to a node once more, so that what is found in it carries its own event numbers. */
function again(
  world: World,
  nodes: readonly Node[],
  at: number,
  { reduce }: Pick<ExploreOptions, "reduce">,
  keyOf: KeyOf,
): Config {
  const { key, parent } = nodes[at] as Node;
  if (parent < 0) return begin(world);
  const before = again(world, nodes, parent, { reduce }, keyOf);
  const there = successors(world, before, { reduce, orders: "all" }).find(
    ({ config }) => keyOf(config) === key,
  );
  if (there === undefined) throw new KitDefect("an order that was explored cannot be played again");
  return there.config;
}

/** The kernel's own key, each part of it by a number. */
export function keyed(): KeyOf {
  const part = interner();
  return (config) => key(config, part);
}

/** Components become small numbers: by identity where the value is shared, by its text where it is not. */
function interner(): (value: object | string) => number {
  const byIdentity = new WeakMap<object, number>();
  const byText = new Map<string, number>();
  const ofText = (text: string): number => {
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, byText.size);
    return byText.size - 1;
  };
  return (value) => {
    if (typeof value === "string") return ofText(value);
    const known = byIdentity.get(value);
    if (known !== undefined) return known;
    const number = ofText(
      JSON.stringify(value instanceof Map ? [...value].sort(([a], [b]) => (a < b ? -1 : 1)) : value),
    );
    byIdentity.set(value, number);
    return number;
  };
}
