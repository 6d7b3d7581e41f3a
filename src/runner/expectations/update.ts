// Rewrites the list of known failures so that a run would be as it says; comments and what needs no change stay.

import { isMap, isNode, isScalar, isSeq, type Document } from "yaml";
import type { ScenarioResult } from "../../contract/result.ts";
import { entryFor, isSame, symptomOf, thatHold, type Run } from "./apply.ts";
import { counted, type Odds } from "./flaky.ts";
import type { Expectation, Expectations, Symptom } from "./read.ts";

/** What stands behind `reason` until somebody has found out. */
export const unexplained = "to be explained";

/** The new text, or undefined where nothing changes. Results as they were played, before the list was applied. Entries about other subjects stay. */
export function updated(
  all: Expectations,
  results: readonly ScenarioResult[],
  { subject, again }: Pick<Run, "subject" | "again">,
): string | undefined {
  const { document } = all;
  const list = thatHold(all, subject);
  const before = document.toString(layout);
  const entries = document.get("failures");
  if (!isSeq(entries)) return undefined;
  const failed = results.filter(({ status }) => status === "failed");
  const items = new Map(all.failures.map((entry, at) => [entry, entries.items[at]]));
  for (const entry of list.failures) {
    const own = results.filter((result) => entryFor(list, result) === entry);
    if (!isKept(document, items.get(entry), entry, own, again))
      entries.items.splice(entries.items.indexOf(items.get(entry)), 1);
  }
  const known = new Set<string>();
  for (const result of failed) {
    if (entryFor(list, result) !== undefined || known.has(result.title)) continue;
    known.add(result.title);
    entries.add(entryOf(document, result));
  }
  if (entries.items.length > 0) entries.flow = false;
  const after = document.toString(layout);
  return after === before ? undefined : after;
}

const layout = { lineWidth: 0 };

/** Entries that nothing bears out go; those that fail in another way say so. */
function isKept(
  document: Document,
  item: unknown,
  { symptom }: Expectation,
  own: readonly ScenarioResult[],
  again: Run["again"],
): boolean {
  if (symptom.kind === "flaky") return isKeptFlaky(document, item, symptom, own, again);
  const failed = own.filter(({ status }) => status === "failed");
  const [first] = failed;
  if (first === undefined) return false;
  if (!failed.every((result) => isSame(symptom, result)))
    change(document, item, symptom.kind, pairOf(symptomOf(first)));
  return true;
}

/** What passes more seldom than it is said to says how often; what never does is no flaky one, and what always does is none at all. */
function isKeptFlaky(
  document: Document,
  item: unknown,
  odds: Odds,
  own: readonly ScenarioResult[],
  again: Run["again"],
): boolean {
  const worst = own.map((result) => counted(odds, result, again)).toSorted((a, b) => a.passed - b.passed)[0];
  if (worst === undefined || worst.passed === odds.of) return false;
  if (worst.passed === 0) change(document, item, "flaky", pairOf(symptomOf(worst.shown)));
  else if (worst.passed < odds.passes)
    change(document, item, "flaky", ["flaky", `${worst.passed} of ${odds.of}`]);
  return true;
}

/** In place, so that the comments above the key and behind the value stay. */
function change(document: Document, node: unknown, was: string, [key, value]: Said): void {
  const pair = isMap(node) ? node.items.find((one) => String(one.key) === was) : undefined;
  if (pair === undefined || !isScalar(pair.key)) return;
  const [before, after] = [pair.value, document.createNode(value)];
  if (isNode(before) && isNode(after) && before.comment !== undefined) after.comment = before.comment;
  pair.key.value = key;
  pair.value = after;
}

function entryOf(document: Document, result: ScenarioResult): unknown {
  const [key, value] = pairOf(symptomOf(result));
  return document.createNode({ scenario: result.title, [key]: value, reason: unexplained });
}

type Said = readonly [key: string, value: string | readonly string[]];

function pairOf(symptom: Symptom): Said {
  if (symptom.kind === "says") return ["says", symptom.text];
  const [only = "", ...others] = symptom.rules;
  return ["breaks", others.length === 0 ? only : symptom.rules];
}
