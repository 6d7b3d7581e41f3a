// Fingerprints: what the parties under test chose, summed over runs, and what only one of two was seen doing.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import { specification } from "../../rules/testing/spec.ts";
import { differences, fingerprintOf, together } from "./fingerprint.ts";

const program = specification();
const party = (id: string, role: string) => ({ id, role, name: id, station: "", properties: {} });
const parties = [party("nic", "nic"), party("ndis", "ndis"), party("P", "protocol")];

const answer = (seq: number, from: string, count: number): Event => ({
  seq,
  time: 0,
  kind: "return",
  name: "ProtocolReceivePacket",
  from,
  to: "ndis",
  call: seq,
  results: { count },
});
const events = [answer(1, "P", 1), answer(2, "P", 1), answer(3, "P", 0)];
const verdicts = [
  { rule: "SND6-12", verdict: "observed", exercised: 1, observations: ["b", "a"] },
  { rule: "SND6-10", verdict: "unexercised", exercised: 0, observations: [] },
] as const;

test("a result that is its answerer's own choice is counted by its value", () => {
  const { chose } = fingerprintOf(program, { parties, live: [], events, verdicts: [] });
  assert.deepEqual(chose, { "ProtocolReceivePacket count": { "0": 1, "1": 2 } });
});

test("only what the parties under test chose, and only rules of theirs", () => {
  const nic = fingerprintOf(program, { parties, live: ["nic"], events, verdicts });
  assert.deepEqual(nic, { observed: { "SND6-12": ["a", "b"] }, chose: {} });
  const protocol = fingerprintOf(program, { parties, live: ["P"], events, verdicts });
  assert.deepEqual(protocol.observed, {});
  assert.deepEqual(protocol.chose, { "ProtocolReceivePacket count": { "0": 1, "1": 2 } });
});

test("several runs are one: what was seen is united, counts are added, the order does not matter", () => {
  const one = fingerprintOf(program, { parties, live: [], events, verdicts });
  const other = fingerprintOf(program, { parties, live: [], events: [answer(1, "P", 2)], verdicts: [] });
  assert.deepEqual(together([one, other]), together([other, one]));
  assert.deepEqual(together([one, other]).chose, {
    "ProtocolReceivePacket count": { "0": 1, "1": 2, "2": 1 },
  });
  assert.deepEqual(together([one]), one);
});

test("how often does not make a difference, what does", () => {
  const one = fingerprintOf(program, { parties, live: [], events, verdicts });
  assert.deepEqual(differences(one, together([one, one])), []);
  const other = fingerprintOf(program, { parties, live: [], events: events.slice(0, 2), verdicts: [] });
  assert.deepEqual(differences(one, other), [
    { what: "ProtocolReceivePacket count", onlyFirst: ["0"], onlySecond: [] },
    { what: "SND6-12", onlyFirst: ["a", "b"], onlySecond: [] },
  ]);
});
