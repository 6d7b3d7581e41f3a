// What a user gives as a feature and is none: refused in one sentence, before or after Cucumber has seen it.

import { readFileSync } from "node:fs";
import { InputError } from "../../contract/problem.ts";
import { inputError } from "./files.ts";

/** A scenario that was not played, with Cucumber's word for it; `PARSE` when its file could not be parsed. */
export type Unplayed = {
  readonly name: string;
  readonly uri: string;
  readonly status: string;
  readonly message: string;
};

const strict = new TextDecoder("utf-8", { fatal: true });

/** `FILE.feature[:LINE]`, unchanged. Throws InputError. */
export function featureFile(path: string): string {
  const bare = path.replace(/(:\d+)+$/u, "");
  if (!bare.endsWith(".feature"))
    throw new InputError(`${bare} is no feature: name a .feature file or a folder.`);
  const bytes = contentOf(bare);
  try {
    strict.decode(bytes);
  } catch {
    throw new InputError(`${bare} is no feature: it is not UTF-8 text.`);
  }
  return path;
}

function contentOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw inputError(path, error);
  }
}

/** Features that cannot be read, steps that nobody defined: input to mend, nothing to judge. Throws InputError. */
export function refuseUnplayed(unplayed: readonly Unplayed[]): void {
  const first = unplayed.find(({ status }) => unplayable.has(status));
  if (first === undefined) return;
  const what =
    first.status === "UNDEFINED"
      ? "uses a step that nobody defines: the features that custody brings along show its steps"
      : first.message.split("\n").slice(0, 12).join("\n");
  throw new InputError(`${first.uri}${first.name === "" ? "" : `, "${first.name}"`}: ${what}`);
}

const unplayable: ReadonlySet<string> = new Set(["PARSE", "UNDEFINED", "AMBIGUOUS", "FAILED"]);
