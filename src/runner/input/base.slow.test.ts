// The kit's own texts are checked once: what a scenario means on top of them is what it means when all is checked together.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Problem } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import type { Pattern, Span } from "../../contract/syntax.ts";
import { loadFiles } from "../../language/load.ts";
import { checkFiles, type Outcome } from "../../language/program.ts";
import { nodesOf } from "../../language/walk.ts";
import { filesBelow } from "./below.ts";
import { everything, kitRoot, specName } from "../kit.ts";
import { loadProgram, loadWithSpec } from "./load.ts";
import { freezeScenarios, thawedScenarios } from "./frozen-scenarios.ts";
import { freeze } from "./frozen.ts";
import { parseSpec } from "./spec.ts";
import { thawed } from "./thawed.ts";

const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(kitRoot, path), "utf8");
  } catch {
    return undefined;
  }
};
const texts = ["features", join("grammar", "bad")]
  .flatMap((folder) => filesBelow(join(kitRoot, folder), ".custody"))
  .map((path) => path.slice(kitRoot.length + 1).replaceAll("\\", "/"));

test("a scenario on the frozen base has the problems, names and words that it has when all is checked", async () => {
  const base = thawed(freeze(await parseSpec()));
  const known = base.files.map(({ name }) => name);
  const paths = texts.filter((text) => text.startsWith("features/"));
  assert.ok(paths.length > 20, `${paths.length} files`);
  const whole = loadFiles([everything, ...paths], read, { kit: specName });
  const together = checkFiles(whole.files, { parsed: whole.parsed });
  for (const path of paths) {
    const { files, parsed } = loadFiles([path], read, { kit: specName, known });
    const onBase = checkFiles(files, { parsed, base });
    assert.deepEqual(meaning(onBase, path), meaning(together, path), path);
    assert.equal(onBase.program.digest, together.program.digest);
  }
});

test("fragments of the kit itself are done on the frozen base", () => {
  const shared = "features/exchange/opening.custody";
  const user = `exchange "twice" {
  parties app, os, redirector, server, tcpip, link
  do connect(ws, tcpip)
  do nowhere(ws)
  do connect(ws)
  do use_share("x", ?tree)
}
`;
  const over = (path: string): string | undefined => (path === "user.custody" ? user : read(path));
  const kit = loadFiles([everything, shared], read, { kit: specName });
  const base = thawed(freeze(checkFiles(kit.files).program));
  assert.ok(base.fragments.size > 1);
  const known = base.files.map(({ name }) => name);
  const onBase = checkFiles(loadFiles(["user.custody"], over, { kit: specName, known }).files, { base });
  const whole = loadFiles([everything, shared, "user.custody"], over, { kit: specName });
  const together = checkFiles(whole.files);
  const own = problemsOf(together, "user.custody");
  assert.deepEqual(problemsOf(onBase, "user.custody"), own);
  assert.ok(own.some(({ code }) => code === "unknown-fragment") && own.length > 2, JSON.stringify(own));
});

test("bad texts have the same mistakes with the base and without", () => {
  const bad = texts.filter((text) => text.startsWith("grammar/"));
  for (const path of bad.filter((_, i) => i % 5 === 0)) {
    assert.deepEqual(
      problemsOf(loadWithSpec([path]), path),
      problemsOf(loadProgram([everything, path]), path),
      path,
    );
  }
});

test("frozen scenarios are those of the texts, whatever is taken of them and from wherever", () => {
  const paths = texts.filter((text) => text.startsWith("features/"));
  const { files } = loadFiles([everything, ...paths], read, { kit: specName });
  const { program, problems } = checkFiles(files);
  const spec = program.files.filter(({ name }) => name.startsWith(`${specName}/`));
  const base = checkFiles(spec).program;
  const library = thawedScenarios(freezeScenarios(program, problems), base);
  assert.ok(library !== undefined);

  const together = library.outcome(paths);
  assert.ok(together !== undefined);
  for (const path of paths)
    assert.deepEqual(meaning(together, path), meaning({ program, problems }, path), path);

  const one = paths.filter((path) => path.endsWith("read.custody")).map((path) => join(kitRoot, path));
  const imported = one.map((path) => path.replace(/read\.custody$/u, "opening.custody"));
  const some = library.outcome(one);
  assert.deepEqual(
    some?.program.files.slice(spec.length).map(({ name }) => name),
    loadProgram([everything, ...one])
      .program.files.slice(spec.length)
      .map(({ name }) => name),
  );
  assert.ok(some?.program.files.some(({ name }) => imported.includes(name)));
  assert.deepEqual(
    some.program.scenarios.map((each) => some.program.place(each, some.program.fileOf(each).name).file),
    some.program.scenarios.map(() => one[0]),
  );
});

test("frozen scenarios are left alone where a text is another, or the rules are", () => {
  const path = "features/exchange/read.custody";
  const { files } = loadFiles([everything, path], read, { kit: specName });
  const { program } = checkFiles(files);
  const base = checkFiles(program.files.filter(({ name }) => name.startsWith(`${specName}/`))).program;
  const changed = {
    ...program,
    files: program.files.map((file) => (file.name === path ? { ...file, text: `${file.text} ` } : file)),
  };
  assert.equal(thawedScenarios(freezeScenarios(changed, []), base)?.outcome([path]), undefined);
  const gone = {
    ...program,
    files: program.files.map((file) =>
      file.name === path ? { ...file, name: "features/gone.custody" } : file,
    ),
  };
  const absent = thawedScenarios(freezeScenarios(gone, []), base);
  assert.equal(absent?.outcome(["features/gone.custody"]), undefined, "it is not there any more");
  const library = thawedScenarios(freezeScenarios(program, []), base);
  assert.equal(library?.outcome([path, "features/wire/faults.custody"]), undefined, "it was not frozen");
  assert.notEqual(library?.outcome([path]), undefined);
  assert.equal(thawedScenarios(freezeScenarios(program, []), { ...base, digest: "another" }), undefined);
});

const problemsOf = (of: { readonly problems: readonly Problem[] }, path: string): readonly Problem[] =>
  of.problems.filter(({ file }) => file === path);

/** What the texts of a file mean, in their order. */
function meaning({ program, problems }: Outcome, path: string): object {
  const file = program.files.find(({ name }) => name === path);
  assert.ok(file !== undefined);
  const nodes = [...nodesOf(file.declarations)];
  return {
    problems: problemsOf({ problems }, path),
    refs: nodes.map((node) => program.refs.get(node)),
    positions: nodes.map((node) => program.positions.get(node)?.name),
    written: nodes.map((node) => [program.written(node)?.file.name, chainOf(program, node)]),
    words: nodes.filter(isPattern).map((pattern) => program.wordOf(pattern).name),
    scenarios: program.scenarios
      .filter((scenario) => program.fileOf(scenario) === file)
      .map(({ title }) => title),
  };
}

/** The places of the `do` steps by which a node came where it is, the nearest first. */
function chainOf(program: Program, node: Span): readonly number[] {
  const by = program.written(node)?.by;
  return by === undefined ? [] : [by.at, ...chainOf(program, by)];
}

const isPattern = (node: object): node is Pattern => "kind" in node && node.kind === "pattern";
