// custody fmt: the one layout of .custody files.

import { InputError } from "../../contract/problem.ts";
import { renderProblem } from "../../language/excerpt.ts";
import { format } from "../../language/format.ts";
import { parseFile } from "../../language/parse.ts";
import { readText, refuseFeature } from "../../runner/input/files.ts";
import { readArguments } from "../arguments.ts";
import { writeWhole } from "../write.ts";
import { print } from "../streams/print.ts";

export const takes = {
  name: "fmt",
  words: "FILE…",
  does: "Lays .custody files out in the one way; comments stay.",
};
export const isShort = true;
export const flags = { check: { does: "change nothing; say which files would change (exit 1)" } };

/** 0; with --check 1 when a file would change; 3 when one cannot be read. Nothing is written unless all can be read. */
export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const check = given.has("check");
  const changed = given.words.map(laidOut).filter(({ before, after }) => before !== after);
  for (const { path, after } of changed) {
    if (!check) writeWhole(path, after);
    print(check ? `${path} is not laid out; custody fmt ${path} does it\n` : `${path}\n`);
  }
  return check && changed.length > 0 ? 1 : 0;
}

type Layout = { readonly path: string; readonly before: string; readonly after: string };

function laidOut(path: string): Layout {
  refuseFeature(path);
  const before = readText(path);
  const { file, problems } = parseFile(path, before);
  const [first] = problems;
  if (first === undefined) return { path, before, after: withEndsOf(before, format(file)) };
  throw new InputError(
    `${path} has ${problems.length === 1 ? "a problem" : `${problems.length} problems`} and is left as it is:\n${renderProblem(first, before)}`,
  );
}

/** How lines end is no matter of layout: a checkout on Windows may have them its own way. */
const withEndsOf = (before: string, text: string): string =>
  /^[^\n]*\r\n/u.test(before) ? text.replaceAll("\n", "\r\n") : text;
