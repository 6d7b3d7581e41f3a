// `npm run bench [SUBJECT…] [--rounds N]`: figures beside the peers that are installed. It prints and judges nothing.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { check } from "./check.ts";
import { explore } from "./explore.ts";
import { run } from "./run.ts";
import { start } from "./start.ts";
import { tableOf, type Subject } from "./table.ts";
import { text } from "./text.ts";
import { watch } from "./watch.ts";

const subjects: Readonly<Record<string, (folder: string, rounds: number) => Promise<Subject>>> = {
  text,
  check,
  explore,
  run,
  start,
  watch,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" } },
});
const rounds = Number(values.rounds);
const unknown = positionals.find((name) => !Object.hasOwn(subjects, name));
if (unknown !== undefined || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(
    `bench: ${unknown === undefined ? `--rounds wants a number, not ${values.rounds}` : `there is no subject ${unknown}; subjects: ${Object.keys(subjects).join(", ")}`}.\n`,
  );
  process.exitCode = 3;
} else await bench(positionals.length > 0 ? positionals : Object.keys(subjects));

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
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
