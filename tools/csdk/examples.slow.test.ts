// The worked C drivers are conformant: no scenario that has their role fails, and what they can play passes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { peer } from "../peer.ts";
import { example, played } from "./playing.ts";

type Part = { readonly role: string; readonly files: readonly string[]; readonly atLeast: number };

const parts: Readonly<Record<string, Part>> = {
  protocol6: {
    role: "protocol",
    files: ["send/completion", "receive/lists", "receive/lent-lists", "lifetime/pools"],
    atLeast: 20,
  },
  protocol5: { role: "protocol", files: ["receive/shared-packets", "receive/transfer"], atLeast: 18 },
  nic6: { role: "nic", files: ["send/completion", "receive/lists"], atLeast: 14 },
};

for (const [name, { role, files, atLeast }] of Object.entries(parts))
  test(`${name} is conformant`, async (t) => {
    const compiler = peer(t, "gcc");
    if (compiler === undefined) return;
    const program = example(compiler, name);
    const results = [];
    for (const file of files) results.push(...(await played(`'${program}'`, role, `${file}.custody`)));
    const wrong = results.filter(
      ({ status, reason }) => status !== "passed" && status !== "unsupported" && !isElsewhere(reason),
    );
    assert.deepEqual(
      wrong.map(({ title, status, reason }) => `${title}: ${status}: ${reason ?? ""}`),
      [],
    );
    const passed = results.filter(({ status }) => status === "passed").length;
    assert.ok(passed >= atLeast, `${passed} passed`);
  });

/** The scenario is about what does not reach it. */
const isElsewhere = (reason = ""): boolean => reason.endsWith("nothing came from who is under test");
