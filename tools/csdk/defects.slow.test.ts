// Twenty defects in the worked C drivers: each is found, and blamed on the driver, at its line where pages or locks tell it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScenarioResult } from "../../src/contract/result.ts";
import { peer } from "../peer.ts";
import { driver, exampleSources } from "./compile.ts";
import { defects, placeOf, seeded, type Defect } from "./defects.ts";
import { played } from "./playing.ts";

const roleOf = (name: string): string => (name === "nic6" ? "nic" : "protocol");

test("every seeded defect is found where it is", async (t) => {
  const compiler = peer(t, "gcc");
  if (compiler === undefined) return;
  assert.ok(defects.length >= 20);
  const wrong: string[] = [];
  const right = new Set<string>();
  for (const name of new Set(defects.map((defect) => defect.driver))) {
    const files = exampleSources(name);
    const program = driver(compiler, seeded(name, files));
    for (const defect of defects.filter((one) => one.driver === name)) {
      const [file, title] = defect.scenario;
      if (!right.has(title)) {
        const [whole] = await played(`'${program}'`, roleOf(name), file, [title]);
        assert.equal(whole?.status, "passed", `${title} without a defect: ${whole?.reason ?? ""}`);
        right.add(title);
      }
      const [result] = await played(`env DEFECT=${defect.name} '${program}'`, roleOf(name), file, [title]);
      const complaint =
        result === undefined ? "was not played" : missing(defect, result, placeOf(defect, files));
      if (complaint !== undefined) wrong.push(`${defect.name}: ${complaint}`);
    }
  }
  assert.deepEqual(wrong, []);
});

/** What is not as it has to be; undefined when it is found. */
function missing({ found }: Defect, result: ScenarioResult, place: string): string | undefined {
  if (result.status !== "failed") return `${result.status}: ${result.reason ?? ""}`;
  if (!result.failures.some(({ blames }) => blames === "P"))
    return `nobody is blamed: ${result.reason ?? ""}`;
  const told = `${result.reason ?? ""} ${result.events.map(({ where }) => where ?? "").join(" ")}`;
  const isPlaced = told.includes(place);
  switch (found) {
    case "touch":
      return isPlaced && result.findings.length > 0 ? undefined : `not at ${place}: ${told.trim()}`;
    case "check":
      return isPlaced ? undefined : `not at ${place}: ${told.trim()}`;
    case "rule":
      return result.findings.length > 0 ? undefined : `no rule: ${told.trim()}`;
    case "waits":
      return undefined;
  }
}
