// The language files beside features: read once together, so that the words and rules in them are those of every scenario of a run.

import { dirname } from "node:path";
import { InputError } from "../../contract/problem.ts";
import { fromHere } from "../features/paths.ts";
import { filesBelow } from "../input/below.ts";
import { withoutLines } from "../input/feature-files.ts";
import { errorsForAll, loadWithSpec, type LoadedProgram, problemsTold } from "../input/load.ts";
import { stepFolders } from "./steps.ts";

export type OwnTexts = { readonly files: readonly string[]; readonly loaded: LoadedProgram };

/**
 * All of the user's folders of features, and of the kit's those beside its features. Throws InputError where one cannot be read: a rule
 * that is in it would judge nothing, and nobody would miss it.
 */
export function textsBeside(features: readonly string[]): OwnTexts {
  const files = languageFiles(features);
  const loaded = loadWithSpec(files);
  const broken = errorsForAll(loaded);
  if (broken.length === 0) return { files, loaded };
  const count = broken.length === 1 ? "a problem" : `${broken.length} problems`;
  throw new InputError(`The texts beside the features have ${count}:\n${problemsTold(loaded, broken)}`);
}

function languageFiles(features: readonly string[]): readonly string[] {
  const ofKit = features.filter((path) => stepFolders([path]).length === 0);
  const beside = ofKit.map((path) => dirname(withoutLines(path)));
  const folders = [...new Set([...beside, ...stepFolders(features)])];
  const files = folders.flatMap((folder) => filesBelow(folder, ".custody"));
  return [...new Set(files.map(fromHere))];
}
