// Programs for tests: the kit's own specification, or a few lines of text.
import { readFileSync } from "node:fs";
import type { Problem } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import { loadFiles } from "../../language/load.ts";
import { parseFile } from "../../language/parse.ts";
import { checkFiles, type Outcome, resolveFiles } from "../../language/program.ts";

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

let spec: Program | undefined;

/** Everything under reference/spec. */
export const specification = (): Program => {
  spec ??= checked(["reference/spec/all.custody"], read);
  return spec;
};

/** A program of one text without imports; names and types must be right, the finer checks are left out. */
export const programOf = (text: string): Program => {
  const { file, problems } = parseFile("test.custody", text);
  return orThrow(resolveFiles([file], { parsed: problems }), problems);
};

const checked = (paths: readonly string[], from: (path: string) => string | undefined): Program => {
  const { files, parsed, problems } = loadFiles(paths, from);
  return orThrow(checkFiles(files, { parsed }), [...parsed, ...problems]);
};

const orThrow = (outcome: Outcome, before: readonly Problem[]): Program => {
  const errors = [...before, ...outcome.problems].filter((p) => p.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((p) => `${p.file}:${p.at} ${p.message}`).join("\n"));
  return outcome.program;
};
