// The choreography explorer against SPIN itself, on the models of features/choreography.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { peer } from "../../../tools/peer.ts";
import { explored, folder, large, small } from "../testing/choreographies.ts";

for (const one of large) {
  test(`${one.title}: all of it`, () => {
    const { states, transitions, complete, endings, deadEnds } = explored(one);
    assert.deepEqual(
      { states, transitions, complete, endings, deadEnds },
      { states: one.states, transitions: one.transitions, complete: true, endings: 1, deadEnds: 0 },
    );
  });
}

for (const one of [...small, ...large]) {
  test(`${one.model}: SPIN counts the same`, (t) => {
    const [spin, gcc] = [peer(t, "spin"), peer(t, "gcc")];
    if (spin === undefined || gcc === undefined) return;
    assert.deepEqual(countedBy(spin, gcc, one.model), { states: one.states, transitions: one.transitions });
  });
}

/** SPIN counts the initial state as a transition; `-E` because these models end by having nothing left to do. */
function countedBy(
  spin: string,
  gcc: string,
  model: string,
): { readonly states: number; readonly transitions: number } {
  const place = mkdtempSync(join(tmpdir(), "custody-spin-"));
  const run = (command: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: place, encoding: "utf8" });
    assert.equal(status, 0, `${command} ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  };
  try {
    copyFileSync(join(folder, "models", model), join(place, model));
    run(spin, "-a", model);
    run(gcc, "-O1", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c");
    const said = run(join(place, "pan"), "-E", "-m1000000");
    assert.match(said, /errors: 0/u);
    return { states: number(said, "states, stored"), transitions: number(said, "transitions ") - 1 };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function number(said: string, behind: string): number {
  const line = said.split("\n").find((text) => text.includes(behind)) ?? "";
  return Number.parseInt(line.trim(), 10);
}
