// The report of a suite as TAP 14: a test point a scenario and one a rule. It passes where custody's exit code is 0, and nowhere else.
import type { RuleSummary, ScenarioResult, SuiteResult } from "../../src/contract/result.ts";
import { placed, printable } from "../spelling.ts";
import { closingLines } from "../sums.ts";

type Point = {
  readonly ok: boolean;
  readonly name: string;
  readonly directive?: string;
  /** YAML block: text, number or list of texts a key */
  readonly details?: Details;
};
type Details = Readonly<Record<string, string | number | readonly string[]>>;

export function tapReport(suite: SuiteResult): string {
  const points = [
    ...suite.scenarios.map(scenarioPoint),
    ...suite.rules.map((rule) => rulePoint(rule, suite)),
    ...suite.skipped.map(({ id, statement, reason }) => ({
      ok: true,
      name: `${id} ${statement}`,
      directive: `SKIP ${reason}`,
    })),
    ...wholePoints(suite),
  ];
  return [
    "TAP version 14",
    `1..${points.length}`,
    ...points.flatMap(linesOf),
    ...closingLines(suite).map((line) => `# ${line}`),
    "",
  ].join("\n");
}

function scenarioPoint(result: ScenarioResult): Point {
  const { word, title, status, reason = "" } = result;
  const name = `${word} "${title}"`;
  switch (status) {
    case "passed":
      return { ok: true, name };
    case "unsupported":
      return { ok: true, name, directive: `SKIP unsupported: ${reason}` };
    case "failed as expected":
      return { ok: false, name, directive: `TODO ${reason}`, details: detailsOf(result) };
    case "failed":
    case "undecided":
    case "kit error":
      return { ok: false, name, details: detailsOf(result) };
  }
}

function detailsOf({ status, reason, place, failures, digest }: ScenarioResult): Details {
  const rules = [...new Set(failures.flatMap(({ rule }) => rule ?? []))];
  const [first] = failures;
  return {
    status,
    ...(reason === undefined ? {} : { message: reason }),
    file: place.file,
    line: place.line,
    digest: digest(),
    ...(rules.length === 0 ? {} : { rules }),
    ...(first === undefined
      ? {}
      : {
          requirement: first.requirement,
          happened: first.happened,
          because: first.because,
          repeat: first.repeat,
        }),
  };
}

/** A rule that nothing exercised is skipped as long as nobody asked for its proof. */
function rulePoint({ id, statement, verdict, reason }: RuleSummary, suite: SuiteResult): Point {
  const { strict, shard, scenarioSums } = suite;
  const name = `${id} ${statement}`;
  const why = `${verdict}${reason === undefined ? "" : `: ${reason}`}`;
  const open = verdict === "undecided" || (verdict === "unexercised" && strict);
  const expected = scenarioSums.failed + scenarioSums["kit error"] === 0;
  if (verdict === "broken" && expected) return { ok: false, name, directive: `TODO ${why}` };
  if (verdict === "broken" || (open && shard === undefined))
    return { ok: false, name, details: { verdict: why } };
  return { ok: true, name, ...(open || verdict === "unexercised" ? { directive: `SKIP ${why}` } : {}) };
}

/** Only where it is not so: that something ran, that the list of known failures is right, and that every shard is here. */
function wholePoints({ scenarioSums, missing, shard, complaints = [] }: SuiteResult): readonly Point[] {
  const ran = scenarioSums.selected - scenarioSums.unsupported;
  const nothing =
    ran > 0 || shard !== undefined ? [] : [{ ok: false, name: "at least one scenario is played" }];
  return [
    ...nothing,
    ...complaints.map(complaintPoint),
    ...missing.map((part) => ({ ok: false, name: `shard ${part} is here` })),
  ];
}

function complaintPoint(text: string): Point {
  const { file, line, says } = placed(text);
  return { ok: false, name: `known failures: ${says}`, details: { message: says, file, line } };
}

function linesOf({ ok, name, directive, details }: Point, index: number): readonly string[] {
  const head = `${ok ? "ok" : "not ok"} ${index + 1} - ${spelled(name)}`;
  const line = directive === undefined ? head : `${head} # ${spelled(directive)}`;
  if (details === undefined) return [line];
  return [line, "  ---", ...Object.entries(details).flatMap(([key, value]) => yaml(key, value)), "  ..."];
}

function yaml(key: string, value: string | number | readonly string[]): readonly string[] {
  if (typeof value === "number") return [`  ${key}: ${value}`];
  if (typeof value === "string") return [`  ${key}: ${quoted(value)}`];
  return value.length === 0 ? [] : [`  ${key}:`, ...value.map((each) => `    - ${quoted(each)}`)];
}

/** JSON's quotation is YAML's as well. */
const quoted = (text: string): string => JSON.stringify(printable(text));

/** `#` begins a directive and `\` escapes it. */
const spelled = (text: string): string => printable(text).replaceAll(/[\\#]/gu, (each) => `\\${each}`);
