// JSON Schemas of the lines that a run of scenarios puts around its records, and of the result that each record ends with.
import { recordVersion } from "../../contract/record.ts";
import { object, ref, safe, type Schema } from "./words.ts";

export const text: Schema = { type: "string" };
export const whole: Schema = { type: "integer", ...safe };
export const count: Schema = { ...whole, minimum: 0 };
export const texts: Schema = { type: "array", items: text };

const level: Schema = { enum: ["must", "should", "may"] };
const place = object({ file: text, line: count, column: count }, ["file", "line", "column"]);
const rule = {
  id: text,
  level,
  roles: texts,
  statement: text,
  citations: texts,
  place,
};
const ruleKeys = Object.keys(rule);
const listOf = (items: Schema): Schema => ({ type: "array", items });

const run = {
  custody: { const: "run" },
  version: { const: recordVersion },
  kit: text,
  rulesDigest: text,
  subject: object({ name: text, version: text }, ["name", "version"]),
  target: text,
  roles: texts,
  seed: whole,
  strict: { type: "boolean" },
  rules: listOf(object(rule, ruleKeys)),
  skipped: listOf(object({ ...rule, reason: text }, [...ruleKeys, "reason"])),
  leftOut: count,
  selection: object({ features: texts, tags: text, scenarios: texts }, ["features", "tags", "scenarios"]),
  texts: text,
};

const failure = {
  requirement: text,
  citations: texts,
  place,
  expected: texts,
  happened: text,
  because: texts,
  custody: texts,
  proof: listOf(ref("event")),
  at: count,
  repeat: text,
  siblings: listOf(ref("finding")),
  consequences: listOf(ref("finding")),
};

const finding = {
  rule: text,
  level,
  seq: count,
  time: { type: "number", minimum: 0 },
  blames: text,
  text,
  demand: text,
  because: texts,
  resources: texts,
  parties: texts,
  bindings: ref("shown"),
  witness: listOf(count),
};

const verdict = {
  rule: text,
  verdict: { enum: ["kept", "broken", "unexercised", "undecided", "observed"] },
  exercised: count,
  observations: texts,
};

const result = {
  word: { enum: ["exchange", "receive", "send"] },
  place,
  digest: text,
  status: { enum: ["passed", "failed", "failed as expected", "unsupported", "undecided", "kit error"] },
  failures: listOf(object({ ...failure, rule: text, blames: text, resource: text }, Object.keys(failure))),
  verdicts: listOf(object({ ...verdict, reason: text }, Object.keys(verdict))),
  findings: listOf(ref("finding")),
  token: text,
  steps: count,
};

export const runShapes: Readonly<Record<string, Schema>> = {
  finding: object({ ...finding, consequenceOf: count, ruleDefect: { const: true } }, Object.keys(finding)),
  run: object(
    { ...run, shard: object({ part: count, of: count }, ["part", "of"]), complaints: texts },
    Object.keys(run),
  ),
  runEnd: object({ custody: { const: "run end" }, records: count }, ["custody", "records"]),
  result: object(
    {
      ...result,
      reason: text,
      log: texts,
      notes: texts,
      feature: object({ uri: text, line: count, name: text }, ["uri", "line", "name"]),
      turn: count,
    },
    Object.keys(result),
  ),
};
