// docs/lesson.md, followed to the letter in an empty folder: files are written, commands run, listings compared.
// A block `sh` is run; the block behind it, when it names no file, is its output. A block that names a file is that file.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "./root.ts";
import { installedNpx, packed, shell } from "./outside/stranger.ts";

type Block = { readonly word: string; readonly file: string; readonly text: string; readonly line: number };

const place = mkdtempSync(join(tmpdir(), "custody-lesson-"));
after(() => rmSync(place, { recursive: true, force: true }));
const folder = join(place, "a lesson");
mkdirSync(folder);
const lesson = readFileSync(join(projectRoot, "docs", "lesson.md"), "utf8");
const blocks = [...lesson.matchAll(/^```(\w*) ?(.*)\n([^]*?)^```$/gmu)].map(
  ({ 1: word = "", 2: file = "", 3: text = "", index }): Block => ({
    word,
    file,
    text,
    line: lesson.slice(0, index).split("\n").length,
  }),
);
// The package as it is now, and the peer as it is pinned, stand for what the registry would give.
const tarball = packed(place);
const here = (text: string): string =>
  text.replace(
    "--save-dev custody",
    `--prefer-offline --ignore-scripts --no-audit --no-fund --save-dev "${tarball.path}"`,
  );

test("it has commands, files and listings, and installs what a stranger would", () => {
  const count = (word: string): number => blocks.filter((block) => block.word === word).length;
  assert.ok(count("sh") >= 10 && count("text") >= 10, JSON.stringify(blocks.map(({ word }) => word)));
  assert.ok(blocks.some(({ text }) => here(text) !== text));
  for (const [i, block] of blocks.entries())
    assert.ok(block.word === "sh" || block.file !== "" || blocks[i - 1]?.word === "sh", `line ${block.line}`);
});

for (const [i, block] of blocks.entries()) {
  if (block.file !== "")
    test(`line ${block.line}: ${block.file}`, () => {
      mkdirSync(dirname(join(folder, block.file)), { recursive: true });
      writeFileSync(join(folder, block.file), block.text);
    });
  else if (block.word === "sh")
    test(`line ${block.line}: ${block.text.split("\n")[0]}`, () => {
      const { stdout, stderr } = shell(folder, installedNpx + here(block.text));
      assert.equal(stderr, "");
      const next = blocks[i + 1];
      const wanted = next === undefined || next.word === "sh" || next.file !== "" ? "" : next.text;
      assert.match(stdout, patternOf(wanted), `it says\n${stdout}`);
    });
}

test("what it says in passing is true", () => {
  for (const command of ["npx custody explore features/own.custody", "npx custody rules RCV-PKT-15"]) {
    assert.ok(lesson.includes(`\`${command}\``), command);
    const { status, stderr } = shell(folder, installedNpx + command);
    assert.deepEqual([status, stderr], [0, ""]);
  }
});

/** `…` alone in a line stands for any lines, elsewhere for anything in its line. */
function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/^…\n/gmu, "(?:.*\\n)*?").replaceAll("…", ".*")}$`, "u");
}
