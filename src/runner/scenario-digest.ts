// A name for a scenario's text.
import { createHash } from "node:crypto";
import type { Program } from "../contract/program.ts";
import type { Scenario } from "../contract/syntax.ts";

/** Names a scenario's text, whatever file or path it stands in. */
export function scenarioDigest(program: Program, scenario: Scenario): string {
  return createHash("sha256")
    .update(program.fileOf(scenario).text.slice(scenario.at, scenario.end).replace(/\r\n/gu, "\n"))
    .digest("hex")
    .slice(0, 16);
}
