// What the README shows is what a reader gets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../../tools/root.ts";
import { custody } from "./testing/custody.ts";

const readme = readFileSync(join(projectRoot, "README.md"), "utf8");

test("the scenario in the README stands in a feature", () => {
  const [, shown = ""] = /```custody\n([\s\S]*?)```/u.exec(readme) ?? [];
  assert.ok(shown.startsWith("receive "));
  assert.ok(
    readFileSync(join(projectRoot, "features/receive/shared-packets.custody"), "utf8").includes(shown),
  );
});

test("the failure in the README is what the command above it prints", () => {
  const args = ["run", "features/receive/shared-packets.feature", "--target", "mutant:ndis-gives-back-twice"];
  assert.ok(readme.includes("--target mutant:ndis-gives-back-twice"));
  const { out, code } = custody(args);
  assert.equal(code, 1);
  const [, block = ""] = /repeats\s+exactly\s+this\s+run:\n\n([\s\S]*?)\n\n## /u.exec(readme) ?? [];
  const lines = block.split("\n").map((line) => line.slice(4));
  assert.ok(lines.length > 20);
  for (const line of lines) assert.ok(out.includes(line.replace(/…$/u, "")), line);
});

test("the sums in the README are those of the suite", () => {
  for (const [what, sum] of [
    ["scenarios", /scenarios: (\d+) selected = \1 passed/u],
    ["rules", /rules in force: (\d+) = \1 kept/u],
  ] as const) {
    const listed = JSON.parse(custody(["list", what, "--json"]).out) as Readonly<
      Record<string, readonly unknown[]>
    >;
    assert.equal(Number(sum.exec(readme)?.[1]), listed[what]?.length, what);
  }
});
