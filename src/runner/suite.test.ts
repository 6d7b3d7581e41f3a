// What is missing as proof is a question to who is under test alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RuleFacts, RunFacts, ScenarioResult } from "../contract/result.ts";
import { suiteOf } from "./suite.ts";

const rule = (id: string, ...roles: readonly string[]): RuleFacts => ({
  id,
  level: "must",
  roles,
  statement: "",
  citations: [],
  place: { file: "", line: 1, column: 1 },
});
const facts = (strict: boolean): RunFacts => ({
  kit: "",
  rulesDigest: "",
  subject: { name: "mine", version: "1" },
  target: "exec:mine",
  roles: [],
  seed: 1,
  strict,
  rules: [rule("A-01", "nic"), rule("B-01", "protocol", "client")],
  skipped: [],
  leftOut: 0,
  selection: { features: [], tags: "", scenarios: [] },
  texts: "",
});
const party = (id: string, role: string): ScenarioResult["parties"][number] => ({
  id,
  role,
  name: id,
  station: "",
  properties: {},
});
const passed = (live: readonly string[]): ScenarioResult => ({
  word: "receive",
  title: "a",
  place: { file: "", line: 1, column: 1 },
  digest: () => "",
  status: "passed",
  seed: 1,
  live,
  parties: [party("nic", "nic"), party("P", "protocol")],
  failures: [],
  verdicts: [{ rule: "A-01", verdict: "kept", exercised: 1, observations: [] }],
  findings: [],
  events: [],
  token: () => "",
  steps: 1,
});
const code = (strict: boolean, ...live: readonly string[]): number =>
  suiteOf({ facts: facts(strict), results: [passed(live)] }).exitCode;

test("with everybody under test every rule in force has to be exercised", () => {
  assert.deepEqual([code(false), code(true)], [0, 2]);
});

test("with some under test only what they can break", () => {
  assert.deepEqual([code(true, "nic"), code(true, "P"), code(true, "nic", "P")], [0, 2, 2]);
  assert.equal(suiteOf({ facts: facts(true), results: [passed(["nic"])] }).ruleSums.unexercised, 1);
});
