// All ways of being wrong, of every role, in some scenarios from everywhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { neverTheKits, wrongRoles } from "./testing/wrongdoing.ts";

for (const role of wrongRoles)
  test(`whatever a wrong ${role} does is never the kit's fault`, () =>
    assert.ok(neverTheKits(role, 1, 2) > 0));
