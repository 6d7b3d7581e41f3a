// The museum: every declared defect of the reference must be found, by the rule it breaks, and nobody else may be blamed for it.
import { join } from "node:path";
import type { Party } from "../contract/event.ts";
import type { Problem } from "../contract/problem.ts";
import type { Program } from "../contract/program.ts";
import type { ScenarioResult } from "../contract/result.ts";
import type { Mutant, Subject } from "../contract/subject.ts";
import type { Scenario } from "../contract/syntax.ts";
import type { Finding } from "../contract/verdict.ts";
import { filesBelow } from "./features.ts";
import { kitRoot } from "./kit.ts";
import { play } from "./play.ts";
import { loadProgram } from "./program.ts";
import { mutated, reference } from "./subjects.ts";

/** One way to play a scenario. */
export type Turn = { readonly seed: number; readonly moments: "settled" | "any" };
export type Caught = Turn & { readonly scenario: string; readonly finding: Finding };

export type Exhibit = {
  readonly mutant: Mutant;
  /** where the rule that it breaks was found broken first; absent: never */
  readonly caught?: Caught;
  /** other rules that accuse the same party, and are no consequence */
  readonly siblings: readonly string[];
  /** why it fails the museum, one sentence each; none: it passes */
  readonly complaints: readonly string[];
  readonly plays: number;
};

export type Hall = {
  readonly program: Program;
  readonly problems: readonly Problem[];
  readonly reference: Subject;
  readonly mutants: readonly Mutant[];
  /** what the reference does in the same place, played once */
  readonly clean: Map<string, string | undefined>;
};

/** Every rule that can be broken needs a mutant. Until the upper layers have theirs, only those named by a mutant's family. */
export const everyRuleNeedsMutant = false;

/** Of both kinds of moment these seeds, always; the later ones until the mutant is caught. */
const seeds = [1, 2, 3];
const moreSeeds = 30;

/** Reads everything once: the specification, the scenarios of the features, the reference and its mutants. */
export async function openMuseum(features: string = join(kitRoot, "features")): Promise<Hall> {
  const { subject, mutants } = await reference();
  const { program, problems } = loadProgram(filesBelow(features, ".custody"));
  return { program, problems, reference: subject, mutants, clean: new Map() };
}

/** Plays the mutant in its scenarios, and the reference in its place. */
export function exhibit(hall: Hall, mutant: Mutant): Exhibit {
  const complaints: string[] = [];
  const scenarios = mutant.scenarios.flatMap((title) => {
    const found = scenarioNamed(hall, title);
    if (typeof found === "string") complaints.push(found);
    return typeof found === "string" ? [] : [found];
  });
  if (mutant.scenarios.length === 0) complaints.push("it names no scenario that reveals it");
  if (!hall.program.rules.some((rule) => rule.id === mutant.breaks) && !mutant.breaks.startsWith("CUSTODY-"))
    complaints.push(`there is no rule ${mutant.breaks}`);
  const seen: Seen[] = [];
  for (const turn of turns()) {
    if (turn.seed > seeds.length && seen.some((s) => s.caught !== undefined)) break;
    for (const scenario of scenarios) seen.push(visit(hall, mutant, scenario, turn));
  }
  const caught = seen.find((s) => s.caught !== undefined)?.caught;
  if (caught === undefined && scenarios.length > 0) complaints.push(survival(mutant, seen));
  complaints.push(...new Set(seen.flatMap((s) => s.complaints)));
  const siblings = [...new Set(seen.flatMap((s) => s.siblings))].sort();
  return { mutant, ...(caught === undefined ? {} : { caught }), siblings, complaints, plays: seen.length };
}

/** Rules that somebody can break and that no mutant breaks. */
export function rulesWithoutMutant(hall: Hall): readonly string[] {
  const broken = new Set(hall.mutants.map((m) => m.breaks));
  return hall.program.rules
    .filter((rule) => rule.level !== "may" && !broken.has(rule.id))
    .map((rule) => rule.id);
}

function turns(): readonly Turn[] {
  const later = Array.from({ length: moreSeeds }, (_, at) => seeds.length + 1 + at);
  return [
    ...(["settled", "any"] as const).flatMap((moments) => seeds.map((seed) => ({ seed, moments }))),
    ...later.map((seed): Turn => ({ seed, moments: "any" })),
  ];
}

type Seen = {
  readonly caught?: Caught;
  readonly siblings: readonly string[];
  readonly rules: readonly string[];
  readonly complaints: readonly string[];
};

function visit(hall: Hall, mutant: Mutant, scenario: Scenario, turn: Turn): Seen {
  const where = `"${scenario.title}" (seed ${turn.seed}, ${turn.moments})`;
  const unclean = flawOfReference(hall, mutant, scenario, turn);
  const result = played(hall, mutated(hall.reference, mutant), mutant, scenario, turn);
  if (typeof result === "string")
    return { siblings: [], rules: [], complaints: [`custody itself failed in ${where}: ${result}`] };
  const first = result.findings.filter((f) => f.consequenceOf === undefined && f.level !== "may");
  const guilty = first.filter((f) => isGuilty(mutant, f, result.parties));
  const finding = guilty.find((f) => f.rule === mutant.breaks);
  const beside = guilty.filter((f) => f.rule !== mutant.breaks);
  const places = new Set(guilty.filter((f) => f.rule === mutant.breaks).map((f) => f.seq));
  const elsewhere = beside
    .filter((f) => !places.has(f.seq) && mutant.siblings?.includes(f.rule) !== true)
    .map(
      (f) => `${f.rule} is broken as well, at event ${f.seq} of ${where}, and is not declared as a sibling`,
    );
  const innocent = first
    .filter((f) => !guilty.includes(f))
    .map((f) => `${f.rule} accuses ${f.blames}, who is innocent, in ${where}: ${f.text}`);
  const defects = result.findings
    .filter((f) => f.ruleDefect === true)
    .map((f) => `${f.rule} accuses ${f.blames}, whom it is not about, in ${where}`);
  return {
    ...(finding === undefined ? {} : { caught: { ...turn, scenario: scenario.title, finding } }),
    siblings: beside.map((f) => f.rule),
    rules: first.map((f) => f.rule),
    complaints: [
      ...(unclean === undefined ? [] : [`the reference is not clean in ${where}: ${unclean}`]),
      ...innocent,
      ...elsewhere,
      ...defects,
    ],
  };
}

function survival(mutant: Mutant, seen: readonly Seen[]): string {
  const rules = [...new Set(seen.flatMap((s) => s.rules))].sort();
  const times = `${seen.length} plays`;
  return rules.length === 0
    ? `it survives: ${mutant.breaks} is not found broken in ${times}`
    : `in ${times} it is caught by ${rules.join(", ")}, and not by ${mutant.breaks}`;
}

function isGuilty(mutant: Mutant, finding: Finding, parties: readonly Party[]): boolean {
  const party = parties.find((p) => p.id === finding.blames);
  return party !== undefined && [party.id, party.name, party.role].includes(mutant.blames);
}

/** Why the right layer in the mutant's place does not pass; undefined: it does. */
function flawOfReference(hall: Hall, mutant: Mutant, scenario: Scenario, turn: Turn): string | undefined {
  const key = JSON.stringify([scenario.title, mutant.party ?? mutant.role, turn]);
  if (!hall.clean.has(key)) {
    const result = played(hall, hall.reference, mutant, scenario, turn);
    hall.clean.set(key, typeof result === "string" ? result : flawIn(result));
  }
  return hall.clean.get(key);
}

function flawIn(result: ScenarioResult): string | undefined {
  const [finding] = result.findings.filter((f) => f.level !== "may");
  if (finding !== undefined) return `${finding.rule} is broken by ${finding.blames}`;
  return result.status === "passed" ? undefined : `${result.status}: ${result.reason ?? ""}`;
}

/** What went wrong inside custody, or the result. */
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

/** The one scenario of that title, or why there is none to play. */
function scenarioNamed({ program, problems }: Hall, title: string): Scenario | string {
  const found = program.scenarios.filter((s) => s.title === title);
  const [scenario] = found;
  if (scenario === undefined) return `no scenario of the features is called "${title}"`;
  if (found.length > 1) return `${found.length} scenarios of the features are called "${title}"`;
  const file = program.fileOf(scenario).name;
  return problems.some((p) => p.severity === "error" && p.file === file)
    ? `${file} has problems: custody lint shows them`
    : scenario;
}
