// The report of a suite as SARIF 2.1.0: every failure at the line of its scenario, with its rule. What lacks proof is no
// result but a notification: a result is something found in somebody's code.
import type { Location, Log, Notification, PhysicalLocation, ReportingDescriptor, Result, Run } from "sarif";
import type { Place } from "../../src/contract/program.ts";
import type { Failure, RuleFacts, ScenarioResult, SuiteResult } from "../../src/contract/result.ts";
import { placed, printable } from "../spelling.ts";
import { outcome } from "../sums.ts";

export function sarifReport(suite: SuiteResult): string {
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [runOf(suite)],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function runOf(suite: SuiteResult): Run {
  const { subject, target, roles, seed, rulesDigest } = suite;
  const facts = [...suite.rules, ...suite.skipped];
  const { complaints = [] } = suite;
  const others = [...namelessIn(suite, facts), asWritten, ...(complaints.length === 0 ? [] : [asListed])];
  const ids = [...facts.map(({ id }) => id), ...others];
  return {
    tool: {
      driver: {
        name: "custody",
        version: suite.kit,
        semanticVersion: suite.kit,
        rules: [...facts.map(descriptorOf), ...others.map((id) => ({ id }))],
      },
    },
    invocations: [
      {
        executionSuccessful: suite.exitCode !== 4,
        exitCode: suite.exitCode,
        exitCodeDescription: outcome(suite),
        toolConfigurationNotifications: notifications(suite, ids),
      },
    ],
    results: [
      ...suite.scenarios.flatMap((each) => resultsOf(each, ids)),
      ...complaints.map((each) => complaintResult(each, ids)),
    ],
    columnKind: "utf16CodeUnits",
    properties: {
      subject: `${subject.name} ${subject.version}`.trimEnd(),
      target,
      roles: [...roles],
      seed,
      rulesDigest,
    },
  };
}

/** Stands for the rule that a scenario goes as it is written. */
const asWritten = "scenario";

/** Stands for the rule that the list of known failures agrees with what happens. */
const asListed = "known-failures";

/** Findings of the ledger that belong to no rule in the list (CUSTODY-packet). */
function namelessIn({ scenarios }: SuiteResult, facts: readonly RuleFacts[]): readonly string[] {
  const known = new Set(facts.map(({ id }) => id));
  const found = scenarios.flatMap(({ failures }) => failures.flatMap(({ rule }) => rule ?? []));
  return [...new Set(found)].filter((id) => !known.has(id));
}

const descriptorOf = ({ id, level, roles, statement, citations }: RuleFacts): ReportingDescriptor => ({
  id,
  shortDescription: { text: printable(statement) },
  defaultConfiguration: { level: level === "must" ? "error" : level === "should" ? "warning" : "note" },
  properties: { level, roles: [...roles], citations: [...citations] },
});

function resultsOf(scenario: ScenarioResult, ids: readonly string[]): readonly Result[] {
  const { status, reason } = scenario;
  if (status !== "failed" && status !== "kit error") return [];
  const failures = scenario.failures.map((failure) => resultOf(scenario, failure, ids));
  const bare = {
    ...identity(asWritten, ids),
    level: "error" as const,
    message: { text: printable(reason ?? status) },
    locations: [locationOf(scenario)],
    partialFingerprints: { "scenarioAndRule/v1": `${scenario.digest()}:${asWritten}` },
  };
  return failures.length === 0 ? [bare] : failures;
}

function resultOf(scenario: ScenarioResult, failure: Failure, ids: readonly string[]): Result {
  const { rule = asWritten, requirement, happened, because, blames, repeat } = failure;
  const level = scenario.findings.find((finding) => finding.rule === rule)?.level ?? "must";
  return {
    ...identity(rule, ids),
    level: level === "must" ? "error" : "warning",
    message: { text: [requirement, happened, ...because].map(printable).join("\n") },
    locations: [locationOf(scenario)],
    partialFingerprints: { "scenarioAndRule/v1": `${scenario.digest()}:${rule}` },
    properties: { ...(blames === undefined ? {} : { blames }), repeat },
  };
}

const identity = (id: string, ids: readonly string[]): { ruleId: string; ruleIndex: number } => ({
  ruleId: id,
  ruleIndex: ids.indexOf(id),
});

function complaintResult(text: string, ids: readonly string[]): Result {
  const { file, line, says } = placed(text);
  return {
    ...identity(asListed, ids),
    level: "error",
    message: { text: printable(says) },
    locations: [{ physicalLocation: physical({ file, line, column: 1 }) }],
    partialFingerprints: { "knownFailure/v1": `${file}:${says}` },
  };
}

const physical = ({ file, line, column }: Place): PhysicalLocation => ({
  artifactLocation: { uri: uriOf(file), uriBaseId: "%SRCROOT%" },
  region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
});

function locationOf({ place, word, title }: ScenarioResult): Location {
  return {
    physicalLocation: physical(place),
    logicalLocations: [{ fullyQualifiedName: printable(`${word} "${title}"`) }],
  };
}

/** A path as a reference that is safe in every part. */
const uriOf = (path: string): string => printable(path).split("/").map(encodeURIComponent).join("/");

/** What lacks proof, and what somebody did not want to be judged. */
function notifications(suite: SuiteResult, ids: readonly string[]): Notification[] {
  const about = (id: string, level: Notification["level"], text: string): Notification => ({
    level,
    message: { text: printable(text) },
    associatedRule: { id, index: ids.indexOf(id) },
  });
  const open = suite.rules.filter(({ verdict }) => verdict === "unexercised" || verdict === "undecided");
  const undecided = suite.scenarios.filter(({ status }) => status === "undecided");
  return [
    ...suite.skipped.map(({ id, reason }) => about(id, "note", `${id} is skipped: ${reason}`)),
    ...open.map(({ id, verdict, reason }) =>
      about(
        id,
        suite.strict ? "warning" : "note",
        `${id} is ${verdict}${reason === undefined ? "" : `: ${reason}`}`,
      ),
    ),
    ...undecided.map(({ title, reason }) =>
      about(asWritten, "warning", `"${title}" is undecided: ${reason ?? ""}`),
    ),
    ...suite.missing.map((part) => ({
      level: "warning" as const,
      message: { text: `shard ${part} is missing` },
    })),
  ];
}
