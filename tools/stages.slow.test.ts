// The runner of the suite, shown tests that fail in every way that a program for tests is known to overlook.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "./root.ts";

const head = 'import { test } from "node:test"; import assert from "node:assert/strict";\n';
const good = `${head}test("good", () => {});\n`;

function suite(
  files: Readonly<Record<string, string>>,
  ...stages: string[]
): { code: number | null; out: string } {
  const root = mkdtempSync(join(tmpdir(), "custody-stages-"));
  try {
    for (const folder of ["tools", "dist/tools/fence"]) mkdirSync(join(root, folder), { recursive: true });
    for (const name of ["test.mjs", "stages.mjs", "tally.mjs"]) {
      copyFileSync(join(projectRoot, "tools", name), join(root, "tools", name));
    }
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, "dist", name), text);
    // Without NODE_TEST_CONTEXT, which would make the inner node:test report to the outer one.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => name !== "NODE_TEST_CONTEXT"),
    );
    const args = ["tools/test.mjs", ...stages];
    const result = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8" });
    return { code: result.status, out: result.stdout + result.stderr };
  } finally {
    rmSync(root, { recursive: true });
  }
}

function closing(out: string): string | undefined {
  return out.trimEnd().split("\n").at(-1);
}

test("tests that pass are counted and end in the closing line", () => {
  const { code, out } = suite({ "a.test.js": good, "b.test.js": good }, "unit");
  assert.equal(closing(out), "2 passed, 0 failed");
  assert.equal(code, 0);
});

const failures: readonly (readonly [what: string, text: string, shown: RegExp])[] = [
  [
    "an assertion that does not hold",
    `${head}test("bad", () => assert.equal(1, 2));\n`,
    /not ok \d+ - bad[^]*1 !== 2/,
  ],
  ["a file that crashes", 'throw new Error("boom");\n', /boom/],
  ["a file without a test", "export const nothing = 1;\n", /b\.test\.js has no test in it/],
  [
    "a process that ends itself before its tests",
    `process.exit(0);\n${good}`,
    /b\.test\.js has no test in it/,
  ],
];

for (const [what, text, shown] of failures) {
  test(`${what} fails the suite and is shown`, () => {
    const { code, out } = suite({ "a.test.js": good, "b.test.js": text }, "unit");
    assert.equal(closing(out), "1 passed, 1 failed");
    assert.match(out, shown);
    assert.equal(code, 1);
  });
}

test("long tests are a stage of their own, and no part of any other", () => {
  const files = { "a.test.js": good, "b.long.test.js": good, "c.slow.test.js": good };
  for (const stage of ["unit", "slow", "long"])
    assert.equal(closing(suite(files, stage).out), "1 passed, 0 failed", stage);
});

test("a stage that finds no test at all fails", () => {
  const { code, out } = suite({}, "unit");
  assert.match(out, /It found no test to run\./);
  assert.equal(closing(out), "0 passed, 1 failed");
  assert.equal(code, 1);
});

test("a skipped test is named with its reason and is not counted as passed", () => {
  const { code, out } = suite(
    { "a.test.js": `${head}test("good", () => {});\ntest("peer", (t) => t.skip("no tshark"));\n` },
    "unit",
  );
  assert.match(out, /skipped: peer \(no tshark\)/);
  assert.equal(closing(out), "1 passed, 0 failed");
  assert.equal(code, 0);
});

test("the closing lines of our own programs are summed", () => {
  const { code, out } = suite(
    { "tools/fence/main.js": 'console.log("7 passed, 2 failed");\n', "a.test.js": good },
    "fence",
    "unit",
  );
  assert.equal(closing(out), "8 passed, 2 failed");
  assert.equal(code, 1);
});

test("one of our own programs that fails after a good closing line, or has none, fails the suite", () => {
  const late = suite(
    { "tools/fence/main.js": 'console.log("7 passed, 0 failed");\nprocess.exit(1);\n' },
    "fence",
  );
  assert.equal(closing(late.out), "7 passed, 1 failed");
  const silent = suite({ "tools/fence/main.js": "" }, "fence");
  assert.equal(closing(silent.out), "0 passed, 1 failed");
  assert.equal(silent.code, 1);
});

test("a stage that does not exist is refused with the names of those that do", () => {
  const { code, out } = suite({}, "nonsense");
  assert.match(out, /There is no stage "nonsense"\. Stages: types, lint, .*unit/);
  assert.equal(code, 3);
});
