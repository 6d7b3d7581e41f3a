// What comes between: the next step of each interruption that has begun, and the first of one that is to begin.
import type { PartyId } from "../../contract/event.ts";
import type { Begun, Config } from "../config.ts";
import type { Move } from "../moves.ts";
import type { World } from "../world.ts";
import type { Told } from "./interruption.ts";

/** From then on the script holds nobody back: it goes on as far as it can. */
export const isInterrupted = (config: Config): boolean => config.begun.length > 0;

/** A step of an interruption, as it is told to one party. */
export type Step = { readonly n: number; readonly told: number };

/** The next steps of the interruptions under way; a step that was refused since something last changed is not told again. */
export function goingOn(world: World, config: Config): readonly Move[] {
  return config.begun
    .flatMap(({ n, next, told }) => movesOf(world, n, next).filter((_, at) => !told.includes(at)))
    .filter(({ label }) => !config.refused.includes(label));
}

/** Who interrupts begins nothing else of its own accord: a script that pauses what is being halted would only be in the way. */
export const isSilenced = (world: World, { begun }: Config, speaker: PartyId, name: string): boolean =>
  begun.length > 0 &&
  world.program.words.get(name)?.mode === "may" &&
  begun.some(({ n }) =>
    world.interruptions?.[n]?.steps.flat().some(({ k, party }) => k === "do" && party === speaker),
  );

export function wentOn(world: World, begun: readonly Begun[], { n, told }: Step): readonly Begun[] {
  const one = begun.find((each) => each.n === n) ?? { n, next: 0, told: [] };
  const all = [...one.told, told].toSorted((a, b) => a - b);
  const isOver = all.length === world.interruptions?.[n]?.steps[one.next]?.length;
  const now = isOver ? { n, next: one.next + 1, told: [] } : { ...one, told: all };
  return [...begun.filter((each) => each.n !== n), now].toSorted((a, b) => a.n - b.n);
}

/** The first step, where the run is to be interrupted after so many moves. */
export function interruptionAt(world: World, config: Config, count: number): readonly Move[] | undefined {
  const { interrupt } = world;
  return interrupt?.after === count && !isInterrupted(config)
    ? movesOf(world, interrupt.n, 0).slice(interrupt.told, interrupt.told + 1)
    : undefined;
}

/** A step of an interruption, told to each party. */
export function movesOf(world: World, n: number, at: number): readonly Move[] {
  const one = world.interruptions?.[n];
  return (one?.steps[at] ?? []).map((told, place): Move => {
    const label = `${one?.title} of ${one?.of}: ${spelled(told)}`;
    const { party, name, args } = told;
    const interrupts = { n, told: place };
    return told.k === "fault"
      ? { k: "fault", party, n: -1, interrupts, input: { k: "fault", name, args }, label }
      : { k: "do", party, input: { k: "do", name, to: told.to, args }, scripted: false, interrupts, label };
  });
}

export const spelled = (told: Told): string => {
  const args = Object.values(told.args)
    .filter((value) => value !== null)
    .map((value) => JSON.stringify(value))
    .join(", ");
  return told.k === "fault"
    ? `fault ${told.party} ${told.name}(${args})`
    : `${told.party} -> ${told.to} ${told.name}(${args})`;
};
