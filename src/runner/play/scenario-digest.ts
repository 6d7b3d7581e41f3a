// A name for a scenario's text.
import { hash } from "node:crypto";
import type { Program } from "../../contract/program.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { doStepsIn } from "../../language/unfold/unfold.ts";

/** Names a scenario's text with the fragments that it does, and the row of its cases, whatever file or path they stand in. */
export function scenarioDigest(program: Program, scenario: Scenario): string {
  const names = new Set(doStepsIn(scenario.steps).map(({ name }) => name));
  const fragments = [...names].toSorted().flatMap((name) => program.fragments.get(name) ?? []);
  const texts = [scenario, ...fragments].map((declaration) =>
    program.fileOf(declaration).text.slice(declaration.at, declaration.end).replace(/\r\n/gu, "\n"),
  );
  const row = (scenario.row?.values ?? []).map(({ name, text }) => `${name} = ${text}`);
  return hash("sha256", [...texts, ...row].join("\n")).slice(0, 16);
}
