// The examples inside the rules: each judged by its own rule only.
import type { Event, Party } from "../contract/event.ts";
import type { Program } from "../contract/program.ts";
import type { Example, Expression, Rule } from "../contract/syntax.ts";
import type { Finding, Judgement } from "../contract/verdict.ts";
import { exampleEvents } from "./expand.ts";
import { createJudge } from "./judge.ts";

export type JudgedExample = {
  readonly judgement: Judgement;
  readonly parties: readonly Party[];
  readonly events: readonly Event[];
};
export type CheckedExample = {
  readonly rule: Rule;
  readonly example: Example;
  readonly ok: boolean;
  /** why it is not as the text says; "" when it is */
  readonly why: string;
};

/** Runs an example to its quiet end, under its own rule only. */
export const judgeExample = (program: Program, rule: Rule, example: Example): JudgedExample => {
  const { parties, events, time } = exampleEvents(program, example);
  const judge = createJudge(program, { parties, fromStart: false }, [rule.id]);
  for (const event of events) judge.see(event);
  judge.advance(time);
  return { judgement: judge.end("quiet"), parties, events };
};

/**
 * Every example of every rule: a bad one is found by its own rule with the party it declares, a good one is clean, and the
 * first good one exercises the rule.
 */
export const checkExamples = (program: Program): readonly CheckedExample[] =>
  program.rules.flatMap((rule) => checkRule(program, rule));

export const checkRule = (program: Program, rule: Rule): readonly CheckedExample[] =>
  examplesOf(rule).map((example, i, all) => {
    const why = whyNot(program, rule, example, example.good && all.findIndex((e) => e.good) === i);
    return { rule, example, ok: why === "", why };
  });

const examplesOf = (rule: Rule): readonly Example[] => rule.items.filter((item) => item.kind === "example");

const whyNot = (program: Program, rule: Rule, example: Example, isFirstGood: boolean): string => {
  const { judgement } = judgeExample(program, rule, example);
  const [verdict] = judgement.verdicts;
  const found = judgement.findings.filter((f) => f.consequenceOf === undefined);
  if (example.good) return whyNotGood(found, verdict?.verdict ?? "unexercised", verdict?.reason, isFirstGood);
  const defect = judgement.findings.find((f) => f.ruleDefect === true);
  if (defect !== undefined)
    return `the finding blames ${defect.blames}, who is not among the roles of the rule`;
  const guilty = example.blames === undefined ? undefined : nameOf(example.blames);
  if (found.length === 0)
    return `nothing is found${verdict?.reason === undefined ? "" : `: ${verdict.reason}`}`;
  const other = guilty === undefined ? undefined : found.find((f) => f.blames !== guilty);
  return other === undefined
    ? ""
    : `it declares ${guilty ?? ""}, but the finding blames ${other.blames}: ${other.because.join("; ")}`;
};

const whyNotGood = (
  found: readonly Finding[],
  verdict: string,
  reason: string | undefined,
  mustExercise: boolean,
): string => {
  const [first] = found;
  if (first !== undefined)
    return `it is found, blaming ${first.blames}: ${first.demand}: ${first.because.join("; ")}`;
  if (verdict === "unexercised" && !mustExercise) return "";
  return verdict === "kept" || verdict === "observed"
    ? ""
    : `the rule is ${verdict}${reason === undefined ? "" : `: ${reason}`}`;
};

const nameOf = (e: Expression): string => {
  if (e.kind === "field") return `${nameOf(e.of)}.${e.name}`;
  return e.kind === "name" ? e.name : "";
};
