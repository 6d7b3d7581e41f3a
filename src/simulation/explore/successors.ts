// What one configuration leads to: every move with all its answers, or one alone that commutes with everything.
import type { Finding } from "../../contract/verdict.ts";
import { absorb, answersOf, speak, type Absorbed } from "../absorb.ts";
import { keeping } from "../choice/ahead.ts";
import type { Config } from "../config.ts";
import { moves, nextWord, type Move } from "../moves.ts";
import { withProvoked } from "../provoked.ts";
import { atRest, lettingGo, outcomeAt, type Outcome } from "../run.ts";
import { isOpen } from "../script/term.ts";
import { stateOf, type World } from "../world.ts";

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
  const answers = keeping(world, said.config, asked, answersOf(world, said.config, asked));
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
export function invisible(world: World, config: Config, possible: readonly Move[]): Successor | undefined {
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

export type Ended = { readonly outcome: Outcome; readonly findings: readonly Finding[] };

export function ended(world: World, config: Config): Ended {
  const settled = atRest(world, config);
  const outcome = outcomeAt(world, settled);
  const judgement = settled.judge.fork().end(outcome.kind === "deadlock" ? "cut" : "quiet");
  return { outcome, findings: withProvoked(judgement.findings, settled.provocations, world.live) };
}
