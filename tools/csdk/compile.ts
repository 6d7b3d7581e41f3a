// Compiles the SDK's runtime and drivers for tests: every object once for what it is made of, kept between runs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../root.ts";

export const sdk = join(projectRoot, "sdk", "c");
export const runtime: readonly string[] = sources("runtime").filter((file) => !file.includes("windows"));
export const headers: readonly string[] = below("include", ".h");

export const warnings: readonly string[] = ["-Wall", "-Wextra", "-Werror"];
const own: readonly string[] = ["-std=gnu11", "-fshort-wchar", "-O1", "-g", ...warnings];
/** Without optimising: the compiler would remove a read whose value nobody uses, and with it the finding. */
const drivers: readonly string[] = [
  "-std=gnu11",
  "-fms-extensions",
  "-fshort-wchar",
  "-fno-strict-aliasing",
  "-O0",
  "-g",
  ...warnings,
];
const cache = join(projectRoot, "node_modules", ".cache", "custody-c");

export function sources(folder: string): readonly string[] {
  return below(folder, ".c");
}

function below(folder: string, ending: string): readonly string[] {
  return readdirSync(join(sdk, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .toSorted();
}

/** Throws what the compiler says. */
export function compiled(compiler: string, args: readonly string[], input?: string): void {
  const { status, stderr, error } = spawnSync(compiler, args, {
    cwd: sdk,
    encoding: "utf8",
    input: input ?? "",
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr.split("\n").slice(0, 20).join("\n"));
}

export type Source = { readonly file: string; readonly text: string };

/** The files of a worked example, below sdk/c. */
export const exampleSources = (name: string): readonly Source[] =>
  sources(`examples/${name}`).map((file) => ({ file, text: readFileSync(join(sdk, file), "utf8") }));

/** A driver for tests of the runtime. */
export const testSource = (name: string): Source => ({
  file: `tests/${name}.c`,
  text: readFileSync(join(sdk, "tests", `${name}.c`), "utf8"),
});

/** The executable of a driver of these texts; places are reported by the names of the files. */
export function driver(compiler: string, files: readonly Source[], more: readonly string[] = []): string {
  const objects = [
    ...runtime.map((file) =>
      object(compiler, [...own, ...more], { file, text: readFileSync(join(sdk, file), "utf8") }),
    ),
    ...files.map((source) => object(compiler, [...drivers, ...more], source)),
  ];
  const program = join(cache, `${hashOf([...objects, ...more])}.adapter`);
  if (!existsSync(program)) made(program, (to) => compiled(compiler, [...more, ...objects, "-o", to]));
  return program;
}

/** Compiled where it stands; from a copy when the text is another than the file's. */
function object(compiler: string, flags: readonly string[], { file, text }: Source): string {
  const including = ["-Iinclude", `-I${dirname(file)}`];
  const hash = hashOf([compiler, ...flags, ...including, "in place", file, text, headersDigest()]);
  const target = join(cache, `${hash}.o`);
  const place = join(sdk, file);
  const isThere = existsSync(place) && readFileSync(place, "utf8") === text;
  if (!existsSync(target))
    made(target, (to) =>
      compiled(compiler, [...flags, ...including, "-c", isThere ? file : copied(hash, file, text), "-o", to]),
    );
  return target;
}

function copied(hash: string, file: string, text: string): string {
  const copy = join(cache, hash, file);
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(copy, text);
  return copy;
}

function made(target: string, make: (to: string) => void): void {
  mkdirSync(cache, { recursive: true });
  make(`${target}.new`);
  renameSync(`${target}.new`, target);
}

let known: string | undefined;
function headersDigest(): string {
  const all = [...headers, ...below("runtime", ".h"), ...below("examples", ".h")];
  known ??= hashOf(all.map((file) => readFileSync(join(sdk, file), "utf8")));
  return known;
}

const hashOf = (parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 24);
