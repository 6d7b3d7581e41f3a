// Who decides where something is free: by seed, by a recorded list of labels, or by a script of answers.

export interface Chooser {
  /** An index into the labels. A run asks only where a decision stands. */
  choose(labels: readonly string[]): number;
}

/** A recorded label is not among the options: the run has drifted. */
export class Drift extends Error {
  override readonly name = "Drift";
}

/** xorshift32: the same seed gives the same choices on every machine. */
export function seeded(seed: number): Chooser & { readonly taken: string[] } {
  let x = scattered(seed) || 1;
  const taken: string[] = [];
  return {
    taken,
    choose(labels) {
      if (labels.length === 1) return 0;
      x ^= x << 13;
      x >>>= 0;
      x ^= x >>> 17;
      x ^= x << 5;
      x >>>= 0;
      const at = x % labels.length;
      taken.push(labels[at] as string);
      return at;
    },
  };
}

/** Seeds are counted up, and a generator begun with neighbours chooses alike for a while: each bit is spread over all of them. */
function scattered(seed: number): number {
  let x = seed ^ 0x9e3779b9;
  for (const [shift, factor] of [
    [16, 0x85ebca6b],
    [13, 0xc2b2ae35],
  ] as const)
    x = Math.imul(x ^ (x >>> shift), factor);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Follows recorded labels; refuses, naming the place, where one is not on offer. */
export function replaying(labels: readonly string[]): Chooser {
  let at = 0;
  return {
    choose(options) {
      if (options.length === 1) return 0;
      const wanted = labels[at++];
      const index = wanted === undefined ? -1 : options.indexOf(wanted);
      if (index < 0)
        throw new Drift(
          `choice ${at}: the recorded "${wanted ?? "nothing more"}" is not among ${options.length} options: ${options.slice(0, 4).join(" | ")}`,
        );
      return index;
    },
  };
}

/** By a script of answers: the first option whose label holds one of these texts, else the first. */
export function scripted(wanted: readonly string[]): Chooser {
  return {
    choose: (labels) =>
      Math.max(
        0,
        labels.findIndex((label) => wanted.some((text) => label.includes(text))),
      ),
  };
}

/** Always the first option. */
export const first: Chooser = { choose: () => 0 };
