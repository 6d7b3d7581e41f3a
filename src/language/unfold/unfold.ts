// Before names are looked up: rows of `cases` become scenarios, and what `do` names is put in its place.
import type {
  Argument,
  Declaration,
  DoStep,
  Expression,
  Fragment,
  FragmentParameter,
  Scenario,
  SourceFile,
  Span,
  Step,
} from "../../contract/syntax.ts";
import type { Written } from "../../contract/program.ts";
import { nearest } from "../near.ts";
import { boundNames, nodesOf } from "../walk.ts";
import { rowsOf } from "./cases.ts";
import { copied } from "./copy.ts";
import { withWrittenLists } from "./lists.ts";

export type Unfolded = {
  readonly files: readonly SourceFile[];
  readonly fragments: ReadonlyMap<string, Fragment>;
  /** where a node that `do` put in place is written */
  readonly written: ReadonlyMap<Span, Written>;
};

/**
 * Silent: what is wrong with fragments and cases is found by the checks. Files without either stay the same objects. `before`: files
 * unfolded already, whose fragments may be done.
 */
export const unfold = (files: readonly SourceFile[], before: readonly SourceFile[] = []): Unfolded => {
  const unfolder = new Unfolder([...before, ...files]);
  return {
    files: files.map((file) => unfolder.file(file)),
    fragments: unfolder.fragments,
    written: unfolder.written,
  };
};

/** The `do` steps anywhere in these steps. */
export const doStepsIn = (steps: readonly Step[]): readonly DoStep[] =>
  nodesOf(steps).filter((node): node is DoStep => node.kind === "do");

/** The argument for each parameter: by place first, then by name. */
export const argumentFor = (
  fragment: Fragment,
  step: DoStep,
  parameter: FragmentParameter,
): Argument | undefined => {
  const placed = step.args[fragment.parameters.indexOf(parameter)];
  return placed !== undefined && placed.name === undefined
    ? placed
    : step.args.find((arg) => arg.name === parameter.name);
};

class Unfolder {
  readonly fragments = new Map<string, Fragment>();
  readonly written = new Map<Span, Written>();
  readonly #fileOf = new Map<Fragment, SourceFile>();
  #done = 0;

  constructor(files: readonly SourceFile[]) {
    for (const file of files)
      for (const declaration of file.declarations) {
        if (declaration.kind !== "fragment" || this.fragments.has(declaration.name)) continue;
        this.fragments.set(declaration.name, declaration);
        this.#fileOf.set(declaration, file);
      }
  }

  file(file: SourceFile): SourceFile {
    const declarations = file.declarations.flatMap((declaration): readonly Declaration[] =>
      declaration.kind === "scenario" ? this.#scenarios(file, declaration) : [declaration],
    );
    const isSame =
      declarations.length === file.declarations.length &&
      declarations.every((declaration, i) => declaration === file.declarations[i]);
    return isSame ? file : { ...file, declarations };
  }

  #scenarios(file: SourceFile, scenario: Scenario): readonly Scenario[] {
    return rowsOf(file, scenario).map((row) => {
      this.#done = 0;
      const steps = withWrittenLists(this.#steps(row.steps, []));
      return steps === row.steps ? row : { ...row, steps };
    });
  }

  /** The same list where nothing in it is to be done. */
  #steps(steps: readonly Step[], around: readonly string[]): readonly Step[] {
    const unfolded = steps.map((step) => this.#step(step, around));
    return unfolded.every((step, i) => step === steps[i]) ? steps : unfolded;
  }

  #step(step: Step, around: readonly string[]): Step {
    if (step.kind === "do") return step.steps === undefined ? this.#placed(step, around) : step;
    if (step.kind === "either") {
      const branches = step.branches.map((branch) => this.#steps(branch, around));
      const isSame = branches.every((branch, i) => branch === step.branches[i]);
      return isSame ? step : this.#instead(step, { ...step, branches });
    }
    if (!("steps" in step) || step.steps === undefined) return step;
    const steps = this.#steps(step.steps, around);
    return steps === step.steps ? step : this.#instead(step, { ...step, steps });
  }

  #instead<S extends Step>(step: Step, made: S): S {
    const written = this.written.get(step);
    if (written !== undefined) this.written.set(made, written);
    return made;
  }

  #placed(step: DoStep, around: readonly string[]): DoStep {
    const fragment = this.fragments.get(nearName(this.fragments, step.name));
    const file = fragment === undefined ? undefined : this.#fileOf.get(fragment);
    if (fragment === undefined || file === undefined || around.includes(fragment.name))
      return { ...step, steps: [] };
    const mark = `${fragment.name}${++this.#done}`;
    const values = new Map(
      fragment.parameters.map((each) => [each.name, valueOf(fragment, step, each, mark)]),
    );
    const fresh = new Map(
      [...namesBoundBy(fragment)]
        .filter((name) => !values.has(name))
        .map((name) => [name, `${name}.${mark}`]),
    );
    const steps = copied(fragment.steps, {
      values,
      fresh,
      place: { at: step.at, end: step.end },
      note: (copy, { at, end }) => void this.written.set(copy, { file, at, end, by: step }),
    });
    return this.#instead(step, { ...step, steps: this.#steps(steps, [...around, fragment.name]) });
  }
}

const nearName = (fragments: ReadonlyMap<string, Fragment>, name: string): string =>
  fragments.has(name) ? name : (nearest(name, fragments.keys()) ?? name);

/** `?x`, `let x`, `for each x` and `some x`: everything in it that has a name of its own. */
export const namesBoundBy = (fragment: Fragment): ReadonlySet<string> => {
  const names = new Set(boundNames(fragment.steps));
  for (const node of nodesOf(fragment.steps))
    if ((node.kind === "each" || node.kind === "quantified") && "name" in node) names.add(String(node.name));
  return names;
};

/** What a parameter stands for; where the `do` is wrong, something that causes no further problem. */
const valueOf = (
  fragment: Fragment,
  step: DoStep,
  parameter: FragmentParameter,
  mark: string,
): Expression => {
  const span = { at: step.at, end: step.end };
  const given = argumentFor(fragment, step, parameter)?.value;
  const handsOut = boundNames(fragment.steps).has(parameter.name);
  if (handsOut && given?.kind !== "bind") return { kind: "bind", name: `${parameter.name}.${mark}`, ...span };
  if (given === undefined || (given.kind === "bind" && !handsOut))
    return { kind: "name", name: "none", ...span };
  return given;
};
