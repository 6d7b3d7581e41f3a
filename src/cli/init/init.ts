// custody init: a first feature, its scenario, CI and the list of known failures, in a folder that has none of them.

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../contract/problem.ts";
import { readArguments, type Takes } from "../arguments.ts";
import { starter, type StarterFile } from "./starter.ts";
import { writeWhole } from "../write.ts";

export const takes: Takes = {
  name: "init",
  words: "[FOLDER]",
  does: "Writes a first feature with its scenario, a CI workflow and an empty list of known failures.\nNothing is overwritten: when one of the files is there, none is written (exit 3).",
};
export const flags = {};

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const [folder = ".", ...others] = given.words;
  if (others.length > 0)
    throw new InputError(`custody init takes one folder; leave ${others.join(" ")} out.`);
  const there = starter.filter(({ path }) => existsSync(join(folder, path))).map(({ path }) => path);
  if (there.length > 0)
    throw new InputError(
      `${there.join(", ")} ${there.length === 1 ? "is" : "are"} there already, so nothing was written: choose another folder, or move what is there.`,
    );
  writeAll(folder);
  process.stdout.write(told(folder));
  return 0;
}

/** All or none: what was written before a file could not be is taken away again. */
function writeAll(folder: string): void {
  const written: string[] = [];
  try {
    for (const { path, text } of starter) {
      writeWhole(join(folder, path), text);
      written.push(join(folder, path));
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

function told(folder: string): string {
  const width = Math.max(...starter.map(({ path }) => path.length));
  const row = ({ path, does }: StarterFile): string => `  ${path.padEnd(width)}  ${does}`;
  const there =
    folder === "." ? "" : `cd ${/^[\w./-]+$/u.test(folder) ? folder : JSON.stringify(folder)}\n  `;
  return `Written:
${starter.map(row).join("\n")}

Next:
  ${there}npx custody run                       play it against the reference
  npx custody run --role protocol       put one role under test
  npx custody run --watch               play again whatever you change
  npx custody run --bundled             with the features that custody brings along
`;
}
