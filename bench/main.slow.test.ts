// The bench is asked like any command: what it takes, and one sentence for what it does not take.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../tools/root.ts";

for (const [args, code, says] of [
  [["--help"], 0, /^Usage: npm run bench -- [\s\S]*Subjects: .*adapter/u],
  [["--frobnicate"], 3, /^bench: unknown option '--frobnicate'; --help lists what it takes\.\n$/u],
  [["nothing"], 3, /^bench: there is no subject nothing; subjects: [^\n]*\n$/u],
  [["--rounds", "4", "--gate"], 3, /^bench: --rounds wants a number, with --gate at least 5, not 4\.\n$/u],
] as const)
  test(`bench ${args.join(" ")} exits ${code}`, () => {
    const program = join(projectRoot, "dist", "bench", "main.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
    assert.equal(status, code, stderr);
    assert.match(stdout + stderr, says);
  });
