// The kit's own texts are checked once: what a scenario means on top of them is what it means when all is checked together.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Problem } from "../../contract/problem.ts";
import type { Ref } from "../../contract/program.ts";
import type { Parameter, Pattern } from "../../contract/syntax.ts";
import { loadFiles } from "../../language/load.ts";
import { baseOf, checkFiles, type Outcome } from "../../language/program.ts";
import { nodesOf } from "../../language/walk.ts";
import { filesBelow } from "./below.ts";
import { everything, kitRoot, specName } from "../kit.ts";
import { loadProgram, loadWithSpec } from "./load.ts";
import { freeze, thawed } from "./frozen.ts";
import { parseSpec } from "./spec.ts";

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
  const base = baseOf(thawed(freeze(await parseSpec())));
  const known = base.program.files.map(({ name }) => name);
  let compared = 0;
  for (const path of texts.filter((text) => text.startsWith("features/"))) {
    const { files, parsed } = loadFiles([path], read, { kit: specName, known });
    const whole = loadFiles([everything, path], read, { kit: specName });
    const onBase = checkFiles(files, { parsed, base });
    const together = checkFiles(whole.files, { parsed: whole.parsed });
    assert.deepEqual(meaning(onBase, path), meaning(together, path), path);
    assert.equal(onBase.program.digest, together.program.digest);
    compared++;
  }
  assert.ok(compared > 20, `${compared} files`);
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
  const base = baseOf(thawed(freeze(checkFiles(kit.files).program)));
  assert.ok(base.program.fragments.size > 1);
  const known = base.program.files.map(({ name }) => name);
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

const problemsOf = (of: { readonly problems: readonly Problem[] }, path: string): readonly Problem[] =>
  of.problems.filter(({ file }) => file === path);

/** What the texts of a file mean, in their order. */
function meaning({ program, problems }: Outcome, path: string): object {
  const file = program.files.find(({ name }) => name === path);
  assert.ok(file !== undefined);
  const nodes = [...nodesOf(file.declarations)];
  const [refs, positions] = [
    new Map<object, Ref>(program.refs),
    new Map<object, Parameter>(program.positions),
  ];
  return {
    problems: problemsOf({ problems }, path),
    refs: nodes.map((node) => refs.get(node)),
    positions: nodes.map((node) => positions.get(node)?.name),
    words: nodes.filter(isPattern).map((pattern) => program.wordOf(pattern).name),
    scenarios: program.scenarios.map(({ title }) => title),
  };
}

const isPattern = (node: object): node is Pattern => "kind" in node && node.kind === "pattern";
