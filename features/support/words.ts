// Failures and problems as Cucumber shows them.
import type { ScenarioResult } from "../../src/contract/result.ts";
import type { TextProblems } from "../../src/runner/session.ts";

/** In short: the whole of it is in the report. */
export function failureText(result: ScenarioResult): string {
  const failure = result.failures[0];
  return [
    `"${result.title}": ${result.reason ?? result.status}`,
    ...(failure === undefined
      ? []
      : [
          failure.requirement,
          `happened: ${failure.happened}`,
          ...failure.because,
          `repeat: ${failure.repeat}`,
        ]),
  ].join("\n");
}

/** Problems of a doc string at the feature file's own lines and columns. */
export function problemText(found: TextProblems, uri: string, docLine: number): string {
  return found.problems
    .map((p) => {
      const text = found.texts.get(p.file) ?? "";
      const before = text.slice(0, p.at).split("\n");
      const inDoc = p.file.startsWith(`${uri.replaceAll("\\", "/")}#`);
      const line = before.length + (inDoc ? docLine : 0);
      return `${inDoc ? uri : p.file}:${line}:${(before.at(-1)?.length ?? 0) + 1} ${p.message}${p.hint === undefined ? "" : ` (${p.hint})`}`;
    })
    .join("\n");
}
