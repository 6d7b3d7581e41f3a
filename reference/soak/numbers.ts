// Numbers drawn from a seed: the same ones on every machine.

export type Numbers = {
  /** 0 … n - 1 */
  readonly below: (n: number) => number;
  readonly one: <T>(of: readonly T[]) => T;
  /** a list of `least` … `most` things */
  readonly some: <T>(least: number, most: number, make: (at: number) => T) => readonly T[];
};

/** xorshift32 over a scattered seed: neighbours begin far from each other. */
export function numbersOf(seed: number): Numbers {
  let x = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  const next = (): number => {
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    return x;
  };
  const below = (n: number): number => next() % n;
  return {
    below,
    one: (of) => {
      const found = of[below(of.length)];
      if (found === undefined) throw new RangeError("nothing to draw from");
      return found;
    },
    some: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, (_, at) => make(at)),
  };
}
