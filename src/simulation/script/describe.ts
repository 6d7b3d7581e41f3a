// Steps in the scenario's own words.
import { eventOf } from "./left.ts";
import type { Script } from "./compile.ts";
import type { Next } from "./frontier.ts";

/** The text of a step as it stands in the file, without its block. */
export function describeStep(script: Script, n: number): string {
  const entry = script.entries[n];
  if (entry === undefined || entry.k === "repeat") return "";
  const node = entry.k === "event" ? entry.pattern : entry.step;
  return textOf(script, node.at, node.end);
}

export function describeNext(script: Script, next: Next): string {
  if (next.k === "eventually") return describeStep(script, next.n);
  const step = eventOf(script, next.n);
  const text = textOf(script, step.pattern.at, step.pattern.end);
  if (next.k === "say") return text;
  const [first, last] = [step.step.returns?.[0], step.step.returns?.at(-1)];
  return first === undefined || last === undefined
    ? `the return of ${text}`
    : `${text} returns ${textOf(script, first.at, last.end)}`;
}

export function textOf(script: Script, at: number, end: number): string {
  return script.text.slice(at, end).replace(/\s+/gu, " ").trim();
}
