// The configurations within reach, by number: where everything begins, what each leads to, and how one ends in which nothing moves.
import { begin, type Config } from "../config.ts";
import type { World } from "../world.ts";
import { keyed, type KeyOf } from "./keyed.ts";
import { ended, successors, type Ended } from "./successors.ts";

/** `labels`: what was chosen on the way, for a replay. */
export type Edge = { readonly to: number; readonly labels: readonly string[] };

/** Numbers are given out as configurations are met: 0 is the first. What is behind one is asked once, in that order. */
export type Space = {
  readonly after: (n: number) => readonly Edge[];
  readonly ended: (n: number) => Ended;
  readonly numberOf: (config: Config) => number;
};

export type Within = { readonly most: number; readonly reduce: boolean };
export type SpaceOf = (world: World, within: Within) => Space;

/** Whole configurations, kept until what they lead to is known; equal keys are one. */
export const whole =
  (keyOf: KeyOf = keyed()): SpaceOf =>
  (world, { most, reduce }) => {
    const numbers = new Map<string, number>();
    const waiting = new Map<number, Config>();
    const numberOf = (config: Config): number => {
      const key = keyOf(config);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const number = numbers.size;
      numbers.set(key, number);
      if (number < most) waiting.set(number, config);
      return number;
    };
    numberOf(begin(world));
    const at = (n: number): Config => waiting.get(n) as Config;
    return {
      after: (n) => {
        const next = successors(world, at(n), { reduce, orders: "all" });
        if (next.length > 0) waiting.delete(n);
        return next.map(({ config, labels }) => ({ to: numberOf(config), labels }));
      },
      ended: (n) => ended(world, at(n)),
      numberOf,
    };
  };
