// A mutant that a few runs do not betray: every order is gone through, the shortest first, until one does.
import type { Mutant } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { explore } from "../../simulation/explore/explore.ts";
import { worldOf } from "../play/play.ts";
import { mutated } from "../subjects.ts";
import type { Hall } from "./hall.ts";
import {
  caughtIn,
  complaintsAbout,
  siblingsIn,
  stageOf,
  type Caught,
  type Turn,
  type Visit,
} from "./visit.ts";

/** How long it took: configurations looked at, and the choices that lead to the finding. */
export type Search = {
  readonly moments: Turn["moments"];
  readonly configurations: number;
  readonly choices: number;
};
export type Searched = Pick<Visit, "siblings" | "complaints"> & {
  readonly caught: Caught & { readonly how: { readonly kind: "exploration" } & Search };
};

/** Configurations of one scenario; few mutants need more than a tenth of it. */
const most = 2000;

/** What the first order that betrays it shows; undefined: none within reach does. */
export function search(hall: Hall, mutant: Mutant, scenarios: readonly Scenario[]): Searched | undefined {
  for (const moments of ["settled", "any"] as const)
    for (const scenario of scenarios) {
      const subject = mutated(hall.reference, mutant);
      const world = worldOf({ ...stageOf(hall, subject, mutant, scenario), moments }, { ids: "lowest" });
      const { configurations, shortest } = explore(world, {
        most,
        reduce: true,
        sought: (findings) => caughtIn(mutant, scenario, findings, world.parties) !== undefined,
      });
      const caught = shortest && caughtIn(mutant, scenario, shortest.findings, world.parties);
      if (caught === undefined || shortest === undefined) continue;
      const { findings, labels } = shortest;
      const where = `an order of "${scenario.title}" found by exploration`;
      return {
        caught: { ...caught, how: { kind: "exploration", moments, configurations, choices: labels.length } },
        siblings: siblingsIn(mutant, findings, world.parties),
        complaints: complaintsAbout(mutant, findings, world.parties, where),
      };
    }
  return undefined;
}
