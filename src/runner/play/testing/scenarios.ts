// Every scenario of the features, and how a test plays one.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "../../../contract/program.ts";
import type { Subject } from "../../../contract/subject.ts";
import type { Scenario } from "../../../contract/syntax.ts";
import { loadWithSpec } from "../../input/load.ts";
import { kitRoot } from "../../kit.ts";
import { reference } from "../../subjects.ts";
import { play, type Play, type Stage } from "../play.ts";

export type Scenarios = {
  readonly program: Program;
  readonly kit: Subject;
  /** those of a folder; all but the choreographies, which only their words explore, when none is named */
  readonly of: (folder?: string) => readonly Scenario[];
  /** played by the reference alone, unless something else is said */
  readonly stageOf: (scenario: Scenario, stage?: Partial<Stage>) => Stage;
  readonly play: (scenario: Scenario, stage?: Partial<Stage>) => Play;
};

export async function scenarios(): Promise<Scenarios> {
  const root = join(kitRoot, "features");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((f) =>
    f.endsWith(".custody"),
  );
  const { program } = loadWithSpec(files.toSorted().map((f) => join(root, f)));
  const kit = (await reference()).subject;
  const folderOf = (scenario: Scenario): string =>
    program
      .fileOf(scenario)
      .name.replaceAll("\\", "/")
      .replace(/^.*features\//u, "")
      .split("/")[0] ?? "";
  const stageOf: Scenarios["stageOf"] = (scenario, stage = {}) => ({
    program,
    scenario,
    kit,
    subject: kit,
    target: "reference",
    roles: [],
    seed: 1,
    ...stage,
  });
  return {
    program,
    kit,
    of: (folder) =>
      program.scenarios.filter((s) =>
        folder === undefined ? folderOf(s) !== "choreography" : folderOf(s) === folder,
      ),
    stageOf,
    play: (scenario, stage) => play(stageOf(scenario, stage)),
  };
}
