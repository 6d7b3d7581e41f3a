// What is wrong with a fragment only where it is done is said at the `do`; what is wrong with it anyway, once, in itself.
import type { Problem } from "../../contract/problem.ts";
import type { DoStep, Fragment, SourceFile } from "../../contract/syntax.ts";
import { reachedFrom } from "./checks.ts";
import { doStepsIn } from "./unfold.ts";

/** Every row of cases and every `do` finds the same mistakes again: each is kept once. */
export const atTheirPlace = (
  asWritten: readonly SourceFile[],
  fragments: ReadonlyMap<string, Fragment>,
  problems: readonly Problem[],
): readonly Problem[] => {
  const dos = doStepsByPlace(asWritten);
  const broken = brokenFragments(asWritten, problems);
  const seen = new Set<string>();
  return problems.flatMap((found) => {
    const step = ownCodes.has(found.code) ? undefined : dos.get(keyOf(found));
    if (step !== undefined && isBroken(fragments, step.name, broken)) return [];
    const shown = step === undefined ? found : { ...found, message: `In ${step.name}: ${found.message}` };
    const key = `${keyOf(shown)} ${shown.code} ${shown.message}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [shown];
  });
};

/** What is said about the `do` itself. */
const ownCodes: ReadonlySet<string> = new Set(["unknown-fragment", "missing-argument", "fragment-cycle"]);

const keyOf = ({ file, at, end }: Pick<Problem, "file" | "at" | "end">): string => `${file}:${at}:${end}`;

const doStepsByPlace = (files: readonly SourceFile[]): ReadonlyMap<string, DoStep> =>
  new Map(
    files.flatMap((file) =>
      file.declarations.flatMap((declaration) =>
        declaration.kind === "scenario"
          ? doStepsIn(declaration.steps).map((step): [string, DoStep] => [
              keyOf({ file: file.name, ...step }),
              step,
            ])
          : [],
      ),
    ),
  );

const brokenFragments = (files: readonly SourceFile[], problems: readonly Problem[]): ReadonlySet<string> => {
  const errors = problems.filter(({ severity }) => severity === "error");
  return new Set(
    files.flatMap((file) =>
      file.declarations.flatMap((declaration) =>
        declaration.kind === "fragment" &&
        errors.some(
          ({ file: name, at }) => name === file.name && at >= declaration.at && at < declaration.end,
        )
          ? [declaration.name]
          : [],
      ),
    ),
  );
};

const isBroken = (
  fragments: ReadonlyMap<string, Fragment>,
  name: string,
  broken: ReadonlySet<string>,
): boolean => broken.has(name) || [...reachedFrom(fragments, name)].some((each) => broken.has(each));
