// Where the kit itself is, whether its sources run or what was compiled from them: its root, its rules, its version.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { KitDefect } from "../contract/problem.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of this build: `dist`, or the root itself when the sources run. */
export const builtRoot: string = join(here, "..", "..");

/** Of the modules of this build. */
export const extension: ".ts" | ".js" = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** The folder that holds package.json. */
export const kitRoot: string = climb(here);

/** Where vocabularies, resources and rules stand, and `all.custody`, which imports them. */
export const specFolder: string = join(kitRoot, "reference", "spec");

/** The kit's own texts go by names that are the same wherever it is installed: `reference/spec/smb.custody`. */
export const specName = "reference/spec";
export const everything: string = `${specName}/all.custody`;

export const kitVersion: string = versionIn(join(kitRoot, "package.json"));

function climb(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new KitDefect("No package.json above the compiled files: the installation is incomplete.");
  return climb(parent);
}

function versionIn(path: string): string {
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  const isVersioned = typeof content === "object" && content !== null && "version" in content;
  return isVersioned && typeof content.version === "string" ? content.version : "";
}
