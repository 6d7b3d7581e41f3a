// Compiles the SDK's runtime and drivers for tests: every object once for what it is made of, kept between runs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
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

/** The executable of a driver whose text is given; `name` stands in the places that it reports. */
export function driver(compiler: string, name: string, text: string): string {
  const objects = runtime.map((file) => object(compiler, own, file, readFileSync(join(sdk, file), "utf8")));
  const main = object(compiler, drivers, name, `#line 1 "${name}"\n${text}`);
  const program = join(cache, `${hashOf([...objects, main])}.adapter`);
  if (!existsSync(program)) made(program, (to) => compiled(compiler, [...objects, main, "-o", to]));
  return program;
}

function object(compiler: string, flags: readonly string[], file: string, text: string): string {
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "examples";
  const target = join(cache, `${hashOf([compiler, ...flags, file, text, headersDigest()])}.o`);
  const args = [...flags, "-Iinclude", `-I${folder}`, "-x", "c", "-c", "-"];
  const inPlace = [...flags, "-Iinclude", "-c", file];
  const isFile = file.includes("/");
  if (!existsSync(target))
    made(target, (to) => compiled(compiler, [...(isFile ? inPlace : args), "-o", to], text));
  return target;
}

function made(target: string, make: (to: string) => void): void {
  mkdirSync(cache, { recursive: true });
  make(`${target}.new`);
  renameSync(`${target}.new`, target);
}

let known: string | undefined;
function headersDigest(): string {
  const all = [...headers, ...below("runtime", ".h")];
  known ??= hashOf(all.map((file) => readFileSync(join(sdk, file), "utf8")));
  return known;
}

const hashOf = (parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 24);
