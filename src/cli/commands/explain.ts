// custody explain: what an exit code or the code of a problem means, with a text that has it, a mended one, and what to do.

import { type Explained, explainedProblems } from "../../language/explain/advice.ts";
import { readArguments } from "../arguments.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { paintFor } from "../paint.ts";
import type { Paint } from "../../../reports/paint.ts";

export const takes = {
  name: "explain",
  words: "[CODE…]",
  does: "Says what an exit code (0 to 4) or the code behind a problem means, and what to do about it; without one it lists them all.",
};
export const flags = { json: { does: "as one JSON object" } };

type Topic =
  | { readonly kind: "exit"; readonly of: ExitCode }
  | { readonly kind: "problem"; readonly of: Explained };

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const topics = given.words.length === 0 ? allTopics : given.words.map(topicNamed);
  const paint = await paintFor();
  const text = given.has("json")
    ? JSON.stringify({
        exitCodes: topics.flatMap(({ kind, of }) => (kind === "exit" ? [of] : [])),
        problems: topics.flatMap(({ kind, of }) => (kind === "problem" ? [of] : [])),
      })
    : given.words.length === 0
      ? listed(paint)
      : topics.map((topic) => page(topic, paint)).join("\n\n");
  process.stdout.write(`${text}\n`);
  return 0;
}

const allTopics: readonly Topic[] = [
  ...exitCodes.map((of) => ({ kind: "exit", of }) as const),
  ...explainedProblems.map((of) => ({ kind: "problem", of }) as const),
];

/** As it is printed: `[unknown-name]`, `exit 2`. */
function topicNamed(word: string): Topic {
  const code = word.replace(/^\[(.*)\]$/u, "$1").toLowerCase();
  const found = allTopics.find(({ of }) => String(of.code) === code);
  if (found !== undefined) return found;
  const known = allTopics.map(({ of }) => String(of.code));
  throw unknownName(/^\d+$/u.test(code) ? "exit code" : "code", word, known, "custody explain lists them.");
}

function listed(paint: Paint): string {
  const rows = (topics: readonly Topic[]): readonly string[] =>
    topics.map(({ of }) => `  ${paint.strong(String(of.code).padEnd(24))} ${of.means}`);
  const of = (kind: Topic["kind"]): readonly Topic[] => allTopics.filter((topic) => topic.kind === kind);
  return ["Exit codes", ...rows(of("exit")), "", "Problems of a text", ...rows(of("problem"))].join("\n");
}

function page(topic: Topic, paint: Paint): string {
  const { kind, of } = topic;
  const shown =
    kind === "problem"
      ? [...labelled("wrong", of.wrong), ...labelled("mended", of.mended), ""]
      : of.shown === undefined
        ? []
        : [...labelled("so", of.shown.so), ...labelled("not so", of.shown.otherwise), ""];
  const title = paint.strong(kind === "exit" ? `exit ${of.code}` : of.code);
  return [`${title}  ${of.means}`, "", ...shown, `  ${of.todo}`].join("\n");
}

const labelled = (label: string, text: string): readonly string[] =>
  text.trim() === ""
    ? [`  ${label.padEnd(8)}(leave it out)`]
    : dedented(text).map((line, i) => `  ${(i === 0 ? label : "").padEnd(8)}${line}`);

function dedented(text: string): readonly string[] {
  const lines = text.replace(/^\n+|\n+$/gu, "").split("\n");
  const least = Math.min(
    ...lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length),
  );
  return lines.map((line) => line.slice(least));
}
