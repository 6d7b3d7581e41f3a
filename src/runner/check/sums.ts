// Verdicts over several records, their sums, and the exit code that they give.

import type { Verdict } from "../../contract/verdict.ts";
import { onlyHeard } from "../../rules/judging/verdicts.ts";
import type { CheckReport } from "./check.ts";
import type { CheckedRecord } from "./open-record.ts";

export type VerdictSums = Readonly<Record<"kept" | "broken" | "unexercised" | "undecided", number>>;

/** One verdict per rule over all records: broken anywhere, else kept anywhere, else undecided where it was only that. */
export function verdictsOf(records: readonly CheckedRecord[]): ReadonlyMap<string, Verdict> {
  const found = new Map<string, Verdict>();
  for (const { judgement } of records)
    for (const { rule, verdict } of judgement.verdicts) {
      const known = found.get(rule);
      if (known === undefined || weight[verdict] > weight[known]) found.set(rule, verdict);
    }
  return found;
}
const weight: Readonly<Record<Verdict, number>> = {
  unexercised: 0,
  undecided: 1,
  observed: 2,
  kept: 3,
  broken: 4,
};

/** Adds up; an observed `may` rule counts as kept. */
export function sumsOf(verdicts: ReadonlyMap<string, Verdict>): VerdictSums {
  const sums = { kept: 0, broken: 0, unexercised: 0, undecided: 0 };
  for (const verdict of verdicts.values()) sums[verdict === "observed" ? "kept" : verdict]++;
  return sums;
}

/** 3: lines that cannot be used · 1: a rule broken · 2: proof is missing · 0. */
export function exitOf(report: CheckReport, strict = false): 0 | 1 | 2 | 3 {
  if (report.damaged > 0) return 3;
  const { records } = report;
  if (
    records.some(({ judgement }) =>
      judgement.findings.some(({ level, provoked }) => level === "must" && provoked !== true),
    )
  )
    return 1;
  const sums = sumsOf(verdictsOf(records));
  if (
    sums.undecided > 0 ||
    sums.kept === 0 ||
    (strict && sums.unexercised > 0) ||
    records.some(({ end, header }) => end?.end !== "quiet" && !onlyHeard(header.watched))
  )
    return 2;
  return 0;
}
