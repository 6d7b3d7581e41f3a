// Playing: the read exchange by itself, and the whole suite beside Cucumber on the same features with steps that do nothing.

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesBelow } from "../src/runner/input/below.ts";
import { play } from "../src/runner/play/play.ts";
import { projectRoot } from "../tools/root.ts";
import { custody, features, scenario, stageOf } from "./inputs.ts";
import { interleaved, timed, wholeProcess, type Job } from "./table/rounds.ts";
import type { Subject } from "./table/table.ts";

const plays = 20;
const many = 1000;
const peerName = "cucumber-js, empty steps";
const emptySteps = `import { Given } from "@cucumber/cucumber";
Given(/[^:]$/, () => {});
Given(/:$/, (_text) => {});
`;

export async function run(folder: string, rounds: number): Promise<Subject> {
  const stage = await stageOf(scenario(join("exchange", "read.custody"), "the seven steps of a remote read"));
  const once = (): number => play(stage).result.events.length;
  const amount = plays * once();
  const read = timed("custody, warm", () => {
    for (let i = 0; i < plays; i++) once();
  });
  const suite = wholeProcess("custody run", process.execPath, [custody, "run", features], {
    cwd: projectRoot,
    exits: [0, 1, 2],
  });
  preparePeer(folder);
  const suitePaths = filesBelow(features, ".feature").map((path) =>
    join("features", relative(features, path)),
  );
  const steps = writeSteps(folder);
  const ours = wholeProcess("custody run", process.execPath, [custody, "run", steps], { cwd: folder });
  return {
    name: "run",
    rows: [
      {
        what: `the read exchange: two columns, every rule, ${plays} times`,
        work: { amount, unit: "events" },
        measured: interleaved([read], rounds),
        wishes: [{ perSecond: 300_000 }],
      },
      {
        what: "the whole suite",
        measured: interleaved([suite, cucumber(folder, suitePaths)], rounds, 0),
        gates: [{ ms: 10_000 }],
      },
      {
        what: `${many} scenarios of one step`,
        measured: interleaved([ours, cucumber(folder, [steps])], rounds),
        gates: [{ atMost: 1.5, of: peerName }],
      },
    ],
    notes: [],
  };
}

/** The smallest thing that can be played, a thousand times: an application opens a file of its own station. */
function writeSteps(folder: string): string {
  const all = (text: (title: string) => string): string =>
    Array.from({ length: many }, (_, i) => text(`step ${i + 1}`)).join("\n");
  const exchange = (title: string): string =>
    `exchange "${title}" {\n  parties app, os\n  app -> os open("report.txt")\n}\n`;
  const scene = (title: string): string => `  Scenario: ${title}\n    When "${title}" is played\n`;
  mkdirSync(join(folder, "many"));
  writeFileSync(join(folder, "many", "steps.custody"), all(exchange));
  writeFileSync(
    join(folder, "many", "steps.feature"),
    `Feature: one step\n\n  Background:\n    Given the scenarios of "steps.custody"\n\n${all(scene)}`,
  );
  return join("many", "steps.feature");
}

function preparePeer(folder: string): void {
  writeFileSync(join(folder, "empty.mjs"), emptySteps);
  for (const name of ["node_modules", "features"])
    symlinkSync(join(projectRoot, name), join(folder, name), "junction");
}

/** Cucumber's floor: it reads, matches and counts the same steps. */
function cucumber(folder: string, paths: readonly string[]): Job {
  const bin = join(projectRoot, "node_modules", "@cucumber", "cucumber", "bin", "cucumber.js");
  return wholeProcess(
    peerName,
    process.execPath,
    [bin, ...paths, "--import", "empty.mjs", "--format", "summary"],
    { cwd: folder },
  );
}
