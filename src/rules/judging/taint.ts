// What an earlier finding already concerns: later findings on it are consequences.
import type { Level } from "../../contract/syntax.ts";

type Stain = { readonly index: number; readonly seq: number; readonly time: number; readonly level: Level };

const weight: Readonly<Record<Level, number>> = { must: 2, should: 1, may: 0 };

export class Taint {
  readonly #stains: Map<string, Stain>;

  constructor(from?: Taint) {
    this.#stains = new Map(from === undefined ? [] : from.#stains);
  }

  /** The earlier finding that one on these things follows from; one at the same moment is a sibling, and a lesser one causes nothing. */
  causeOf(things: readonly string[], now: Omit<Stain, "index">): number | undefined {
    let first: number | undefined;
    for (const thing of things) {
      const stain = this.#stains.get(thing);
      if (stain === undefined || (stain.seq === now.seq && stain.time === now.time)) continue;
      if (weight[stain.level] >= weight[now.level]) first = Math.min(first ?? Infinity, stain.index);
    }
    return first;
  }

  add(things: readonly string[], stain: Stain): void {
    for (const thing of things) {
      const known = this.#stains.get(thing);
      if (known === undefined || weight[known.level] < weight[stain.level]) this.#stains.set(thing, stain);
    }
  }

  clear(thing: string): void {
    this.#stains.delete(thing);
  }

  key(): string {
    return Array.from(this.#stains, ([thing, { level }]) => `${thing} ${level}`)
      .toSorted()
      .join();
  }
}
