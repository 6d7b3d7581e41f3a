// custody check: judges runs that were recorded, here or elsewhere, by the rules that judge live ones.

import type { Program } from "../../../contract/program.ts";
import { createJudge } from "../../../rules/judge.ts";
import { check, type CheckReport } from "../../../runner/check/check.ts";
import type { JudgeOf } from "../../../runner/check/open-record.ts";
import { type Proofs, proofsOf } from "../../../runner/check/proof.ts";
import { quickReport } from "../../../runner/check/quick.ts";
import { exitOf } from "../../../runner/check/sums.ts";
import { isCaptureFile } from "../../../runner/input/capture.ts";
import { sourceOf } from "../../../runner/input/files.ts";
import { loadSpec, loadWith } from "../../../runner/input/spec.ts";
import type { Source } from "../../../runner/record/lines.ts";
import { rulesNamed } from "../../../runner/selection.ts";
import { readArguments } from "../../arguments.ts";
import { told } from "../../check-text.ts";
import { collectList } from "../../numbers.ts";
import { paintFor } from "../../paint.ts";
import { statusLine } from "../../status-line.ts";
import { print } from "../../streams/print.ts";

export const takes = {
  name: "check",
  words: "RECORD|CAPTURE…|-",
  does: "Judges recorded runs, and what was captured on a medium (pcap, pcapng), by the rules that judge live ones.",
};
export const isShort = true;
export const flags = {
  rule: { value: "ID|FAMILY", does: "judge by these rules only; may be repeated, or a list with commas" },
  with: { value: "FILE", does: "a .custody file with further words and rules; may be repeated" },
  strict: { does: "a rule that nothing exercised is missing proof (exit 2)" },
  all: { does: "list every rule, not only those that are not kept" },
};

/** The standard input cannot be read again. */
const noProofs: Proofs = new Map();

/** The worst of what its records give: 3 damaged lines, 1 a rule broken, 2 proof missing, 0. */
export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const program = await programOf(given.list("with"));
  const names = given.list("rule").reduce<readonly string[]>((before, list) => collectList(list, before), []);
  const chosen = rulesNamed(program, names);
  const paint = await paintFor();
  const codes: number[] = [];
  for (const path of given.words) {
    const source = sourceOf(path);
    const report = await reportOn(path, source, program, chosen);
    const proofs = path === "-" ? noProofs : await proofsOf(program, report.records, () => sourceOf(path));
    print(told({ source: source.name, program, paint, everyRule: given.has("all"), proofs }, report));
    codes.push(exitOf(report, given.has("strict")));
  }
  return [3, 1, 2].find((code) => codes.includes(code)) ?? 0;
}

/** The quick way where it is certain; the other where anything is to be told. */
async function reportOn(
  path: string,
  source: Source,
  program: Program,
  chosen: readonly string[] | undefined,
): Promise<CheckReport> {
  const progress = statusLine();
  const tell = (lines: number): void => progress.show(`${source.name}: ${lines} lines`);
  const judgeOf: JudgeOf = (p, setting) => createJudge(p, setting, chosen);
  try {
    const quick = path === "-" || isCaptureFile(path) ? undefined : quickReport(path, program, chosen, tell);
    return quick ?? (await check(source, program, judgeOf, tell));
  } finally {
    progress.clear();
  }
}

function programOf(files: readonly string[]): Promise<Program> {
  return files.length === 0 ? loadSpec() : loadWith(files);
}
