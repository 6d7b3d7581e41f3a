// A problem as a person reads it: where it is, the line it is in, and what to do.
import type { Problem } from "../contract/problem.ts";

export type Position = { readonly line: number; readonly column: number };

/** Line and column of an offset, both from 1; a column is a character as the reader sees it. */
export function positionOf(text: string, at: number): Position {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const start = before.lastIndexOf("\n") + 1;
  return { line, column: [...before.slice(start).replace("\uFEFF", "")].length + 1 };
}

/**
 * `file:line:column`, the message and the code; the line with carets below what is wrong; the hint. `text` is the file's.
 * Without line end at the end.
 */
export function renderProblem(problem: Problem, text: string): string {
  const { file, code, message, hint, severity } = problem;
  const { line, column } = positionOf(text, problem.at);
  const note = severity === "note" ? "note: " : "";
  const lines = [`${file}:${line}:${column}: ${note}${message} [${code}]`, ...excerpt(text, problem, line)];
  return hint === undefined ? lines.join("\n") : [...lines, `  ${hint}`].join("\n");
}

const widest = 100;

function excerpt(text: string, { at, end }: Problem, line: number): readonly string[] {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const found = text.indexOf("\n", at);
  const stop = found < 0 ? text.length : found;
  // A very long line is cut around the place.
  const from = stop - start <= widest ? start : Math.max(start, Math.min(at - widest / 2, stop - widest));
  const shown = visible(text.slice(from, Math.min(stop, from + widest))).trimEnd();
  if (shown === "") return [];
  const marked = Math.max(1, Array.from(text.slice(at, Math.min(end, stop, from + widest))).length);
  const before = [...visible(text.slice(from, at))].map((each) => (each === "\t" ? "\t" : " ")).join("");
  const margin = `  ${line} | `;
  return [margin + shown, `${" ".repeat(margin.length - 2)}| ${before}${"^".repeat(marked)}`];
}

/** Characters that would move the cursor or do worse are shown as a dot. */
const visible = (text: string): string =>
  text.replaceAll(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu, "·").replaceAll(/[\r\uFEFF]/g, "");
