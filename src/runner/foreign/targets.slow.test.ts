// Every way in which somebody else's implementation joins, playing the same scenario; and one that plays several neighbours.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { ScenarioResult } from "../../contract/result.ts";
import { loadWithSpec } from "../input/load.ts";
import { builtRoot, extension, kitRoot } from "../kit.ts";
import { play } from "../play/play.ts";
import { reference, targetNamed, type Target } from "../subjects.ts";

const { program } = loadWithSpec(["features/receive/shared-packets.custody"]);
const scenario = program.scenarios.find(({ title }) => title === "two clients share one packet");
assert.ok(scenario !== undefined);
const kit = (await reference()).subject;
const testing = join(kitRoot, "src", "adapters", "testing");
const folder = mkdtempSync(join(tmpdir(), "custody-targets-"));
const opened: Target[] = [];
const children: ChildProcess[] = [];
after(() => {
  opened.forEach(({ subject }) => subject.close?.());
  children.forEach((child) => child.kill());
  rmSync(folder, { recursive: true });
});

async function playedAs(text: string, roles: readonly string[]): Promise<ScenarioResult> {
  assert.ok(scenario !== undefined);
  const target = await targetNamed(text, { roles });
  opened.push(target);
  return play({ program, scenario, kit, subject: target.subject, target: text, roles, seed: 1 }).result;
}

const told = ({ status, reason }: ScenarioResult): string => `${status}: ${reason ?? ""}`;

/** Where a process listens that begins the stranger for whoever connects. */
async function listening(where: string): Promise<string> {
  const stranger = join(testing, "stranger.mjs");
  const child = spawn(
    process.execPath,
    [join(testing, "listens.mjs"), where, process.execPath, stranger, "nothing"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("it does not listen");
}

test("tcp: what listens on a port", async () => {
  const port = await listening("0");
  for (const spelt of [`tcp:127.0.0.1:${port}`, `tcp:${port}`])
    assert.equal(told(await playedAs(spelt, ["protocol"])), "passed: ");
});

test("unix: what listens on a path", async () => {
  const path = await listening(join(folder, "socket"));
  assert.equal(told(await playedAs(`unix:${path}`, ["protocol"])), "passed: ");
});

test("who does not listen is no verdict", async () =>
  assert.match(
    told(await playedAs("tcp:127.0.0.1:1", ["protocol"])),
    /^undecided: nobody answers at 127\.0\.0\.1:1/u,
  ));

test("module: handlers that call downwards and wait", async () => {
  const { status, reason, events } = await playedAs(`module:${join(testing, "handlers.mjs")}`, ["protocol"]);
  assert.deepEqual([status, reason], ["passed", undefined]);
  assert.ok(events.some(({ name, from }) => name === "NdisReturnPackets" && from === "P"));
});

/** A module of step functions: the reference's, with one step laid over every party of a role. */
function steps(name: string, role: string, step: string): string {
  const path = join(folder, `${name}.mjs`);
  const url = pathToFileURL(join(builtRoot, "reference", `index${extension}`)).href;
  writeFileSync(
    path,
    `import { subject as reference } from ${JSON.stringify(url)};
const laid = (layer) => ({ ...layer, step: (state, input, view) => { const reaction = layer.step(state, input, view); ${step} } });
const layerOf = (party) => (party.role === "${role}" ? laid(reference.layerOf(party)) : reference.layerOf(party));
export const subject = { name: "${name}", version: "1", layerOf };
`,
  );
  return `module:${path}`;
}

const modules: readonly (readonly [name: string, step: string, told: RegExp])[] = [
  ["honest", "return reaction;", /^passed: $/u],
  ["throws", 'throw new Error("not written yet");', /^failed: P error: not written yet$/u],
  [
    "unknown word",
    'return [reaction[0], [{ k: "call", to: "ndis", name: "NdisTeleport", args: {} }, ...reaction[1]]];',
    /^failed: P protocol: NdisTeleport, which is no call of the vocabulary$/u,
  ],
  [
    "nobody there",
    'return [reaction[0], [{ k: "call", to: "moon", name: "NdisReturnPackets", args: {} }, ...reaction[1]]];',
    /^failed: P protocol: something to "moon", who does not take part$/u,
  ],
  [
    "unknown act",
    'return [reaction[0], [{ k: "act", name: "teleports", args: {} }, ...reaction[1]]];',
    /^failed: P protocol: teleports, which is no act of the vocabulary$/u,
  ],
];

for (const [name, step, expected] of modules)
  test(`module: step functions, ${name}`, async () =>
    assert.match(told(await playedAs(steps(name, "protocol", step), ["protocol"])), expected));

test("one that plays several neighbours is judged by what crosses their edge", async () => {
  const both = await playedAs(steps("both", "protocol", "return reaction;"), ["ndis", "protocol"]);
  assert.deepEqual([both.status, both.reason, both.live], ["passed", undefined, ["ndis", "P"]]);
});

test("a role that it does not play is played by nobody", async () => {
  const handlers = `module:${join(testing, "handlers.mjs")}`;
  assert.equal(told(await playedAs(handlers, ["protocol", "ndis"])), "unsupported: nobody plays ndis");
});
