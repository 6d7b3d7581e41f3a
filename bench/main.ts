// `npm run bench [SUBJECT…] [--rounds N] [--gate]`: figures beside the peers that are installed; with `--gate` a gate that is missed is exit 1.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
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
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, gate: { type: "boolean", default: false } },
});
const rounds = Number(values.rounds);
const fewest = values.gate ? 5 : 1;
const unknown = positionals.find((name) => !Object.hasOwn(subjects, name));
if (unknown !== undefined)
  refuse(`there is no subject ${unknown}; subjects: ${Object.keys(subjects).join(", ")}`);
else if (!Number.isInteger(rounds) || rounds < fewest)
  refuse(
    `--rounds wants a number${values.gate ? `, with --gate at least ${fewest}` : ""}, not ${values.rounds}`,
  );
else await bench(positionals.length > 0 ? positionals : Object.keys(subjects));

function refuse(why: string): void {
  process.stderr.write(`bench: ${why}.\n`);
  process.exitCode = 3;
}

async function bench(names: readonly string[]): Promise<void> {
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
  if (values.gate) judge(found);
}

function judge(found: readonly Subject[]): void {
  const missed = missedGates(found);
  process.stdout.write(missed.map((text) => `missed: ${text}\n`).join(""));
  if (missed.length > 0) process.exitCode = 1;
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
