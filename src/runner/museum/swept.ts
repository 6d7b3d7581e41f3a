// One mutant in one scenario, with its interruption at every configuration of the run as written.
import type { Mutant } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import type { SweepOptions } from "../../simulation/interrupt/sweep.ts";
import type { Stage } from "../play/play.ts";
import { mutated } from "../subjects.ts";
import { sweepScenario } from "../sweep/sweep-scenario.ts";
import type { Hall } from "./hall.ts";
import { complaintsAbout, firstIn, isGuilty, type Visit } from "./visit.ts";

const effort: SweepOptions = { orders: "one", most: 0, effort: 4000 };

export function sweptBy(
  hall: Hall,
  mutant: Mutant,
  scenario: Scenario,
): Pick<Visit, "caught" | "siblings" | "complaints"> {
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
  const { result } = failure;
  const guilty = firstIn(result).filter((f) => isGuilty(mutant, f, result.parties));
  const finding = guilty.find((f) => f.rule === mutant.breaks);
  return {
    ...(finding === undefined
      ? {}
      : {
          caught: {
            seed: 1,
            moments: "settled" as const,
            scenario: scenario.title,
            finding,
            interruption: title,
          },
        }),
    siblings: guilty.filter((f) => f.rule !== mutant.breaks).map((f) => f.rule),
    complaints: [...unclean, ...complaintsAbout(mutant, result, guilty, where)],
  };
}
