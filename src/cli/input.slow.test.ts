// Every command that reads a file, given one that cannot be read: one sentence that names it, exit 3, no stack.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { kitRoot } from "../runner/kit.ts";
import { custody, type Said } from "./testing/custody.ts";
import { bound } from "./testing/unprivileged.ts";

const folder = mkdtempSync(join(tmpdir(), "custody-input-"));
after(() => rmSync(folder, { recursive: true, force: true }));
chmodSync(folder, 0o755);

const { prefix, options } = bound();

/** As somebody whom permissions bind. */
function bindingly(args: readonly string[]): Said {
  const { FORCE_COLOR: _force, NODE_OPTIONS: _options, ...env } = process.env;
  const [program = "", ...rest] = [...prefix, process.execPath, join(kitRoot, "bin", "custody.js"), ...args];
  const { status, stdout, stderr } = spawnSync(program, rest, {
    ...options,
    cwd: kitRoot,
    encoding: "utf8",
    input: "",
    env,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A command with the kind of file that it reads. */
const commands: readonly (readonly [kind: Kind, args: (path: string) => readonly string[]])[] = [
  ["feature", (path) => ["run", path]],
  ["feature", (path) => ["list", "--scenarios", path]],
  ["text", (path) => ["explore", path]],
  ["text", (path) => ["explore", "--words", path]],
  ["text", (path) => ["lint", path]],
  ["text", (path) => ["fmt", path]],
  ["text", (path) => ["fmt", "--check", path]],
  ["text", (path) => ["check", "--with", path, whole("record")]],
  ["record", (path) => ["check", path]],
  ["record", (path) => ["show", path]],
  ["record", (path) => ["replay", path]],
];

type Kind = "feature" | "text" | "record";
const endings: Readonly<Record<Kind, string>> = { feature: ".feature", text: ".custody", record: ".jsonl" };

const [, example = ""] =
  /```jsonl\n([\s\S]*?)```/u.exec(readFileSync(join(kitRoot, "docs", "record.md"), "utf8")) ?? [];
const contents: Readonly<Record<Kind, string>> = {
  feature:
    'Feature: F\n  Scenario: S\n    Given the scenario\n      """custody\n      receive "x" {}\n      """\n',
  text: 'import "ndis5"\nreceive "x" {\n  parties nic, ndis\n  nic -> ndis NdisMIndicateReceivePacket([?p])\n}\n',
  record: example,
};

function placed(name: string, kind: Kind, content: string | Uint8Array): string {
  const path = join(folder, `${name}${endings[kind]}`);
  writeFileSync(path, content, { mode: 0o644 });
  return path;
}
const whole = (kind: Kind): string => placed("whole", kind, contents[kind]);

const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 37 + 200) & 255));

/** How a file is none that can be read, what makes it so, and what has to be said of it. */
const flaws: readonly (readonly [flaw: string, make: (kind: Kind) => string, says: RegExp])[] = [
  [
    "unreadable",
    (kind) => {
      const path = placed("secret", kind, contents[kind]);
      chmodSync(path, 0o000);
      return path;
    },
    /secret\S* may not be read by this user: change its permissions or copy it\.\n$/u,
  ],
  [
    "missing",
    (kind) => join(folder, `none${endings[kind]}`),
    /there is no (?:file|feature) \S*none\S*[:;] (?:check the path|name a \.|did you mean )|none\S* is neither a token \(c1\.…\) nor a file/iu,
  ],
  [
    "directory",
    (kind) => {
      const path = join(folder, `folder${endings[kind]}`);
      mkdirSync(path, { recursive: true });
      return path;
    },
    /folder\S* (?:is a folder: name a|holds no \.feature file)/u,
  ],
  [
    "truncated",
    // Inside a doc string, a block and a JSON object.
    (kind) => placed("cut", kind, contents[kind].slice(0, Math.floor(contents[kind].length * 0.8))),
    /cut\S*/u,
  ],
  ["binary", (kind) => placed("noise", kind, noise), /noise\S*/u],
];

/** Flaws inside a text or a record are listed one by one: on the standard output, or behind the sentence. */
const listed: ReadonlySet<string> = new Set(["lint", "check", "fmt", "explore"]);

for (const [kind, args] of commands)
  for (const [flaw, make, says] of flaws) {
    const [name = ""] = args("");
    test(`custody ${args("FILE")
      .filter((word) => !word.startsWith(folder))
      .join(" ")}: ${flaw}`, () => {
      const path = make(kind);
      const { code, out, err } = flaw === "unreadable" ? bindingly(args(path)) : custody(args(path));
      assert.equal(code, 3, out + err);
      assert.match(out + err, says);
      assert.doesNotMatch(out + err, /\n\s+at |defect of custody/u);
      const inside = (flaw === "truncated" || flaw === "binary") && listed.has(name);
      if (inside)
        assert.match(
          out + err,
          /(?:cut|noise)\S*(?::\d+:\d+: | has | cannot | is no |[\s\S]*\nline \d+ is not JSON\n)/u,
        );
      else assert.deepEqual([out, /^custody: [^\n]+\n$/u.test(err)], ["", true], out + err);
    });
  }

test("what a feature asks for and cannot have is told in one go, without a stack", () => {
  const wrong = placed(
    "wrong",
    "text",
    `import "ndis5"\n\nreceive "r" {\n  parties nic N\n  N -> ndis Nonsense()\n}\n`,
  );
  const path = placed(
    "asks",
    "feature",
    `Feature: f
  Scenario: nobody has it
    Given the scenarios of "none.custody"
    When "x" is played
  Scenario: wrong
    Given the scenarios of "${basename(wrong)}"
    When "r" is played
  Scenario: nobody knows it
    Given rain
`,
  );
  const { code, out, err } = custody(["run", path]);
  assert.deepEqual([code, out], [3, ""]);
  assert.doesNotMatch(err, /\n\s+at |Error/u);
  assert.match(
    err,
    /^custody: 3 scenarios cannot be played:\n {2}\S+, "nobody has it": There is no file \S*none\.custody[^\n]*\n {2}\S+, "wrong": \S+:5:\d+ [^\n]*\n[\s\S]* {2}\S+, "nobody knows it": uses a step that nobody defines, "rain"; [^\n]*\n$/u,
  );
});
