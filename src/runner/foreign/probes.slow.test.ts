// The probes themselves: the reference comes through them in every role, liars do not.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Subject } from "../../contract/subject.ts";
import { kitRoot } from "../kit.ts";
import { reference, targetNamed } from "../subjects.ts";
import { disbeliefIn, probes, type Probe } from "./probes.ts";
import { stimuli } from "./stimuli.ts";

const came = (found: readonly Probe[]): readonly string[] =>
  found.map(({ tried, came, why }) => `${came}: ${tried}: ${why}`);

test("the reference passes a token on and fails a canary in every role that data pass through", async () => {
  const { subject } = await reference();
  const honest: Subject = { ...subject, claims: () => false };
  const roles = [...new Set(stimuli.map(({ role }) => role))];
  for (const probe of await probes(honest, "reference", roles))
    assert.equal(probe.came, "held", came([probe])[0]);
});

test("who says yes to everything is not believed", async () => {
  const { subject } = await reference();
  const [first] = await probes({ ...subject, claims: () => true }, "reference", []);
  assert.equal(first?.came, "failed");
  assert.match(first.why, /^it says that it has teleports-[0-9a-f]{12}$/u);
});

test("a program that ends in the probe's own scenario is believed: its scenarios will say what it did", async () => {
  const file = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const { subject } = await targetNamed(`exec:'${process.execPath}' '${file}' crashes`);
  const said = await disbeliefIn(subject, "exec:", ["protocol"]);
  const again = subject.claims?.("teleports");
  subject.close?.();
  assert.deepEqual([said, again], [undefined, false]);
});

test("a program that says everything and passes nothing on does not bring the token", async () => {
  const file = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const { subject } = await targetNamed(`exec:'${process.execPath}' '${file}' empties`);
  const found = await probes(subject, "exec:", ["protocol"]);
  const said = await disbeliefIn(subject, "exec:", ["protocol"]);
  subject.close?.();
  assert.deepEqual(
    found.map((probe) => probe.came),
    ["held", "failed", "held"],
    came(found).join("\n"),
  );
  assert.match(said ?? "", /^an unpredictable token, .*: everything was said, and it did not come through$/u);
});
