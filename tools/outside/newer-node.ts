// A Node of the next major version, for tests that say what holds on both.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../root.ts";

export const noNewerNode = "no newer Node is there; CUSTODY_NODE24 names one";

/** Named by CUSTODY_NODE24, or one that was unpacked in .toolchain. */
export function newerNode(): string | undefined {
  const named = process.env["CUSTODY_NODE24"];
  if (named !== undefined && named !== "") return named;
  const folder = join(projectRoot, ".toolchain");
  const found = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  return found.map((name) => join(folder, name, "bin", "node")).find((path) => existsSync(path));
}
