// The worked C drivers are conformant: no scenario that has their role fails, and what they can play passes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { peer } from "../peer.ts";
import { example, played } from "./playing.ts";

type Part = { readonly role: string; readonly files: readonly string[]; readonly atLeast: number };

const parts: Readonly<Record<string, Part>> = {
  protocol6: {
    role: "protocol",
    files: [
      "send/completion",
      "send/cancel",
      "send/holders",
      "receive/lists",
      "receive/lent-lists",
      "lifetime/pools",
      "states/pause",
    ],
    atLeast: 38,
  },
  protocol5: {
    role: "protocol",
    files: ["receive/shared-packets", "receive/transfer", "receive/lookahead"],
    atLeast: 22,
  },
  nic6: {
    role: "nic",
    files: [
      "send/completion",
      "send/cancel",
      "send/holders",
      "receive/lists",
      "states/pause",
      "states/ends",
      "filter/states",
    ],
    atLeast: 30,
  },
  filter6: {
    role: "filter",
    files: ["filter/own", "filter/receives", "filter/sends", "filter/states"],
    atLeast: 22,
  },
};

for (const [name, { role, files, atLeast }] of Object.entries(parts))
  test(`${name} is conformant`, async (t) => {
    const compiler = peer(t, "gcc");
    if (compiler === undefined) return;
    const program = example(compiler, name);
    const results = await played(
      `'${program}'`,
      role,
      files.map((file) => `${file}.custody`),
    );
    const wrong = results.filter(({ status }) => status !== "passed" && status !== "unsupported");
    assert.deepEqual(
      wrong.map(({ title, status, reason }) => `${title}: ${status}: ${reason ?? ""}`),
      [],
    );
    const passed = results.filter(({ status }) => status === "passed").length;
    assert.ok(passed >= atLeast, `${passed} passed`);
  });
