// Playing: the read exchange by itself, and the whole suite beside Cucumber on the same features with steps that do nothing.

import { symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesBelow } from "../src/runner/features.ts";
import { play } from "../src/runner/play/play.ts";
import { projectRoot } from "../tools/root.ts";
import { custody, features, scenario, stageOf } from "./inputs.ts";
import { interleaved, timed, wholeProcess, type Job } from "./rounds.ts";
import type { Subject } from "./table.ts";

const plays = 20;
const emptySteps = `import { Given } from "@cucumber/cucumber";
Given(/[^:]$/, () => {});
Given(/:$/, (_text) => {});
`;

export async function run(folder: string, rounds: number): Promise<Subject> {
  const stage = await stageOf(scenario(join("exchange", "read.custody"), "the seven steps of a remote read"));
  const once = (): number => play(stage).result.events.length;
  const amount = plays * once();
  const many = timed("custody, warm", () => {
    for (let i = 0; i < plays; i++) once();
  });
  const suite = wholeProcess("custody run", process.execPath, [custody, "run", features], {
    cwd: projectRoot,
    exits: [0, 1, 2],
  });
  return {
    name: "run",
    rows: [
      {
        what: `the read exchange, ${plays} times`,
        work: { amount, unit: "events" },
        measured: interleaved([many], rounds),
      },
      {
        what: "the whole suite",
        measured: interleaved([suite, cucumber(folder)], rounds, 0),
        gates: [{ ms: 10_000 }],
      },
    ],
    notes: [],
  };
}

/** Cucumber's floor: it reads, matches and counts the same steps. */
function cucumber(folder: string): Job {
  writeFileSync(join(folder, "empty.mjs"), emptySteps);
  for (const name of ["node_modules", "features"])
    symlinkSync(join(projectRoot, name), join(folder, name), "junction");
  const bin = join(projectRoot, "node_modules", "@cucumber", "cucumber", "bin", "cucumber.js");
  const paths = filesBelow(features, ".feature").map((path) => join("features", relative(features, path)));
  return wholeProcess(
    "cucumber-js, empty steps",
    process.execPath,
    [bin, ...paths, "--import", "empty.mjs", "--format", "summary"],
    { cwd: folder },
  );
}
