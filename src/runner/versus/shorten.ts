// The shortest text that still shows something: steps and parties are taken away as long as it does.
import type { Scenario, Span, Step } from "../../contract/syntax.ts";
import { format } from "../../language/format.ts";
import { errorsThatConcern, loadWithSpec } from "../input/load.ts";
import { specName } from "../kit.ts";
import type { Planned } from "../session.ts";

export type Shown = Pick<Planned, "program" | "scenario">;
type Candidate = Shown & { readonly text: string };
export type Shortened = Candidate & { readonly tried: number };

/** Each is read, checked and played. */
const mostTried = 400;

/** `shows` is true of the scenario itself. */
export function shortened(of: Shown, shows: (one: Shown) => boolean): Shortened {
  const loads = loader(of);
  let best: Candidate = { ...of, text: alone(of) };
  best = loads(best.text) ?? best;
  let tried = 0;
  const take = ([from, to]: Cut): boolean => {
    const found = loads(best.text.slice(0, from) + best.text.slice(to));
    tried++;
    if (found === undefined || !canShow(found, shows)) return false;
    best = found;
    return true;
  };
  // what is taken away may make something else superfluous
  for (let isShorter = true; isShorter && tried < mostTried;) {
    isShorter = false;
    for (let at = 0; tried < mostTried; at++) {
      const cut = cutsOf(best.scenario)[at];
      if (cut === undefined) break;
      if (take(cut)) [isShorter, at] = [true, at - 1];
    }
  }
  return { ...best, text: laidOut(best), tried };
}

/** A cut can leave what nobody can play. */
function canShow(one: Shown, shows: (one: Shown) => boolean): boolean {
  try {
    return shows(one);
  } catch {
    return false;
  }
}

type Cut = readonly [from: number, to: number];

/** From the end, because what comes later hangs on what comes before, and whole blocks before their steps. */
const cutsOf = ({ steps }: Scenario): readonly Cut[] => steps.toReversed().flatMap(cutsOfStep);

function cutsOfStep(step: Step): readonly Cut[] {
  if (step.kind === "parties") return partyCuts(step.parties);
  return [[step.at, step.end], ...innerSteps(step).toReversed().flatMap(cutsOfStep)];
}

/** The steps of a fragment stand elsewhere: `do` is taken away whole. */
function innerSteps(step: Step): readonly Step[] {
  if (step.kind === "do") return [];
  if (step.kind === "either") return step.branches.flat();
  return "steps" in step ? (step.steps ?? []) : [];
}

/** With the comma before it. */
const partyCuts = (parties: readonly Span[]): readonly Cut[] =>
  parties
    .flatMap((party, at): readonly Cut[] => {
      const before = parties[at - 1];
      return before === undefined ? [] : [[before.end, party.end]];
    })
    .toReversed();

/** The file of the scenario without all the others in it. */
function alone({ program, scenario }: Shown): string {
  const file = program.fileOf(scenario);
  return file.declarations
    .filter((each) => each.kind === "scenario" && each.at !== scenario.at)
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, end }) => text.slice(0, at) + text.slice(end), file.text);
}

/** Reads a text in the place of the file, beside the files that say more than scenarios; undefined: it has mistakes. */
function loader({ program, scenario }: Shown): (text: string) => Candidate | undefined {
  const { name } = program.fileOf(scenario);
  const beside = program.files
    .filter((file) => file.name !== name && !file.name.startsWith(`${specName}/`))
    .filter(({ declarations }) => declarations.some(({ kind }) => kind !== "scenario" && kind !== "import"))
    .map((file) => [file.name, file.text] as const);
  return (text) => {
    const loaded = loadWithSpec([], new Map([...beside, [name, text]]));
    const found = loaded.program.scenarios.find(
      (one) => one.title === scenario.title && loaded.program.fileOf(one).name === name,
    );
    return found === undefined || errorsThatConcern(loaded, name).length > 0
      ? undefined
      : { program: loaded.program, scenario: found, text };
  };
}

/** Its own lines, as `custody fmt` lays them out. */
function laidOut({ program, scenario }: Shown): string {
  const file = program.fileOf(scenario);
  return format({ ...file, declarations: file.declarations.filter(({ at }) => at === scenario.at) });
}
