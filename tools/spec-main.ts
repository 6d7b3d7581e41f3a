// Part of the build, so that a command starts without parsing the kit's texts and without compiling itself: freezes the checked
// rules and scenarios beside the compiled files, and keeps the code that V8 makes of each bundle while it does its work on them.

import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import type { Script } from "node:vm";
import type { parseFile } from "../src/language/parse.ts";
import { compileAsUsual } from "../src/cli/suite/compile-later.ts";
import { writeWhole } from "../src/cli/write.ts";
import { KitDefect } from "../src/contract/problem.ts";
import type { Program } from "../src/contract/program.ts";
import { exampleEvents } from "../src/rules/expand.ts";
import { filesBelow } from "../src/runner/input/below.ts";
import { freeze } from "../src/runner/input/frozen.ts";
import { freezeScenarios, frozenScenarios } from "../src/runner/input/frozen-scenarios.ts";
import { isSound, loadWithSpec } from "../src/runner/input/load.ts";
import { frozenFile, parseSpec } from "../src/runner/input/spec.ts";
import { builtRoot, everything, kitRoot } from "../src/runner/kit.ts";
import { completeHeader } from "../src/runner/record/header.ts";
import { recordText } from "../src/runner/record/write.ts";

/** A command's `run`, or the parser. */
type Exports = {
  readonly run: (args: readonly string[]) => Promise<number>;
  readonly parseFile: typeof parseFile;
};
type Loader = {
  readonly codeOf: (name: string) => string;
  readonly start: (name: string) => { readonly exports: Exports; readonly script: Script };
};

const isLoader = (value: unknown): value is Loader =>
  typeof value === "object" && value !== null && "codeOf" in value && "start" in value;

try {
  const program = await parseSpec();
  writeWhole(frozenFile, freeze(program));
  keepScenarios();
  const record = join(builtRoot, "examples.jsonl");
  writeWhole(record, goodExamples(program));
  await keepCode("check", ({ run }) => run([record]));
  rmSync(record);
  await keepCode("parse", ({ parseFile }) =>
    program.files.forEach(({ name, text }) => parseFile(name, text)),
  );
  await keepCode("lint", ({ run }) => run([join(kitRoot, everything)]));
  await keepCode("fmt", ({ run }) =>
    run(["--check", ...program.files.map(({ name }) => join(kitRoot, name))]),
  );
  delete process.env["GITHUB_ACTIONS"]; // whose page of the job is not for this run
  await keepCode(
    "run",
    ({ run }) => run([join(kitRoot, "features", "receive"), join(kitRoot, "features", "exchange")]),
    ["reference"],
  );
} catch (error) {
  // Broken rules and scenarios are what `custody lint` and the tests are for; the commands then parse and say so.
  if (!(error instanceof KitDefect || (error instanceof Error && error.name === "InputError"))) throw error;
  process.stderr.write(`ready: ${error.message}\n`);
}

/** The scenarios of the kit, unless something is wrong with one of them. */
function keepScenarios(): void {
  rmSync(frozenScenarios, { force: true });
  const inFeatures = filesBelow(join(kitRoot, "features"), ".custody");
  const { program, problems } = loadWithSpec(inFeatures.map((path) => relative(kitRoot, path)));
  if (isSound(problems)) writeWhole(frozenScenarios, freezeScenarios(program, problems));
}

/** The code of a bundle after it has done this once, and of others that have done their part in it. */
async function keepCode(
  name: string,
  once: (exports: Exports) => unknown,
  others: readonly string[] = [],
): Promise<void> {
  const loader: unknown = createRequire(import.meta.url)(join(kitRoot, "bin", "bundled.js"));
  if (!isLoader(loader)) throw new KitDefect("bin/bundled.js exports something else than it did.");
  const names = [name, ...others];
  for (const each of names) rmSync(loader.codeOf(each), { force: true });
  await once(loader.start(name).exports);
  compileAsUsual();
  for (const each of names) writeWhole(loader.codeOf(each), loader.start(each).script.createCachedData());
}

/** One record per good example, of rules of every sort. */
function* goodExamples(program: Program): Generator<string> {
  for (const rule of program.rules) {
    const example = rule.items.find((item) => item.kind === "example" && item.good);
    if (example?.kind !== "example") continue;
    const { parties, events } = exampleEvents(program, example);
    const header = completeHeader({ custody: "record", version: 1, parties });
    if (typeof header !== "string") yield* recordText(header, events, { end: "quiet" });
  }
}
