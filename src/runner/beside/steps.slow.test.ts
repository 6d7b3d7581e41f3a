// The page about the steps: its feature goes as written, and there is no step that it does not show.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "../../../tools/root.ts";
import { custody } from "../../cli/testing/custody.ts";
import { kitSteps } from "../features/kit-steps.ts";
import { starter } from "../../cli/init/starter.ts";

const folder = mkdtempSync(join(tmpdir(), "custody-steps-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const page = readFileSync(join(projectRoot, "docs", "steps.md"), "utf8");
const [, feature = ""] = /```gherkin\n([\s\S]*?)```/u.exec(page) ?? [];

test("the feature is played as it stands there, beside what init writes", () => {
  const text = starter.find(({ path }) => path === "features/first.custody")?.text ?? "";
  writeFileSync(join(folder, "first.custody"), text);
  writeFileSync(join(folder, "steps.feature"), feature);
  const { code, out, err } = custody(["run", join(folder, "steps.feature")]);
  assert.equal(code, 0, out + err);
  assert.match(out, /^scenarios: 2 selected = 2 passed$/mu);
});

test("every step that is defined is shown", async () => {
  const shown = feature.split("\n").map((line) => line.trim().replace(/^(?:Given|When|Then|And) /u, ""));
  const { steps } = await kitSteps();
  assert.ok(steps.length >= 10, `${steps.length} steps`);
  for (const { text } of steps)
    assert.ok(
      shown.some((step) => text.test(step)),
      String(text),
    );
});
