// Imports: from the paths that a user gives to parsed files in an order in which each stands behind what it imports.
import type { Problem } from "../contract/problem.ts";
import type { Import, SourceFile } from "../contract/syntax.ts";
import { problem } from "./check/problems.ts";
import { didYouMean, nearest } from "./near.ts";
import { parseFile } from "./parse.ts";

/** The text of a file, or undefined when there is none. Paths are joined with `/`. */
export type Read = (path: string) => string | undefined;

export type LoadOptions = {
  /** folder of the kit's own texts, for names that are not beside the importing file */
  readonly kit?: string;
  /** files that are there already, by name: importing one reads nothing */
  readonly known?: readonly string[];
  /** file names of a folder, for near misses */
  readonly list?: (folder: string) => readonly string[];
};

export type Loaded = {
  readonly files: readonly SourceFile[];
  /** syntax problems of every file, in the order of `files`; hand them to checkFiles as `parsed` */
  readonly parsed: readonly Problem[];
  /** missing files, circles, files imported twice */
  readonly problems: readonly Problem[];
  /** paths of the user that could not be read */
  readonly unread: readonly string[];
};

/** Reads `paths` and whatever they import. Pure but for `read` and `list`; never throws. */
export const loadFiles = (paths: readonly string[], read: Read, options: LoadOptions = {}): Loaded => {
  const loader = new Loader(read, options);
  const unread = paths.filter((path) => !loader.load(normal(path)));
  return { files: loader.files, parsed: loader.parsed, problems: loader.problems, unread };
};

// A text is parsed once, however many programs it joins: trees are never changed. Bounded, because a watching process reads many versions.
const parses = new Map<string, ReturnType<typeof parseFile>>();
const mostParses = 256;

function parsedOnce(path: string, text: string): ReturnType<typeof parseFile> {
  const key = `${path}\n${text}`;
  const known = parses.get(key) ?? parseFile(path, text);
  if (parses.size >= mostParses) parses.clear();
  parses.set(key, known);
  return known;
}

class Loader {
  readonly files: SourceFile[] = [];
  readonly parsed: Problem[] = [];
  readonly problems: Problem[] = [];
  readonly #done = new Map<string, "open" | "done">();
  readonly #read: Read;
  readonly #options: LoadOptions;

  constructor(read: Read, options: LoadOptions) {
    this.#read = read;
    this.#options = options;
    for (const name of options.known ?? []) this.#done.set(name, "done");
  }

  /** False when there is no such file. */
  load(path: string): boolean {
    if (this.#done.has(path)) return true;
    const text = this.#read(path);
    if (text === undefined) return false;
    this.#done.set(path, "open");
    const { file, problems } = parsedOnce(path, text);
    this.parsed.push(...problems);
    this.#loadImports(file);
    this.#done.set(path, "done");
    this.files.push(file);
    return true;
  }

  #loadImports(file: SourceFile): void {
    const seen = new Set<string>();
    for (const declaration of file.declarations) {
      if (declaration.kind !== "import") continue;
      const found = candidatesOf(file.name, declaration.path, this.#options.kit).find(
        (path) => this.#done.has(path) || this.load(path),
      );
      if (found === undefined) this.problems.push(this.#missing(file, declaration));
      else if (seen.has(found))
        this.problems.push(
          problem(
            "import-twice",
            file,
            declaration,
            `The file ${declaration.path} is already imported.`,
            "leave one of them out",
          ),
        );
      else if (this.#done.get(found) === "open") this.problems.push(this.#cycle(file, declaration, found));
      if (found !== undefined) seen.add(found);
    }
  }

  #missing(file: SourceFile, declaration: Import): Problem {
    const { path } = declaration;
    const inner = path.includes("/") ? `${folderOf(path)}/` : "";
    const folders = [folderOf(file.name), ...(this.#options.kit === undefined ? [] : [this.#options.kit])];
    const names = folders
      .flatMap((folder) => this.#options.list?.(normal(`${folder}/${inner}`)) ?? [])
      .filter((name) => name.endsWith(".custody"));
    const near = nearest(
      path,
      names.map((name) => inner + name.slice(0, -".custody".length)),
    );
    const hint =
      didYouMean(near).hint ?? `looked for ${candidatesOf(file.name, path, this.#options.kit).join(" and ")}`;
    return problem("missing-import", file, declaration, `There is no file ${path} to import.`, hint);
  }

  #cycle(file: SourceFile, declaration: Import, found: string): Problem {
    const open = [...this.#done].filter(([, state]) => state === "open").map(([path]) => path);
    const circle = [...open.slice(open.indexOf(found)), found];
    return problem(
      "import-cycle",
      file,
      declaration,
      `This closes a circle of imports: ${circle.join(" -> ")}.`,
      "move what both need to a file of its own",
    );
  }
}

/** Where an import may lead: beside the importing file first, then among the kit's own. */
export const candidatesOf = (from: string, path: string, kit: string | undefined): readonly string[] => {
  const name = path.endsWith(".custody") ? path : `${path}.custody`;
  if (name.startsWith("/")) return [normal(name)];
  return [
    normal(`${folderOf(from)}/${name}`),
    ...(kit === undefined || path.startsWith(".") ? [] : [normal(`${kit}/${name}`)]),
  ];
};

const folderOf = (path: string): string => {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : slash === 0 ? "/" : path.slice(0, slash);
};

/** Without `.`, with `..` taken back where that is possible. */
export const normal = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return (path.startsWith("/") ? "/" : "") + parts.join("/");
};
