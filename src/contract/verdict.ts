// What the rules say about a run.
import type { Event, EventKind, Party, PartyId, ResourceId } from "./event.ts";
import type { Word } from "./program.ts";
import type { Level } from "./syntax.ts";
import type { Shown, Value } from "./value.ts";

export type Finding = {
  /** rule id, or CUSTODY-<resource> for a move or touch without the right to it that no named rule caught */
  readonly rule: string;
  readonly level: Level;
  /** the event at which it was found; 0 for a debt called in at the end */
  readonly seq: number;
  readonly time: number;
  readonly blames: PartyId;
  /** what the demand says, in words: the rule's statement plus the demand's own text */
  readonly text: string;
  /** the demand as the rule's text spells it, e.g. `require left > 0` */
  readonly demand: string;
  /** why it does not hold, in short sentences: values of the names in the demand */
  readonly because: readonly string[];
  readonly resources: readonly ResourceId[];
  readonly parties: readonly PartyId[];
  /** keys and bindings of the instance, by name */
  readonly bindings: Readonly<Record<string, Value>>;
  /** set when an earlier finding on one of the same resources caused it: index into the findings */
  readonly consequenceOf?: number;
  /** the scenario (`mutate`, `fault`) or who is under test made the guilty party do it, whom the kit plays: nobody's defect */
  readonly provoked?: true;
  /** the guilty party's role is not in the rule's head: a defect of the rule */
  readonly ruleDefect?: true;
  /** shortest slice of events that shows it: sequence numbers */
  readonly witness: readonly number[];
};

export type Verdict = "kept" | "broken" | "unexercised" | "undecided" | "observed";
export type RuleVerdict = {
  readonly rule: string;
  readonly verdict: Verdict;
  /** how often it was exercised */
  readonly exercised: number;
  /** why undecided or unexercised ("not observable here", "the record ends early; still owed: …") */
  readonly reason?: string;
  readonly observations: readonly string[];
};
export type OpenDebt = {
  readonly rule: string;
  readonly debt: string;
  readonly by: PartyId;
  readonly amount: number;
  readonly since: number;
  readonly resources: readonly ResourceId[];
};

/** How the events came to an end: everything at rest; the record stops early; a bound was reached. */
export type Ending = "quiet" | "cut" | "bound";

export type Judgement = {
  readonly verdicts: readonly RuleVerdict[];
  readonly findings: readonly Finding[];
  readonly openDebts: readonly OpenDebt[];
};

/** What a run begins with. */
export type Setting = {
  readonly parties: readonly Party[];
  /** true: everything from the start was seen, so that a first sighting accuses; false: half a record accuses nobody */
  readonly fromStart: boolean;
  /** the events begin in the middle of what happened: state from before them is unknown, not what it is at the beginning */
  readonly middle?: true;
  /** boundaries that were watched; absent: all */
  readonly watched?: readonly string[];
};

/** An event as rules look at it: who did it, what it says, and for a return what its call said. */
export type Seen = {
  readonly word: Word;
  readonly kind: EventKind;
  readonly seq: number;
  readonly time: number;
  /** of a call or message; of a return: of the call that returns */
  readonly speaker: PartyId | undefined;
  readonly hearer: PartyId | undefined;
  readonly doer: PartyId;
  readonly other: PartyId | undefined;
  readonly call: number | undefined;
  readonly in: number | undefined;
  /** undefined for the return of a call that was not seen */
  readonly args: Shown | undefined;
  readonly results: Shown | undefined;
  readonly resources: Event["resources"];
  /** the record says on which line of calls it is: without a call around it, it is inside none */
  readonly isPlaced: boolean;
  /** an observer made it of bytes: what was before it, no byte shows */
  readonly isDerived: boolean;
};

/** The rules at work on one run. Mutable and quick to fork. */
export interface Judge {
  /** The findings that this event gave. */
  see(event: Event): readonly Finding[];
  /** Virtual time went on without an event: deadlines fall due. */
  advance(time: number): readonly Finding[];
  end(ending: Ending): Judgement;
  /** the calls that are open, by their numbers */
  readonly calls: ReadonlyMap<number, Seen>;
  /** `calls`: as if these were open, and no others */
  fork(calls?: ReadonlyMap<number, Seen>): Judge;
  /** Canonical text of everything that can influence the future, without times past, sequence numbers and call ids that are closed. Equal keys, equal futures. `now` makes due times relative. `part` may give a short name to each of its parts: the same one to the same text. `calls`: "numbered" where the same call has one number in every order; else calls are named by what they are. */
  key(now: number, part?: (text: string) => string | number, calls?: "named" | "numbered"): string;
  holds(party: PartyId, resource: ResourceId): boolean;
  owns(party: PartyId, resource: ResourceId): boolean;
  /** everybody who holds it: [party, what] with what = title, n shares, loan */
  holders(resource: ResourceId): readonly (readonly [PartyId, string])[];
  isHome(resource: ResourceId): boolean;
  /** who made it, or was seen with it first; undefined: nobody was */
  homeOf(resource: ResourceId): PartyId | undefined;
  findings(): readonly Finding[];
  /** names of the words that some rule or move looks at: the others are invisible to it */
  readonly looksAt: ReadonlySet<string>;
  /** names of the calls whose return some rule or move looks at, or that some rule asks about while they are open */
  readonly looksAtReturnsOf: ReadonlySet<string>;
}
