// The table from the sentences of the four seed documents to rules, scenarios and verdicts.

import type { RuleSummary, SeedSentence, SuiteResult } from "../src/contract/result.ts";
import type { Verdict } from "../src/contract/verdict.ts";

export type SeedRow = {
  /** `003.4`: the document and the number of the sentence in it */
  readonly sentence: string;
  readonly text: string;
  readonly rules: readonly string[];
  readonly scenarios: number;
  /** of its rules taken together; a sentence that demands nothing has none */
  readonly verdict: Verdict | "demands nothing";
  readonly reason?: string;
};

/** Broken if one of its rules is, else undecided or unexercised if one is, else kept: a sentence is kept when all of it is. */
export function seedRows({ seeds, rules }: Pick<SuiteResult, "seeds" | "rules">): readonly SeedRow[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return seeds.map((seed) => rowOf(seed, byId));
}

function rowOf(
  { seed, n, text, rules, nothing }: SeedSentence,
  byId: ReadonlyMap<string, RuleSummary>,
): SeedRow {
  const summaries = rules.flatMap((id) => byId.get(id) ?? []);
  const scenarios = new Set(summaries.flatMap((rule) => rule.scenarios)).size;
  const base = { sentence: `${seed}.${n}`, text, rules, scenarios };
  if (rules.length === 0)
    return { ...base, verdict: "demands nothing", ...(nothing === undefined ? {} : { reason: nothing }) };
  return {
    ...base,
    verdict: worst(
      summaries.map((rule) => rule.verdict),
      rules.length,
    ),
  };
}

const order: readonly Verdict[] = ["broken", "undecided", "unexercised", "kept", "observed"];

// A rule that is not in force was not exercised.
function worst(verdicts: readonly Verdict[], wanted: number): Verdict {
  const all = verdicts.length < wanted ? [...verdicts, "unexercised" as const] : verdicts;
  return order.find((each) => all.includes(each)) ?? "unexercised";
}
