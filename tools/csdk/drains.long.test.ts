// Whatever comes between: every worked example, in C and in Python, in every scenario of the features that has its role.
import assert from "node:assert/strict";
import { relative, join } from "node:path";
import { test } from "node:test";
import { filesBelow } from "../../src/runner/input/below.ts";
import { sweepScenario } from "../../src/runner/sweep/sweep-scenario.ts";
import { peer } from "../peer.ts";
import { projectRoot } from "../root.ts";
import { example, onStages } from "./playing.ts";

const features = join(projectRoot, "features");
const files = filesBelow(features, ".custody").map((path) => relative(features, path));
const python = (name: string): string => join(projectRoot, "sdk", "python", "examples", `${name}.py`);

/** `atLeast`: scenarios in which something came between. */
for (const { name, role, by, atLeast } of [
  { name: "protocol5", role: "protocol", by: "gcc", atLeast: 80 },
  { name: "protocol6", role: "protocol", by: "gcc", atLeast: 60 },
  { name: "nic6", role: "nic", by: "gcc", atLeast: 60 },
  { name: "filter6", role: "filter", by: "gcc", atLeast: 25 },
  { name: "redirector", role: "redirector", by: "python3", atLeast: 70 },
  { name: "server", role: "server", by: "python3", atLeast: 70 },
] as const)
  test(`${name} drains`, async (t) => {
    const tool = peer(t, by);
    if (tool === undefined) return;
    const command = by === "gcc" ? `'${example(tool, name)}'` : `'${tool}' '${python(name)}'`;
    const swept = await onStages(command, role, files, undefined, (stage) => ({
      title: stage.scenario.title,
      drift: stage.subject.drift?.(),
      ...sweepScenario(stage, { orders: "one", most: 0, effort: 300 }, []),
    }));
    const wrong = swept.flatMap(({ title, failure, undecided, drift }) => {
      const why = failure?.result.reason ?? undecided ?? drift;
      return why === undefined ? [] : [`${title}, ${failure?.interruption.title ?? ""}: ${why}`];
    });
    assert.deepEqual(wrong, []);
    const tried = swept.filter((one) => one.tried.some(({ began }) => began > 0));
    assert.ok(tried.length >= atLeast, `${tried.length} scenarios`);
  });
