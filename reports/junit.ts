// The report of a suite as JUnit XML: one case a scenario, and one a rule that is broken or lacks proof.

import type { RuleSummary, ScenarioResult, SuiteResult } from "../src/contract/result.ts";
import { failureText } from "./failure.ts";

type Case = {
  readonly classname: string;
  readonly name: string;
  readonly file: string;
  readonly outcome: Outcome;
};
type Outcome =
  | { readonly kind: "passed" }
  | { readonly kind: "failure" | "error" | "skipped"; readonly message: string; readonly text: string };

export function junitReport(suite: SuiteResult): string {
  const scenarios = suite.scenarios.map(scenarioCase);
  const rules = suite.rules.map(ruleCase);
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
  const properties = {
    subject: `${suite.subject.name} ${suite.subject.version}`,
    target: suite.target,
    roles: suite.roles.join(" "),
    seed: String(suite.seed),
    rules: suite.rulesDigest,
  };
  return [
    `  <testsuite name=${quoted(name)} ${sums(cases)}>`,
    "    <properties>",
    ...Object.entries(properties).map(
      ([key, value]) => `      <property name=${quoted(key)} value=${quoted(value)}/>`,
    ),
    "    </properties>",
    ...cases.map(caseLine),
    "  </testsuite>",
  ];
}

function sums(cases: readonly Case[]): string {
  const having = (kind: Outcome["kind"]): number =>
    cases.filter(({ outcome }) => outcome.kind === kind).length;
  return `tests="${cases.length}" failures="${having("failure")}" errors="${having("error")}" skipped="${having("skipped")}"`;
}

function scenarioCase(result: ScenarioResult): Case {
  const { title, word, place, feature } = result;
  return {
    classname: feature?.uri ?? place.file,
    name: `${word} ${title}`,
    file: `${place.file}:${place.line}`,
    outcome: scenarioOutcome(result),
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

function ruleCase({ id, statement, verdict, reason, place }: RuleSummary): Case {
  const base = { classname: "rules", name: `${id} ${statement}`, file: `${place.file}:${place.line}` };
  if (verdict === "kept" || verdict === "observed") return { ...base, outcome: { kind: "passed" } };
  const message = reason === undefined ? verdict : `${verdict}: ${reason}`;
  return { ...base, outcome: { kind: verdict === "broken" ? "failure" : "skipped", message, text: "" } };
}

/** The sentence begins with the place in the list that it is about. */
const complaintCase = (text: string): Case => ({
  classname: "known failures",
  name: text,
  file: /^.*?:\d+(?=: )/u.exec(text)?.[0] ?? "",
  outcome: { kind: "failure", message: text, text: "" },
});

function caseLine({ classname, name, file, outcome }: Case): string {
  const open = `    <testcase classname=${quoted(classname)} name=${quoted(name)} file=${quoted(file)}`;
  if (outcome.kind === "passed") return `${open}/>`;
  return `${open}><${outcome.kind} message=${quoted(outcome.message)}>${escaped(outcome.text)}</${outcome.kind}></testcase>`;
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
