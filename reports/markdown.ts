// The report of a suite as Markdown, for a pull request or a wiki.

import type { RuleSummary, ScenarioResult, SkippedRule, SuiteResult } from "../src/contract/result.ts";
import type { Verdict } from "../src/contract/verdict.ts";
import { failureText } from "./failure.ts";
import { seedRows, type SeedRow } from "./seeds.ts";
import { printable } from "./spelling.ts";
import { closingLines } from "./sums.ts";

export function markdownReport(suite: SuiteResult): string {
  const sections = [
    ...head(suite),
    ...failures(suite, Infinity),
    "## Scenarios",
    table(["scenario", "kind", "status", "place"], suite.scenarios.map(scenarioRow)),
    "## Rules",
    table(
      ["rule", "level", "roles", "statement", "verdict", "exercised", "scenarios"],
      [...suite.rules.map(ruleRow), ...suite.skipped.map(skippedRow)],
    ),
    "## Sentences of the seeds",
    table(["sentence", "says", "rules", "scenarios", "verdict"], seedRows(suite).map(seedRow)),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** Failures that the short form shows whole. */
const mostFailures = 10;

/** What a page with little room shows: the sums, the first failures, and the rules that somebody has to look at. */
export function markdownSummary(suite: SuiteResult): string {
  const shown: readonly Verdict[] = [
    "broken",
    "undecided",
    ...(suite.strict ? ["unexercised" as const] : []),
  ];
  const open = suite.rules.filter(({ verdict }) => shown.includes(verdict));
  const rows = [...open.map(ruleRow), ...suite.skipped.map(skippedRow)].map((row) => [
    row[0],
    row[3],
    row[4],
  ]);
  const rules =
    rows.length === 0 ? [] : ["## Rules to look at", table(["rule", "statement", "verdict"], rows)];
  return `${[...head(suite), ...rules, ...failures(suite, mostFailures)].join("\n\n")}\n`;
}

const head = (suite: SuiteResult): readonly string[] => [
  "# Custody report",
  heading(suite),
  closingLines(suite)
    .map((line) => `- ${line}`)
    .join("\n"),
  ...(suite.complaints === undefined ? [] : ["## Known failures", ...suite.complaints.map(escaped)]),
];

function failures({ scenarios }: SuiteResult, most: number): readonly string[] {
  const failed = scenarios.filter((each) => each.failures.length > 0);
  if (failed.length === 0) return [];
  const more = failed.length - most;
  const rest = more > 0 ? [`… and ${more} more`] : [];
  return ["## Failures", ...failed.slice(0, most).map(failureSection), ...rest];
}

const heading = ({ kit, subject, target, roles, seed, rulesDigest }: SuiteResult): string =>
  table(
    ["subject", "target", "roles", "seed", "custody", "rules"],
    [
      [
        `${subject.name} ${subject.version}`,
        target,
        roles.join(", ") || "–",
        String(seed),
        kit,
        rulesDigest.slice(0, 12),
      ],
    ],
  );

function failureSection(result: ScenarioResult): string {
  const { failures, log = [] } = result;
  const blocks = failures.map((failure) => fenced(failureText(failure, result)));
  const logged = log.length === 0 ? [] : ["The end of its own log:", fenced(log.map(printable).join("\n"))];
  return [`### ${escaped(result.title)}`, ...blocks, ...logged].join("\n\n");
}

/** A fence longer than any run of backticks in the text. */
export function fenced(text: string, language = "text"): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function scenarioRow({ title, word, status, reason, notes = [], place }: ScenarioResult): readonly string[] {
  const came = reason === undefined ? status : `${status}: ${reason}`;
  return [title, word, [came, ...notes].join("; "), `${place.file}:${place.line}`];
}

const ruleRow = (rule: RuleSummary): readonly string[] => [
  rule.id,
  rule.level,
  rule.roles.join(", "),
  rule.statement,
  rule.reason === undefined ? rule.verdict : `${rule.verdict}: ${rule.reason}`,
  String(rule.exercised),
  String(rule.scenarios.length),
];

const skippedRow = ({ id, level, roles, statement, reason }: SkippedRule): readonly string[] => [
  id,
  level,
  roles.join(", "),
  statement,
  `skipped: ${reason}`,
  "0",
  "0",
];

const seedRow = ({ sentence, text, rules, scenarios, verdict, reason }: SeedRow): readonly string[] => [
  sentence,
  text,
  rules.join(", ") || "–",
  String(scenarios),
  reason === undefined ? verdict : `${verdict}: ${reason}`,
];

function table(titles: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const line = (cells: readonly (string | undefined)[]): string =>
    `| ${cells.map((cell) => escaped(cell ?? "")).join(" | ")} |`;
  return [line(titles), `| ${titles.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

export const escaped = (text: string): string =>
  printable(text).replaceAll(/[\\|`*_<>[\]]/gu, (each) => `\\${each}`);
