// The kit's own scenarios as bytes and back: whoever plays some of the bundled features neither parses nor checks them again.

import { join, relative, resolve } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Problem } from "../../contract/problem.ts";
import type { Program, Written } from "../../contract/program.ts";
import type {
  Declaration,
  Fragment,
  Import,
  Scenario,
  SourceFile,
  Span,
  Step,
} from "../../contract/syntax.ts";
import { candidatesOf, normal } from "../../language/load.ts";
import { locator } from "../../language/place.ts";
import type { Outcome } from "../../language/program.ts";
import { builtRoot, kitRoot, specName } from "../kit.ts";
import { known } from "./frozen.ts";
import { Notes, packed, unpackedLater } from "./packed.ts";
import { isUnchanged } from "./thawed.ts";

/** Where the build puts them. */
export const frozenScenarios = join(builtRoot, "scenarios.bin");

/** Files by their names from the kit's root; of a scenario or fragment, its steps are packed by themselves. */
type Frozen = {
  readonly rules: string;
  readonly files: readonly FrozenFile[];
  readonly notes: readonly Problem[];
};
type FrozenFile = Omit<SourceFile, "declarations"> & {
  readonly declarations: readonly (Import | PackedSteps)[];
};
type PackedSteps = WithPacked<Scenario> | WithPacked<Fragment>;
type WithPacked<T> = Omit<T, "steps"> & { readonly steps: Uint8Array };

/** `program`: the kit's rules and, on top of them, the files of scenarios; all of it sound, with nothing worse than these notes. */
export function freezeScenarios(program: Program, notes: readonly Problem[]): Buffer {
  const files = program.files
    .filter(({ name }) => !name.startsWith(`${specName}/`))
    .map((file) => ({
      ...file,
      comments: [],
      declarations: file.declarations.flatMap((each): readonly (Import | PackedSteps)[] => {
        if (each.kind === "import") return [each];
        return each.kind === "scenario" || each.kind === "fragment"
          ? [{ ...each, steps: packed(program, each.steps) }]
          : [];
      }),
    }));
  const frozen: Frozen = { rules: program.digest, files, notes };
  return serialize(frozen);
}

/** All that `freezeScenarios` has written, to stand on these rules; undefined when it stood on others. */
export function thawedScenarios(bytes: Buffer, base: Program): FrozenScenarios | undefined {
  const frozen = deserialize(bytes) as Frozen;
  return frozen.rules === base.digest ? new FrozenScenarios(frozen, base) : undefined;
}

/** Scenarios of many files, of which a program takes those that it names and what they import. */
export class FrozenScenarios {
  readonly #base: Program;
  readonly #notes: Notes;
  readonly #problems: readonly Problem[];
  readonly #files: ReadonlyMap<string, SourceFile>;

  constructor({ files, notes: problems }: Frozen, base: Program) {
    this.#base = base;
    const notes = new Notes(base);
    this.#notes = notes;
    this.#problems = problems;
    this.#files = new Map(files.map((file) => [file.name, revived(file, notes)]));
  }

  /** What reading these paths would make; undefined where one of them is not here or has changed on disk. */
  outcome(paths: readonly string[]): Outcome | undefined {
    const wanted = paths.map((path) => relative(kitRoot, resolve(path)).replaceAll("\\", "/"));
    const [first = "", name = ""] = [paths[0], wanted[0]];
    const before = first.slice(0, first.length - name.length);
    if (paths.some((path, i) => path !== `${before}${wanted[i]}` || path !== normal(path))) return undefined;
    const files = this.#withImports(wanted);
    if (files?.every(isUnchanged) !== true) return undefined;
    const own = new Set(files.map((file) => file.name));
    const problems = this.#problems.filter(({ file }) => own.has(file));
    return {
      program: this.#programOf(files, before),
      problems: problems.map((each) => ({ ...each, file: `${before}${each.file}` })),
    };
  }

  /** In the order in which they are read: what a file imports stands before it. */
  #withImports(names: readonly string[]): readonly SourceFile[] | undefined {
    const found = new Map<string, SourceFile | undefined>();
    const add = (name: string): void => {
      if (found.has(name)) return;
      const file = this.#files.get(name);
      for (const each of file?.declarations ?? []) if (each.kind === "import") addImport(name, each);
      found.set(name, file);
    };
    const addImport = (from: string, { path }: Import): void => {
      const isRule = (name: string): boolean => this.#base.files.some((file) => file.name === name);
      const candidates = candidatesOf(from, path, specName);
      const name = candidates.find((each) => this.#files.has(each) || isRule(each));
      if (name === undefined || !isRule(name)) add(name ?? path);
    };
    names.forEach(add);
    const files = [...found.values()];
    return files.every((file) => file !== undefined) ? files : undefined;
  }

  #programOf(frozen: readonly SourceFile[], before: string): Program {
    const [base, notes] = [this.#base, this.#notes];
    const own = frozen.map((file) => ({ ...file, name: `${before}${file.name}` }));
    const files = [...base.files, ...own];
    const byName = new Map(own.map((file) => [file.name, file]));
    const owners = new Map<Declaration, SourceFile>(
      own.flatMap((file) => file.declarations.map((each) => [each, file] as const)),
    );
    const written = (node: Span): Written | undefined => {
      const from = notes.writtenIn(node);
      return from && { ...from, file: known(byName.get(`${before}${from.file}`), from.file) };
    };
    const all = own.flatMap((file) => file.declarations);
    const fragments = all.filter((each) => each.kind === "fragment");
    return {
      ...base,
      files,
      scenarios: all.filter((each) => each.kind === "scenario"),
      fragments: new Map([...base.fragments, ...fragments.map((each) => [each.name, each] as const)]),
      refs: notes.refs,
      positions: notes.positions,
      wordOf: (pattern) => notes.wordOf(pattern, base.words) ?? base.wordOf(pattern),
      place: locator(files, written),
      written,
      fileOf: (declaration) => owners.get(declaration) ?? base.fileOf(declaration),
    };
  }
}

function revived(file: FrozenFile, notes: Notes): SourceFile {
  const withSteps = ({ steps, ...head }: PackedSteps): Scenario | Fragment => {
    const unpacked = unpackedLater<readonly Step[]>(steps, notes);
    return {
      ...head,
      get steps() {
        return unpacked(); // most runs play few of the scenarios
      },
    };
  };
  return {
    ...file,
    declarations: file.declarations.map((each) => (each.kind === "import" ? each : withSteps(each))),
  };
}
