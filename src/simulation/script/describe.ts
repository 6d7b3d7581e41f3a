// Steps in the scenario's own words.
import { eventOf } from "./left.ts";
import type { Script } from "./compile.ts";
import type { Residual } from "./advance.ts";
import { frontier, type Next } from "./frontier.ts";
import type { Span } from "../../contract/syntax.ts";

/** The text of a step as it stands in the file, without its block; of a fragment's step also where it stands and what did it. */
export function describeStep(script: Script, n: number): string {
  const entry = script.entries[n];
  if (entry === undefined || entry.k === "repeat") return "";
  return describeNode(script, entry.k === "event" ? entry.pattern : entry.step);
}

/** Whatever may come next, each once. */
export const describeFrontier = (script: Script, residuals: readonly Residual[]): readonly string[] => [
  ...new Set(residuals.flatMap((r) => frontier(script, r).map((next) => describeNext(script, next)))),
];

export function describeNext(script: Script, next: Next): string {
  if (next.k === "eventually") return describeStep(script, next.n);
  const { pattern, step } = eventOf(script, next.n);
  const text = textOf(script, pattern, pattern);
  const where = whereOf(script, pattern);
  if (next.k === "say") return text + where;
  const [first, last] = [step.returns?.[0], step.returns?.at(-1)];
  return first === undefined || last === undefined
    ? `the return of ${text}${where}`
    : `${text} returns ${textOf(script, first, last)}${where}`;
}

const describeNode = (script: Script, node: Span): string =>
  textOf(script, node, node) + whereOf(script, node);

/** The text from the beginning of one node to the end of another, wherever it was written. */
export function textOf(script: Script, first: Span, last: Span): string {
  const from = script.program.written(first);
  const to = script.program.written(last);
  const text = from?.file.text ?? script.text;
  return text
    .slice((from ?? first).at, (to ?? last).end)
    .replace(/\s+/gu, " ")
    .trim();
}

/** ` (opening.custody:4, by do connect, read.custody:12)`; nothing for a step of the scenario itself. */
function whereOf(script: Script, node: Span): string {
  const { program } = script;
  const written = program.written(node);
  if (written === undefined) return "";
  const calls: string[] = [];
  for (let by = written.by, more = program.written(by); ; by = more.by, more = program.written(by)) {
    const line = more === undefined ? lineIn(script.text, by.at) : lineIn(more.file.text, more.at);
    calls.push(
      `by do ${by.name} in line ${line}${more === undefined ? "" : ` of ${shortName(more.file.name)}`}`,
    );
    if (more === undefined) break;
  }
  return ` (${shortName(written.file.name)}:${lineIn(written.file.text, written.at)}, ${calls.join(", ")})`;
}

const lineIn = (text: string, at: number): number => text.slice(0, at).split("\n").length;
const shortName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);
