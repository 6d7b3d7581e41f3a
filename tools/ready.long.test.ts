// The two commands in a fresh copy of the checkout, in a folder with a space and an umlaut, as in production.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import type { SpawnSyncReturns } from "node:child_process";
import { projectRoot } from "./root.ts";

// What git leaves out as well: a checkout has nothing that is made of it.
const left = /^(node_modules|dist|dist\..*|\.git|\.toolchain|\.scratch|coverage|out|parser\.(?:js|d\.ts))$/;
const didSomething = /^ready: /m;

function freshCopy(): string {
  const copy = join(mkdtempSync(join(tmpdir(), "custody-")), "kühl und gut");
  cpSync(projectRoot, copy, {
    recursive: true,
    filter: (path) => path === projectRoot || !left.test(basename(path)),
  });
  return copy;
}

// As a stranger's shell would: none of what the npm that runs this test has put into the environment.
function run(folder: string, command: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_|^NODE_(TEST|OPTIONS|CHANNEL)/.test(name),
  );
  const env = { ...Object.fromEntries(kept), NODE_ENV: "production" };
  return spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
}

test("npm start makes a fresh checkout ready, once, and again after a changed lock", (t) => {
  const folder = freshCopy();
  t.after(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  const planted = join("src", "planted.ts");
  writeFileSync(join(folder, planted), "export const planted = 1;\n");
  const first = run(folder, "npm", "start");
  assert.equal(first.status, 0, first.stdout + first.stderr);
  assert.match(first.stdout, /^ready: packages installed/m);
  assert.match(first.stdout, /^ready: .*sources compiled/m);
  assert.ok(
    existsSync(join(folder, "node_modules", "typescript")),
    "development packages are there in production",
  );

  // The machine may be busy with something else: the limit is missed when the quickest of three misses it. Ten seconds are
  // meant where the rules are checked in 2.2; the same machine has been seen to take twice as long over both.
  const checking = Number(/^ready: rules checked \(([\d.]+) s\)$/m.exec(first.stdout)?.[1]);
  const limit = 10 * Math.max(1, checking / 2.2);
  const seconds: number[] = [];
  while (seconds.length < 3 && !seconds.some((each) => each < limit)) {
    const started = Date.now();
    const second = run(folder, "npm", "start");
    seconds.push((Date.now() - started) / 1000);
    assert.equal(second.status, 0, second.stdout + second.stderr);
    assert.doesNotMatch(second.stdout, didSomething);
    assert.doesNotMatch(second.stdout + second.stderr, /added \d+ packages|npm (notice|error)/);
  }
  assert.ok(Math.min(...seconds) < limit, `${seconds.join(", ")} s, of ${limit}`);

  appendFileSync(join(folder, "package-lock.json"), "\n");
  const third = run(folder, "node", "tools/ready.mjs");
  assert.equal(third.status, 0, third.stderr);
  assert.match(third.stdout, /^ready: packages installed/m);
  assert.doesNotMatch(run(folder, "node", "tools/ready.mjs").stdout, didSomething);

  const compiled = join(folder, "dist", "src", "planted.js");
  assert.ok(existsSync(compiled));
  rmSync(join(folder, planted));
  assert.match(run(folder, "node", "tools/ready.mjs").stdout, /^ready: .*sources compiled/m);
  assert.ok(!existsSync(compiled), "what is gone from the sources is gone from dist");
  mistakesAreShown(folder, join(folder, planted));
  theLockIsNamed(folder);
});

function mistakesAreShown(folder: string, source: string): void {
  const note = join(folder, "dist", ".custody-ready");
  const before = readFileSync(note, "utf8");
  writeFileSync(source, 'export const planted: number = "a";\nexport const second: string = 2;\n');
  const failed = run(folder, "node", "tools/ready.mjs");
  assert.equal(failed.status, 1);
  assert.match(failed.stderr, /planted\.ts\(1,.*[^]*planted\.ts\(2,/);
  assert.equal(readFileSync(note, "utf8"), before, "the last good build stays");
  rmSync(source);
}

function theLockIsNamed(folder: string): void {
  writeFileSync(join(folder, "package-lock.json"), '{"lockfileVersion":3,"packages":{}}\n');
  const failed = run(folder, "node", "tools/ready.mjs");
  assert.equal(failed.status, 2);
  assert.match(failed.stderr, /npm's last lines:\n(.*\n)+Without a network, /);
}
