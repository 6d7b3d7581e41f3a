// The record: everything one run produced, one JSON object a line. A file may hold several records one behind the other.
import type { Event, Party } from "./event.ts";
import type { RunFacts, ScenarioResult, Shard } from "./result.ts";
import type { Ending } from "./verdict.ts";

export const recordVersion = 1;

/** First line. Unknown fields are kept and ignored. */
export type RecordHeader = {
  readonly custody: "record";
  readonly version: number;
  readonly kit: string;
  /** digest of the rules in force */
  readonly rules: string;
  readonly subject: { readonly name: string; readonly version: string };
  readonly target: string;
  /** roles under test; empty when everybody is the reference */
  readonly live: readonly string[];
  readonly seed: number;
  readonly scenario: {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly digest: string;
  };
  readonly parties: readonly Party[];
  readonly fromStart: boolean;
  readonly watched?: readonly string[];
  /** the labels of the moves taken, so that the run can be replayed */
  readonly moves?: readonly string[];
};
/** Last line: says that the record is whole. */
export type RecordEnd = {
  readonly end: Ending;
  readonly events: number;
  readonly moves?: readonly string[];
  readonly fingerprint?: Fingerprint;
  /** what came of the scenario, where a run of scenarios wrote the record */
  readonly result?: RecordedResult;
};
export type RecordLine = RecordHeader | Event | RecordEnd;

/** A scenario's result without what the other lines of its record say. */
export type RecordedResult = Omit<
  ScenarioResult,
  "title" | "seed" | "live" | "parties" | "events" | "digest" | "token"
> & { readonly digest: string; readonly token: string };

/** Stands in front of the records of one run of scenarios. */
export type RunLine = RunFacts & {
  readonly custody: "run";
  readonly version: number;
  readonly shard?: Shard;
  /** what is wrong with its list of known failures */
  readonly complaints?: readonly string[];
};
/** Stands behind them: says that the run is whole. */
export type RunEnd = { readonly custody: "run end"; readonly records: number };

/** What an implementation does where the rules leave it free. */
export type Fingerprint = {
  /** rule of level may -> what was observed, sorted */
  readonly observed: Readonly<Record<string, readonly string[]>>;
  /** a result that is its answerer's own choice, as `ProtocolReceivePacket count` -> the value as JSON -> how often */
  readonly chose: Readonly<Record<string, Readonly<Record<string, number>>>>;
};
