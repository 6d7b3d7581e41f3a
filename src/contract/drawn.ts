// What a seed draws for one long run: who takes part, as a scenario's text, and what somebody is told to begin, whenever that may be.
import type { Args } from "./value.ts";

export type Drawn = {
  /** a `receive` or `send` with parties and what they are, and nothing to say */
  readonly text: string;
  /** lines of things that are begun one behind the other; nothing is ordered between lines */
  readonly lines: readonly (readonly Wish[])[];
  /** how many interruptions of the specification come between */
  readonly interruptions: number;
};
export type Wish = {
  readonly party: string;
  readonly to: string;
  readonly name: string;
  readonly args: Args;
};
/** The same seed draws the same. */
export type Draw = (seed: number) => Drawn;
