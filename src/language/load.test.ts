import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { loadFiles } from "./load.ts";

const texts =
  (files: Readonly<Record<string, string>>) =>
  (path: string): string | undefined =>
    files[path];
const imports = (...paths: readonly string[]): string => paths.map((path) => `import "${path}"\n`).join("");

test("every file stands behind what it imports, and once", () => {
  const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(graph, (edges) => {
      const targets = edges.map((to, from) => [...new Set(to)].filter((t) => t < from));
      const files = Object.fromEntries(
        targets.map((to, from) => [`f${from}.custody`, imports(...to.map((t) => `f${t}`))]),
      );
      const loaded = loadFiles(Object.keys(files).toReversed(), texts(files));
      const order = loaded.files.map((f) => f.name);
      assert.deepEqual(loaded.problems, []);
      assert.deepEqual(order.toSorted(), Object.keys(files).toSorted());
      for (const [from, to] of targets.entries())
        for (const t of to) assert.ok(order.indexOf(`f${t}.custody`) < order.indexOf(`f${from}.custody`));
    }),
  );
});

test("a name is looked for beside the importing file, then in the kit", () => {
  const files = {
    "a/x.custody": imports("y", "common"),
    "a/y.custody": "",
    "kit/common.custody": "",
    "kit/y.custody": "",
  };
  const loaded = loadFiles(["./a/../a/x.custody"], texts(files), { kit: "kit" });
  assert.deepEqual(
    loaded.files.map((f) => f.name),
    ["a/y.custody", "kit/common.custody", "a/x.custody"],
  );
});

test("a missing file is named with its near miss, a circle with its whole way round", () => {
  const files = {
    "a.custody": imports("commn", "b"),
    "b.custody": imports("c"),
    "c.custody": imports("a"),
    "common.custody": "",
  };
  const { problems } = loadFiles(["a.custody"], texts(files), { list: () => Object.keys(files) });
  assert.deepEqual(
    problems.map((p) => [p.code, p.file]),
    [
      ["import-cycle", "c.custody"],
      ["missing-import", "a.custody"],
    ].toReversed(),
  );
  assert.match(problems[0]?.hint ?? "", /did you mean common\?/);
  assert.match(problems[1]?.message ?? "", /a\.custody -> b\.custody -> c\.custody -> a\.custody/);
});

test("a path of the user that is not there is told apart from a missing import", () => {
  assert.deepEqual(loadFiles(["nothing.custody"], () => undefined).unread, ["nothing.custody"]);
});
