// After an interruption everything has to come to rest: nothing lent out, every call returned, the interruption itself over.
import type { Config } from "../config.ts";
import type { Outcome } from "../run.ts";
import type { World } from "../world.ts";
import { spelled } from "./between.ts";

/** Of a configuration in which nothing moves any more. */
export function drained(world: World, config: Config): Outcome {
  const why = [...open(config), ...lent(config), ...unfinished(world, config)];
  return why.length === 0 ? { kind: "finished" } : { kind: "undrained", why };
}

const open = (config: Config): readonly string[] =>
  config.strands.flatMap(({ frames }) =>
    frames.flatMap(({ party, name, call, waiting }) =>
      call === 0 && waiting === undefined
        ? []
        : [
            `${party} has not returned from ${name}${waiting === undefined ? "" : `: it waits for ${waiting}`}`,
          ],
    ),
  );

const lent = ({ store, judge }: Config): readonly string[] =>
  [...store.keys()].flatMap((id) => {
    const holders = judge.holders(id);
    return holders.length === 0 || judge.isHome(id)
      ? []
      : [`${id} is not home: ${holders.map(([party, what]) => `${party} has it (${what})`).join(", ")}`];
  });

function unfinished(world: World, { begun }: Config): readonly string[] {
  if (world.mayStayOpen === true) return [];
  return begun.flatMap(({ n, next, told: done }) => {
    const one = world.interruptions?.[n];
    const told = one?.steps[next]?.find((_, at) => !done.includes(at));
    return one === undefined || told === undefined
      ? []
      : [`the ${one.title} of ${one.of} could not go on: ${told.party} cannot do ${spelled(told)}`];
  });
}
