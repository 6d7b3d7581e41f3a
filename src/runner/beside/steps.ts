// The steps that stand beside a user's features.

import { basename, dirname, join, resolve } from "node:path";
import { filesBelow } from "../input/below.ts";
import { withoutLines } from "../input/feature-files.ts";
import { kitRoot } from "../kit.ts";

/** Files to import before these features are played, in order, each once. */
export function stepFiles(features: readonly string[]): readonly string[] {
  return [...new Set(stepFolders(features).flatMap((folder) => filesBelow(folder, "").filter(isModule)))];
}

/** As Cucumber has it: the nearest folder called `features` above a feature, or else its own; the kit's are compiled. */
export function stepFolders(features: readonly string[]): readonly string[] {
  const folders = features.map((path) => folderOf(dirname(resolve(withoutLines(path)))));
  return [...new Set(folders)].filter((folder) => folder !== join(kitRoot, "features"));
}

function folderOf(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at)) if (basename(at) === "features") return at;
  return folder;
}

const isModule = (path: string): boolean =>
  /\.[cm]?[jt]s$/u.test(path) && !/\.(d|test)\.[cm]?ts$|\.test\.[cm]?js$/u.test(path);
