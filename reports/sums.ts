// The sums that every report ends with; each adds up.

import type { ScenarioStatus, SuiteResult } from "../src/contract/result.ts";

export const statuses: readonly ScenarioStatus[] = [
  "passed",
  "failed",
  "failed as expected",
  "unsupported",
  "undecided",
  "kit error",
];

/** `scenarios: 12 selected = 10 passed + 2 failed`: what is 0 is left out. */
export function scenarioSum({ scenarioSums }: SuiteResult): string {
  const parts = statuses
    .filter((status) => scenarioSums[status] > 0)
    .map((status) => `${scenarioSums[status]} ${status}`);
  return `scenarios: ${scenarioSums.selected} selected = ${parts.length === 0 ? "none" : parts.join(" + ")}`;
}

export function ruleSum({ ruleSums }: Pick<SuiteResult, "ruleSums">): string {
  const { inForce, kept, broken, unexercised, undecided } = ruleSums;
  return `rules in force: ${inForce} = ${kept} kept + ${broken} broken + ${unexercised} unexercised + ${undecided} undecided`;
}

/** `rules: 64 known = 62 in force + 1 skipped + 1 left out`; only where not all are in force. */
export function selectionSum({ ruleSums, skipped, leftOut }: SuiteResult): readonly string[] {
  const known = ruleSums.inForce + skipped.length + leftOut;
  return known === ruleSums.inForce
    ? []
    : [
        `rules: ${known} known = ${ruleSums.inForce} in force + ${skipped.length} skipped + ${leftOut} left out`,
      ];
}

/** Every sum there is to print, one line each, the outcome last. */
export const closingLines = (suite: SuiteResult): readonly string[] => [
  scenarioSum(suite),
  ...selectionSum(suite),
  ruleSum(suite),
  ...suite.missing.map((part) => `shard ${part} is missing`),
  outcome(suite),
];

const meanings: Readonly<Record<SuiteResult["exitCode"], string>> = {
  0: "green",
  1: "something failed",
  2: "proof is missing",
  4: "a defect of custody",
};

export function outcome({ exitCode, shard }: SuiteResult): string {
  if (shard === undefined) return `exit ${exitCode}: ${meanings[exitCode]}`;
  const meaning = exitCode === 0 ? "nothing failed" : meanings[exitCode];
  return `exit ${exitCode}: ${meaning} in shard ${shard.part}/${shard.of}; custody report judges the whole`;
}
