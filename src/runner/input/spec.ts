// The kit's own rules as a checked program: thawed from what the build has frozen, or parsed when that is not of these texts.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, KitDefect } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import { builtRoot, everything } from "../kit.ts";
import { isUnchanged, thawed } from "./thawed.ts";

/** Where the build puts the frozen program. */
export const frozenFile = join(builtRoot, "spec.bin");
const compiledLanguage = join(builtRoot, "src", "language", "program.js");

/** All vocabularies, resources and rules of the kit, to judge by: the frozen ones come without their examples. Throws KitDefect when they do not check. */
export async function loadSpec(): Promise<Program> {
  return thaw() ?? (await parseSpec());
}

/** The kit's own and what these files add. Throws InputError when they have problems. */
export async function loadWith(files: readonly string[]): Promise<Program> {
  const { isSound, loadProgram } = await import("./load.ts");
  const { program, problems } = loadProgram([everything, ...files]);
  if (!isSound(problems))
    throw new InputError(
      `${files.join(", ")} cannot be used with the rules of the kit: custody lint ${files.join(" ")} says why.`,
    );
  return program;
}

/** Parses and checks the texts themselves. */
export async function parseSpec(): Promise<Program> {
  const { isSound, loadProgram } = await import("./load.ts");
  const { program, problems } = loadProgram([everything]);
  if (!isSound(problems))
    throw new KitDefect(`The rules of the kit have problems: custody lint ${everything} says which.`);
  return program;
}

/** undefined when there is none, or it is of other texts or of another build. */
export const thaw = (): Program | undefined =>
  ofThisBuild(frozenFile, (bytes) => {
    const program = thawed(bytes);
    return isCurrent(program) ? program : undefined;
  });

/** What a frozen file makes; undefined when there is none, it cannot be read, or it is of another build. */
export function ofThisBuild<T>(file: string, make: (bytes: Buffer) => T | undefined): T | undefined {
  try {
    return isNewer(compiledLanguage, file) ? undefined : make(readFileSync(file));
  } catch {
    return undefined;
  }
}

/** The texts that it was made of still stand there, imports included: what a program consists of follows from them. */
export const isCurrent = (program: Program): boolean => program.files.every(isUnchanged);

// A compiler run by hand leaves the frozen program of an older parser behind.
const isNewer = (path: string, than: string): boolean => statSync(path).mtimeMs > statSync(than).mtimeMs;
