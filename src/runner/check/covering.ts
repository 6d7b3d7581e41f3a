// The kit's rules together with the scenarios that say they cover them: those of ./features, or else the kit's own.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../input/below.ts";
import { type LoadedProgram, loadProgram } from "../input/load.ts";
import { everything, kitRoot } from "../kit.ts";

/** With problems among its files the program counts as far as they could be read. */
export function programWithFeatures(
  folder: string = existsSync("features") ? "features" : join(kitRoot, "features"),
): LoadedProgram {
  const files = existsSync(folder) ? filesBelow(folder, ".custody") : [];
  return loadProgram([everything, ...files]);
}
