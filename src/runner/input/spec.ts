// The kit's own rules as a checked program: thawed from what the build has frozen, or parsed when that is not of these texts.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { InputError, KitDefect } from "../../contract/problem.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Declaration, Pattern, SourceFile } from "../../contract/syntax.ts";
import { locator } from "../../language/place.ts";
import { nodesOf } from "../../language/walk.ts";
import { builtRoot, everything, kitRoot } from "../kit.ts";

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

/** What the build writes to `frozenFile`. */
export async function frozenSpec(): Promise<Buffer> {
  return freeze(await parseSpec());
}

/** What of a program is data, and what its functions know. */
type Frozen = Omit<Program, "wordOf" | "place" | "fileOf"> & { readonly wordsOf: ReadonlyMap<Pattern, Word> };

export function freeze(program: Program): Buffer {
  const { wordOf, place: _place, fileOf: _fileOf, ...data } = program;
  const files = program.files.map((file) => ({
    ...file,
    comments: [],
    declarations: file.declarations.map(withoutExamples),
  }));
  const declarations = files.flatMap((file) => file.declarations);
  const nodes = new Set<object>(nodesOf(declarations));
  const frozen: Frozen = {
    ...data,
    files,
    rules: declarations.filter((each) => each.kind === "rule"),
    scenarios: [],
    refs: new Map([...program.refs].filter(([node]) => nodes.has(node))),
    positions: new Map([...program.positions].filter(([node]) => nodes.has(node))),
    wordsOf: new Map([...nodes].filter(isPattern).map((pattern) => [pattern, wordOf(pattern)])),
  };
  return serialize(frozen);
}

const withoutExamples = (declaration: Declaration): Declaration =>
  declaration.kind === "rule"
    ? { ...declaration, items: declaration.items.filter(({ kind }) => kind !== "example") }
    : declaration;

/** undefined when there is none, or it is of other texts or of another build. */
export function thaw(): Program | undefined {
  try {
    if (isNewer(compiledLanguage, frozenFile)) return undefined;
    const program = thawed(readFileSync(frozenFile));
    return isCurrent(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** The texts that it was made of still stand there. Throws when one of them cannot be read. */
export const isCurrent = (program: Program): boolean => program.files.every(isUnchanged);

/** The program that `freeze` has written; without examples and scenarios. */
export const thawed = (bytes: Buffer): Program => revive(deserialize(bytes) as Frozen);

// What a program consists of follows from its texts, imports included: when none has changed, nothing has.
const isUnchanged = ({ name, text }: SourceFile): boolean =>
  readFileSync(join(kitRoot, name), "utf8") === text;

// A compiler run by hand leaves the frozen program of an older parser behind.
const isNewer = (path: string, than: string): boolean => statSync(path).mtimeMs > statSync(than).mtimeMs;

function revive({ wordsOf, ...data }: Frozen): Program {
  let owners: ReadonlyMap<Declaration, SourceFile> | undefined;
  return {
    ...data,
    wordOf: (pattern) => known(wordsOf.get(pattern), pattern.name),
    place: locator(data.files),
    fileOf: (declaration) => {
      owners ??= new Map(data.files.flatMap((file) => file.declarations.map((each) => [each, file])));
      return known(owners.get(declaration), declaration.kind);
    },
  };
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined)
    throw new KitDefect(`The frozen rules do not know ${name}: build again with npm run ready.`);
  return value;
}

const isPattern = (node: object): node is Pattern => "kind" in node && node.kind === "pattern";
