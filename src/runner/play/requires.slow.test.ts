// What a scenario requires and the subject does not have is said, and nothing is asked or judged.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Subject } from "../../contract/subject.ts";
import { loadWithSpec } from "../input/load.ts";
import { mutated, reference } from "../subjects.ts";
import { play, type Play } from "./play.ts";

const text = `receive "a serialized NIC" covers RCV-PKT-01 requires nic, ndis5, serialized, P {
  parties nic, ndis, protocol P
  given nic.serialized = true
  nic -> ndis NdisMIndicateReceivePacket([?p]) { ndis -> P ProtocolReceivePacket(p) returns 0 }
}
`;

async function played(subject: (reference: Subject) => Subject): Promise<Play> {
  const { program, problems } = loadWithSpec([], new Map([["a.custody", text]]));
  assert.deepEqual(
    problems.filter(({ severity, file }) => severity === "error" && file === "a.custody"),
    [],
  );
  const [scenario] = program.scenarios;
  assert.ok(scenario !== undefined);
  const kit = (await reference()).subject;
  return play({ program, scenario, kit, subject: subject(kit), target: "a", roles: ["nic"], seed: 1 });
}

test("the reference has everything that is declared", async () => {
  const { result } = await played((kit) => kit);
  assert.equal(result.status, "passed", result.reason);
  assert.ok(result.verdicts.some(({ rule, verdict }) => rule === "RCV-PKT-01" && verdict === "kept"));
});

test("a subject that lists what it has is asked for nothing else", async () => {
  const { result } = await played((kit) => ({ ...kit, name: "mine", capabilities: ["nic", "ndis5", "P"] }));
  assert.equal(result.status, "unsupported");
  assert.equal(result.reason, "mine does not have serialized");
  assert.deepEqual([result.events, result.verdicts, result.failures], [[], [], []]);
  const all = await played((kit) => ({ ...kit, capabilities: ["nic", "ndis5", "P", "serialized"] }));
  assert.equal(all.result.status, "passed");
});

test("a mutant may say what it is without", async () => {
  const { result } = await played((kit) =>
    mutated(kit, {
      name: "nic-is-deserialized",
      sentence: "The NIC cannot be serialized.",
      role: "nic",
      breaks: "RCV-PKT-01",
      blames: "nic",
      scenarios: [],
      without: ["serialized", "ndis5"],
      wrap: (layer) => layer,
    }),
  );
  assert.equal(result.status, "unsupported");
  assert.equal(result.reason, "mutant:nic-is-deserialized does not have ndis5, serialized");
});
