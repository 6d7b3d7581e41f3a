// Every order of the words, beside SPIN on the same models; and every order of the layers, which has no peer.

import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { worldOf } from "../src/runner/play/play.ts";
import type { Config } from "../src/simulation/config.ts";
import { explore as exploreLayers } from "../src/simulation/explore/explore.ts";
import { whole, type SpaceOf } from "../src/simulation/explore/space.ts";
import { custody, features, scenario, stageOf } from "./inputs.ts";
import { program } from "./peers.ts";
import { interleaved, output, timed, wholeProcess, type Job } from "./table/rounds.ts";
import type { Row, Subject } from "./table/table.ts";

const plainName = "plain JSON as the key";
const spinsWay = "spin -a, gcc -O1, pan";
const models = [
  { file: "sends.custody", title: "6 sends, completed in any order", model: "m2u_6.pml", atLeast: 2 },
  {
    file: "returns.custody",
    title: "4 packets, two protocols, returned in any order",
    model: "m3u_4.pml",
    atLeast: 2,
  },
  { file: "sends.custody", title: "8 sends, completed in any order", model: "m2u_8.pml", atLeast: 0.5 },
];
const worlds = [
  { file: join("receive", "lists.custody"), title: "frames of two types, a protocol for each" },
  {
    file: join("receive", "lists.custody"),
    title: "lists of several indications are returned in any company",
  },
  { file: join("receive", "batches.custody"), title: "one batch for three indications" },
];

export async function explore(folder: string, rounds: number): Promise<Subject> {
  const notes: string[] = [];
  const [spin, gcc] = [program("spin", notes), program("gcc", notes)];
  const rows: Row[] = [];
  for (const { file, title, model, atLeast } of models) {
    const place = join(features, "choreography");
    const ours = wholeProcess("custody explore --words", process.execPath, [
      custody,
      "explore",
      "--words",
      "--most",
      "1000000",
      `${join(place, file)}:${title}`,
    ]);
    const theirs =
      spin === undefined || gcc === undefined
        ? []
        : [byPan(join(folder, model), join(place, "models", model), spin, gcc)];
    rows.push({
      what: `words: ${title}`,
      measured: interleaved([ours, ...theirs], rounds),
      gates: [{ atLeast, of: spinsWay }],
    });
  }
  for (const { file, title } of worlds) rows.push(await layers(file, title, rounds));
  return { name: "explore", rows, notes };
}

/** The model made into C, compiled and run, as a user has to. */
function byPan(place: string, model: string, spin: string, gcc: string): Job {
  mkdirSync(place);
  copyFileSync(model, join(place, "model.pml"));
  const cwd = { cwd: place };
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [spin, ["-a", "model.pml"]],
    [gcc, ["-O1", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"]],
    [join(place, "pan"), ["-E", "-m1000000"]],
  ];
  return timed(spinsWay, () => {
    for (const [command, args] of steps) output(command, args, cwd);
  });
}

async function layers(file: string, title: string, rounds: number): Promise<Row> {
  const stage = { ...(await stageOf(scenario(file, title))), moments: "any" as const };
  const once = (spaceOf?: SpaceOf): number =>
    exploreLayers(worldOf(stage, { ids: "lowest" }), { most: 20_000, reduce: true }, spaceOf).configurations;
  const amount = once();
  if (once(whole(plainKey)) !== amount)
    throw new Error(`"${title}" has another size when its key is plain JSON`);
  return {
    what: `layers: ${title}, ${amount} configurations`,
    work: { amount, unit: "configurations" },
    measured: interleaved(
      [timed("custody, warm", () => once()), timed(plainName, () => once(whole(plainKey)))],
      rounds,
      0,
    ),
    gates: [{ atLeast: 5, of: plainName }],
    wishes: [{ perSecond: 250_000 }],
  };
}

/** Everything as one JSON text, nothing remembered: strands and bindings as sets, counters and times past left out, as in the kernel's key. */
function plainKey(config: Config): string {
  const { states, strands, timers, wakes, store, residuals, letGo, mismatch, observed, refused, judge, now } =
    config;
  return JSON.stringify([
    [...states],
    strands.map(({ frames }) => JSON.stringify(frames)).toSorted(),
    timers.map((timer) => ({ ...timer, due: timer.due - now })),
    wakes,
    [...store],
    residuals.map(({ term, env, last }) => JSON.stringify([term, sorted(env), last])).toSorted(),
    letGo,
    mismatch?.what,
    observed,
    refused,
    judge.key(now),
  ]);
}

const sorted = (env: object): readonly unknown[] =>
  Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));
