// Watch mode from outside: what each kind of change makes it play, how soon, and how it ends.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { projectRoot } from "../../../tools/root.ts";
import { Watching, type Round } from "../../../tools/outside/watching.ts";
import { starter } from "../init/starter.ts";

const folder = mkdtempSync(join(tmpdir(), "custody watch ü "));
const at = (name: string): string => join(folder, "features", name);
const write = (name: string, text: string): void => writeFileSync(at(name), text);
const edit = (name: string, from: string, to: string): void => {
  const text = readFileSync(at(name), "utf8");
  assert.ok(text.includes(from), `${name} has ${from}`);
  write(name, text.replace(from, to));
};
const played = ({ text }: Round): readonly string[] =>
  [...text.matchAll(/^(ok|FAILED) +\w+ "(.*?)"/gmu)].map(([, mark, title]) => `${mark} ${title}`);
const sum = ({ text }: Round): string | undefined => /^scenarios: .*$/mu.exec(text)?.[0];

const first = "a packet is taken over and comes back";
let watching: Watching;
before(async () => {
  for (const { path, text } of starter) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(at("receive"));
  for (const name of ["counts.feature", "counts.custody", "shown.custody"])
    cpSync(join(projectRoot, "features", "receive", name), at(join("receive", name)));
  watching = new Watching(folder);
  const round = await watching.after(() => {});
  assert.match(sum(round) ?? round.text, /^scenarios: 9 selected = 9 passed$/u);
});
after(async () => {
  await watching.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("a text that changes: only its scenarios are played, and soon", async () => {
  const rounds: Round[] = [];
  for (const size of [1513, 1512, 1511]) {
    const round = await watching.after(() => edit("first.custody", `size = ${size + 1}`, `size = ${size}`));
    assert.match(round.text, /^changed: features\/first\.custody\n/u);
    assert.deepEqual(played(round), [`ok ${first}`]);
    assert.match(sum(round) ?? "", /9 selected = 9 passed/u);
    rounds.push(round);
  }
  // a second is what is promised; the machine may be busy with something else
  assert.ok(Math.min(...rounds.map(({ milliseconds }) => milliseconds)) < 2000, JSON.stringify(rounds));
});

test("a scenario that fails is shown whole, and the sums are those of all", async () => {
  const broken = await watching.after(() => edit("first.custody", "returns 1", "returns 2"));
  assert.deepEqual(played(broken), [`FAILED ${first}`]);
  assert.match(
    broken.text,
    /expected {2}ndis -> nic MiniportReturnPacket\(p\)[^]*repeat {4}npx custody replay c1\./u,
  );
  assert.match(sum(broken) ?? "", /9 selected = 8 passed \+ 1 failed/u);
  const mended = await watching.after(() => edit("first.custody", "returns 2", "returns 1"));
  assert.deepEqual(played(mended), [`ok ${first}`]);
});

test("a broken text shows its problems and waits, and nothing is forgotten meanwhile", async () => {
  const broken = await watching.after(() => edit("first.custody", "parties nic", "partis nic"));
  assert.match(broken.text, /^features\/first\.custody:\d+:\d+: .*\n.*partis nic/mu);
  assert.equal(sum(broken), undefined);
  const other = await watching.after(() => edit("receive/counts.custody", "\n\n", "\n\n# more\n"));
  assert.match(other.text, /first\.custody:\d+:\d+: /u);
  const mended = await watching.after(() => edit("first.custody", "partis nic", "parties nic"));
  assert.equal(played(mended).length, 8);
  assert.match(sum(mended) ?? "", /9 selected = 9 passed/u);
});

test("a feature that changes is played whole; one that comes or goes is noticed", async () => {
  const changed = await watching.after(() => edit("first.feature", "Taken over once", "Once taken over"));
  assert.deepEqual(played(changed), [`ok ${first}`]);
  const gone = await watching.after(() => renameSync(at("first.feature"), join(folder, "kept")));
  assert.match(sum(gone) ?? "", /8 selected = 8 passed/u);
  const back = await watching.after(() => renameSync(join(folder, "kept"), at("first.feature")));
  assert.deepEqual(played(back), [`ok ${first}`]);
  const wrong = await watching.after(() =>
    write("wrong.feature", "Feature: x\n  Scenario: y\n    Given nonsense\n"),
  );
  assert.match(wrong.text, /^custody: features\/wrong\.feature, "y": uses a step that nobody defines/mu);
  const right = await watching.after(() => rmSync(at("wrong.feature")));
  assert.match(sum(right) ?? "", /9 selected = 9 passed/u);
});

test("an editor that writes beside and renames, and a burst of writes, are one change; a save of the same none", async () => {
  const text = readFileSync(at("first.custody"), "utf8");
  write("first.custody", text);
  const round = await watching.after(() => {
    for (let size = 100; size < 120; size++) {
      write("first.custody.tmp", text.replace(/size = \d+/u, `size = ${size}`));
      renameSync(at("first.custody.tmp"), at("first.custody"));
    }
  });
  assert.deepEqual(played(round), [`ok ${first}`]);
  const again = await watching.after(() => edit("first.custody", "size = 119", "size = 60"));
  assert.deepEqual(played(again), [`ok ${first}`]);
});

test("a rule is judged in every scenario, of files and of features, and so is the list of known failures", async () => {
  const rule = `rule OWN-01 must ndis "NDIS gives no packet back." {
  cites seed 001
  for each ndis N { on N -> nic MiniportReturnPacket() { require false } }
  good {}
  bad blames ndis { ndis -> nic MiniportReturnPacket(p1) }
}
`;
  const bitten = await watching.after(() => write("own.custody", `import "ndis5"\n\n${rule}`));
  assert.match(sum(bitten) ?? bitten.text, /9 selected = 1 passed \+ 8 failed/u);
  const listed = "failures:\n  - scenario: taken over once\n    breaks: OWN-01\n    reason: ours\n";
  const known = await watching.after(() => writeFileSync(join(folder, "custody.expectations.yaml"), listed));
  assert.match(sum(known) ?? known.text, /9 selected = 1 passed \+ 7 failed \+ 1 failed as expected/u);
  await watching.after(() => writeFileSync(join(folder, "custody.expectations.yaml"), "failures: []\n"));
  assert.match(sum(await watching.after(() => rmSync(at("own.custody")))) ?? "", /9 selected = 9 passed/u);
});

test("steps that change are loaded again", async () => {
  const step = 'throw new Error("not yet");\n';
  const loaded = await watching.after(() => write("own.mjs", step));
  assert.match(
    loaded.text,
    /^changed: features\/own\.mjs; loading the steps again\ncustody: The steps .*: not yet\.$/mu,
  );
  const mended = await watching.after(() => write("own.mjs", "export const now = 1;\n"));
  assert.match(sum(mended) ?? mended.text, /9 selected = 9 passed/u);
});

test("Ctrl-C is a good end; another signal is not", async () => {
  assert.equal(await watching.end("SIGINT"), 0);
  const other = new Watching(folder);
  await other.after(() => {});
  assert.equal(await other.end("SIGTERM"), 143);
});

test("what writes files is no part of it", async () => {
  const refused = new Watching(folder, "--report", "junit:x.xml");
  await assert.rejects(
    refused.after(() => {}),
    /--watch writes nothing: leave out --report/u,
  );
});
