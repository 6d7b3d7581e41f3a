// Asking whether somebody looks on leaves nothing behind: modules are found behind links, as in a folder that npm has linked.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("behind a question about a pipe a linked package is still the one that it links to", (t) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "custody-linked-")));
  t.after(() => rmSync(folder, { recursive: true }));
  const [there, here] = [join(folder, "there"), join(folder, "here", "node_modules")];
  mkdirSync(there);
  mkdirSync(here, { recursive: true });
  writeFileSync(join(there, "index.js"), "");
  writeFileSync(join(here, "seen.js"), "");
  symlinkSync(there, join(here, "linked"), "junction");
  const asked = fileURLToPath(import.meta.url).replace("terminal.test", "terminal");
  const loader = asked.endsWith(".ts") ? ["--import", "tsx"] : [];
  const text = `
    const found = require("node:module").createRequire(${JSON.stringify(join(here, "x.js"))});
    found.resolve("./seen.js");
    import(${JSON.stringify(asked)}).then(({ isTerminal }) => {
      if (isTerminal(1)) throw new Error("this test wants a pipe");
      console.log(found.resolve("linked"));
    });`;
  const { stdout, stderr } = spawnSync(process.execPath, [...loader, "-e", text], {
    encoding: "utf8",
  });
  assert.equal(stdout, `${join(there, "index.js")}\n`, stderr);
});
