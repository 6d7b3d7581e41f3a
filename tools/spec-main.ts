// Part of the build: freezes the kit's checked rules beside the compiled files, so that a command starts without parsing them.

import { writeWhole } from "../src/cli/write.ts";
import { KitDefect } from "../src/contract/problem.ts";
import { frozenFile, frozenSpec } from "../src/runner/input/spec.ts";

try {
  writeWhole(frozenFile, await frozenSpec());
} catch (error) {
  // Broken rules are what `custody lint` and the tests are for; the commands then parse and say so.
  if (!(error instanceof KitDefect)) throw error;
  process.stderr.write(`ready: ${error.message}\n`);
}
