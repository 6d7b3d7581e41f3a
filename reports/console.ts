// The report of a suite for a terminal: failures first to last, what lacks proof, the seeds, the sums.

import type { RuleSummary, ScenarioResult, SkippedRule, SuiteResult } from "../src/contract/result.ts";
import { failureText } from "./failure.ts";
import { type Paint, plain } from "./paint.ts";
import { seedRows, type SeedRow } from "./seeds.ts";
import { count, cut, printable } from "./spelling.ts";
import { closingLines } from "./sums.ts";

const width = 100;

export function consoleReport(suite: SuiteResult, paint: Paint = plain): string {
  const sections = [
    heading(suite),
    suite.scenarios.map((each) => scenarioLine(each, paint)).join("\n"),
    ...suite.scenarios
      .filter(({ failures }) => failures.length > 0)
      .map((each) => failureSection(each, paint)),
    ruleSection(suite, paint),
    seedSection(suite, paint),
    complaintLines(suite, paint),
    closing(suite, paint),
  ];
  return `${sections.filter((each) => each !== "").join("\n\n")}\n`;
}

/** So many lines are read between two changes. */
const mostLines = 20;

/** What is new about a suite that goes on: these scenarios (only those that did not pass, where they are many), and the sums of all. */
export function briefReport(
  suite: SuiteResult,
  fresh: readonly ScenarioResult[],
  paint: Paint = plain,
): string {
  const shown = fresh.length > mostLines ? fresh.filter(({ status }) => status !== "passed") : fresh;
  const sections = [
    shown.map((each) => scenarioLine(each, paint)).join("\n"),
    ...shown.filter(({ failures }) => failures.length > 0).map((each) => failureSection(each, paint)),
    complaintLines(suite, paint),
    closing(suite, paint),
  ];
  return `${sections.filter((each) => each !== "").join("\n\n")}\n`;
}

function heading({ kit, subject, target, roles, seed, rulesDigest }: SuiteResult): string {
  const under = roles.length === 0 ? "" : ` as ${roles.join(", ")}`;
  return `custody ${kit} · ${[subject.name, subject.version].join(" ").trim()} (${target})${under} · seed ${seed} · rules ${rulesDigest.slice(0, 12)}`;
}

const marks: Readonly<Record<ScenarioResult["status"], readonly [mark: string, paint: keyof Paint]>> = {
  passed: ["ok", "good"],
  failed: ["FAILED", "bad"],
  "failed as expected": ["expected", "doubtful"],
  unsupported: ["unsupported", "faint"],
  undecided: ["UNDECIDED", "doubtful"],
  "kit error": ["KIT ERROR", "bad"],
};

function scenarioLine(result: ScenarioResult, paint: Paint): string {
  const { status, word, title, reason, steps, notes = [] } = result;
  const [mark, colour] = marks[status];
  const line = `${paint[colour](mark.padEnd(11))} ${word} "${title}"`;
  const said = [...(reason === undefined ? [] : [reason]), ...notes.map(printable)];
  const first = reason === undefined ? `${line} ${paint.faint(`(${count(steps, "step")})`)}` : line;
  return [first, ...said.map((text) => `            ${text}`)].join("\n");
}

function failureSection(result: ScenarioResult, paint: Paint): string {
  const title = paint.strong(`${result.word} "${result.title}"`);
  return [
    title,
    ...result.failures.map((failure) => failureText(failure, result, paint)),
    ...logLines(result, paint),
  ].join("\n");
}

function logLines({ log = [] }: ScenarioResult, paint: Paint): readonly string[] {
  if (log.length === 0) return [];
  return [
    `  the end of its own log, ${count(log.length, "line")}:`,
    ...log.map((line) => `    ${paint.faint(printable(line))}`),
  ];
}

/** Only the rules that are not simply kept: they are what is left to do. */
function ruleSection({ rules, skipped }: SuiteResult, paint: Paint): string {
  const open = rules.filter(({ verdict }) => verdict !== "kept" && verdict !== "observed");
  const silent = open.filter(({ verdict }) => verdict === "unexercised");
  const spelled = silent.length > mostLines ? open.filter((rule) => !silent.includes(rule)) : open;
  const lines = [
    ...spelled.map((rule) => ruleLine(rule, paint)),
    ...skipped.map((rule) => skippedLine(rule, paint)),
    ...(spelled === open
      ? []
      : idLines(
          `${paint.doubtful("unexercised")} ${silent.length} rules that nothing in this run exercised:`,
          silent.map(({ id }) => id),
        )),
  ];
  return lines.length === 0 ? "" : [paint.strong("Rules that are not kept"), ...lines].join("\n");
}

/** Many are named only: `custody rules ID` has the rest of it. */
function idLines(title: string, ids: readonly string[]): readonly string[] {
  const lines = [title.trimEnd()];
  let line = "";
  for (const id of ids) {
    if (line.length + id.length + 2 > width - 12) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? id : ` ${id}`;
  }
  return [...lines, line].map((each, i) => (i === 0 ? each : `            ${each}`));
}

/** The whole reason, however long: it is what everybody has to see. */
const skippedLine = ({ id, reason }: SkippedRule, paint: Paint): string =>
  `${paint.doubtful("skipped".padEnd(11))} ${id.padEnd(10)} ${printable(reason)}`;

function ruleLine({ id, verdict, statement, reason }: RuleSummary, paint: Paint): string {
  const colour = verdict === "broken" ? paint.bad : paint.doubtful;
  return `${colour(verdict.padEnd(11))} ${id.padEnd(10)} ${cut(reason ?? statement, width - 23)}`;
}

function seedSection(suite: SuiteResult, paint: Paint): string {
  const all = seedRows(suite);
  if (all.length === 0) return "";
  const silent = all.filter(({ rules, scenarios }) => rules.length > 0 && scenarios === 0);
  const rows = silent.length > mostLines ? all.filter(({ scenarios }) => scenarios > 0) : all;
  return [
    paint.strong("The sentences of the seeds"),
    ...rows.flatMap((row) => seedLines(row, paint)),
    ...(rows === all
      ? []
      : idLines(
          `${silent.length} sentences that no scenario of this run is about:`,
          silent.map(({ sentence }) => sentence),
        )),
  ].join("\n");
}

function seedLines(
  { sentence, text, rules, scenarios, verdict, reason }: SeedRow,
  paint: Paint,
): readonly string[] {
  const colour =
    verdict === "broken"
      ? paint.bad
      : verdict === "kept" || verdict === "observed"
        ? paint.good
        : paint.doubtful;
  const proof =
    rules.length === 0
      ? (reason ?? "")
      : `${rules.join(", ")} in ${count(scenarios, "scenario")}: ${colour(verdict)}`;
  return [`${sentence.padEnd(7)} ${cut(text, width - 8)}`, `${" ".repeat(8)}${paint.faint("->")} ${proof}`];
}

const complaintLines = ({ complaints = [] }: SuiteResult, paint: Paint): string =>
  complaints.map((each) => `${paint.bad("EXPECTED")}    ${each}`).join("\n");

function closing(suite: SuiteResult, paint: Paint): string {
  const colour = suite.exitCode === 0 ? paint.good : suite.exitCode === 2 ? paint.doubtful : paint.bad;
  const lines = closingLines(suite);
  return [...lines.slice(0, -1), ...lines.slice(-1).map(colour)].join("\n");
}
