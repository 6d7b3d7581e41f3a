// A process of its own: loads rules from a text, judges a record by them, says how many rules were kept.

import { createJudge } from "../../src/rules/judge.ts";
import { check } from "../../src/runner/check/check.ts";
import { quickReport } from "../../src/runner/check/quick.ts";
import { sumsOf, verdictsOf } from "../../src/runner/check/sums.ts";
import { sourceOf } from "../../src/runner/input/files.ts";
import { isSound, loadProgram } from "../../src/runner/input/load.ts";

const [, , rules = "", record = ""] = process.argv;
const { program, problems } = loadProgram([rules]);
if (!isSound(problems)) throw new Error(`${rules} has problems`);
const report = quickReport(record, program) ?? (await check(sourceOf(record), program, createJudge));
const { kept } = sumsOf(verdictsOf(report.records));
process.stdout.write(`${kept} of ${program.rules.length} kept\n`);
