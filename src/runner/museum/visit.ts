// One mutant in one scenario: what was found, whom it blames, and whether the right layer would have passed.
import type { Party } from "../../contract/event.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import type { Mutant, Subject } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import type { Finding } from "../../contract/verdict.ts";
import { play } from "../play/play.ts";
import { mutated } from "../subjects.ts";
import type { Hall } from "./hall.ts";

/** One way to play a scenario. */
export type Turn = { readonly seed: number; readonly moments: "settled" | "any" };
export type Caught = Turn & {
  readonly scenario: string;
  readonly finding: Finding;
  /** what came between */
  readonly interruption?: string;
};

export type Visit = {
  readonly caught?: Caught;
  /** other rules that accuse the guilty party, and are no consequence */
  readonly siblings: readonly string[];
  /** every rule that was found broken */
  readonly rules: readonly string[];
  /** what must not be, one sentence each */
  readonly complaints: readonly string[];
  readonly steps: number;
};

export function visit(hall: Hall, mutant: Mutant, scenario: Scenario, turn: Turn): Visit {
  const where = `"${scenario.title}" (seed ${turn.seed}, ${turn.moments})`;
  const unclean = flawOfReference(hall, mutant, scenario, turn);
  const result = played(hall, mutated(hall.reference, mutant), mutant, scenario, turn);
  if (typeof result === "string")
    return {
      siblings: [],
      rules: [],
      complaints: [`custody itself failed in ${where}: ${result}`],
      steps: 1,
    };
  const first = firstIn(result);
  const guilty = first.filter((f) => isGuilty(mutant, f, result.parties));
  const finding = guilty.find((f) => f.rule === mutant.breaks);
  return {
    ...(finding === undefined ? {} : { caught: { ...turn, scenario: scenario.title, finding } }),
    siblings: guilty.filter((f) => f.rule !== mutant.breaks).map((f) => f.rule),
    rules: first.map((f) => f.rule),
    complaints: [
      ...(unclean === undefined ? [] : [`the reference is not clean in ${where}: ${unclean}`]),
      ...complaintsAbout(mutant, result, guilty, where),
    ],
    steps: result.steps,
  };
}

/** Innocents that are blamed, and rules that the one defect should not break. */
export function complaintsAbout(
  mutant: Mutant,
  result: ScenarioResult,
  guilty: readonly Finding[],
  where: string,
): readonly string[] {
  const places = new Set(guilty.filter((f) => f.rule === mutant.breaks).map((f) => f.seq));
  const expected = (f: Finding): boolean =>
    f.rule === mutant.breaks || places.has(f.seq) || mutant.siblings?.includes(f.rule) === true;
  const innocent = firstIn(result).filter((f) => !guilty.includes(f));
  return [
    ...innocent.map((f) => `${f.rule} accuses ${f.blames}, who is innocent, in ${where}: ${f.text}`),
    ...guilty
      .filter((f) => !expected(f))
      .map((f) => `${f.rule} is broken as well, ${placeOf(f)} of ${where}, and is not declared as a sibling`),
    ...result.findings
      .filter((f) => f.ruleDefect === true)
      .map((f) => `${f.rule} accuses ${f.blames}, whom it is not about, in ${where}`),
  ];
}

/** `at event 12`, or at the end. */
export const placeOf = ({ seq }: Finding): string => (seq === 0 ? "at the end" : `at event ${seq}`);

export const firstIn = (result: ScenarioResult): readonly Finding[] =>
  result.findings.filter((f) => f.consequenceOf === undefined && f.level !== "may");

export function isGuilty(mutant: Mutant, finding: Finding, parties: readonly Party[]): boolean {
  const party = parties.find((p) => p.id === finding.blames);
  return party !== undefined && [party.id, party.name, party.role].includes(mutant.blames);
}

/** Why the right layer in the mutant's place does not pass; undefined: it does. Played once. */
function flawOfReference(hall: Hall, mutant: Mutant, scenario: Scenario, turn: Turn): string | undefined {
  const key = JSON.stringify([scenario.title, mutant.party ?? mutant.role, turn]);
  if (!hall.clean.has(key)) hall.clean.set(key, flawIn(played(hall, hall.reference, mutant, scenario, turn)));
  return hall.clean.get(key);
}

function flawIn(result: ScenarioResult | string): string | undefined {
  if (typeof result === "string") return result;
  const finding = result.findings.find((f) => f.level !== "may");
  if (finding !== undefined) return `${finding.rule} is broken by ${finding.blames}`;
  return result.status === "passed" ? undefined : `${result.status}: ${result.reason ?? ""}`;
}

/** The result, or what went wrong inside custody. */
function played(
  hall: Hall,
  subject: Subject,
  mutant: Mutant,
  scenario: Scenario,
  turn: Turn,
): ScenarioResult | string {
  try {
    const target = subject === hall.reference ? "reference" : `mutant:${mutant.name}`;
    return play({
      program: hall.program,
      scenario,
      kit: hall.reference,
      subject,
      target,
      roles: [mutant.party ?? mutant.role],
      ...turn,
    }).result;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
