// When V8 makes machine code of a function: a suite is over in seconds, and what is compiled too early is thrown away and compiled anew.
import { setFlagsFromString } from "node:v8";

/**
 * The V8 of Node 20 goes from its baseline straight to its costly compiler, which is more than a quarter of a suite's processor time:
 * asked so much later, the suite takes a sixth less of it. Newer ones have a compiler between the two, and no such flag.
 */
export const compileLater = (): void => budget(600_000);

/** As V8 itself has it: code is kept for those who have the same flags. */
export const compileAsUsual = (): void => budget(66 * 1024);

function budget(bytes: number): void {
  if (process.versions.v8.startsWith("11.")) setFlagsFromString(`--interrupt-budget=${bytes}`);
}
