// Many results, one answer: sums that add up, rules with their scenarios, the exit code.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "../contract/program.ts";
import type {
  RuleSummary,
  ScenarioResult,
  ScenarioStatus,
  SeedSentence,
  SuiteResult,
} from "../contract/result.ts";
import type { Rule } from "../contract/syntax.ts";
import type { RuleVerdict, Verdict } from "../contract/verdict.ts";
import { kitVersion, specFolder } from "./kit.ts";
import { shownPath } from "./shown-path.ts";
import type { SessionOptions } from "./session.ts";

export type SuiteParts = {
  readonly program: Program;
  readonly results: readonly ScenarioResult[];
  readonly options: SessionOptions;
  readonly subject: SuiteResult["subject"];
  readonly strict: boolean;
  readonly complaints?: readonly string[];
};

export function suiteOf(parts: SuiteParts): SuiteResult {
  const { program, results, options, complaints = [] } = parts;
  const inForce =
    options.rules === undefined ? program.rules : program.rules.filter((r) => options.rules?.includes(r.id));
  const byRule = verdictsByRule(results);
  const rules = inForce.map((rule) => summaryOf(program, rule, byRule.get(rule.id) ?? []));
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
  return {
    kit: kitVersion,
    rulesDigest: program.digest,
    subject: parts.subject,
    target: options.target,
    roles: options.roles,
    seed: options.seed,
    scenarios: results,
    rules,
    seeds: seedSentences(),
    scenarioSums,
    ruleSums,
    ...(complaints.length === 0 ? {} : { complaints }),
    exitCode: exitCode(scenarioSums, ruleSums, parts.strict, complaints),
  };
}

/** 0 green · 1 something failed · 2 nothing failed but proof is missing · 4 kit defect. */
function exitCode(
  scenarios: SuiteResult["scenarioSums"],
  rules: SuiteResult["ruleSums"],
  strict: boolean,
  complaints: readonly string[],
): SuiteResult["exitCode"] {
  if (scenarios["kit error"] > 0) return 4;
  if (scenarios.failed > 0 || complaints.length > 0) return 1;
  const ran = scenarios.passed + scenarios["failed as expected"];
  return ran === 0 || scenarios.undecided > 0 || (strict && rules.unexercised > 0) ? 2 : 0;
}

type Judged = { readonly result: ScenarioResult; readonly verdict: RuleVerdict };

function verdictsByRule(results: readonly ScenarioResult[]): ReadonlyMap<string, readonly Judged[]> {
  const byRule = new Map<string, Judged[]>();
  for (const result of results)
    for (const verdict of result.verdicts) {
      const known = byRule.get(verdict.rule);
      if (known === undefined) byRule.set(verdict.rule, [{ result, verdict }]);
      else known.push({ result, verdict });
    }
  return byRule;
}

function summaryOf(program: Program, rule: Rule, found: readonly Judged[]): RuleSummary {
  const exercising = found.filter(({ verdict }) => verdict.verdict !== "unexercised");
  const where = program.place(rule, program.fileOf(rule).name);
  const reason = found.map(({ verdict }) => verdict.reason).find((r) => r !== undefined);
  return {
    id: rule.id,
    level: rule.level,
    roles: rule.roles,
    statement: rule.statement,
    citations: rule.items.flatMap((item) => (item.kind === "cites" ? item.sources : [])),
    place: { ...where, file: shownPath(where.file) },
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
