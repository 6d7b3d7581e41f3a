// Same seed, same record, byte for byte: whenever, wherever and in whatever surroundings it is played; and a replay is that run.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { newerNode, noNewerNode } from "../../tools/outside/newer-node.ts";
import { projectRoot } from "../../tools/root.ts";

type Surroundings = {
  readonly root?: string;
  readonly cwd?: string;
  readonly features?: string;
  readonly seed?: number;
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
};
type Said = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Both generations of drivers, and the whole column of one exchange. */
const some = [
  join("receive", "shared-packets.feature"),
  join("receive", "transfer.feature"),
  join("send", "outcomes.feature"),
  join("exchange", "read.feature"),
];
/** What a checkout needs to play features. */
const needed = ["package.json", "bin", "dist", "features", "reference"];
const revealing = {
  mutant: "ndis-gives-back-twice",
  feature: join("features", "receive", "shared-packets.feature"),
};

const place = mkdtempSync(join(tmpdir(), "custody-same-"));
const recordFile = join(place, "first.jsonl");
let first: Buffer;

before(() => {
  first = recordOf({});
  writeFileSync(recordFile, first);
});
after(() => rmSync(place, { recursive: true, force: true }));

test("a record holds events of more than one party, and another seed gives another", () => {
  const events = linesOf(first).filter((line) => !line.startsWith('{"custody":'));
  assert.ok(events.length > 20, `${events.length} lines`);
  assert.ok(!recordOf({ seed: 2 }).equals(first), "the seed decides nothing");
});

test("once more", () => same(recordOf({})));

test("--twice compares and finds no difference", () => {
  const { status, stdout, stderr } = custody(
    {},
    "run",
    ...some.map((name) => join("features", name)),
    "--twice",
  );
  assert.equal(status, 0, stdout + stderr);
});

test("under another time zone, language and terminal", () => {
  const env = {
    TZ: "Pacific/Chatham",
    LANG: "tr_TR.UTF-8",
    LC_ALL: "tr_TR.UTF-8",
    COLUMNS: "40",
    FORCE_COLOR: "3",
  };
  same(recordOf({ env }));
});

test("from another working directory, the features by absolute path", () => {
  same(recordOf({ cwd: place, features: join(projectRoot, "features") }));
});

test("in another checkout, in a folder with a space and an umlaut", () => {
  const root = join(place, "kühl und gut");
  for (const name of needed)
    cpSync(join(projectRoot, name), join(root, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"), "junction");
  same(recordOf({ root, cwd: root }));
});

test("on the newer Node", (t) => {
  const node = newerNode();
  if (node === undefined) return t.skip(noNewerNode);
  same(recordOf({ node }));
});

test("replaying a record repeats its runs; a record that was changed is refused where it differs", () => {
  const again = custody({}, "replay", recordFile);
  assert.equal(again.status, 0, again.stdout + again.stderr);
  const changed = join(place, "changed.jsonl");
  const text = first.toString("utf8");
  const at = text.lastIndexOf('"kind":"call"');
  writeFileSync(changed, `${text.slice(0, at)}"kind":"said"${text.slice(at + '"kind":"call"'.length)}`);
  const refused = custody({}, "replay", changed);
  assert.equal(refused.status, 3, refused.stdout + refused.stderr);
  assert.match(refused.stderr, /drifted from the record at event \d+/u);
});

test("the token of a failure repeats the failure, word for word", () => {
  const run = custody({}, "run", revealing.feature, "--target", `mutant:${revealing.mutant}`);
  assert.equal(run.status, 1, run.stdout + run.stderr);
  const token = /custody replay (c1\.[\w-]+)/u.exec(run.stdout)?.[1] ?? "no token";
  const again = custody({}, "replay", token);
  assert.equal(again.status, 1, again.stdout + again.stderr);
  const story = again.stdout.slice(again.stdout.indexOf("\n\n") + 2).trimEnd();
  assert.match(story, /blames +ndis/u);
  assert.ok(run.stdout.includes(story), `the run says\n${run.stdout}\nand its replay\n${story}`);
});

/** The bytes of the record of some features. */
function recordOf({ features = "features", seed = 1, ...where }: Surroundings): Buffer {
  const file = join(place, "record.jsonl");
  rmSync(file, { force: true });
  const { status, stdout, stderr } = custody(
    where,
    "run",
    ...some.map((name) => join(features, name)),
    "--seed",
    String(seed),
    "--report",
    `record:${file}`,
  );
  assert.ok((status === 0 || status === 2) && existsSync(file), `exit ${status}\n${stdout}${stderr}`);
  return readFileSync(file);
}

function custody(
  { root = projectRoot, cwd = projectRoot, node = process.execPath, env = {} }: Surroundings,
  ...args: readonly string[]
): Said {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(NODE_|TZ$|LANG$|LC_|COLUMNS$|FORCE_COLOR$|NO_COLOR$)/u.test(name),
  );
  return spawnSync(node, [join(root, "bin", "custody.js"), ...args], {
    cwd,
    env: { ...Object.fromEntries(kept), ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
}

function same(other: Buffer): void {
  if (other.equals(first)) return;
  const [was, is] = [linesOf(first), linesOf(other)];
  const at = was.findIndex((line, i) => line !== is[i]);
  assert.fail(
    at < 0
      ? `it goes on after line ${was.length}`
      : `line ${at + 1} of the record differs:\n  was ${was[at]}\n  is  ${is[at]}`,
  );
}

const linesOf = (bytes: Buffer): readonly string[] => bytes.toString("utf8").trimEnd().split("\n");
