// What there is to read about a rule: its text, who says so, what keeps and what breaks it.
import type { Event, Party, PartyId } from "./event.ts";
import type { Place } from "./program.ts";
import type { SeedSentence } from "./result.ts";
import type { Mutant } from "./subject.ts";
import type { Level, ScenarioKind } from "./syntax.ts";

export type RuleEntry = {
  readonly id: string;
  /** what stands before the number of the id: `RCV-PKT` */
  readonly family: string;
  readonly level: Level;
  readonly roles: readonly string[];
  readonly statement: string;
  readonly place: Place;
  readonly sources: readonly { readonly key: string; readonly title: string }[];
  readonly sentences: readonly SeedSentence[];
  readonly examples: readonly RuleExample[];
  readonly mutants: readonly Mutant[];
  readonly scenarios: readonly RuleScenario[];
};

export type RuleExample = {
  readonly good: boolean;
  readonly title: string;
  /** as the language spells it */
  readonly text: string;
  readonly parties: readonly Party[];
  readonly events: readonly Event[];
  readonly breach?: RuleBreach;
};

export type RuleBreach = {
  readonly blames: PartyId;
  /** 0: owed at the end */
  readonly seq: number;
  readonly demand: string;
  readonly because: readonly string[];
};

export type RuleScenario = { readonly word: ScenarioKind; readonly title: string; readonly place: Place };

/** Rules of one family, in the order in which they are written, and what the files in which they stand say of themselves. */
export type RuleFamily = {
  readonly name: string;
  readonly about: readonly string[];
  readonly rules: readonly RuleEntry[];
};
