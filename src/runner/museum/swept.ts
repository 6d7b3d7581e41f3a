// One mutant in one scenario, with its interruption at every configuration of the run as written.
import type { Mutant } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import type { SweepOptions } from "../../simulation/interrupt/sweep.ts";
import type { Stage } from "../play/play.ts";
import { mutated } from "../subjects.ts";
import { sweepScenario } from "../sweep/sweep-scenario.ts";
import type { Hall } from "./hall.ts";
import type { Exhibit } from "./exhibit.ts";
import { caughtIn, complaintsAbout, siblingsIn, type Visit } from "./visit.ts";

const effort: SweepOptions = { orders: "one", most: 0, effort: 4000 };

export function sweptBy(
  hall: Hall,
  mutant: Mutant,
  scenario: Scenario,
): Pick<Exhibit, "caught"> & Pick<Visit, "siblings" | "complaints"> {
  const { program, reference } = hall;
  const title = mutant.interruption ?? "";
  const right: Stage = {
    program,
    scenario,
    kit: reference,
    subject: reference,
    target: "reference",
    roles: [],
    seed: 1,
  };
  const clean = sweepScenario(right, effort, [title]).failure;
  const wrong: Stage = {
    ...right,
    subject: mutated(reference, mutant),
    target: `mutant:${mutant.name}`,
    roles: [mutant.party ?? mutant.role],
  };
  const { failure } = sweepScenario(wrong, effort, [title]);
  const where = `"${scenario.title}" under the ${title}`;
  const unclean = clean === undefined ? [] : [`the reference does not drain in ${where}`];
  if (failure === undefined) return { siblings: [], complaints: unclean };
  const { findings, parties } = failure.result;
  const caught = caughtIn(mutant, scenario, findings, parties);
  return {
    ...(caught && { caught: { ...caught, how: { kind: "sweep", interruption: title } } }),
    siblings: siblingsIn(mutant, findings, parties),
    complaints: [...unclean, ...complaintsAbout(mutant, findings, parties, where)],
  };
}
