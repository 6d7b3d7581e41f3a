// The museum's law: every declared defect is found, by the rule it breaks, and nobody else is blamed for it.
import type { Mutant } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { scenarioNamed, type Hall } from "./hall.ts";
import { search, type Search } from "./search.ts";
import { sweptBy } from "./swept.ts";
import { visit, type Caught, type Turn, type Visit } from "./visit.ts";

/** By a run of the first seed, by going through every order, or, where that is too long, by a later seed. */
export type How =
  | ({ readonly kind: "run" } & Turn)
  | ({ readonly kind: "exploration" } & Search)
  /** nothing shows until that comes between */
  | { readonly kind: "sweep"; readonly interruption: string };

export type Exhibit = {
  readonly mutant: Mutant;
  /** where the rule that it breaks was found broken first; absent: never */
  readonly caught?: Caught & { readonly how: How };
  /** other rules that accuse the same party, and are no consequence */
  readonly siblings: readonly string[];
  /** why it fails the museum, one sentence each; none: it passes */
  readonly complaints: readonly string[];
  readonly plays: number;
};

/** A must or should rule that no mutant breaks fails the museum; with `false` it is only listed. */
export const everyRuleNeedsMutant: boolean = true;

/**
 * A mutant is played by both kinds of moment and by these seeds, while that takes no more than so many steps; until it is caught,
 * the first seed is played in any case. Steps, not seconds: the same museum on every machine.
 */
const effort = { seeds: 3, steps: 600 };

/** Plays the mutant in its scenarios, and the reference in its place; what the first seed does not show is looked for in every order. */
export function exhibit(hall: Hall, mutant: Mutant): Exhibit {
  const found = mutant.scenarios.map((title) => scenarioNamed(hall, title));
  const scenarios = found.filter((s) => typeof s !== "string");
  if (mutant.interruption !== undefined)
    return interrupted(hall, mutant, scenarios, flawsOfDeclaration(hall, mutant));
  const visits = visitsOf(hall, mutant, scenarios);
  const seen = visits.find((v) => v.caught !== undefined);
  const searched = seen?.turn.seed === 1 ? undefined : search(hall, mutant, scenarios);
  const caught = searched?.caught ?? (seen && byRun(seen));
  const complaints = [
    ...found.filter((s) => typeof s === "string"),
    ...flawsOfDeclaration(hall, mutant),
    ...(caught === undefined && scenarios.length > 0 ? [survival(mutant, visits)] : []),
    ...new Set([...visits.flatMap((v) => v.complaints), ...(searched?.complaints ?? [])]),
  ];
  const siblings = [
    ...new Set([...visits, ...(searched === undefined ? [] : [searched])].flatMap((v) => v.siblings)),
  ];
  return {
    mutant,
    ...(caught === undefined ? {} : { caught }),
    siblings: siblings.sort(),
    complaints,
    plays: visits.length,
  };
}

/** Of a defect that shows only when something comes between: the plain scenario must pass, the sweep must find it. */
function interrupted(
  hall: Hall,
  mutant: Mutant,
  scenarios: readonly Scenario[],
  flaws: readonly string[],
): Exhibit {
  const interruption = mutant.interruption ?? "";
  const visits = visitsOf(hall, mutant, scenarios);
  const swept = scenarios.map((scenario) => sweptBy(hall, mutant, scenario, interruption));
  const caught = swept.find((one) => one.caught !== undefined)?.caught;
  return {
    mutant,
    ...(caught === undefined ? {} : { caught: { ...caught, how: { kind: "sweep", interruption } } }),
    siblings: [...new Set(swept.flatMap((one) => one.siblings))].sort(),
    complaints: [
      ...flaws,
      ...(scenarios.length === 0 ? ["there is no scenario to sweep"] : []),
      ...(visits.some((v) => v.caught !== undefined) ? ["it is caught without its interruption"] : []),
      ...(caught === undefined ? [`it survives: the ${interruption} finds no ${mutant.breaks}`] : []),
      ...new Set([...visits, ...swept].flatMap((one) => one.complaints)),
    ],
    plays: visits.length + swept.length,
  };
}

const byRun = ({ caught, turn }: Visit): Exhibit["caught"] =>
  caught && { ...caught, how: { kind: "run", ...turn } };

function visitsOf(hall: Hall, mutant: Mutant, scenarios: readonly Scenario[]): readonly Visit[] {
  const visits: Visit[] = [];
  for (const turn of turns) {
    const steps = visits.reduce((sum, v) => sum + v.steps, 0);
    const isCaught = visits.some((v) => v.caught !== undefined);
    if (steps >= effort.steps && (isCaught || turn.seed > 1)) break;
    for (const scenario of scenarios) visits.push(visit(hall, mutant, scenario, turn));
  }
  return visits;
}

const turns: readonly Turn[] = Array.from({ length: effort.seeds }, (_, at) => at + 1).flatMap(
  (seed): readonly Turn[] => [
    { seed, moments: "settled" },
    { seed, moments: "any" },
  ],
);

function flawsOfDeclaration({ program }: Hall, { scenarios, breaks, also }: Mutant): readonly string[] {
  const known = (id: string): boolean =>
    id.startsWith("CUSTODY-") || program.rules.some((rule) => rule.id === id && rule.level !== "may");
  const rules = [breaks, ...(also === undefined ? [] : [also.breaks])];
  return [
    ...(scenarios.length === 0 ? ["it names no scenario that reveals it"] : []),
    ...rules.filter((id) => !known(id)).map((id) => `there is no rule ${id} that can be broken`),
  ];
}

function survival({ breaks, also }: Mutant, visits: readonly Visit[]): string {
  const wanted = also === undefined ? breaks : `${breaks} with ${also.breaks} on the same resource`;
  const rules = [...new Set(visits.flatMap((v) => v.rules))].sort();
  const times = `${visits.length} plays`;
  return rules.length === 0
    ? `it survives: ${wanted} is not found broken in ${times}, nor in any order that was explored`
    : `in ${times} it is caught by ${rules.join(", ")}, and not by ${wanted}`;
}
