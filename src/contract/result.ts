// What a run of scenarios says: one result per scenario, one verdict per rule in force, the sums, the exit code.
import type { Event, Party, PartyId, ResourceId } from "./event.ts";
import type { Place } from "./program.ts";
import type { Citation, Level, ScenarioKind } from "./syntax.ts";
import type { Finding, RuleVerdict, Verdict } from "./verdict.ts";

export type ScenarioStatus =
  | "passed"
  | "failed"
  | "failed as expected"
  | "unsupported"
  | "undecided"
  | "kit error";

/** Why a scenario failed or could not be decided, ready to be printed in the order of the fields. */
export type Failure = {
  /** the requirement in words, e.g. the rule's statement, or "the scenario's next step" */
  readonly requirement: string;
  readonly rule?: string;
  readonly citations: readonly string[];
  readonly place: Place;
  /** what could legally have come next */
  readonly expected: readonly string[];
  readonly happened: string;
  /** short sentences */
  readonly because: readonly string[];
  readonly blames?: PartyId;
  /** custody chain of the resource: one line per change, oldest first; the last says what would release it */
  readonly custody: readonly string[];
  readonly resource?: ResourceId;
  /** the shortest slice of the run that shows it; empty where there is no finding, or the record cannot be read twice */
  readonly proof: readonly Event[];
  /** sequence number around which the ladder is drawn */
  readonly at: number;
  /** one command that repeats exactly this run */
  readonly repeat: string;
  readonly siblings: readonly Finding[];
  readonly consequences: readonly Finding[];
};

export type ScenarioResult = {
  readonly word: ScenarioKind;
  readonly title: string;
  readonly place: Place;
  readonly status: ScenarioStatus;
  /** one sentence where it is not passed */
  readonly reason?: string;
  readonly seed: number;
  /** parties under test */
  readonly live: readonly PartyId[];
  readonly parties: readonly Party[];
  readonly failures: readonly Failure[];
  readonly verdicts: readonly RuleVerdict[];
  readonly findings: readonly Finding[];
  readonly events: readonly Event[];
  /** replay token: move labels with digests, opaque text */
  readonly token: string;
  readonly steps: number;
  /** the feature and pickle that ran it */
  readonly feature?: { readonly uri: string; readonly line: number; readonly name: string };
};

export type RuleSummary = {
  readonly id: string;
  readonly level: Level;
  readonly roles: readonly string[];
  readonly statement: string;
  readonly citations: readonly Citation[];
  readonly place: Place;
  /** over all scenarios: broken if broken anywhere, else undecided if only undecided, kept/observed if exercised, else unexercised */
  readonly verdict: Verdict;
  readonly exercised: number;
  readonly scenarios: readonly string[];
  readonly reason?: string;
};

export type SeedSentence = {
  readonly seed: string;
  readonly n: number;
  readonly text: string;
  readonly rules: readonly string[];
  readonly nothing?: string;
};

export type SuiteResult = {
  readonly kit: string;
  readonly rulesDigest: string;
  readonly subject: { readonly name: string; readonly version: string };
  readonly target: string;
  readonly roles: readonly string[];
  readonly seed: number;
  readonly scenarios: readonly ScenarioResult[];
  readonly rules: readonly RuleSummary[];
  readonly seeds: readonly SeedSentence[];
  /** adds up: selected = the sum of the six statuses */
  readonly scenarioSums: Readonly<Record<ScenarioStatus, number>> & { readonly selected: number };
  /** adds up: inForce = kept + broken + unexercised + undecided; observed (may rules) counts as kept when observed, unexercised when not */
  readonly ruleSums: {
    readonly inForce: number;
    readonly kept: number;
    readonly broken: number;
    readonly unexercised: number;
    readonly undecided: number;
  };
  /** what is wrong with the list of known failures, a sentence each */
  readonly complaints?: readonly string[];
  readonly exitCode: 0 | 1 | 2 | 4;
};
