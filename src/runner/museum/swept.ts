// One mutant in one scenario, with its interruption at every configuration of the run as written.
import type { Mutant } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import type { SweepOptions } from "../../simulation/interrupt/sweep.ts";
import { mutated } from "../subjects.ts";
import { sweepScenario } from "../sweep/sweep-scenario.ts";
import type { Hall } from "./hall.ts";
import { caughtIn, complaintsAbout, siblingsIn, stageOf, type Visit } from "./visit.ts";

const effort: SweepOptions = { orders: "one", most: 0, effort: 4000 };

export function sweptBy(
  hall: Hall,
  mutant: Mutant,
  scenario: Scenario,
  interruption: string,
): Pick<Visit, "caught" | "siblings" | "complaints"> {
  const { reference } = hall;
  const where = `"${scenario.title}" under the ${interruption}`;
  const right = { ...stageOf(hall, reference, mutant, scenario), roles: [] };
  const clean = sweepScenario(right, effort, [interruption]).failure;
  const unclean = clean === undefined ? [] : [`the reference does not drain in ${where}`];
  const wrong = stageOf(hall, mutated(reference, mutant), mutant, scenario);
  const { failure } = sweepScenario(wrong, effort, [interruption]);
  if (failure === undefined) return { siblings: [], complaints: unclean };
  const { findings, parties } = failure.result;
  const caught = caughtIn(mutant, scenario, findings, parties);
  return {
    ...(caught === undefined ? {} : { caught }),
    siblings: siblingsIn(mutant, findings, parties),
    complaints: [...unclean, ...complaintsAbout(mutant, findings, parties, where)],
  };
}
