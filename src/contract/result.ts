// What a run of scenarios says: one result per scenario, one verdict per rule in force, the sums, the exit code.
import type { Event, Party, PartyId, ResourceId } from "./event.ts";
import type { Place } from "./program.ts";
import type { Level, ScenarioKind } from "./syntax.ts";
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
  /** names its text, whatever file it stands in; like the token worked out when somebody asks, which few runs are */
  readonly digest: () => string;
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
  readonly token: () => string;
  readonly steps: number;
  /** the end of what the subject wrote on its own, where it failed */
  readonly log?: readonly string[];
  /** what has to be known of it whatever came of it, a sentence each */
  readonly notes?: readonly string[];
  /** the feature and pickle that ran it */
  readonly feature?: { readonly uri: string; readonly line: number; readonly name: string };
  /** its turn among all scenarios of the features read, whatever was selected of them: 0, 1, 2 … */
  readonly turn?: number;
};

/** What a rule says, whatever became of it. */
export type RuleFacts = {
  readonly id: string;
  readonly level: Level;
  readonly roles: readonly string[];
  readonly statement: string;
  readonly citations: readonly string[];
  readonly place: Place;
};

/** Not in force because somebody wanted it so, and why. */
export type SkippedRule = RuleFacts & { readonly reason: string };

export type RuleSummary = RuleFacts & {
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

/** The part that one of several runs plays: 1/3, 2/3, 3/3. */
export type Shard = { readonly part: number; readonly of: number };

/** Who was judged, by what and how it was selected: the same for all shards of a run. */
export type RunFacts = {
  readonly kit: string;
  readonly rulesDigest: string;
  readonly subject: { readonly name: string; readonly version: string };
  readonly target: string;
  readonly roles: readonly string[];
  readonly seed: number;
  /** a rule about who is under test that nothing exercised is missing proof */
  readonly strict: boolean;
  /** in force */
  readonly rules: readonly RuleFacts[];
  readonly skipped: readonly SkippedRule[];
  /** rules that the selection leaves out */
  readonly leftOut: number;
  /** what was named of the features and scenarios, as it was spelled */
  readonly selection: {
    readonly features: readonly string[];
    readonly tags: string;
    readonly scenarios: readonly string[];
  };
  /** digest of every feature and language text read, the kit's specification aside */
  readonly texts: string;
};

export type SuiteResult = Omit<RunFacts, "rules"> & {
  /** this is one part; what only the whole can say is left to whoever puts the parts together */
  readonly shard?: Shard;
  /** parts of the whole that are not here */
  readonly missing: readonly string[];
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
