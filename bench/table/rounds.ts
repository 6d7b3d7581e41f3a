// Measuring: every job in turn, round after round, so that slow and quiet minutes meet all of them alike.

import { spawnSync } from "node:child_process";

/** Milliseconds of wall time. */
export type Spread = { readonly min: number; readonly med: number; readonly max: number };

/** Does its work once and answers the milliseconds that it took. */
export type Job = { readonly name: string; readonly once: () => number };

export type Measured = { readonly name: string; readonly spread: Spread };

/** The first rounds are not counted: they warm caches and compilers for everybody. */
export function interleaved(jobs: readonly Job[], rounds: number, warmUps = 1): readonly Measured[] {
  const times = jobs.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [i, job] of jobs.entries()) {
      const ms = job.once();
      if (round >= 0) times[i]?.push(ms);
    }
  }
  return jobs.map(({ name }, i) => ({ name, spread: spreadOf(times[i] ?? []) }));
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { min: at(0), med: at(0.5), max: at(1) };
}

/** In this process. */
export const timed = (name: string, work: () => void): Job => ({ name, once: () => milliseconds(work) });

export type Command = {
  readonly cwd?: string;
  /** exit codes that mean that the work was done */
  readonly exits?: readonly number[];
};

/** A whole process, from its start to its end. */
export function wholeProcess(name: string, command: string, args: readonly string[], how: Command = {}): Job {
  return { name, once: () => milliseconds(() => void output(command, args, how)) };
}

/** What a process says. Throws when it did not do its work. */
export function output(command: string, args: readonly string[], { cwd, exits = [0] }: Command = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (error === undefined && status !== null && exits.includes(status)) return stdout;
  const said = error?.message ?? `${stdout}${stderr}`.trimEnd().split("\n").slice(-8).join("\n");
  throw new Error(`${command} ${args.join(" ")} ends with ${status}: ${said}`);
}

function milliseconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
