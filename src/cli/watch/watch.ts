// custody run --watch: plays everything, then whatever a change touches, until Ctrl-C.

import { dirname, relative, resolve, sep } from "node:path";
import { briefReport } from "../../../reports/console.ts";
import type { InputError } from "../../contract/problem.ts";
import type { ScenarioResult, SuiteResult } from "../../contract/result.ts";
import { renderProblem } from "../../language/excerpt.ts";
import { withoutLines } from "../../runner/input/feature-files.ts";
import type { LoadedProgram } from "../../runner/input/load.ts";
import { specFolder, specName } from "../../runner/kit.ts";
import { shownPath } from "../../runner/shown-path.ts";
import { stepFiles, stepFolders } from "../../runner/beside/steps.ts";
import { paintFor } from "../paint.ts";
import { endWithStarter, isPlaying, onceMore, playAgainAndAgain } from "./again.ts";
import { Changes, type Watched } from "./changes.ts";
import { touched } from "./touched.ts";

/** Everything read anew, and what can be done with it. */
export type Round = {
  readonly paths: readonly string[];
  readonly loaded: LoadedProgram;
  readonly play: (paths: readonly string[]) => Promise<readonly ScenarioResult[]>;
  readonly suiteOf: (results: readonly ScenarioResult[]) => SuiteResult;
};

export type Watching = {
  /** the features as they are now */
  readonly features: () => readonly string[];
  /** files beside them that say how results are judged */
  readonly files: readonly string[];
  /** Throws InputError for what somebody has to mend; then the next change is waited for. */
  readonly open: () => Promise<Round>;
};

/** What is known between two rounds. */
type Standing = {
  readonly results: readonly ScenarioResult[];
  readonly played: ReadonlySet<string>;
  /** digest of the rules by which the results were judged */
  readonly rules: string;
  /** of texts that were imported */
  readonly folders: readonly string[];
};

export async function watch(watching: Watching): Promise<number> {
  if (!isPlaying()) return playAgainAndAgain();
  endWithStarter();
  process.on("SIGINT", () => process.exit(0));
  process.stdout.on("error", () => process.exit(0)); // nobody looks on any more
  const changes = new Changes();
  return rounds(watching, changes).finally(() => changes.close());
}

/** Round after round, until the steps have changed. */
async function rounds(watching: Watching, changes: Changes): Promise<number> {
  const steps = stepsNow(watching).join("\n");
  let standing: Standing = { results: [], played: new Set(), rules: "", folders: [] };
  let pending = await changes.next(watchedNow(watching, standing));
  for (;;) {
    const now = stepsNow(watching);
    if (now.join("\n") !== steps || pending.some((path) => now.includes(resolve(path)))) {
      say(`changed: ${pending.map(fromHere).join(", ")}; loading the steps again\n`);
      return onceMore;
    }
    const next = await roundOf(watching, standing, pending).catch(told);
    say("waiting for changes; Ctrl-C ends\n\n");
    standing = next ?? standing;
    const changed = await changes.next(watchedNow(watching, standing));
    pending = next === undefined ? [...new Set([...pending, ...changed])] : changed;
  }
}

/** undefined: there is something to mend, so that what is pending still has to be played. */
async function roundOf(
  { open }: Watching,
  before: Standing,
  changed: readonly string[],
): Promise<Standing | undefined> {
  if (changed.length > 0) say(`changed: ${changed.map(fromHere).join(", ")}\n`);
  const { paths, loaded, play, suiteOf } = await open();
  const { program } = loaded;
  const problems = loaded.problems.filter(({ severity }) => severity === "error");
  if (problems.length > 0) {
    say(`${problems.map((each) => renderProblem(each, loaded.texts.get(each.file) ?? "")).join("\n")}\n`);
    return undefined;
  }
  const { results, played } =
    before.rules === program.digest ? before : { results: [], played: new Set<string>() };
  const { again, standing } = touched({ program, paths, changed, results, played });
  const fresh = again.length === 0 ? [] : await play(again);
  const all = inOrder([...standing, ...fresh], paths);
  const suite = suiteOf(all);
  const isFresh = new Set(fresh.map(keyOf));
  const shown = suite.scenarios.filter((each) => isFresh.has(keyOf(each)));
  say(briefReport(suite, shown, await paintFor()));
  return { results: all, played: new Set(paths), rules: program.digest, folders: foldersOf(loaded) };
}

const foldersOf = ({ program }: LoadedProgram): readonly string[] =>
  program.files.filter(({ name }) => !name.startsWith(`${specName}/`)).map(({ name }) => dirname(name));

const fromHere = (path: string): string => relative(process.cwd(), path).replaceAll("\\", "/");

const keyOf = ({ feature, title }: ScenarioResult): string => `${feature?.uri}:${feature?.line}:${title}`;

/** As a run of everything would have it. */
function inOrder(results: readonly ScenarioResult[], paths: readonly string[]): readonly ScenarioResult[] {
  const files = paths.map((path) => shownPath(withoutLines(path)));
  const rank = ({ feature }: ScenarioResult): number => files.indexOf(shownPath(feature?.uri ?? ""));
  return results.toSorted((a, b) => rank(a) - rank(b) || (a.feature?.line ?? 0) - (b.feature?.line ?? 0));
}

const isText = /\.(custody|feature|[cm]?[jt]s)$/u;

function watchedNow(watching: Watching, { folders }: Standing): Watched {
  const features = featuresNow(watching);
  const roots = [...features.map((path) => dirname(path)), ...stepFolders(features), ...folders, specFolder];
  const all = [...new Set(roots.map((folder) => resolve(folder)))];
  return {
    folders: all.filter((folder) => !all.some((other) => other !== folder && folder.startsWith(other + sep))),
    isOf: (path) => isText.test(path),
    files: watching.files.map((path) => resolve(path)),
  };
}

const stepsNow = (watching: Watching): readonly string[] => stepFiles(featuresNow(watching));

/** None while a folder has no feature: somebody may be about to write one. */
function featuresNow({ features }: Watching): readonly string[] {
  try {
    return features();
  } catch (error) {
    if (isInput(error)) return [];
    throw error;
  }
}

function told(error: unknown): undefined {
  if (!isInput(error)) throw error;
  say(`custody: ${error.message}\n`);
}

/** By name, because the bundled command brings a class of its own. */
const isInput = (error: unknown): error is InputError =>
  error instanceof Error && error.name === "InputError";

const say = (text: string): void => void process.stdout.write(text);
