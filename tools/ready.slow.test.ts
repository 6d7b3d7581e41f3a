import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { projectRoot } from "./root.ts";

const readyUrl = pathToFileURL(join(projectRoot, "tools", "ready.mjs")).href;

// Through a process, because ready.mjs is not compiled; `script` sees what it exports as `module`.
function asking(script: string): { code: number | null; out: string; err: string } {
  const text = `const module = await import(${JSON.stringify(readyUrl)});\n${script}`;
  const result = spawnSync(process.execPath, ["--input-type=module", "-e", text], { encoding: "utf8" });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

function problemOf(version: string): string {
  return asking(`process.stdout.write(String(module.nodeProblem(${JSON.stringify(version)})))`).out;
}

for (const version of ["20.19.0", "20.20.2", "22.0.0", "24.21.0", "100.0.0"]) {
  test(`Node ${version} is new enough`, () => assert.equal(problemOf(version), "undefined"));
}

for (const version of ["20.18.9", "18.20.4", "0.12.18"]) {
  test(`Node ${version} is too old, said in one sentence with both versions and a remedy`, () => {
    const sentence = problemOf(version);
    assert.match(sentence, /^Custody needs Node 20\.19\.0 .*https:\/\/nodejs\.org\.$/);
    assert.ok(sentence.includes(version));
  });
}

test("on a Node that is too old nothing is done and the exit code is 3", () => {
  const { out, err } = asking(`
    Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });
    console.log(module.ready("/nowhere", console.log));
  `);
  assert.equal(out, "3\n");
  assert.equal(err.trimEnd().split("\n").length, 1);
});

test("the code that the build has kept is taken by the V8 that made it, whatever a command does to its flags", () => {
  const loader = join(projectRoot, "bin", "bundled.js");
  // the second word of what V8 keeps says which version it is
  const versionIn = (code: Buffer): number => code.readUInt32LE(4);
  const ours = versionIn(new Script("0").createCachedData());
  const rejects = `const { start } = require(${JSON.stringify(loader)}); console.log(start(process.argv[1]).script.cachedDataRejected)`;
  for (const name of ["run", "reference", "check", "parse", "lint", "fmt"]) {
    const kept = readFileSync(join(projectRoot, "dist", "src", "fast", `${name}.code`));
    const { stdout } = spawnSync(process.execPath, ["-e", rejects, name], { encoding: "utf8" });
    assert.equal(`${name} ${stdout}`, `${name} ${String(versionIn(kept) !== ours)}\n`);
  }
});
