// What comes between: the next step of each interruption that has begun, and the first of one that is to begin.
import type { PartyId } from "../../contract/event.ts";
import type { Begun, Config } from "../config.ts";
import type { Move } from "../moves.ts";
import type { World } from "../world.ts";
import type { Told } from "./interruption.ts";

/** From then on the script holds nobody back: it goes on as far as it can. */
export const isInterrupted = (config: Config): boolean => config.begun.length > 0;

/** The next steps of the interruptions under way; a step that was refused since something last changed is not told again. */
export function goingOn(world: World, config: Config): readonly Move[] {
  return config.begun
    .flatMap(({ n, next }) => moveOf(world, n, next))
    .filter(({ label }) => !config.refused.includes(label));
}

/** Who interrupts begins nothing else of its own accord: a script that pauses what is being halted would only be in the way. */
export const isSilenced = (world: World, { begun }: Config, speaker: PartyId, name: string): boolean =>
  begun.length > 0 &&
  world.program.words.get(name)?.mode === "may" &&
  begun.some(({ n }) =>
    world.interruptions?.[n]?.steps.some(({ k, party }) => k === "do" && party === speaker),
  );

export const wentOn = (begun: readonly Begun[], n: number): readonly Begun[] =>
  begun.some((one) => one.n === n)
    ? begun.map((one) => (one.n === n ? { n, next: one.next + 1 } : one))
    : [...begun, { n, next: 1 }];

/** The only move, where the run is to be interrupted after so many moves. */
export function interruptionAt(world: World, config: Config, count: number): readonly Move[] | undefined {
  const { interrupt } = world;
  return interrupt?.after === count && !isInterrupted(config) ? moveOf(world, interrupt.n, 0) : undefined;
}

export function moveOf(world: World, n: number, at: number): readonly Move[] {
  const one = world.interruptions?.[n];
  const told = one?.steps[at];
  if (one === undefined || told === undefined) return [];
  const label = `${one.title} of ${one.of}: ${spelled(told)}`;
  const { party, name, args } = told;
  return told.k === "fault"
    ? [{ k: "fault", party, n: -1, interrupts: n, input: { k: "fault", name, args }, label }]
    : [
        {
          k: "do",
          party,
          input: { k: "do", name, to: told.to, args },
          scripted: false,
          interrupts: n,
          label,
        },
      ];
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
