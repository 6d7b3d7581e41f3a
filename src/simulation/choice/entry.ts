// Whether a program of somebody else's can be entered now: one with a single stack only where it waits itself.
import type { PartyId } from "../../contract/event.ts";
import type { Foreign } from "../../contract/layer.ts";
import { callsOf, type Config, type Frame, type Strand } from "../config.ts";
import type { Word } from "../script/advance.ts";
import { stateOf, type World } from "../world.ts";

/** A call may go to whom it is for: to everybody but a program that is busy on another line of calls, or takes one at a time. */
export function canEnter(world: World, config: Config, word: Word): boolean {
  const foreign = word.kind === "call" ? world.seats.get(word.to)?.layer.foreign : undefined;
  if (foreign === undefined) return true;
  return !isBusy(world, config, word.to, foreign, foreign.nests || foreign.threads ? word : undefined);
}

/**
 * On another line of calls than the one of `but`, it has something open that nothing can come beside. What a party has returned is to be
 * said first, however many threads its program has: whatever it is told now, it is told behind its return.
 */
export function isBusy(
  world: World,
  config: Config,
  party: PartyId,
  { state, threads }: Foreign,
  but?: Word,
): boolean {
  return config.strands.some(
    (strand) => !isOf(strand, but) && strand.frames.some((frame, at) => isOpen(frame, at, strand)),
  );

  /** Between two of its words, or below the call that it made; one that waits for something else to happen can be entered. */
  function isOpen(frame: Frame, at: number, strand: Strand): boolean {
    if (stateOf(world, frame.party) !== state) return false;
    if (at < strand.frames.length - 1) return !threads;
    const next = frame.todo.find((out) => out.k === "call" || out.k === "return");
    return threads ? next?.k === "return" && frame.party === party : next !== undefined;
  }
}

const isOf = (strand: Strand, word: Word | undefined): boolean =>
  word !== undefined &&
  strand.frames.at(-1)?.party === word.from &&
  callsOf(strand).join() === word.around.join();
