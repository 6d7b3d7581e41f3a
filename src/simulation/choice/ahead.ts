// A program shows only its next words: of what it is to choose, what it can go on with as the script has it is seen by following it.
import { absorb, answersOf, speak, type Ask } from "../step/absorb.ts";
import type { Config } from "../config.ts";
import { moves } from "../moves.ts";
import type { World } from "../world.ts";
import { candidates, type Candidate } from "./picks.ts";

/** So many moves until the call that it answers is over; what takes longer is not held against it. */
const farthest = 60;

/** Of answers that all suit as far as they go, those that do not lead it off the script; if all of them do, another one that does not. */
export function keeping(
  world: World,
  config: Config,
  asked: Ask,
  answers: readonly Candidate[],
): readonly Candidate[] {
  const layer = world.seats.get(asked.party.id)?.layer;
  if (layer?.foreign === undefined || config.letGo || asked.call === 0 || !answers.some(isFree))
    return answers;
  const kept = answers.filter((answer) => !isFree(answer) || !strays(world, config, asked, answer));
  if (kept.length > 0) return kept;
  const tried = new Set(answers.map(({ picks }) => picks.join()));
  const other = candidates(world, config, asked.party, layer, asked.input, false).find(
    (one) => !tried.has(one.picks.join()) && isFree(one) && !strays(world, config, asked, one),
  );
  return other === undefined ? answers : [other];
}

/** Something was chosen, and what comes of it is not all said. */
const isFree = ({ picks, reaction }: Candidate): boolean =>
  picks.length > 0 && reaction !== null && !reaction[1].some(({ k }) => k === "return" || k === "fails");

/**
 * It says something that the script does not allow before its call is over, though everybody else goes on in the most boring way. A run
 * may write where it stands, this may not: it comes back.
 */
function strays(
  { forgets: _forgets, ...world }: World,
  config: Config,
  asked: Ask,
  answer: Candidate,
): boolean {
  let at = absorb(world, config, asked, answer, true).config;
  for (let count = 0; count < farthest; count++) {
    if (at.mismatch !== undefined) return at.mismatch.by === asked.party.id;
    if (at.failed !== undefined || !isOpen(at, asked.call)) return false;
    const [move] = moves(world, at);
    if (move === undefined) return false;
    const said = speak(world, at, move, true);
    at = said.config;
    if (said.asked === undefined) continue;
    const [first] = answersOf(world, at, said.asked);
    if (first === undefined) return false;
    at = absorb(world, at, said.asked, first, true).config;
  }
  return false;
}

const isOpen = ({ strands }: Config, call: number): boolean =>
  strands.some(({ frames }) => frames.some((frame) => frame.call === call));
