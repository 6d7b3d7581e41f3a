// A run of scenarios as text: what was asked for, one record a scenario with its result, and a line that says that it is whole.
import type { Fingerprint } from "../../../contract/record.ts";
import { recordVersion, type RecordedResult, type RunEnd, type RunLine } from "../../../contract/record.ts";
import type { RuleSummary, RunFacts, ScenarioResult, Shard, SuiteResult } from "../../../contract/result.ts";
import type { Ending } from "../../../contract/verdict.ts";
import { headerOfResult } from "../header.ts";
import { recordText } from "../write.ts";

/** How the scenario of the same place in `suite.scenarios` was played. */
export type Way = {
  readonly choices: readonly string[];
  readonly ending: Ending;
  readonly fingerprint?: Fingerprint;
};

export function* runText(suite: SuiteResult, ways: readonly Way[], shard?: Shard): Generator<string> {
  const line: RunLine = {
    custody: "run",
    version: recordVersion,
    ...runFacts(suite),
    ...(shard === undefined ? {} : { shard }),
    ...(suite.complaints === undefined ? {} : { complaints: suite.complaints }),
  };
  yield `${JSON.stringify(line)}\n`;
  const { kit, rulesDigest: rules, subject, target } = suite;
  const played = { kit, rules, subject, target };
  for (const [at, result] of suite.scenarios.entries()) {
    const { choices, ending, fingerprint }: Way = ways[at] ?? { choices: [], ending: "cut" };
    yield* recordText(headerOfResult(result, played), result.events, {
      end: ending,
      moves: choices,
      ...(fingerprint === undefined ? {} : { fingerprint }),
      result: recorded(result),
    });
  }
  const end: RunEnd = { custody: "run end", records: suite.scenarios.length };
  yield `${JSON.stringify(end)}\n`;
}

/** Field by field, so that the bytes do not depend on where they come from. */
function runFacts(suite: SuiteResult): RunFacts {
  const { kit, rulesDigest, subject, target, roles, seed, strict } = suite;
  const { skipped, leftOut, selection, texts } = suite;
  const rules = suite.rules.map(factsOfRule);
  return {
    kit,
    rulesDigest,
    subject,
    target,
    roles,
    seed,
    strict,
    rules,
    skipped,
    leftOut,
    selection,
    texts,
  };
}

function factsOfRule({
  id,
  level,
  roles,
  statement,
  citations,
  place,
}: RuleSummary): RunFacts["rules"][number] {
  return { id, level, roles, statement, citations, place };
}

function recorded(result: ScenarioResult): RecordedResult {
  const { title: _title, seed: _seed, live: _live, parties: _parties, events: _events, ...rest } = result;
  return { ...rest, digest: rest.digest(), token: rest.token() };
}
