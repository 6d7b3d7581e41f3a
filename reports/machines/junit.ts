// The report of a suite as JUnit XML: one case a scenario, and one a rule that is broken or lacks proof.

import type { RuleFacts, ScenarioResult, SuiteResult } from "../../src/contract/result.ts";
import type { Verdict } from "../../src/contract/verdict.ts";
import { failureText } from "../failure.ts";
import { placed } from "../spelling.ts";

type Case = {
  readonly classname: string;
  readonly name: string;
  readonly file: string;
  readonly properties: Properties;
  readonly outcome: Outcome;
  /** what it wrote on its own */
  readonly log?: readonly string[];
};
type Properties = readonly (readonly [name: string, value: string])[];
type Outcome =
  | { readonly kind: "passed" }
  | { readonly kind: "failure" | "error" | "skipped"; readonly message: string; readonly text: string };

export function junitReport(suite: SuiteResult): string {
  const scenarios = suite.scenarios.map((result) => scenarioCase(result, suite));
  const skipped = suite.skipped.map((rule) => ruleCase({ ...rule, verdict: "skipped" }, suite));
  const rules = [...suite.rules.map((rule) => ruleCase(rule, suite)), ...skipped];
  const known = (suite.complaints ?? []).map(complaintCase);
  const all = [...scenarios, ...rules, ...known];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="custody" ${sums(all)}>`,
    ...suiteLines("scenarios", scenarios, suite),
    ...suiteLines("rules", rules, suite),
    ...(known.length === 0 ? [] : suiteLines("known failures", known, suite)),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteLines(name: string, cases: readonly Case[], suite: SuiteResult): readonly string[] {
  const properties: Properties = [
    ["subject", subjectOf(suite)],
    ["target", suite.target],
    ["roles", suite.roles.join(" ")],
    ["seed", String(suite.seed)],
    ["rules", suite.rulesDigest],
  ];
  return [
    `  <testsuite name=${quoted(name)} ${sums(cases)}>`,
    ...propertyLines(properties, "    "),
    ...cases.flatMap(caseLines),
    "  </testsuite>",
  ];
}

const subjectOf = ({ subject }: SuiteResult): string => `${subject.name} ${subject.version}`.trimEnd();

const propertyLines = (properties: Properties, indent: string): readonly string[] =>
  properties.length === 0
    ? []
    : [
        `${indent}<properties>`,
        ...properties.map(
          ([name, value]) => `${indent}  <property name=${quoted(name)} value=${quoted(value)}/>`,
        ),
        `${indent}</properties>`,
      ];

function sums(cases: readonly Case[]): string {
  const having = (kind: Outcome["kind"]): number =>
    cases.filter(({ outcome }) => outcome.kind === kind).length;
  return `tests="${cases.length}" failures="${having("failure")}" errors="${having("error")}" skipped="${having("skipped")}"`;
}

/** `rule`: those that are broken in it; `digest`: of its text. */
function scenarioCase(result: ScenarioResult, suite: SuiteResult): Case {
  const { title, word, place, feature } = result;
  const broken = new Set(result.failures.flatMap(({ rule }) => rule ?? []));
  return {
    classname: feature?.uri ?? place.file,
    name: `${word} ${title}`,
    file: `${place.file}:${place.line}`,
    properties: [
      ...[...broken].map((rule) => ["rule", rule] as const),
      ["subject", subjectOf(suite)],
      ["digest", result.digest()],
      ...(result.notes ?? []).map((note) => ["note", note] as const),
    ],
    outcome: scenarioOutcome(result),
    ...(result.log === undefined ? {} : { log: result.log }),
  };
}

function scenarioOutcome(result: ScenarioResult): Outcome {
  const message = result.failures[0]?.requirement ?? result.reason ?? result.status;
  const text = result.failures.map((failure) => failureText(failure, result)).join("\n\n");
  switch (result.status) {
    case "passed":
      return { kind: "passed" };
    case "failed":
      return { kind: "failure", message, text };
    case "kit error":
      return { kind: "error", message, text };
    case "failed as expected":
    case "unsupported":
    case "undecided":
      return { kind: "skipped", message: `${result.status}: ${result.reason ?? message}`, text: "" };
  }
}

type Judged = RuleFacts & { readonly verdict: Verdict | "skipped"; readonly reason?: string };

/** `digest`: of all the rules together, which is what a rule's meaning depends on. */
function ruleCase({ id, statement, verdict, reason, place }: Judged, suite: SuiteResult): Case {
  const base: Omit<Case, "outcome"> = {
    classname: "rules",
    name: `${id} ${statement}`,
    file: `${place.file}:${place.line}`,
    properties: [
      ["rule", id],
      ["subject", subjectOf(suite)],
      ["digest", suite.rulesDigest],
    ],
  };
  if (verdict === "kept" || verdict === "observed") return { ...base, outcome: { kind: "passed" } };
  const message = reason === undefined ? verdict : `${verdict}: ${reason}`;
  return { ...base, outcome: { kind: verdict === "broken" ? "failure" : "skipped", message, text: "" } };
}

function complaintCase(text: string): Case {
  const { file, line } = placed(text);
  return {
    classname: "known failures",
    name: text,
    file: `${file}:${line}`,
    properties: [],
    outcome: { kind: "failure", message: text, text: "" },
  };
}

function caseLines({ classname, name, file, properties, outcome, log }: Case): readonly string[] {
  return [
    `    <testcase classname=${quoted(classname)} name=${quoted(name)} file=${quoted(file)}>`,
    ...propertyLines(properties, "      "),
    ...(outcome.kind === "passed"
      ? []
      : [
          `      <${outcome.kind} message=${quoted(outcome.message)}>${escaped(outcome.text)}</${outcome.kind}>`,
        ]),
    ...(log === undefined ? [] : [`      <system-err>${escaped(log.join("\n"))}</system-err>`]),
    "    </testcase>",
  ];
}

const quoted = (text: string): string => `"${escaped(text).replaceAll(/[\n\t]/gu, " ")}"`;

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

// What XML 1.0 cannot hold, even as an entity: control characters, lone surrogates and the two non-characters.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const impossible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

const escaped = (text: string): string =>
  text
    .replaceAll(impossible, (each) => `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`)
    .replaceAll("\r", "\\r")
    .replaceAll(/[&<>"]/gu, (each) => entities.get(each) ?? each);
