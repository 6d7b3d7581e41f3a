// What the lines of a run may hold: who was judged by what, and what came of each scenario.
import type { Event } from "../../../contract/event.ts";
import type { Place } from "../../../contract/program.ts";
import type { RecordedResult, RunEnd, RunLine } from "../../../contract/record.ts";
import type { Failure, RuleFacts, SkippedRule } from "../../../contract/result.ts";
import type { Finding, RuleVerdict } from "../../../contract/verdict.ts";
import { type Is, isFlag, list, object, oneOf, yes } from "./fields.ts";
import { isEvent, isFields, isShown, isText, isTexts, isWhole } from "../shape.ts";

const isPlace: Is<Place> = object({ file: isText, line: isWhole, column: isWhole });
const isLevel = oneOf("must", "should", "may");
const isWholes = list(isWhole);

const ruleFacts = {
  id: isText,
  level: isLevel,
  roles: isTexts,
  statement: isText,
  citations: isTexts,
  place: isPlace,
};
const isRuleFacts: Is<RuleFacts> = object(ruleFacts);
const isSkippedRule: Is<SkippedRule> = object({ ...ruleFacts, reason: isText });

export const isRunLine: Is<RunLine> = object(
  {
    custody: oneOf("run"),
    version: isWhole,
    kit: isText,
    rulesDigest: isText,
    subject: object({ name: isText, version: isText }),
    target: isText,
    roles: isTexts,
    seed: isWhole,
    strict: isFlag,
    rules: list(isRuleFacts),
    skipped: list(isSkippedRule),
    leftOut: isWhole,
    selection: object({ features: isTexts, tags: isText, scenarios: isTexts }),
    texts: isText,
  },
  { shard: object({ part: isWhole, of: isWhole }), complaints: isTexts },
);

export const isRunEnd: Is<RunEnd> = object({ custody: oneOf("run end"), records: isWhole });

const isFinding: Is<Finding> = object(
  {
    rule: isText,
    level: isLevel,
    seq: isWhole,
    time: isWhole,
    blames: isText,
    text: isText,
    demand: isText,
    because: isTexts,
    resources: isTexts,
    parties: isTexts,
    bindings: isShown,
    witness: isWholes,
  },
  { consequenceOf: isWhole, ruleDefect: yes },
);

const isProven: Is<Event> = (value): value is Event => isFields(value) && isEvent(value);
const isFailure: Is<Failure> = object(
  {
    requirement: isText,
    citations: isTexts,
    place: isPlace,
    expected: isTexts,
    happened: isText,
    because: isTexts,
    custody: isTexts,
    proof: list(isProven),
    at: isWhole,
    repeat: isText,
    siblings: list(isFinding),
    consequences: list(isFinding),
  },
  { rule: isText, blames: isText, resource: isText },
);

const isVerdict: Is<RuleVerdict> = object(
  {
    rule: isText,
    verdict: oneOf("kept", "broken", "unexercised", "undecided", "observed"),
    exercised: isWhole,
    observations: isTexts,
  },
  { reason: isText },
);

export const isRecordedResult: Is<RecordedResult> = object(
  {
    word: oneOf("exchange", "receive", "send"),
    place: isPlace,
    digest: isText,
    status: oneOf("passed", "failed", "failed as expected", "unsupported", "undecided", "kit error"),
    failures: list(isFailure),
    verdicts: list(isVerdict),
    findings: list(isFinding),
    token: isText,
    steps: isWhole,
  },
  {
    reason: isText,
    log: isTexts,
    notes: isTexts,
    feature: object({ uri: isText, line: isWhole, name: isText }),
    turn: isWhole,
  },
);
