// What stands in the place of an output stays what it is: a link, a pipe, a file that others may not read.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Worker } from "node:worker_threads";
import { InputError } from "../contract/problem.ts";
import { writeWhole } from "./write.ts";

const folder = mkdtempSync(join(tmpdir(), "custody-write-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string): string => join(folder, name);

test("a link stays a link, and what it leads to is written whole", () => {
  mkdirSync(place("far"));
  writeFileSync(place("far/text"), "before");
  symlinkSync(join("far", "text"), place("link"));
  writeWhole(place("link"), "after");
  assert.ok(lstatSync(place("link")).isSymbolicLink());
  assert.equal(readFileSync(place("far/text"), "utf8"), "after");
  assert.deepEqual(readdirSync(place("far")), ["text"]);
});

test("permissions stay", () => {
  writeFileSync(place("secret"), "before");
  for (const mode of [0o600, 0o755]) {
    chmodSync(place("secret"), mode);
    writeWhole(place("secret"), "after");
    assert.equal(statSync(place("secret")).mode & 0o777, mode);
  }
});

test("what is no file is written through, and stays", async () => {
  const pipe = place("pipe");
  assert.equal(spawnSync("sh", ["-c", `mkfifo "$1"`, "sh", pipe]).status, 0);
  const read = reader(pipe);
  writeWhole(pipe, ["one", "two"]);
  assert.equal(await read, "onetwo");
  assert.ok(statSync(pipe).isFIFO());
});

// Whoever may put a file in the place of a device gets one of his own: were this wrong, the machine would lose its own.
const isRoot = process.getuid?.() === 0;
const full = isRoot ? place("full") : "/dev/full";
if (isRoot) spawnSync("mknod", [full, "c", "1", "7"]);

test("a medium that is full is named, and the device stays", { skip: !isFull(full) }, () => {
  assert.throws(
    () => writeWhole(full, "text"),
    new InputError(
      `${full} cannot be written, because the medium is full: make room or choose another place.`,
    ),
  );
  assert.ok(statSync(full).isCharacterDevice());
});

test("where no folder can be made that is said, and soon", { skip: !existsSync("/proc/self") }, () => {
  assert.throws(() => writeWhole("/proc/no/such/file", "text"), InputError);
});

function isFull(path: string): boolean {
  try {
    writeFileSync(path, "text", { flag: "r+" });
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOSPC";
  }
}

/** A pipe is opened when somebody is at its other end. */
function reader(path: string): Promise<string> {
  const text = `require("node:worker_threads").parentPort.postMessage(require("node:fs").readFileSync(${JSON.stringify(path)}, "utf8"))`;
  const worker = new Worker(text, { eval: true });
  return new Promise((done, fail) => {
    worker.on("message", done);
    worker.on("error", fail);
  });
}
