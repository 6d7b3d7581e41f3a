// Known failures against what happened: what fails as it should is no failure, and every other difference is one.

import type { ScenarioResult } from "../../contract/result.ts";
import { nearest } from "../../language/near.ts";
import { holds, type Judged } from "./condition.ts";
import { counted, judgedByOdds, type Again } from "./flaky.ts";
import type { Expectation, Expectations, Symptom } from "./read.ts";

export type Compared = {
  readonly results: readonly ScenarioResult[];
  /** what is wrong with the list itself, a sentence each */
  readonly complaints: readonly string[];
};

export type Run = {
  /** everything was selected, so that what was not played is no choice of whoever started the run */
  readonly whole: boolean;
  /** YYYY-MM-DD */
  readonly today: string;
  readonly titles: readonly string[];
  /** whether a rule is in force: of one that is not, a run says nothing */
  readonly judges: (rule: string) => boolean;
  readonly subject: Judged;
  readonly again: Again;
};

export function compare(all: Expectations, results: readonly ScenarioResult[], run: Run): Compared {
  const list = thatHold(all, run.subject);
  const judged = results.map((result) => {
    const entry = entryFor(list, result);
    return entry === undefined ? result : against(list, entry, result, run);
  });
  return {
    results: judged,
    complaints: [
      ...doubts(all, run.subject),
      ...list.failures.flatMap((entry) => complaintsOf(list, entry, results, run)),
    ],
  };
}

/** The entries that say something of this subject. */
export const thatHold = (list: Expectations, subject: Judged): Expectations => ({
  ...list,
  failures: list.failures.filter(({ when }) => when === undefined || holds(when, subject) === true),
});

/** An entry of which nobody can say whether it holds would hide what it lists. */
const doubts = ({ path, failures }: Expectations, subject: Judged): readonly string[] =>
  failures.flatMap(({ when, line, scenario }) => {
    const answer = when === undefined ? true : holds(when, subject);
    return typeof answer === "string" ? [`${path}:${line}: "${scenario}": ${answer}`] : [];
  });

export const entryFor = (list: Expectations, result: ScenarioResult): Expectation | undefined =>
  list.failures.find((entry) => isOf(entry, result));

/** How a failed scenario fails, in the words of an entry. */
export function symptomOf({ failures, reason }: ScenarioResult): Symptom {
  const rules = [...new Set(failures.flatMap(({ rule }) => rule ?? []))];
  return rules.length > 0 ? { kind: "breaks", rules } : { kind: "says", text: reason ?? "" };
}

export function isSame(symptom: Symptom, result: ScenarioResult): boolean {
  if (symptom.kind === "says") return symptom.text !== "" && (result.reason ?? "").includes(symptom.text);
  const happened = symptomOf(result);
  return happened.kind === "breaks" && sorted(happened.rules) === sorted(symptom.rules);
}

const isOf = (entry: Expectation, { title, place }: ScenarioResult): boolean =>
  entry.scenario === title && (entry.file === undefined || entry.file === place.file);

function against(
  list: Expectations,
  entry: Expectation,
  result: ScenarioResult,
  { judges, again }: Run,
): ScenarioResult {
  const where = `${list.path}:${entry.line}`;
  if (entry.symptom.kind === "flaky")
    return result.status === "unsupported"
      ? result
      : judgedByOdds(entry.symptom, counted(entry.symptom, result, again), where, entry.reason);
  const symptom = judgedOf(entry.symptom, judges);
  if (symptom === undefined) return result;
  if (result.status === "passed")
    return {
      ...result,
      status: "failed",
      reason: `it passes, and ${where} lists it as failing: take the entry out`,
    };
  if (result.status !== "failed") return result;
  if (isSame(symptom, result))
    return { ...result, status: "failed as expected", reason: entry.reason, failures: [] };
  return { ...result, reason: `${result.reason ?? "it fails"}; ${where} expects ${spelt(symptom)}` };
}

/** What of it can show where only these rules are judged. */
function judgedOf(symptom: Symptom, judges: Run["judges"]): Symptom | undefined {
  if (symptom.kind === "says") return symptom;
  const rules = symptom.rules.filter(judges);
  return rules.length === 0 ? undefined : { ...symptom, rules };
}

function complaintsOf(
  { path }: Expectations,
  entry: Expectation,
  results: readonly ScenarioResult[],
  { whole, today, titles }: Pick<Run, "whole" | "today" | "titles">,
): readonly string[] {
  const where = `${path}:${entry.line}`;
  const played = results.filter((result) => isOf(entry, result));
  const unsupported = played.find(({ status }) => status === "unsupported");
  const late = entry.review !== undefined && entry.review <= today;
  return [
    ...(whole && played.length === 0
      ? [`${where}: "${entry.scenario}" was not played${hint(entry, titles)}`]
      : []),
    ...(unsupported === undefined
      ? []
      : [`${where}: "${entry.scenario}" was not played: ${unsupported.reason}`]),
    ...(late ? [`${where}: "${entry.scenario}" was to be reviewed by ${entry.review}`] : []),
  ];
}

function hint({ scenario }: Expectation, titles: readonly string[]): string {
  if (titles.includes(scenario)) return "";
  const near = nearest(scenario, titles);
  return `: no scenario has this title${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

const spelt = (symptom: Symptom): string =>
  symptom.kind === "breaks" ? `${symptom.rules.join(", ")} to be broken` : `"${symptom.text}"`;

const sorted = (rules: readonly string[]): string => rules.toSorted().join(" ");
