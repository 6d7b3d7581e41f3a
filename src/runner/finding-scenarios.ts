// Scenarios by file and title, or by what a token or record says of them.
import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { InputError, type Problem } from "../contract/problem.ts";
import type { Program } from "../contract/program.ts";
import type { Scenario } from "../contract/syntax.ts";
import { nearMiss } from "../language/near.ts";
import { filesBelow } from "./input/below.ts";
import { nearestFile, refuseFeature } from "./input/files.ts";
import { kitRoot } from "./kit.ts";
import {
  type Embedded,
  errorsThatConcern,
  loadWithSpec,
  type LoadedProgram,
  problemsTold,
} from "./input/load.ts";
import { scenarioDigest } from "./play/scenario-digest.ts";

export type Found = { readonly program: Program; readonly scenario: Scenario; readonly file: string };

/** `FILE` or `FILE:TITLE` (the whole title or a part that only one has). Without a title: all scenarios of the file. */
export function scenariosIn(argument: string): readonly Found[] {
  const at = existsSync(argument) ? -1 : behindFile(argument);
  const file = at < 0 ? argument : argument.slice(0, at);
  const title = at < 0 ? undefined : argument.slice(at + 1);
  if (!existsSync(file))
    throw new InputError(
      `There is no file ${file}; ${nearestFile(file, "name a .custody file, or FILE.custody:TITLE.")}`,
    );
  refuseFeature(file);
  const name = slashed(file);
  const loaded = loadWithSpec([name]);
  const { program } = loaded;
  const wrong = errorsThatConcern(loaded, name);
  if (wrong.length > 0) throw new InputError(whatIsWrong(file, loaded, wrong));
  const own = program.scenarios.filter((s) => program.fileOf(s).name === name);
  if (own.length === 0) throw new InputError(`${file} holds no scenario.`);
  const chosen = title === undefined ? own : own.filter((s) => s.title === title || s.row?.title === title);
  const near = chosen.length > 0 || title === undefined ? chosen : own.filter((s) => s.title.includes(title));
  const isOneText = near.every(({ at }) => at === near[0]?.at);
  if (near.length === 0 || (title !== undefined && !isOneText))
    throw new InputError(
      `${file} has ${near.length === 0 ? "no scenario" : "several scenarios like"} "${title}"; ${nearMiss(
        title ?? "",
        own.map((s) => s.title),
        `it has ${own.map((s) => `"${s.title}"`).join(", ")}.`,
      )}`,
    );
  return near.map((scenario) => ({ program, scenario, file: name }));
}

/** A text may have no mistake by itself, and clash with the words of the kit. */
function whatIsWrong(file: string, loaded: LoadedProgram, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return `${file} has ${count} and cannot be played:\n${problemsTold(loaded, problems)}`;
}

/** The colon in front of the title: a title may hold some, and a path too. */
function behindFile(argument: string): number {
  const colons = [...argument.matchAll(/:/gu)].map(({ index }) => index);
  return colons.findLast((at) => existsSync(argument.slice(0, at))) ?? colons.at(-1) ?? -1;
}

/**
 * The scenario of that digest, judged by the rules of that digest where they can be had: in ./features, the kit's own features, or
 * anywhere below; language files first, then the doc strings of features.
 */
export function scenarioOfDigest(digest: string, title: string, rules: string): Found {
  const folders = [...new Set(["features", join(kitRoot, "features"), "."].filter((f) => existsSync(f)))];
  for (const folder of folders) {
    for (const path of filesBelow(folder, ".custody")) {
      const file = slashed(path);
      if (!mayHold(readFileSync(path, "utf8"), title)) continue;
      const found = within(file, [file], digest);
      if (found !== undefined)
        return judgedBy(rules, found, (files) => within(file, [file, ...files], digest));
    }
    for (const path of filesBelow(folder, ".feature")) {
      const found = inDocStrings(path, title, digest, rules);
      if (found !== undefined) return found;
    }
  }
  throw new InputError(
    `No scenario "${title}" with the digest ${digest} stands in a feature or text below ${folders.join(" or ")}: its text has changed since, or it stands elsewhere.`,
  );
}

const slashed = (path: string): string => path.replaceAll("\\", "/");

function within(file: string, files: readonly string[], digest: string, texts?: Embedded): Found | undefined {
  const { program } = loadWithSpec([...new Set(files)], texts);
  const scenario = program.scenarios.find(
    (s) => program.fileOf(s).name === file && scenarioDigest(program, s) === digest,
  );
  return scenario === undefined ? undefined : { program, scenario, file };
}

/** A run reads all texts beside its features, and any of them may hold a rule: those around the scenario, ever wider. */
function judgedBy(
  rules: string,
  alone: Found,
  together: (files: readonly string[]) => Found | undefined,
): Found {
  if (alone.program.digest === rules) return alone;
  for (const folder of foldersAround(alone.file)) {
    const found = together(filesBelow(folder, ".custody").map(slashed));
    if (found?.program.digest === rules) return found;
  }
  return alone;
}

/** Its own folder first, the working directory last; of a file that is not below it the own one alone. */
function foldersAround(file: string): readonly string[] {
  const folder = dirname(file);
  if (folder === "." || isAbsolute(folder) || folder.startsWith("..")) return [folder];
  return [folder, ...foldersAround(folder)];
}

/** A title stands in the text with its quotes doubled, and with the values of a row in it not at all. */
const mayHold = (text: string, title: string): boolean =>
  text.includes(title.replaceAll('"', '""')) || /^\s*cases\b/mu.test(text);

function inDocStrings(path: string, title: string, digest: string, rules: string): Found | undefined {
  const text = readFileSync(path, "utf8");
  if (!mayHold(text, title)) return undefined;
  for (const [, indent = "", body = ""] of text.matchAll(
    /^([ \t]*)(?:"""|```)(?:custody)?[ \t]*\r?\n([\s\S]*?)^[ \t]*(?:"""|```)[ \t]*$/gmu,
  )) {
    const file = `${slashed(path)}#`;
    const plain = body
      .split("\n")
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
      .join("\n")
      .replace(/\n$/u, "");
    const texts = new Map([[file, plain]]);
    const found = within(file, [], digest, texts);
    if (found !== undefined) return judgedBy(rules, found, (files) => within(file, files, digest, texts));
  }
  return undefined;
}
