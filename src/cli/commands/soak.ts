// custody soak: drawn stacks, asked drawn things in any order; every run ends without a finding and with everything returned.
import { closeSync, openSync, writeSync } from "node:fs";
import { failureText } from "../../../reports/failure.ts";
import { inputError } from "../../runner/input/files.ts";
import { loadSpec } from "../../runner/input/spec.ts";
import type { Play } from "../../runner/play/play.ts";
import { isSoaked, recordOfSoak, soak, type Soaking } from "../../runner/soak/soak.ts";
import { reference, targetNamed } from "../../runner/subjects.ts";
import { readArguments, type Flags, type Takes } from "../arguments.ts";
import { wholeNumber } from "../numbers.ts";
import { statusLine } from "../status-line.ts";

export const takes: Takes = {
  name: "soak",
  words: "",
  does: `Plays runs over drawn stacks: bindings, filters, media, sizes, RESOURCES, sends, cancels and interruptions, at any moment and in any order.
Each must end without a finding and with everything returned. A run is repeated by its seed.
Exit 0: all of them did · 1: one did not.`,
};
export const flags = {
  runs: { value: "<n>", does: "so many runs (1)" },
  seed: { value: "<n>", does: "the first seed; the others follow it (1)" },
  target: { value: "<target>", does: "reference, or mutant:NAME" },
  record: { value: "<file>", does: "write the record of every run" },
} satisfies Flags;

/** So many runs that fail are printed whole. */
const mostShown = 3;

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const runs = wholeNumber(given.list("runs").at(-1) ?? "1", "--runs", 1);
  const first = wholeNumber(given.list("seed").at(-1) ?? "1", "--seed");
  const spelled = given.list("target").at(-1) ?? "reference";
  const target = await targetNamed(spelled);
  const kit = await reference();
  const soaking: Soaking = {
    draw: kit.draw,
    kit: kit.subject,
    subject: target.subject,
    target: spelled,
    roles: target.roles,
  };
  const write = await recorder(given.list("record").at(-1), soaking);
  const line = statusLine();
  const failed: Play[] = [];
  let events = 0;
  for (let seed = first; seed < first + runs; seed++) {
    if (seed % 50 === 0) line.show(`seed ${seed}, ${failed.length} failed`);
    const played = soak(soaking, seed);
    events += played.result.events.length;
    write(played);
    if (!isSoaked(played)) failed.push(played);
  }
  line.clear();
  for (const { result } of failed.slice(0, mostShown))
    print(
      [
        `seed ${result.seed}: ${result.status}: ${result.reason ?? ""}`,
        ...result.failures.slice(0, 1).map((failure) => failureText(failure, result)),
        "",
      ].join("\n"),
    );
  for (const { result } of failed.slice(mostShown))
    print(`seed ${result.seed}: ${result.status}: ${result.reason ?? ""}`);
  print(`seeds ${first} to ${first + runs - 1}: ${events} events`);
  print(`${runs - failed.length} passed, ${failed.length} failed`);
  if (failed.some(({ result }) => result.status === "kit error")) return 4;
  return failed.length > 0 ? 1 : 0;
}

async function recorder(path: string | undefined, soaking: Soaking): Promise<(played: Play) => void> {
  if (path === undefined) return () => {};
  const { digest } = await loadSpec();
  try {
    closeSync(openSync(path, "w"));
  } catch (error) {
    throw inputError(path, error);
  }
  return (played) => {
    const file = openSync(path, "a");
    writeSync(file, recordOfSoak(played, soaking, digest));
    closeSync(file);
  };
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
