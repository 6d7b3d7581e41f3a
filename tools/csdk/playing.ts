// Plays scenarios of the features with a C driver in the place of one role.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ScenarioResult } from "../../src/contract/result.ts";
import { reference, targetNamed } from "../../src/runner/subjects.ts";
import { loadWithSpec } from "../../src/runner/input/load.ts";
import { play, type Stage } from "../../src/runner/play/play.ts";
import { projectRoot } from "../root.ts";
import { driver, exampleSources } from "./compile.ts";

const loaded = new Map<string, ReturnType<typeof loadWithSpec>>();

/** The scenarios of files below features/, by their titles; all of them where none are named. */
export async function played(
  command: string,
  role: string,
  files: string | readonly string[],
  titles?: readonly string[],
): Promise<readonly ScenarioResult[]> {
  return onStages(command, role, files, titles, (stage) => play(stage).result);
}

/** What comes of each of these scenarios. */
export async function onStages<T>(
  command: string,
  role: string,
  files: string | readonly string[],
  titles: readonly string[] | undefined,
  use: (stage: Stage) => T,
): Promise<readonly T[]> {
  const target = await targetNamed(`exec:${command}`);
  try {
    const kit = (await reference()).subject;
    const { subject } = target;
    const common = { kit, subject, target: "exec:", roles: [role], seed: 1 };
    return [files]
      .flat()
      .map((file) => wanted(file, titles))
      .flatMap(({ all, scenarios }) =>
        scenarios.map((scenario) => use({ ...common, program: all.program, scenario })),
      );
  } finally {
    target.subject.close?.();
  }
}

/** The specification has scenarios of its own: those that stand in the file. */
function wanted(file: string, titles: readonly string[] | undefined) {
  const path = join(projectRoot, "features", file);
  const text = readFileSync(path, "utf8");
  const all = loaded.get(path) ?? loadWithSpec([], new Map([[path, text]]));
  loaded.set(path, all);
  const scenarios = all.program.scenarios.filter(
    ({ title, row }) => titles?.includes(title) ?? text.includes(`"${row?.title ?? title}"`),
  );
  return { all, scenarios };
}

export const example = (compiler: string, name: string): string => driver(compiler, exampleSources(name));
