// The report of a suite as Markdown, for a pull request or a wiki.

import type { RuleSummary, ScenarioResult, SuiteResult } from "../src/contract/result.ts";
import { failureText } from "./failure.ts";
import { seedRows, type SeedRow } from "./seeds.ts";
import { printable } from "./spelling.ts";
import { outcome, ruleSum, scenarioSum } from "./sums.ts";

export function markdownReport(suite: SuiteResult): string {
  const failed = suite.scenarios.filter(({ failures }) => failures.length > 0);
  const sections = [
    `# Custody report`,
    heading(suite),
    [`- ${scenarioSum(suite)}`, `- ${ruleSum(suite)}`, `- ${outcome(suite)}`].join("\n"),
    ...(suite.complaints === undefined ? [] : ["## Known failures", ...suite.complaints.map(escaped)]),
    ...(failed.length === 0 ? [] : ["## Failures", ...failed.map(failureSection)]),
    "## Scenarios",
    table(["scenario", "kind", "status", "place"], suite.scenarios.map(scenarioRow)),
    "## Rules",
    table(
      ["rule", "level", "roles", "statement", "verdict", "exercised", "scenarios"],
      suite.rules.map(ruleRow),
    ),
    "## Sentences of the seeds",
    table(["sentence", "says", "rules", "scenarios", "verdict"], seedRows(suite).map(seedRow)),
  ];
  return `${sections.join("\n\n")}\n`;
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
  const blocks = result.failures.map((failure) => fenced(failureText(failure, result)));
  return [`### ${escaped(result.title)}`, ...blocks].join("\n\n");
}

/** A fence longer than any run of backticks in the text. */
export function fenced(text: string, language = "text"): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const scenarioRow = ({ title, word, status, reason, place }: ScenarioResult): readonly string[] => [
  title,
  word,
  reason === undefined ? status : `${status}: ${reason}`,
  `${place.file}:${place.line}`,
];

const ruleRow = (rule: RuleSummary): readonly string[] => [
  rule.id,
  rule.level,
  rule.roles.join(", "),
  rule.statement,
  rule.reason === undefined ? rule.verdict : `${rule.verdict}: ${rule.reason}`,
  String(rule.exercised),
  String(rule.scenarios.length),
];

const seedRow = ({ sentence, text, rules, scenarios, verdict, reason }: SeedRow): readonly string[] => [
  sentence,
  text,
  rules.join(", ") || "–",
  String(scenarios),
  reason === undefined ? verdict : `${verdict}: ${reason}`,
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

export const escaped = (text: string): string =>
  printable(text).replaceAll(/[\\|`*_<>[\]]/gu, (each) => `\\${each}`);
