// Many results, one answer: sums that add up, rules with their scenarios, the exit code.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "../contract/program.ts";
import type {
  RuleFacts,
  RuleSummary,
  RunFacts,
  ScenarioResult,
  ScenarioStatus,
  Shard,
  SeedSentence,
  SuiteResult,
} from "../contract/result.ts";
import type { Rule } from "../contract/syntax.ts";
import type { RuleVerdict, Verdict } from "../contract/verdict.ts";
import { kitVersion, specFolder } from "./kit.ts";
import { spellCitation } from "./play/failures.ts";
import type { InForce } from "./selection.ts";
import { shownPlace } from "./shown-path.ts";

export type SuiteParts = {
  readonly facts: RunFacts;
  readonly results: readonly ScenarioResult[];
  /** what is wrong with the list of known failures */
  readonly complaints?: readonly string[];
  /** parts of the whole that are not here */
  readonly missing?: readonly string[];
  /** these results are one part, and the whole is judged from the record of all parts */
  readonly shard?: Shard;
};

export function suiteOf({ facts, results, complaints = [], missing = [], shard }: SuiteParts): SuiteResult {
  const byRule = verdictsByRule(results);
  const rules = facts.rules.map((rule) => summaryOf(rule, byRule.get(rule.id) ?? []));
  const count = (status: ScenarioStatus): number => results.filter((r) => r.status === status).length;
  const having = (...verdicts: readonly Verdict[]): number =>
    rules.filter((r) => verdicts.includes(r.verdict)).length;
  const ruleSums = {
    inForce: rules.length,
    kept: having("kept", "observed"),
    broken: having("broken"),
    unexercised: having("unexercised"),
    undecided: having("undecided"),
  };
  const scenarioSums = {
    selected: results.length,
    passed: count("passed"),
    failed: count("failed"),
    "failed as expected": count("failed as expected"),
    unsupported: count("unsupported"),
    undecided: count("undecided"),
    "kit error": count("kit error"),
  };
  const suite = {
    ...facts,
    scenarios: results,
    rules,
    seeds: seedSentences(),
    missing,
    scenarioSums,
    ruleSums,
    ...(complaints.length === 0 ? {} : { complaints }),
  };
  return {
    ...suite,
    ...(shard === undefined ? {} : { shard }),
    exitCode: exitCode(suite, shard !== undefined, isUnproven(rules, rolesUnderTest(results))),
  };
}

/** Of each scenario those whom it puts under test; undefined: everybody is. */
function rolesUnderTest(results: readonly ScenarioResult[]): ReadonlySet<string> | undefined {
  const live = results.flatMap((result) =>
    result.parties.filter(({ id }) => result.live.includes(id)).map(({ role }) => role),
  );
  return live.length === 0 ? undefined : new Set(live);
}

/** A rule that nothing exercised, and that somebody under test could have broken. */
const isUnproven = (rules: readonly RuleSummary[], roles: ReadonlySet<string> | undefined): boolean =>
  rules.some(
    (rule) =>
      rule.verdict === "unexercised" && (roles === undefined || rule.roles.some((role) => roles.has(role))),
  );

/** What is the same for every shard of a run. */
export function factsOf(
  program: Program,
  inForce: InForce,
  rest: Omit<RunFacts, "kit" | "rulesDigest" | "rules" | "skipped" | "leftOut">,
): RunFacts {
  return {
    ...rest,
    kit: kitVersion,
    rulesDigest: program.digest,
    rules: inForce.rules.map((rule) => ruleFacts(program, rule)),
    skipped: inForce.skipped.map(([rule, reason]) => ({ ...ruleFacts(program, rule), reason })),
    leftOut: inForce.leftOut,
  };
}

/** 0 green · 1 something failed · 2 nothing failed but proof is missing · 4 kit defect. Proof that another part may bring is not missing in a part. */
function exitCode(
  {
    scenarioSums: scenarios,
    ruleSums: rules,
    strict,
    missing,
    complaints = [],
  }: Omit<SuiteResult, "exitCode">,
  isPart: boolean,
  isUnproven: boolean,
): SuiteResult["exitCode"] {
  if (scenarios["kit error"] > 0) return 4;
  if (scenarios.failed > 0 || complaints.length > 0) return 1;
  if (scenarios.undecided > 0) return 2;
  const ran = scenarios.passed + scenarios["failed as expected"];
  const lacking = ran === 0 || missing.length > 0 || rules.undecided > 0 || (strict && isUnproven);
  return lacking && !isPart ? 2 : 0;
}

function ruleFacts(program: Program, rule: Rule): RuleFacts {
  const { id, level, roles, statement } = rule;
  const place = shownPlace(program.place(rule, program.fileOf(rule).name));
  const citations = rule.items.flatMap((item) =>
    item.kind === "cites" ? item.sources.map(spellCitation) : [],
  );
  return { id, level, roles, statement, citations, place };
}

type Judged = { readonly result: ScenarioResult; readonly verdict: RuleVerdict };

function verdictsByRule(results: readonly ScenarioResult[]): ReadonlyMap<string, readonly Judged[]> {
  const byRule = new Map<string, Judged[]>();
  for (const result of results)
    for (const verdict of result.verdicts) {
      // most rules have nothing to do in a scenario, and nothing to tell of it
      if (verdict.verdict === "unexercised" && verdict.reason === undefined) continue;
      const known = byRule.get(verdict.rule);
      if (known === undefined) byRule.set(verdict.rule, [{ result, verdict }]);
      else known.push({ result, verdict });
    }
  return byRule;
}

function summaryOf(rule: RuleFacts, found: readonly Judged[]): RuleSummary {
  const exercising = found.filter(({ verdict }) => verdict.verdict !== "unexercised");
  const reason = found.map(({ verdict }) => verdict.reason).find((r) => r !== undefined);
  return {
    ...rule,
    verdict: overall(found.map(({ verdict }) => verdict)),
    exercised: exercising.reduce((n, { verdict }) => n + verdict.exercised, 0),
    scenarios: [...new Set(exercising.map(({ result }) => result.title))],
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Broken anywhere is broken; kept anywhere is kept; what was only ever undecided is undecided. */
function overall(verdicts: readonly RuleVerdict[]): Verdict {
  const order: readonly Verdict[] = ["broken", "kept", "observed", "undecided"];
  return order.find((v) => verdicts.some((x) => x.verdict === v)) ?? "unexercised";
}

/** The sentences of the four seeds that state something, numbered and paraphrased. */
export function seedSentences(): readonly SeedSentence[] {
  return JSON.parse(readFileSync(join(specFolder, "seeds.json"), "utf8")) as readonly SeedSentence[];
}
