// Whoever is under test may do whatever it likes: nothing is ever the kit's fault. All ways of being wrong are in the long test.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scenarios } from "./testing/scenarios.ts";
import { waysOf, wrong } from "./testing/ways.ts";
import { accusesNobodyElse, neverTheKits, wrongRoles } from "./testing/wrongdoing.ts";

const { program, kit, of, play } = await scenarios();

test("some of what a wrong subject of any role does: it fails, and is never the kit's fault", () => {
  const failed = wrongRoles.map((role) => neverTheKits(role, 6, 1));
  assert.ok(failed.filter((n) => n > 0).length > wrongRoles.length / 2, failed.join());
});

type Known = readonly [role: string, way: string, scenario: string, status: string, reason: RegExp];
const lost = "a datagram that is lost on its way stays lost";
const known: readonly Known[] = [
  // what a rule about the protocol is judged by is in the NIC's own frames
  ["nic", "never says Transmit", lost, "failed", /^never came: NBF\.DATAGRAM of WS\.nic$/u],
  ["nic", "says Transmit twice", lost, "failed", /^WS\.nic said NBF\.DATAGRAM 2 times, not once$/u],
  [
    "redirector",
    "never says Disconnect",
    "an answer to a question that nobody asked",
    "undecided",
    /^WAY-01 is broken by SRV\.server, whom the kit plays, over what WS\.redirector said: beside the reference it goes as written/u,
  ],
];

for (const [role, title, scenario, status, reason] of known)
  test(`a ${role} that ${title} is told so in "${scenario}"`, () => {
    const way = waysOf(program, role).find(([name]) => name === title)?.[1];
    const text = of().find((one) => one.title === scenario);
    assert.ok(way !== undefined && text !== undefined);
    const { result } = play(text, { subject: wrong(kit, program, role, way), roles: [role] });
    accusesNobodyElse(result, title);
    assert.equal(result.status, status, result.reason);
    assert.match(result.reason ?? "", reason);
  });
