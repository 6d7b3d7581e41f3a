// The kit's specification and a user's files, loaded and checked together.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../contract/problem.ts";
import type { Program } from "../contract/program.ts";
import { loadFiles } from "../language/load.ts";
import { checkFiles } from "../language/program.ts";
import { specFolder } from "./kit.ts";

export type LoadedProgram = {
  readonly program: Program;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
};

/** `texts` are files that stand nowhere on disk: language text embedded elsewhere, by the name to give them. */
export function loadProgram(
  paths: readonly string[],
  texts: ReadonlyMap<string, string> = new Map(),
): LoadedProgram {
  const read = (path: string): string | undefined => {
    const given = texts.get(path);
    if (given !== undefined) return given;
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  };
  const all = [join(specFolder, "all.custody"), ...texts.keys(), ...paths].map((p) =>
    p.replaceAll("\\", "/"),
  );
  const loaded = loadFiles([...new Set(all)], read, { kit: specFolder.replaceAll("\\", "/") });
  const sources = new Set(
    Object.keys(JSON.parse(readFileSync(join(specFolder, "sources.json"), "utf8")) as object),
  );
  const checked = checkFiles(loaded.files, { sources, parsed: loaded.parsed });
  return {
    program: checked.program,
    problems: [...loaded.parsed, ...loaded.problems, ...checked.problems],
    texts: new Map(loaded.files.map((f) => [f.name, f.text])),
  };
}
