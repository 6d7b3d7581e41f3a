// What `custody check` says of one source: damaged lines, failures, rules, sums.

import { failureText } from "../../reports/failure.ts";
import type { Paint } from "../../reports/paint.ts";
import { count, cut, printable } from "../../reports/spelling.ts";
import { ruleSum } from "../../reports/sums.ts";
import type { Program } from "../contract/program.ts";
import type { RecordEnd, RecordHeader } from "../contract/record.ts";
import type { RuleVerdict } from "../contract/verdict.ts";
import { nearest } from "../language/near.ts";
import { onlyHeard } from "../rules/judging/verdicts.ts";
import type { CheckReport, Damage } from "../runner/check/check.ts";
import { failureOf } from "../runner/check/failure-of.ts";
import type { CheckedRecord } from "../runner/check/open-record.ts";
import type { Proofs } from "../runner/check/proof.ts";
import { sumsOf, verdictsOf } from "../runner/check/sums.ts";

export type Telling = {
  readonly source: string;
  readonly program: Program;
  readonly paint: Paint;
  readonly everyRule: boolean;
  readonly proofs: Proofs;
};

export function told(telling: Telling, report: CheckReport): string {
  const { source, program, paint } = telling;
  const { records, damage, damaged } = report;
  const sums = sumsOf(verdictsOf(records));
  const inForce = sums.kept + sums.broken + sums.unexercised + sums.undecided;
  const sections = [
    ...records.map((record) => recordText(telling, record)),
    damageText(program, damage, damaged, paint),
    [
      ...(records.length > 1 ? [`${source}: ${count(records.length, "record")}`] : []),
      ruleSum({ ruleSums: { inForce, ...sums } }),
    ].join("\n"),
  ];
  return `${sections.filter((each) => each !== "").join("\n\n")}\n`;
}

function recordText(telling: Telling, record: CheckedRecord): string {
  const { program, paint, source, proofs } = telling;
  // What follows from a finding stands with it.
  const failures = record.scenes
    .filter(({ finding }) => finding.consequenceOf === undefined && finding.provoked !== true)
    .map((scene) =>
      failureText(
        failureOf(program, record, scene, source, proofs.get(scene.finding) ?? []),
        { parties: record.header.parties, events: scene.around },
        paint,
      ),
    );
  const left = record.judgement.findings.length - record.scenes.length;
  return [
    headLine(telling, record),
    ...failures,
    ...(left > 0 ? [paint.bad(`… and ${count(left, "finding")} more`)] : []),
    ...owed(record),
    ...verdictLines(telling, record),
  ].join("\n");
}

/** How a record ends, in words. */
export function endingOf(
  { watched }: Pick<RecordHeader, "watched">,
  end: Pick<RecordEnd, "end"> | undefined,
): string {
  if (end === undefined) return "ends early";
  if (onlyHeard(watched)) return "as far as it was captured";
  if (end.end === "quiet") return "whole";
  return end.end === "cut" ? "was cut short" : "a bound was reached";
}

function headLine({ source, program, paint }: Telling, { header, events, end, line }: CheckedRecord): string {
  const { subject, scenario, rules } = header;
  const title = scenario.title === "" ? "" : ` · "${scenario.title}"`;
  const who = subject.name === "" ? "" : ` · ${subject.name} ${subject.version}`.trimEnd();
  const how = endingOf(header, end);
  const other =
    rules !== "" && rules !== program.digest
      ? "\n  recorded under other rules than those that judge it now"
      : "";
  return (
    printable(`${paint.strong(`${source}:${line}`)}${who}${title} · ${count(events, "event")}, ${how}`) +
    other
  );
}

function owed({ judgement, end }: CheckedRecord): readonly string[] {
  if (end?.end === "quiet" || judgement.openDebts.length === 0) return [];
  return [
    "  still owed when it ended:",
    ...judgement.openDebts.map(
      ({ rule, debt, by, amount, since }) =>
        `    ${rule}: ${by} owes ${debt}${amount === 1 ? "" : ` (${amount})`} since #${since}`,
    ),
  ];
}

/** Only what is not kept, unless every rule was asked for; unexercised rules are counted in the sum. */
function verdictLines({ everyRule, paint }: Telling, { judgement }: CheckedRecord): readonly string[] {
  const told = judgement.verdicts.filter(
    ({ verdict }) => everyRule || verdict === "broken" || verdict === "undecided",
  );
  return told.map((verdict) => verdictLine(verdict, paint));
}

function verdictLine({ rule, verdict, exercised, reason, observations }: RuleVerdict, paint: Paint): string {
  const colour =
    verdict === "broken"
      ? paint.bad
      : verdict === "kept" || verdict === "observed"
        ? paint.good
        : paint.doubtful;
  const why =
    reason ??
    (observations.length > 0
      ? observations.join("; ")
      : exercised > 0
        ? `exercised ${count(exercised, "time")}`
        : "");
  return cut(`  ${colour(verdict.padEnd(11))} ${rule.padEnd(11)} ${printable(why)}`.trimEnd(), 120);
}

function damageText(program: Program, damage: readonly Damage[], damaged: number, paint: Paint): string {
  if (damaged === 0) return "";
  const more = damaged - damage.length;
  return [
    ...damage.map(
      (each) => `${paint.bad(`line ${each.line}`)} ${printable(each.message)}${hint(program, each)}`,
    ),
    ...(more > 0 ? [`… and ${count(more, "line")} more`] : []),
    `${count(damaged, "line")} could not be used`,
  ].join("\n");
}

function hint({ words, roles }: Program, { name }: Damage): string {
  if (name === undefined) return "";
  const near = nearest(name, [...words.keys(), ...roles.keys()]);
  return near === undefined ? "; custody record --schema lists the words" : `; did you mean ${near}?`;
}
