// Plays scenarios of the features with a C driver in the place of one role.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ScenarioResult } from "../../src/contract/result.ts";
import { reference, targetNamed } from "../../src/runner/subjects.ts";
import { loadWithSpec } from "../../src/runner/input/load.ts";
import { play } from "../../src/runner/play/play.ts";
import { projectRoot } from "../root.ts";
import { driver, sdk } from "./compile.ts";

const loaded = new Map<string, ReturnType<typeof loadWithSpec>>();

/** The scenarios of a file below features/, by their titles; all of them where none are named. */
export async function played(
  command: string,
  role: string,
  file: string,
  titles?: readonly string[],
): Promise<readonly ScenarioResult[]> {
  const path = join(projectRoot, "features", file);
  const all = loaded.get(path) ?? loadWithSpec([], new Map([[path, readFileSync(path, "utf8")]]));
  loaded.set(path, all);
  const target = await targetNamed(`exec:${command}`);
  try {
    const kit = (await reference()).subject;
    const text = readFileSync(path, "utf8");
    // the specification has scenarios of its own
    const wanted = all.program.scenarios.filter(
      ({ title, row }) => titles?.includes(title) ?? text.includes(`"${row?.title ?? title}"`),
    );
    const results: ScenarioResult[] = [];
    for (const scenario of wanted)
      results.push(
        play({
          program: all.program,
          scenario,
          kit,
          subject: target.subject,
          target: "exec:",
          roles: [role],
          seed: 1,
        }).result,
      );
    return results;
  } finally {
    target.subject.close?.();
  }
}

export const example = (compiler: string, name: string): string =>
  driver(compiler, `${name}.c`, readFileSync(join(sdk, "examples", `${name}.c`), "utf8"));
