// The features that a user names, and how Cucumber names them.
import { existsSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { InputError } from "../../contract/problem.ts";
import { filesBelow } from "../input/below.ts";
import { featureFile, withoutLines } from "../input/feature-files.ts";
import { nearestFile } from "../input/files.ts";
import { kitRoot } from "../kit.ts";

/** Feature files of a folder; those in ./features when none is named, and the kit's own when `bundled` or where there are none. */
export function featurePaths(named: readonly string[], bundled = false): readonly string[] {
  const own = join(kitRoot, "features");
  const here = existsSync("features") && filesBelow("features", ".feature").length > 0 ? ["features"] : [];
  const given = named.length > 0 ? named : here;
  const isOwn = (path: string): boolean => resolve(path) === own;
  const all = given.length === 0 || (bundled && !given.some(isOwn)) ? [...given, own] : given;
  return all.flatMap((path) => {
    const bare = withoutLines(path);
    if (!existsSync(bare))
      throw new InputError(
        `There is no feature ${bare}; ${nearestFile(bare, "name a .feature file or a folder.")}`,
      );
    if (!statSync(bare).isDirectory()) return [featureFile(path)];
    const found = filesBelow(bare, ".feature");
    if (found.length === 0) throw new InputError(`${bare} holds no .feature file`);
    return found.map(featureFile);
  });
}

/** A path as Cucumber names it: from the working directory. */
export const fromHere = (path: string): string => {
  const [, bare = path, line = ""] = /^(.*?)((?::\d+)*)$/u.exec(path) ?? [];
  return `${(relative(process.cwd(), bare) || ".").replaceAll("\\", "/")}${line}`;
};
