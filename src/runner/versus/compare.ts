// Two implementations in the same scenarios with the same seeds: where the rules, or what they are free to do, tell them apart.
import type { Fingerprint } from "../../contract/record.ts";
import type { ScenarioResult, ScenarioStatus } from "../../contract/result.ts";
import type { Subject } from "../../contract/subject.ts";
import { differences, fingerprintOf, together, type Difference } from "../fingerprint/fingerprint.ts";
import { play } from "../play/play.ts";
import type { Planned } from "../session.ts";

export type Contender = {
  readonly target: string;
  readonly subject: Subject;
  /** why it is not to be believed */
  readonly disbelief?: string;
};

export type Contest = {
  readonly kit: Subject;
  readonly contenders: readonly [Contender, Contender];
  readonly roles: readonly string[];
  readonly seeds: readonly number[];
  readonly rules?: readonly string[];
};

/** `what`: a rule, or `scenario`. */
export type VerdictDifference = {
  readonly seed: number;
  readonly what: string;
  readonly first: string;
  readonly second: string;
};

export type Compared = {
  readonly verdicts: readonly VerdictDifference[];
  /** over all seeds; only where both passed, since whoever fails has not been seen to its end */
  readonly choices: readonly Difference[];
  readonly results: readonly (readonly [first: ScenarioResult, second: ScenarioResult])[];
};

export function compare(contest: Contest, planned: Pick<Planned, "program" | "scenario">): Compared {
  const { program } = planned;
  const [one, other] = contest.contenders;
  const results = contest.seeds.map(
    (seed) => [resultOf(contest, one, planned, seed), resultOf(contest, other, planned, seed)] as const,
  );
  const print = (which: 0 | 1): Fingerprint =>
    together(results.map((both) => fingerprintOf(program, both[which])));
  const passed = results.every((both) => both.every(({ status }) => status === "passed"));
  return {
    results,
    verdicts: results.flatMap(([first, second]) => verdictsApart(first, second)),
    choices: passed ? differences(print(0), print(1)) : [],
  };
}

export const differs = ({ verdicts, choices }: Compared): boolean => verdicts.length + choices.length > 0;

/** Whether a shorter text shows what this one shows: the same verdicts apart, or the same choice by two that pass. */
export function showsWhat(found: Compared): (other: Compared) => boolean {
  const scenario = found.verdicts.find(({ what }) => what === "scenario");
  const rule = found.verdicts.find(({ what }) => what !== "scenario");
  const [choice] = found.choices;
  return (other) =>
    [scenario, rule].every(
      (wanted) => wanted === undefined || other.verdicts.some((one) => isSame(one, wanted)),
    ) &&
    (scenario !== undefined ||
      rule !== undefined ||
      (choice !== undefined && other.choices.some(({ what }) => what === choice.what)));
}

const isSame = (one: VerdictDifference, other: VerdictDifference): boolean =>
  one.what === other.what && one.first === other.first && one.second === other.second;

function resultOf(
  { kit, roles, rules }: Contest,
  contender: Contender,
  { program, scenario }: Pick<Planned, "program" | "scenario">,
  seed: number,
): ScenarioResult {
  const judged = rules === undefined ? {} : { rules };
  return play({ program, scenario, kit, roles, seed, ...contender, ...judged }).result;
}

function verdictsApart(first: ScenarioResult, second: ScenarioResult): readonly VerdictDifference[] {
  const { seed } = first;
  const whole =
    first.status === second.status
      ? []
      : [{ seed, what: "scenario", first: first.status, second: second.status }];
  const theirs = new Map(second.verdicts.map(({ rule, verdict }) => [rule, verdict]));
  const rules = first.verdicts.flatMap(({ rule, verdict }) => {
    const other = theirs.get(rule);
    return other !== undefined && isApart(verdict, other, [first.status, second.status])
      ? [{ seed, what: rule, first: verdict, second: other }]
      : [];
  });
  return [...whole, ...rules];
}

/** What was never reached because one of them failed before is no verdict on it; liberties taken are in the fingerprint. */
const isApart = (one: string, other: string, statuses: readonly ScenarioStatus[]): boolean =>
  one !== other &&
  ([one, other].includes("broken") ||
    (![one, other].includes("observed") && statuses.every((status) => status === "passed")));
