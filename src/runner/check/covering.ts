// Which scenarios say that they cover a rule: those of ./features, or else the kit's own.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../contract/syntax.ts";
import { filesBelow } from "../input/below.ts";
import { loadProgram } from "../input/load.ts";
import { everything, kitRoot } from "../kit.ts";

/** By rule id. Files with problems count as far as they could be read. */
export function scenariosCovering(ids: readonly string[]): ReadonlyMap<string, readonly Scenario[]> {
  const folder = existsSync("features") ? "features" : join(kitRoot, "features");
  const files = existsSync(folder) ? filesBelow(folder, ".custody") : [];
  const { program } = loadProgram([everything, ...files]);
  return new Map(
    ids.map((id) => [id, program.scenarios.filter(({ covers }) => covers.some((each) => each.id === id))]),
  );
}
