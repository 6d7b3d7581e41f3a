// One mutant in one scenario: what was found, whom it blames, and whether the right layer would have passed.
import type { Party } from "../../contract/event.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import type { Mutant, SecondDefect, Subject } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import type { Finding } from "../../contract/verdict.ts";
import { play, type Stage } from "../play/play.ts";
import { mutated, rolesOf } from "../subjects.ts";
import type { Hall } from "./hall.ts";

/** One way to play a scenario. */
export type Turn = { readonly seed: number; readonly moments: "settled" | "any" };
export type Caught = {
  readonly scenario: string;
  readonly finding: Finding;
  /** what catches the second defect, where there is one; it may stand in the first one's shadow */
  readonly second?: Finding;
};

export type Visit = {
  readonly turn: Turn;
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
  if (typeof result === "string") {
    const complaints = [`custody itself failed in ${where}: ${result}`];
    return { turn, siblings: [], rules: [], complaints, steps: 1 };
  }
  const { findings, parties } = result;
  const flaws = complaintsAbout(mutant, findings, parties, where);
  const caught = caughtIn(mutant, scenario, findings, parties);
  const clean = unclean === undefined ? [] : [`the reference is not clean in ${where}: ${unclean}`];
  return {
    turn,
    ...(caught === undefined ? {} : { caught }),
    siblings: siblingsIn(mutant, findings, parties),
    rules: firstIn(findings).map((f) => f.rule),
    complaints: [...clean, ...flaws],
    steps: result.steps,
  };
}

/** What the rule that it breaks found; with two defects, what both found on one resource. */
export function caughtIn(
  mutant: Mutant,
  { title: scenario }: Scenario,
  findings: readonly Finding[],
  parties: readonly Party[],
): Caught | undefined {
  const { also } = mutant;
  if (also === undefined) {
    const finding = firstIn(findings).find((f) => isOf(mutant, f, parties));
    return finding === undefined ? undefined : { scenario, finding };
  }
  for (const finding of findings.filter((f) => isOf(mutant, f, parties))) {
    const second = findings.find(
      (f) => isOf(also, f, parties) && f.resources.some((r) => finding.resources.includes(r)),
    );
    if (second !== undefined) return { scenario, finding, second };
  }
  return undefined;
}

export const siblingsIn = (
  mutant: Mutant,
  findings: readonly Finding[],
  parties: readonly Party[],
): readonly string[] =>
  firstIn(findings)
    .filter((f) => isGuilty(mutant, f, parties) && f.rule !== mutant.breaks && f.rule !== mutant.also?.breaks)
    .map((f) => f.rule);

/** Innocents that are blamed, and rules that the declared defects should not break. */
export function complaintsAbout(
  mutant: Mutant,
  findings: readonly Finding[],
  parties: readonly Party[],
  where: string,
): readonly string[] {
  const first = firstIn(findings);
  const guilty = first.filter((f) => isGuilty(mutant, f, parties));
  const isDeclared = (f: Finding): boolean => f.rule === mutant.breaks || f.rule === mutant.also?.breaks;
  const places = new Set(guilty.filter(isDeclared).map((f) => f.seq));
  const expected = (f: Finding): boolean =>
    isDeclared(f) || places.has(f.seq) || mutant.siblings?.includes(f.rule) === true;
  return [
    ...first
      .filter((f) => !guilty.includes(f))
      .map((f) => `${f.rule} accuses ${f.blames}, who is innocent, in ${where}: ${f.text}`),
    ...guilty
      .filter((f) => !expected(f))
      .map((f) => `${f.rule} is broken as well, ${placeOf(f)} of ${where}, and is not declared as a sibling`),
    ...findings
      .filter((f) => f.ruleDefect === true)
      .map((f) => `${f.rule} accuses ${f.blames}, whom it is not about, in ${where}`),
  ];
}

/** `at event 12`, or at the end. */
export const placeOf = ({ seq }: Finding): string => (seq === 0 ? "at the end" : `at event ${seq}`);

const firstIn = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((f) => f.consequenceOf === undefined && f.level !== "may");

const isOf = (defect: SecondDefect, finding: Finding, parties: readonly Party[]): boolean =>
  finding.rule === defect.breaks && isBlamed(defect, finding, parties);

const isGuilty = (mutant: Mutant, finding: Finding, parties: readonly Party[]): boolean =>
  isBlamed(mutant, finding, parties) ||
  (mutant.also !== undefined && isBlamed(mutant.also, finding, parties));

function isBlamed({ blames }: SecondDefect, finding: Finding, parties: readonly Party[]): boolean {
  const party = parties.find((p) => p.id === finding.blames);
  return party !== undefined && [party.id, party.name, party.role].includes(blames);
}

/** Why the right layer in the mutant's place does not pass; undefined: it does. Played once. */
function flawOfReference(hall: Hall, mutant: Mutant, scenario: Scenario, turn: Turn): string | undefined {
  const key = JSON.stringify([scenario.title, rolesOf(mutant), turn]);
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
    return play({ ...stageOf(hall, subject, mutant, scenario), ...turn }).result;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The scenario with the subject in the mutant's place. */
export const stageOf = (hall: Hall, subject: Subject, mutant: Mutant, scenario: Scenario): Stage => ({
  program: hall.program,
  scenario,
  kit: hall.reference,
  subject,
  target: subject === hall.reference ? "reference" : `mutant:${mutant.name}`,
  roles: rolesOf(mutant),
  seed: 1,
});
