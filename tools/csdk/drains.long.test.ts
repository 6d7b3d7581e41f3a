// Whatever comes between: every worked example in C and in Python, and what a new driver in C begins with, in every scenario of the
// features that has its role.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { relative, join } from "node:path";
import { test } from "node:test";
import { filesBelow } from "../../src/runner/input/below.ts";
import { sweepScenario } from "../../src/runner/sweep/sweep-scenario.ts";
import { peer } from "../peer.ts";
import { projectRoot } from "../root.ts";
import { driver } from "./compile.ts";
import { example, onStages } from "./playing.ts";

const features = join(projectRoot, "features");
const files = filesBelow(features, ".custody").map((path) => relative(features, path));
const quoted = (...words: readonly string[]): string => words.map((word) => `'${word}'`).join(" ");

/** As `custody adapter new c` writes it. */
function starter(compiler: string, role: string): string {
  const text = readFileSync(join(projectRoot, "sdk", "templates", "c", "adapter.c"), "utf8");
  return driver(compiler, [{ file: "starter/adapter.c", text: text.replaceAll("{{role}}", role) }]);
}
const inPython = (python: string, name: string): string =>
  quoted(python, join(projectRoot, "sdk", "python", "examples", `${name}.py`));

/** `atLeast`: scenarios in which something came between. */
type Drains = { readonly name: string; readonly role: string; readonly atLeast: number };
const examples: readonly Drains[] = [
  { name: "protocol5", role: "protocol", atLeast: 80 },
  { name: "protocol6", role: "protocol", atLeast: 60 },
  { name: "nic6", role: "nic", atLeast: 60 },
  { name: "filter6", role: "filter", atLeast: 25 },
];
const starters: readonly Drains[] = [
  { name: "a new protocol", role: "protocol", atLeast: 40 },
  { name: "a new NIC", role: "nic", atLeast: 40 },
  { name: "a new filter", role: "filter", atLeast: 15 },
];
const pythons: readonly Drains[] = [
  { name: "redirector", role: "redirector", atLeast: 70 },
  { name: "server", role: "server", atLeast: 70 },
];

for (const one of examples) drains(one, "gcc", (compiler) => quoted(example(compiler, one.name)));
for (const one of starters) drains(one, "gcc", (compiler) => quoted(starter(compiler, one.role)));
for (const one of pythons) drains(one, "python3", (python) => inPython(python, one.name));

function drains(
  { name, role, atLeast }: Drains,
  by: "gcc" | "python3",
  commandOf: (tool: string) => string,
): void {
  test(`${name} drains`, async (t) => {
    const tool = peer(t, by);
    if (tool === undefined) return;
    const swept = await onStages(commandOf(tool), role, files, undefined, (stage) => ({
      title: stage.scenario.title,
      drift: stage.subject.drift?.(),
      ...sweepScenario(stage, { orders: "one", most: 0, effort: 600 }, []),
    }));
    const wrong = swept.flatMap(({ title, failure, undecided, drift }) => {
      const why = failure?.result.reason ?? undecided ?? drift;
      return why === undefined ? [] : [`${title}, ${failure?.interruption.title ?? ""}: ${why}`];
    });
    assert.deepEqual(wrong, []);
    const tried = swept.filter((one) => one.tried.some(({ began }) => began > 0));
    assert.ok(tried.length >= atLeast, `${tried.length} scenarios`);
  });
}
