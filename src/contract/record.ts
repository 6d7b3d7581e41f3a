// The record: everything one run produced, one JSON object a line. A file may hold several records one behind the other.
import type { Event, Party } from "./event.ts";
import type { Fingerprint } from "./fingerprint.ts";
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
};
export type RecordLine = RecordHeader | Event | RecordEnd;
