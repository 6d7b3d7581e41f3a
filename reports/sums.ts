// The two sums that every report ends with; each adds up.

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

const meanings: Readonly<Record<SuiteResult["exitCode"], string>> = {
  0: "green",
  1: "something failed",
  2: "proof is missing",
  4: "a defect of custody",
};

export const outcome = ({ exitCode }: SuiteResult): string => `exit ${exitCode}: ${meanings[exitCode]}`;
