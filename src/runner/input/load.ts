// Files of the language, with whatever they import: from paths to a checked program.

import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { InputError, type Problem } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import { renderProblem } from "../../language/excerpt.ts";
import { type Loaded, loadFiles } from "../../language/load.ts";
import { addsOnlyScenarios, checkFiles } from "../../language/program.ts";
import { doStepsIn } from "../../language/unfold/unfold.ts";
import { specJson } from "./catalogue.ts";
import { codeOf, inputError, namesIn, nearestFile } from "./files.ts";
import { everything, kitRoot, specName } from "../kit.ts";
import { frozenScenarios, thawedScenarios, type FrozenScenarios } from "./frozen-scenarios.ts";
import { isCurrent, ofThisBuild, thaw } from "./spec.ts";

/** `problems` in the order of the files; with errors among them the program is for reporting only. */
export type LoadedProgram = {
  readonly program: Program;
  readonly problems: readonly Problem[];
  /** the text of every file, by its name */
  readonly texts: ReadonlyMap<string, string>;
};

/** Texts that stand nowhere on disk, by the name to give them: what a doc string holds. */
export type Embedded = ReadonlyMap<string, string>;

/** Files and texts together with the whole specification of the kit, whose own notes are not among the problems. */
export function loadWithSpec(
  paths: readonly string[],
  texts: Embedded = new Map(),
  base = kitBase(),
): LoadedProgram {
  const all = [...texts.keys(), ...paths.map(slashed)];
  return (
    (base && ((texts.size === 0 ? bundledOn(base, all) : undefined) ?? loadOnto(base, all, texts))) ??
    loadProgram([everything, ...all], texts)
  );
}

let bundled: { readonly base: Program; readonly frozen: FrozenScenarios | undefined } | undefined;

/** Scenarios that the kit brings along and that nobody has changed; undefined when there are others among these. */
function bundledOn(base: Program, paths: readonly string[]): LoadedProgram | undefined {
  if (paths.length === 0 || !paths.every(isBelowKit)) return undefined;
  if (bundled?.base !== base)
    bundled = { base, frozen: ofThisBuild(frozenScenarios, (bytes) => thawedScenarios(bytes, base)) };
  const outcome = bundled.frozen?.outcome(paths);
  return outcome && { ...outcome, texts: textsOf(outcome.program) };
}

const isBelowKit = (path: string): boolean => !relative(kitRoot, resolve(path)).startsWith("..");

const slashed = (path: string): string => path.replaceAll("\\", "/");

/** Reads `paths` and their imports; names that are not beside the importing file are the kit's own. Throws InputError for a path that cannot be read. */
export function loadProgram(paths: readonly string[], texts: Embedded = new Map()): LoadedProgram {
  return checked(read(paths, texts));
}

let specification: Program | undefined;

/** The specification, thawed or checked once; undefined when it has mistakes, which are then reported with every file. */
function kitBase(): Program | undefined {
  if (specification !== undefined && isCurrent(specification)) return specification;
  specification = thaw();
  if (specification !== undefined) return specification;
  const { program, problems } = loadProgram([everything]);
  return isSound(problems) ? (specification = program) : undefined;
}

/** undefined: these files say more than scenarios, so that everything has to be checked together. */
function loadOnto(base: Program, paths: readonly string[], texts: Embedded): LoadedProgram | undefined {
  const loaded = read(paths, texts, base);
  return addsOnlyScenarios(loaded.files) ? checked(loaded, base) : undefined;
}

function read(paths: readonly string[], texts: Embedded, base?: Program): Loaded {
  for (const path of paths) if (!isOwn(path) && !texts.has(path)) refuseUnreadable(path);
  const loaded = loadFiles([...new Set(paths)], (path) => texts.get(path) ?? readIfThere(path), {
    kit: specName,
    list: (folder) => namesIn(place(folder)),
    ...(base === undefined ? {} : { known: base.files.map(({ name }) => name) }),
  });
  const [missing] = loaded.unread;
  if (missing !== undefined)
    throw new InputError(`There is no file ${missing}: ${nearestFile(missing, "check the path.")}`);
  return loaded;
}

function checked(loaded: Loaded, base?: Program): LoadedProgram {
  const { program, problems } = checkFiles(loaded.files, {
    parsed: loaded.parsed,
    sources: new Set(Object.keys(specJson("sources.json"))),
    ...(base === undefined ? {} : { base }),
  });
  return {
    program,
    problems: inFileOrder(program, [...loaded.parsed, ...loaded.problems, ...problems]),
    texts: textsOf(program),
  };
}

const textsOf = (program: Program): ReadonlyMap<string, string> =>
  new Map(program.files.map((file) => [file.name, file.text]));

/** What keeps the scenarios of a file from being played: errors in it, in the fragments that they do, or in no file at all. */
export function errorsThatConcern(
  { program, problems, texts }: LoadedProgram,
  file: string,
): readonly Problem[] {
  const errors = errorsAmong(problems);
  if (errors.length === 0) return [];
  const fragments = program.scenarios
    .filter((scenario) => program.fileOf(scenario).name === file)
    .flatMap(({ steps }) => doStepsIn(steps).flatMap(({ name }) => program.fragments.get(name) ?? []));
  const files = new Set([file, ...fragments.map((fragment) => program.fileOf(fragment).name)]);
  return errors.filter((p) => files.has(p.file) || !texts.has(p.file));
}

/** Errors that concern whatever is played: in a rule, a word, a resource, an import, or in what is no declaration at all. */
export const errorsForAll = ({ program, problems }: LoadedProgram): readonly Problem[] =>
  errorsAmong(problems).filter(({ file, at }) => {
    const { declarations = [] } = program.files.find(({ name }) => name === file) ?? {};
    const around = declarations.find((each) => each.at <= at && at <= each.end);
    return around?.kind !== "scenario" && around?.kind !== "fragment";
  });

/** So many are told: whoever has more mends these first. */
const mostTold = 5;

/** With their places, as custody lint shows them. */
export function problemsTold({ texts }: LoadedProgram, problems: readonly Problem[]): string {
  const told = problems.slice(0, mostTold).map((each) => renderProblem(each, texts.get(each.file) ?? ""));
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

const errorsKnown = new WeakMap<readonly Problem[], readonly Problem[]>();

/** Asked for each scenario: a text with a note for each of a thousand is gone through once. */
function errorsAmong(problems: readonly Problem[]): readonly Problem[] {
  const known = errorsKnown.get(problems) ?? problems.filter(({ severity }) => severity === "error");
  errorsKnown.set(problems, known);
  return known;
}

/** True when nothing worse than notes was found. */
export const isSound = (problems: readonly Problem[]): boolean =>
  problems.every(({ severity }) => severity === "note");

const isOwn = (path: string): boolean => path.startsWith(`${specName}/`);

/** Where a path leads: the kit's own names count from its root, all others from here. */
const place = (path: string): string => (isOwn(path) || path === specName ? join(kitRoot, path) : path);

function refuseUnreadable(path: string): void {
  try {
    if (statSync(path).isDirectory())
      throw new InputError(`${path} is a folder: name a .custody file in it.`);
    readFileSync(path);
  } catch (error) {
    throw inputError(path, error);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(place(path), "utf8");
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function inFileOrder(program: Program, problems: readonly Problem[]): readonly Problem[] {
  const rank = new Map(program.files.map((file, index) => [file.name, index]));
  return problems.toSorted((a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.at - b.at);
}
