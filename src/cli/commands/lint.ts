// custody lint: every mistake in .custody files, at once.

import type { Problem } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import { renderProblem } from "../../language/excerpt.ts";
import { refuseFeature } from "../../runner/input/files.ts";
import { isSound, type LoadedProgram, loadProgram } from "../../runner/input/load.ts";
import { everything } from "../../runner/kit.ts";
import { readArguments } from "../arguments.ts";
import { print } from "../streams/print.ts";

export const takes = {
  name: "lint",
  words: "FILE…",
  does: "Finds every mistake in .custody files and in what they import.",
};
export const isShort = true;
export const flags = { quiet: { does: "mistakes only, no notes" } };

/** 0, or 3 when something is worse than a note. */
export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  given.words.forEach(refuseFeature);
  const { program, problems } = loaded(given.words);
  const shown = problems.filter(({ severity }) => severity === "error" || !given.has("quiet"));
  print(
    `${[...shown.map((problem) => rendered(program, problem)), closing(program, problems)].join("\n")}\n`,
  );
  return isSound(problems) ? 0 : 3;
}

/** A scenario may use the words and rules of the kit without importing them, as it may when it is played. */
function loaded(paths: readonly string[]): LoadedProgram {
  const alone = loadProgram(paths);
  if (!alone.problems.some(({ code }) => code.startsWith("unknown-"))) return alone;
  const together = loadProgram([everything, ...paths]);
  const own = new Set(alone.program.files.map(({ name }) => name));
  const problems = together.problems.filter(({ file }) => own.has(file));
  if (problems.length >= alone.problems.length) return alone;
  const files = together.program.files.filter(({ name }) => own.has(name));
  return { ...together, problems, program: { ...together.program, files } };
}

function rendered({ files }: Program, problem: Problem): string {
  const text = files.find(({ name }) => name === problem.file)?.text ?? "";
  return renderProblem(problem, text);
}

function closing({ files }: Program, problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const notes = problems.length - errors;
  const found = errors === 0 ? "no mistake" : `${errors} mistake${errors === 1 ? "" : "s"}`;
  return `${found}${notes === 0 ? "" : `, ${notes} note${notes === 1 ? "" : "s"}`} in ${files.length} file${files.length === 1 ? "" : "s"}`;
}
