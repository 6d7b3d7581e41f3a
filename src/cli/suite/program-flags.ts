// The flags that say how a program under test is run, for every command that takes a target.
import type { Command } from "commander";
import type { ProgramOptions } from "../../adapters/program.ts";
import { usualLimits } from "../../adapters/link/told.ts";
import { InputError } from "../../contract/problem.ts";
import type { Subject } from "../../contract/subject.ts";
import { wholeNumber } from "../numbers.ts";

export type ProgramFlags = {
  readonly fresh?: true;
  readonly startLimit: string;
  readonly answerLimit: string;
  readonly memoryLimit: string;
};

export const withProgram = (command: Command): Command =>
  command
    .option("--fresh", "a program under test is started anew for each scenario")
    .option("--start-limit <ms>", "real time until a program under test must be ready", "10000")
    .option("--answer-limit <ms>", "real time in which it must answer", "10000")
    .option("--memory-limit <MiB>", "memory that it may hold, with all that it starts", "1024");

export const programOptions = (flags: ProgramFlags): Partial<ProgramOptions> => ({
  fresh: flags.fresh === true,
  startLimitMs: wholeNumber(flags.startLimit, "--start-limit"),
  answerLimitMs: wholeNumber(flags.answerLimit, "--answer-limit"),
  limits: { ...usualLimits, memoryBytes: wholeNumber(flags.memoryLimit, "--memory-limit") * 1024 * 1024 },
});

/** Where orders are looked for, nobody may take the place of who never came up. Throws InputError. */
export function refuseAbsent(target: string, { absent }: Subject): void {
  if (absent !== undefined) throw new InputError(`${target} did not come up: ${absent}.`);
}
