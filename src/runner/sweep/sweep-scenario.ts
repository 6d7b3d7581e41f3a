// One scenario under every interruption: where each was tried, which cannot befall it, and the run that repeats the first that does not drain.
import { KitDefect } from "../../contract/problem.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import { interruptionsOf, type Interruption } from "../../simulation/interrupt/interruption.ts";
import { sweep, type Begins, type Swept, type SweepOptions } from "../../simulation/interrupt/sweep.ts";
import { Drift, replaying } from "../../simulation/choice/chooser.ts";
import { lacks, play, worldOf, type Interrupted, type Stage } from "../play/play.ts";

/** Configurations at which it began, and at which whoever had to begin it could not, or it was beyond the subject. */
export type Tried = Begins & { readonly title: string; readonly of: string };
export type SweptScenario = Pick<Swept, "points" | "complete" | "configurations"> & {
  readonly tried: readonly Tried[];
  /** those that can befall nobody here, and why */
  readonly inapplicable: readonly { readonly title: string; readonly why: string }[];
  /** something did not drain, and it is not shown whose fault that is, or another run of the same subject does not show it: why */
  readonly undecided?: string;
  readonly failure?: {
    readonly interruption: Interrupted;
    /** it came behind this event (0: before all), when these steps of the scenario were next */
    readonly seq: number;
    readonly next: readonly string[];
    readonly result: ScenarioResult;
  };
};

/** `only`: interruptions of these titles, or of all when there are none. */
export function sweepScenario(stage: Stage, options: SweepOptions, only: readonly string[]): SweptScenario {
  const { program } = stage;
  const world = worldOf(stage);
  const { parties, script } = world;
  const laid = interruptionsOf(program, parties).filter(
    ({ title }) => only.length === 0 || only.includes(title),
  );
  // whom the text makes do wrong does not drain, and nobody stands in for who cannot be asked
  const why = script.mutates ? "somebody is made to do wrong on purpose" : lacks(stage, world);
  if (why !== undefined)
    return {
      ...nothing,
      inapplicable: [...new Set(laid.map(({ title }) => title))].map((title) => ({ title, why })),
    };
  const interruptions = laid.filter((one): one is Interruption => "steps" in one);
  const swept = sweep(worldOf(stage, { ids: "lowest", interruptions }), options);
  const tried = interruptions.map(({ title, of }, n) => ({
    title,
    of,
    ...(swept.tried[n] ?? { began: 0, refused: 0 }),
  }));
  const { points, complete, configurations } = swept;
  return {
    points,
    complete,
    configurations,
    tried,
    inapplicable: laid.flatMap((one) => ("steps" in one ? [] : [{ title: one.title, why: one.why }])),
    ...(swept.failure === undefined ? {} : foundAgain(stage, swept.failure, interruptions)),
  };
}

/** What is ours does the same again; anybody else's may not, and then nothing is shown. */
function foundAgain(
  stage: Stage,
  failure: NonNullable<Swept["failure"]>,
  interruptions: readonly Interruption[],
): Pick<SweptScenario, "failure" | "undecided"> {
  try {
    const shown = repeated(stage, failure, interruptions);
    return shown.result.status === "undecided"
      ? { undecided: shown.result.reason ?? "" }
      : { failure: shown };
  } catch (error) {
    if (!(error instanceof KitDefect) || stage.subject === stage.kit) throw error;
    return { undecided: error.message };
  }
}

const nothing = { points: 0, complete: true, configurations: 0, tried: [] };

/** What the search found is played once more, as a run that can be repeated and shown. */
function repeated(
  stage: Stage,
  { n, told, after, labels, seq, next }: NonNullable<Swept["failure"]>,
  interruptions: readonly Interruption[],
): NonNullable<SweptScenario["failure"]> {
  const one = interruptions[n];
  if (one === undefined) throw new KitDefect(`A sweep failed by interruption ${n}, which there is not.`);
  const interruption = { title: one.title, of: one.of, told, after };
  const chooser = Object.assign(replaying(labels), { taken: labels });
  try {
    const { result } = play({ ...stage, interruption }, chooser);
    if (result.status === "passed")
      throw new KitDefect(`The sweep of "${stage.scenario.title}" found what its repetition does not show.`);
    return { interruption, seq, next, result };
  } catch (error) {
    if (error instanceof Drift)
      throw new KitDefect(`The sweep of "${stage.scenario.title}" cannot be repeated: ${error.message}`);
    throw error;
  }
}
