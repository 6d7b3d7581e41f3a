// What stands in the museum: the reference, its declared defects, and the scenarios of the features that reveal them.
import { join } from "node:path";
import type { Problem } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import type { Mutant, Subject } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { filesBelow } from "../input/below.ts";
import { kitRoot } from "../kit.ts";
import { errorsThatConcern, loadWithSpec } from "../input/load.ts";
import { reference } from "../subjects.ts";

export type Hall = {
  readonly program: Program;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
  readonly reference: Subject;
  readonly mutants: readonly Mutant[];
  /** by place and turn: why the reference itself does not pass there; undefined: it does */
  readonly clean: Map<string, string | undefined>;
};

/** Reads everything once: the specification, the scenarios of the features, the reference and its mutants. */
export async function openMuseum(features: string = join(kitRoot, "features")): Promise<Hall> {
  const { subject, mutants } = await reference();
  const loaded = loadWithSpec(filesBelow(features, ".custody"));
  return { ...loaded, reference: subject, mutants, clean: new Map() };
}

/** Rules that somebody can break and that no mutant breaks. */
export function rulesWithoutMutant({ program, mutants }: Hall): readonly string[] {
  const broken = new Set(mutants.map((m) => m.breaks));
  return program.rules.filter((rule) => rule.level !== "may" && !broken.has(rule.id)).map((rule) => rule.id);
}

/** The one scenario of that title, or why there is none to play. */
export function scenarioNamed({ program, problems, texts }: Hall, title: string): Scenario | string {
  const found = program.scenarios.filter((s) => s.title === title);
  const [scenario] = found;
  if (scenario === undefined) return `no scenario of the features is called "${title}"`;
  if (found.length > 1) return `${found.length} scenarios of the features are called "${title}"`;
  const file = program.fileOf(scenario).name;
  return errorsThatConcern({ program, problems, texts }, file).length > 0
    ? `${file} has problems: custody lint shows them`
    : scenario;
}
