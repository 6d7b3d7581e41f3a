// Rewrites the list of known failures so that a run would be as it says; comments and what needs no change stay.

import { isMap, isNode, isScalar, isSeq, type Document, type YAMLSeq } from "yaml";
import type { ScenarioResult } from "../../contract/result.ts";
import { entryFor, isSame, symptomOf } from "./apply.ts";
import type { Expectations, Symptom } from "./read.ts";

/** What stands behind `reason` until somebody has found out. */
export const unexplained = "to be explained";

/** The new text, or undefined where nothing changes. Results as they were played, before the list was applied. */
export function updated(list: Expectations, results: readonly ScenarioResult[]): string | undefined {
  const { document } = list;
  const before = document.toString(layout);
  const entries = document.get("failures");
  if (!isSeq(entries)) return undefined;
  const failed = results.filter(({ status }) => status === "failed");
  correct(list, entries, failed);
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

/** Entries that nothing bears out go; those that fail in another way say so. Back to front, so that places stay. */
function correct(list: Expectations, entries: YAMLSeq, failed: readonly ScenarioResult[]): void {
  for (const [index, entry] of [...list.failures.entries()].toReversed()) {
    const own = failed.filter((result) => entryFor(list, result) === entry);
    const [first] = own;
    if (first === undefined) entries.items.splice(index, 1);
    else if (!own.every((result) => isSame(entry.symptom, result)))
      change(list.document, entries.items[index], entry.symptom, symptomOf(first));
  }
}

/** In place, so that the comments above the key and behind the value stay. */
function change(document: Document, node: unknown, was: Symptom, is: Symptom): void {
  const pair = isMap(node) ? node.items.find(({ key }) => String(key) === was.kind) : undefined;
  if (pair === undefined || !isScalar(pair.key)) return;
  const [key, value] = pairOf(is);
  const [before, after] = [pair.value, document.createNode(value)];
  if (isNode(before) && isNode(after) && before.comment !== undefined) after.comment = before.comment;
  pair.key.value = key;
  pair.value = after;
}

function entryOf(document: Document, result: ScenarioResult): unknown {
  const [key, value] = pairOf(symptomOf(result));
  return document.createNode({ scenario: result.title, [key]: value, reason: unexplained });
}

function pairOf(symptom: Symptom): readonly [key: string, value: string | readonly string[]] {
  if (symptom.kind === "says") return ["says", symptom.text];
  const [only = "", ...others] = symptom.rules;
  return ["breaks", others.length === 0 ? only : symptom.rules];
}
