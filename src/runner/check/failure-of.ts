// A finding of a recorded run as a failure, ready to be printed.

import { type Event, type EventKind } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Failure } from "../../contract/result.ts";
import type { Citation } from "../../contract/syntax.ts";
import type { CheckedRecord, Scene } from "./open-record.ts";

/** `source` is the record's path as the user gave it: the command that repeats the finding names it. */
export function failureOf(
  program: Program,
  record: CheckedRecord,
  { finding, around, custody }: Scene,
  source: string,
  proof: readonly Event[],
): Failure {
  const { findings } = record.judgement;
  const rule = program.rules.find(({ id }) => id === finding.rule);
  const index = findings.indexOf(finding);
  const event = around.find(({ seq }) => seq === finding.seq);
  const [resource] = finding.resources;
  return {
    requirement: finding.text,
    rule: finding.rule,
    citations: (rule?.items ?? []).flatMap((item) =>
      item.kind === "cites" ? item.sources.map(spellCitation) : [],
    ),
    place: rule === undefined ? nowhere : program.place(rule, program.fileOf(rule).name),
    expected: [finding.demand],
    happened: event === undefined ? "the record came to its end, and this was still owed" : describe(event),
    because: finding.because,
    blames: finding.blames,
    custody: custody[0] ?? [],
    ...(resource === undefined ? {} : { resource }),
    proof,
    at: finding.seq,
    repeat: source === "the standard input" ? "" : `custody check ${source}`,
    siblings: findings.filter(
      (each) =>
        each !== finding && each.seq === finding.seq && each.seq > 0 && each.consequenceOf === undefined,
    ),
    consequences: findings.filter(
      ({ consequenceOf }) => consequenceOf !== undefined && consequenceOf === index,
    ),
  };
}

const nowhere = { file: "", line: 0, column: 0 };

const spellCitation = ({ kind, key }: Citation): string => (kind === "seed" ? `seed ${key}` : key);

const deeds: Readonly<Record<EventKind, string>> = {
  call: "called",
  return: "returned from",
  act: "did",
  said: "said",
  arrived: "was heard saying",
};

const describe = ({ seq, kind, name, from, to }: Event): string =>
  `#${seq}: ${from} ${deeds[kind]} ${name}${to === undefined ? "" : kind === "return" ? ` to ${to}` : ` towards ${to}`}`;
