// `npm run bench [SUBJECT…] [--rounds N] [--gate]`: figures beside the peers that are installed; with `--gate` a gate that is missed is exit 1.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { adapter } from "./adapter/adapter.ts";
import { asked } from "./asked.ts";
import { check } from "./check.ts";
import { explore } from "./explore.ts";
import { records } from "./records.ts";
import { run } from "./run.ts";
import { start } from "./start.ts";
import { missedGates, tableOf, type Subject } from "./table/table.ts";
import { text } from "./text.ts";
import { watch } from "./watch.ts";

const subjects: Readonly<Record<string, (folder: string, rounds: number) => Promise<Subject>>> = {
  text,
  check,
  asked,
  records,
  explore,
  run,
  start,
  watch,
  adapter,
};

const usage = `Usage: npm run bench -- [SUBJECT…] [--rounds N] [--gate]

Subjects: ${Object.keys(subjects).join(", ")}; without one all of them.
--rounds N  medians of N interleaved rounds (5)
--gate      exit 1 where a gate is missed; wants at least 5 rounds
`;

await main();

async function main(): Promise<void> {
  const asked = argumentsOf();
  if (asked === undefined) return;
  const { values, positionals } = asked;
  if (values.help) return void process.stdout.write(usage);
  const rounds = Number(values.rounds);
  const fewest = values.gate ? 5 : 1;
  const unknown = positionals.find((name) => !Object.hasOwn(subjects, name));
  if (unknown !== undefined)
    return refuse(`there is no subject ${unknown}; subjects: ${Object.keys(subjects).join(", ")}`);
  if (!Number.isInteger(rounds) || rounds < fewest)
    return refuse(
      `--rounds wants a number${values.gate ? `, with --gate at least ${fewest}` : ""}, not ${values.rounds}`,
    );
  await bench(positionals.length > 0 ? positionals : Object.keys(subjects), rounds, values.gate);
}

function argumentsOf() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: "string", default: "5" },
        gate: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    const [why = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    return refuse(`${why.replace(/^U/u, "u").replace(/\.$/u, "")}; --help lists what it takes`);
  }
}

function refuse(why: string): undefined {
  process.stderr.write(`bench: ${why}.\n`);
  process.exitCode = 3;
}

async function bench(names: readonly string[], rounds: number, isGate: boolean): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), "custody-bench-"));
  const before = load();
  const found: Subject[] = [];
  try {
    for (const name of names) {
      process.stderr.write(`bench: ${name}\n`);
      const folder = join(place, name);
      mkdirSync(folder);
      const subject = await subjects[name]?.(folder, rounds);
      if (subject !== undefined) found.push(subject);
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  process.stdout.write(
    `${tableOf(found)}\nmedians (min … max) of ${rounds} interleaved rounds, Node ${process.versions.node}, load average ${before} before and ${load()} after\n`,
  );
  if (isGate) judge(found);
}

function judge(found: readonly Subject[]): void {
  const missed = missedGates(found);
  process.stdout.write(missed.map((text) => `missed: ${text}\n`).join(""));
  if (missed.length > 0) process.exitCode = 1;
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
