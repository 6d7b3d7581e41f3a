// What passes now and then: played with so many seeds, it must pass with some of them, and is told when it always does.
import type { ScenarioResult } from "../../contract/result.ts";

/** At least `passes` of `of` runs pass. */
export type Odds = { readonly kind: "flaky"; readonly passes: number; readonly of: number };

/** Plays it again with another seed. */
export type Again = (result: ScenarioResult, seed: number) => ScenarioResult;

/** What happened over all seeds: `shown` is the first run that did not pass, or the first of all. */
export type Counted = { readonly passed: number; readonly shown: ScenarioResult };

/** The first run is the one that was played already. */
export function counted({ of }: Odds, first: ScenarioResult, again: Again): Counted {
  const others = Array.from({ length: of - 1 }, (_, at) => again(first, first.seed + at + 1));
  const runs = [first, ...others];
  const defect = runs.find(({ status }) => status === "kit error");
  return {
    passed: runs.filter(({ status }) => status === "passed").length,
    shown: defect ?? runs.find(({ status }) => status !== "passed") ?? first,
  };
}

/** In the words of an entry at that place. */
export function judgedByOdds(
  odds: Odds,
  { passed, shown }: Counted,
  where: string,
  reason: string,
): ScenarioResult {
  const told = `${String(passed)} of ${String(odds.of)} runs passed`;
  if (shown.status === "kit error") return shown;
  if (passed === odds.of)
    return { ...shown, notes: [...(shown.notes ?? []), `no longer flaky: ${told}; ${where} may go`] };
  if (passed >= odds.passes)
    return { ...shown, status: "failed as expected", reason: `${reason} (${told})`, failures: [] };
  return {
    ...shown,
    status: "failed",
    reason: `${told}, and ${where} wants ${String(odds.passes)}; with seed ${String(shown.seed)}: ${shown.reason ?? shown.status}`,
  };
}
