// Scenarios by file and title, or by what a token or record says of them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, type Problem } from "../contract/problem.ts";
import type { Program } from "../contract/program.ts";
import type { Scenario } from "../contract/syntax.ts";
import { renderProblem } from "../language/excerpt.ts";
import { nearMiss } from "../language/near.ts";
import { filesBelow } from "./input/below.ts";
import { nearestFile, refuseFeature } from "./input/files.ts";
import { kitRoot } from "./kit.ts";
import { errorsThatConcern, loadWithSpec, type LoadedProgram } from "./input/load.ts";
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
  const name = file.replaceAll("\\", "/");
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

/** So many are told: whoever has more mends these first. */
const mostTold = 5;

/** With their places: a text may have no mistake by itself, and clash with the words of the kit. */
function whatIsWrong(file: string, { texts }: LoadedProgram, problems: readonly Problem[]): string {
  const told = problems.slice(0, mostTold).map((each) => renderProblem(each, texts.get(each.file) ?? ""));
  const more = problems.length - told.length;
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return [
    `${file} has ${count} and cannot be played:`,
    ...told,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join("\n");
}

/** The colon in front of the title: a title may hold some, and a path too. */
function behindFile(argument: string): number {
  const colons = [...argument.matchAll(/:/gu)].map(({ index }) => index);
  return colons.findLast((at) => existsSync(argument.slice(0, at))) ?? colons.at(-1) ?? -1;
}

/** The scenario of that digest, in ./features or the kit's own: language files first, then the doc strings of features. */
export function scenarioOfDigest(digest: string, title: string): Found {
  const folders = [...new Set(["features", join(kitRoot, "features")].filter((f) => existsSync(f)))];
  for (const folder of folders) {
    for (const path of filesBelow(folder, ".custody")) {
      const file = path.replaceAll("\\", "/");
      if (!mayHold(readFileSync(path, "utf8"), title)) continue;
      const { program } = loadWithSpec([file]);
      const scenario = program.scenarios.find(
        (s) => program.fileOf(s).name === file && scenarioDigest(program, s) === digest,
      );
      if (scenario !== undefined) return { program, scenario, file };
    }
    for (const path of filesBelow(folder, ".feature")) {
      const found = inDocStrings(path, title, digest);
      if (found !== undefined) return found;
    }
  }
  throw new InputError(
    `No scenario "${title}" with the digest ${digest} stands in ${folders.join(" or ") || "./features"}: its text has changed since, or it stands elsewhere.`,
  );
}

/** A title with the values of a row in it does not stand in the text so. */
const mayHold = (text: string, title: string): boolean => text.includes(title) || /^\s*cases\b/mu.test(text);

function inDocStrings(path: string, title: string, digest: string): Found | undefined {
  const text = readFileSync(path, "utf8");
  if (!mayHold(text, title)) return undefined;
  for (const [, indent = "", body = ""] of text.matchAll(
    /^([ \t]*)(?:"""|```)(?:custody)?[ \t]*\r?\n([\s\S]*?)^[ \t]*(?:"""|```)[ \t]*$/gmu,
  )) {
    const file = `${path.replaceAll("\\", "/")}#`;
    const plain = body
      .split("\n")
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
      .join("\n")
      .replace(/\n$/u, "");
    const { program } = loadWithSpec([], new Map([[file, plain]]));
    const scenario = program.scenarios.find(
      (s) => program.fileOf(s).name === file && scenarioDigest(program, s) === digest,
    );
    if (scenario !== undefined) return { program, scenario, file };
  }
  return undefined;
}
