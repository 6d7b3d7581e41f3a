// What a user gives as a feature and is none: refused in one sentence, before or after Cucumber has seen it.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { InputError } from "../../contract/problem.ts";
import { kitRoot } from "../kit.ts";
import { inputError } from "./files.ts";

/** A scenario that was not played, with Cucumber's word for it; `PARSE` when its file could not be parsed. */
export type Unplayed = {
  readonly name: string;
  readonly uri: string;
  readonly status: string;
  readonly message: string;
  /** the step that made it so */
  readonly step?: string;
};

const strict = new TextDecoder("utf-8", { fatal: true });

/** Of `FILE.feature:LINE:LINE` the file. */
export const withoutLines = (path: string): string => path.replace(/(:\d+)+$/u, "");

/** `FILE.feature[:LINE]`, unchanged. Throws InputError. */
export function featureFile(path: string): string {
  const bare = withoutLines(path);
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

/** Features that cannot be read, steps that nobody defined or that failed before anything was played: input to mend, nothing to judge. All of them at once. Throws InputError. */
export function refuseUnplayed(unplayed: readonly Unplayed[]): void {
  const wrong = unplayed
    .filter(({ status }) => unplayable.has(status))
    .map((one) => `${one.uri}${one.name === "" ? "" : `, "${one.name}"`}: ${whatIsWrong(one)}`);
  const [first, ...others] = wrong;
  if (first === undefined) return;
  if (others.length === 0) throw new InputError(first);
  const more = wrong.length > mostTold ? [`and ${wrong.length - mostTold} more`] : [];
  throw new InputError(
    [`${wrong.length} scenarios cannot be played:`, ...wrong.slice(0, mostTold), ...more].join("\n  "),
  );
}

/** More than anybody mends at once. */
const mostTold = 20;

function whatIsWrong({ status, message, step }: Unplayed): string {
  if (status === "UNDEFINED")
    return step === undefined
      ? "has no steps; docs/steps.md lists those of custody"
      : `uses a step that nobody defines, "${step}"; docs/steps.md lists those of custody`;
  const lines = message.split("\n");
  const said = lines.filter((line) => !isFrame(line)).slice(0, 12);
  // where in somebody's own steps it was thrown; where in the kit is nobody's business
  const own = lines.find((line) => isFrame(line) && !isFar(line));
  return `${said.join("\n").replace(/^\w*(?:Error|Problems)(?: \[\w+\])?: /u, "")}${own === undefined ? "" : ` (${own.trim()})`}`;
}

const isFrame = (line: string): boolean => /^\s+at /u.test(line);
const isFar = (line: string): boolean =>
  ["node:", "node_modules", kitRoot, pathToFileURL(kitRoot).href].some((place) => line.includes(place));

const unplayable: ReadonlySet<string> = new Set(["PARSE", "UNDEFINED", "AMBIGUOUS", "FAILED"]);
