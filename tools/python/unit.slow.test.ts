// The tests of the library for subjects in Python are Python's own; here they are run.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { peer } from "../peer.ts";
import { projectRoot } from "../root.ts";

test("the Python library keeps its own tests", (t) => {
  const python = peer(t, "python3");
  if (python === undefined) return;
  const { status, stderr } = spawnSync(
    python,
    ["-B", "-W", "error", "-m", "unittest", "discover", "-s", "tests"],
    {
      cwd: join(projectRoot, "sdk", "python"),
      encoding: "utf8",
    },
  );
  assert.equal(status, 0, stderr);
  const [, ran = "0"] = /^Ran (\d+) tests/m.exec(stderr) ?? [];
  assert.ok(Number(ran) >= 20, stderr);
});
