// What a change of files touches: a scenario depends on its feature, on the file of its text, and on what that imports.

import { relative, resolve } from "node:path";
import type { Program } from "../../contract/program.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import type { SourceFile } from "../../contract/syntax.ts";
import { candidatesOf } from "../../language/load.ts";
import { withoutLines } from "../../runner/input/feature-files.ts";
import { specName } from "../../runner/kit.ts";
import { shownPath } from "../../runner/shown-path.ts";

export type Touching = {
  readonly program: Program;
  /** features that are selected now, as `FILE` or `FILE:LINE` */
  readonly paths: readonly string[];
  readonly changed: readonly string[];
  /** what was played last */
  readonly results: readonly ScenarioResult[];
  /** features that they are of, those without a result included */
  readonly played: ReadonlySet<string>;
};

export type Touched = {
  /** to be played again: `FILE` or `FILE:LINE` */
  readonly again: readonly string[];
  /** results that still stand */
  readonly standing: readonly ScenarioResult[];
};

export function touched({ program, paths, changed, results, played }: Touching): Touched {
  const isChanged = isIn(changed);
  const wholes = paths.filter((path) => isChanged(withoutLines(path)) || !played.has(path));
  const [isSelected, isWhole] = [isIn(paths.map(withoutLines)), isIn(wholes.map(withoutLines))];
  const known = results.filter(
    ({ feature }) => isSelected(feature?.uri ?? "") && !isWhole(feature?.uri ?? ""),
  );
  // one that has been removed stands in no program any more
  const stale = new Set([
    ...staleTexts(program, isChanged),
    ...changed.map((path) => shownPath(relative("", path))),
  ]);
  const lines = new Set(known.filter(({ place }) => stale.has(place.file)).map(placeOf));
  return { again: [...wholes, ...lines], standing: known.filter((result) => !lines.has(placeOf(result))) };
}

const placeOf = ({ feature }: ScenarioResult): string => `${feature?.uri ?? ""}:${feature?.line ?? 1}`;

function isIn(paths: readonly string[]): (path: string) => boolean {
  const all = new Set(paths.map((path) => resolve(path)));
  return (path) => all.has(resolve(path));
}

/** As results name them: the texts that have changed, and those that import one, directly or not. */
function staleTexts({ files }: Program, isChanged: (path: string) => boolean): readonly string[] {
  const names = new Set(files.map(({ name }) => name));
  const stale = new Set(files.filter(({ name }) => isChanged(name)).map(({ name }) => name));
  for (let before = -1; before < stale.size;) {
    before = stale.size;
    for (const file of files)
      if (importsOf(file, names).some((name) => stale.has(name))) stale.add(file.name);
  }
  return [...stale].map(shownPath);
}

const importsOf = ({ name, declarations }: SourceFile, names: ReadonlySet<string>): readonly string[] =>
  declarations.flatMap((each) =>
    each.kind === "import"
      ? (candidatesOf(name, each.path, specName).find((candidate) => names.has(candidate)) ?? [])
      : [],
  );
