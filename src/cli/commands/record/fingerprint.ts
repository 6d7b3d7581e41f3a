// custody fingerprint: what an implementation does where the rules leave it free; two of them side by side.

import type { Fingerprint } from "../../../contract/record.ts";
import { InputError } from "../../../contract/problem.ts";
import type { Program } from "../../../contract/program.ts";
import { createJudge } from "../../../rules/judge.ts";
import {
  type Difference,
  differences,
  fingerprintOf,
  together,
} from "../../../runner/fingerprint/fingerprint.ts";
import { sourceOf } from "../../../runner/input/files.ts";
import { loadSpec } from "../../../runner/input/spec.ts";
import { recordsIn } from "../../../runner/record/sections.ts";
import { readArguments } from "../../arguments.ts";

export const takes = {
  name: "fingerprint",
  words: "RECORD [OTHER]",
  does: "Says what an implementation does where the rules leave it free, and where two of them differ.",
};
export const flags = { json: { does: "as one JSON object" } };

/** 0: the same, or only one was given; 1: they differ. */
export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const [path, other, ...more] = given.words;
  if (path === undefined || more.length > 0)
    throw new InputError("custody fingerprint wants one record, or two to be compared.");
  const program = await loadSpec();
  const first = await printOf(program, path);
  const second = other === undefined ? undefined : await printOf(program, other);
  const differ = second === undefined ? [] : differences(first, second);
  if (given.has("json")) {
    const all = second === undefined ? first : { first, second, differences: differ };
    process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
  } else
    process.stdout.write(second === undefined ? printText(first) : differenceText(differ, path, other ?? ""));
  return differ.length > 0 ? 1 : 0;
}

/** As the records say; one that does not say it is judged. */
async function printOf(program: Program, path: string): Promise<Fingerprint> {
  const prints: Fingerprint[] = [];
  for await (const { header, events, fingerprint, whole } of recordsIn(sourceOf(path))) {
    if (fingerprint !== undefined) {
      prints.push(fingerprint);
      continue;
    }
    const judge = createJudge(program, header);
    for (const event of events) judge.see(event);
    const { verdicts } = judge.end(whole ? "quiet" : "cut");
    prints.push(fingerprintOf(program, { ...header, events, verdicts }));
  }
  if (prints.length === 0)
    throw new InputError(
      `${path} is empty: a record begins with a line {"custody": "record", …}; see docs/record.md.`,
    );
  return together(prints);
}

function printText({ observed, chose }: Fingerprint): string {
  const rows = [
    ...Object.entries(observed).map(([rule, texts]) => [rule, texts.join("; ")]),
    ...Object.entries(chose).map(([what, values]) => [
      what,
      Object.entries(values)
        .map(([value, times]) => `${value} ${times}×`)
        .join(", "),
    ]),
  ];
  return rows.length === 0 ? "no liberty was taken, and nothing was its own to choose\n" : table(rows);
}

function differenceText(differ: readonly Difference[], path: string, other: string): string {
  if (differ.length === 0) return "the same\n";
  return table(
    differ.flatMap(({ what, onlyFirst, onlySecond }) => [
      ...(onlyFirst.length > 0 ? [[what, `only ${path}: ${onlyFirst.join("; ")}`]] : []),
      ...(onlySecond.length > 0 ? [[what, `only ${other}: ${onlySecond.join("; ")}`]] : []),
    ]),
  );
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([what = ""]) => what.length));
  return rows.map(([what = "", text = ""]) => `${what.padEnd(width)}  ${text}\n`).join("");
}
