// What one configuration leads to: every move with all its answers, or one alone that commutes with everything.
import type { Finding } from "../../contract/verdict.ts";
import { absorb, answersOf, speak, type Absorbed, type Spoken } from "../step/absorb.ts";
import { keeping } from "../choice/ahead.ts";
import type { Candidate } from "../choice/picks.ts";
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

/** A word that is said, and every answer of who heard it. */
type Tried = { readonly said: Spoken; readonly answers: readonly Candidate[] };

export function tried(world: World, config: Config, move: Move): Tried {
  const said = speak(world, config, move, true);
  return { said, answers: said.asked === undefined ? [] : answersOf(world, said.config, said.asked) };
}

/** The same without the answers of a program that lead it off the script. */
function kept(world: World, config: Config, move: Move): Tried {
  const { said, answers } = tried(world, config, move);
  const { asked } = said;
  return { said, answers: asked === undefined ? answers : keeping(world, said.config, asked, answers) };
}

/** All that comes of a move, or only of its first answer. */
export function follow(
  world: World,
  config: Config,
  move: Move,
  chosen: boolean,
  orders: Following["orders"] = "all",
  { said, answers }: Tried = kept(world, config, move),
): readonly Successor[] {
  const first = chosen ? [move.label] : [];
  const { asked } = said;
  if (asked === undefined) return [{ config: said.config, labels: first, moved: true }];
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

/** The first of these moves that is to be taken alone. */
function invisible(world: World, config: Config, possible: readonly Move[]): Successor | undefined {
  for (const move of possible) {
    if (!mayBeInvisible(world, config, move)) continue;
    const one = tried(world, config, move);
    if (isInvisible(world, config, one))
      return follow(world, config, move, possible.length > 1, "all", one)[0];
  }
  return undefined;
}

/**
 * A return that changes nothing but its own strand commutes with everything and always shortens a stack: it is taken alone.
 * It must be outside the script's alphabet, move no custody, be seen by no rule, and leave its caller's state as it is.
 */
export function mayBeInvisible(world: World, config: Config, move: Move): boolean {
  const strand = move.k === "say" ? config.strands[move.strand] : undefined;
  const word = strand === undefined ? undefined : nextWord(strand);
  const top = strand?.frames.at(-1);
  return (
    word?.kind === "return" &&
    top !== undefined &&
    top.todo.length <= 1 &&
    !world.script.only &&
    !config.judge.looksAtReturnsOf.has(word.name) &&
    !config.residuals.some((r) => isOpen(r.term, word.call ?? 0))
  );
}

/** Of one that may be, when it has been tried. */
export function isInvisible(world: World, config: Config, { said, answers }: Tried): boolean {
  const reaction = answers[0]?.reaction ?? null;
  if (said.asked === undefined || answers.length !== 1 || reaction === null) return false;
  const [state, outs] = reaction;
  return (
    outs.length === 0 &&
    isAlike(state, config.states.get(stateOf(world, said.asked.party.id))) &&
    isAlike(said.config.observed, config.observed)
  );
}

const isAlike = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export type Ended = { readonly outcome: Outcome; readonly findings: readonly Finding[] };

export function ended(world: World, config: Config): Ended {
  const settled = atRest(world, config);
  const outcome = outcomeAt(world, settled);
  const judgement = settled.judge.fork().end(outcome.kind === "deadlock" ? "cut" : "quiet");
  return { outcome, findings: withProvoked(judgement.findings, settled.provocations, world.live) };
}
