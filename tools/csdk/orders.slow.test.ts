// The worked C drivers in every order, and under what comes between: they can be told again, and drain. Wrong ones are found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { worldOf } from "../../src/runner/play/play.ts";
import { sweepScenario } from "../../src/runner/sweep/sweep-scenario.ts";
import { explore } from "../../src/simulation/explore/explore.ts";
import { peer } from "../peer.ts";
import { driver, exampleSources } from "./compile.ts";
import { example, onStages } from "./playing.ts";

type Small = { readonly name: string; readonly role: string; readonly file: string; readonly title: string };

const smallOnes: readonly (Small & { readonly between: readonly string[] })[] = [
  {
    name: "protocol5",
    role: "protocol",
    file: "receive/counts.custody",
    title: "taken over once",
    between: ["halt of NDIS 5", "unbind", "reset", "low resources: memory of a protocol"],
  },
  {
    name: "protocol6",
    role: "protocol",
    file: "receive/lists.custody",
    title: "a list is taken and returned",
    between: ["pause", "pause and restart", "halt", "unbind", "low resources: memory of a protocol"],
  },
  {
    name: "nic6",
    role: "nic",
    file: "send/completion.custody",
    title: "completed inside the send call",
    between: ["pause", "pause and restart", "halt", "reset"],
  },
  {
    name: "filter6",
    role: "filter",
    file: "filter/sends.custody",
    title: "a filter lets a list go no further",
    between: ["pause", "pause and restart", "halt", "unbind", "reset"],
  },
];

for (const { name, role, file, title, between } of smallOnes)
  test(`${name} in every order of "${title}", and interrupted in each`, async (t) => {
    const compiler = peer(t, "gcc");
    if (compiler === undefined) return;
    const program = example(compiler, name);
    const [one] = await onStages(`'${program}'`, role, file, [title], (stage) => ({
      explored: explore(worldOf({ ...stage, moments: "any" }, { ids: "lowest" }), {
        most: 20_000,
        reduce: true,
      }),
      swept: sweepScenario(stage, { orders: "all", most: 60, effort: 0 }, between),
      drift: stage.subject.drift?.(),
    }));
    assert.ok(one !== undefined, title);
    const { explored, swept, drift } = one;
    assert.equal(drift, undefined);
    assert.deepEqual(
      [explored.complete, Object.keys(explored.endings), explored.findings],
      [true, ["finished"], []],
    );
    assert.equal(swept.failure?.result.reason, undefined);
    assert.deepEqual(
      swept.tried.filter(({ began }) => began === 0).map((one) => `${one.title}: ${one.why ?? ""}`),
      [],
    );
    assert.deepEqual(new Set(swept.tried.map((one) => one.title)), new Set(between));
  });

/** Right as written, and wrong when something comes between. */
const wrongOnes: readonly (Small & {
  readonly between: string;
  readonly instead: readonly [string, string];
})[] = [
  {
    name: "protocol5",
    role: "protocol",
    file: "receive/counts.custody",
    title: "taken over once",
    between: "unbind",
    instead: ["NdisWaitEvent(&Binding->Home, 0);", ""],
  },
  {
    name: "nic6",
    role: "nic",
    file: "receive/lists.custody",
    title: "a list is taken and returned",
    between: "pause",
    instead: ["if (Adapter->Phase != Running) return FALSE;", ""],
  },
];

for (const { name, role, file, title, between, instead } of wrongOnes)
  test(`${name} that takes no notice of the ${between} is found by the sweep alone`, async (t) => {
    const compiler = peer(t, "gcc");
    if (compiler === undefined) return;
    const [from, to] = instead;
    const sources = exampleSources(name);
    assert.equal(sources.filter(({ text }) => text.includes(from)).length, 1, from);
    const wrong = sources.map(({ file: path, text }) => ({ file: path, text: text.replace(from, to) }));
    const program = driver(compiler, wrong);
    const [one] = await onStages(`'${program}'`, role, file, [title], (stage) => ({
      explored: explore(worldOf(stage, { ids: "lowest" }), { most: 20_000, reduce: true }),
      swept: sweepScenario(stage, { orders: "one", most: 0, effort: 1_000_000 }, [between]),
    }));
    assert.equal(one?.explored.shortest, undefined);
    const failure = one?.swept.failure?.result;
    assert.equal(failure?.status, "failed", failure?.reason);
    assert.ok(failure.failures.some(({ blames }) => blames === (role === "nic" ? "nic" : "P")));
  });
