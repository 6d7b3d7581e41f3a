// Judging a long trace by nine checks, written as rules: beside mawk with the same nine on a table, beside reading the lines
// as JSON without any rule, and in memory beside the engine that one writes first.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program } from "../src/contract/program.ts";
import { parseFile } from "../src/language/parse.ts";
import { resolveFiles } from "../src/language/program.ts";
import { QuickJudge } from "../src/rules/quick/judge.ts";
import { planOf } from "../src/rules/quick/plan.ts";
import { runOf } from "../src/runner/check/generated.ts";
import { quickReport } from "../src/runner/check/quick.ts";
import { projectRoot } from "../tools/root.ts";
import { custody } from "./inputs.ts";
import { naive, type Told } from "./nine/naive.ts";
import { eventOf, objectName, parties, writeTrace } from "./nine/records.ts";
import { trace } from "./nine/trace.ts";
import { program } from "./peers.ts";
import { interleaved, output, timed, wholeProcess } from "./table/rounds.ts";
import type { Row, Subject } from "./table/table.ts";

const long = 5_000_000;
const short = 1_000_000;
const folderOfNine = join(projectRoot, "bench", "nine");
const rules = join(folderOfNine, "nine.custody");
const judge = fileURLToPath(new URL("nine/judge.js", import.meta.url));
const peers = {
  mawk: "mawk, nine checks on TSV",
  json: "JSON.parse per line, no rule",
  naive: "naive: Map and closures",
  without: "without that rule",
};

/** The lines of a file parsed one by one, read a megabyte at a time. */
const eachLine = `
const fs = require("fs"), file = fs.openSync(process.argv[1]), bytes = Buffer.alloc(1 << 20);
let n = 0, left = "";
for (let length; (length = fs.readSync(file, bytes)) > 0;) {
  const lines = (left + bytes.latin1Slice(0, length)).split("\\n");
  left = lines.pop();
  for (const line of lines) if (JSON.parse(line).kind === "act") n++;
}
console.log(n);`;

/** A rule for a word that the trace does not have. */
const unrelated = `
vocabulary more { messages sender / middle { down cancel(n: sending) } }
rule NINE-10 must sender "Nothing is cancelled twice." {
  cites seed 002
  for each sending n {
    var gone = false
    on sender -> middle cancel(n = n) { require not gone; gone = true }
  }
  good { sender -> middle cancel(a) }
  bad blames sender { sender -> middle cancel(a); sender -> middle cancel(a) }
}`;

export function records(folder: string, rounds: number): Promise<Subject> {
  const notes: string[] = [];
  const rows = [wholeFile(folder, rounds, notes), inMemory(rounds), another(folder, rounds)];
  return Promise.resolve({ name: "records", rows, notes });
}

function wholeFile(folder: string, rounds: number, notes: string[]): Row {
  const [lines, table] = [join(folder, "long.jsonl"), join(folder, "long.tsv")];
  writeTrace(long, lines, table);
  const mawk = program("mawk", notes);
  const said = output(process.execPath, [judge, rules, lines]);
  if (!said.startsWith("9 of 9")) throw new Error(`the trace is valid, and yet ${said}`);
  const jobs = [
    wholeProcess("custody, nine rules", process.execPath, [judge, rules, lines]),
    ...(mawk === undefined
      ? []
      : [wholeProcess(peers.mawk, mawk, ["-f", join(folderOfNine, "nine.awk"), table])]),
    wholeProcess(peers.json, process.execPath, ["-e", eachLine, lines]),
    wholeProcess("custody check --with, all rules", process.execPath, [
      custody,
      "check",
      lines,
      "--with",
      rules,
    ]),
  ];
  return {
    what: "a file of 5 million events, from its bytes to the verdicts",
    work: { amount: long, unit: "events" },
    measured: interleaved(jobs, rounds, 0),
    gates: [
      { atLeast: 1.5, of: peers.mawk },
      { atLeast: 1.5, of: peers.json },
    ],
  };
}

function inMemory(rounds: number): Row {
  const plan = planOf(programOf(readFileSync(rules, "utf8")));
  const quick = new QuickJudge(plan, runOf(plan), parties, short);
  const told: Told[] = [];
  trace(short, (type, object, argument) => {
    told.push({ type, object: objectName(type, object), argument });
    if (!quick.see(eventOf(told.length, type, object, argument))) throw new Error("generated code gave up");
  });
  const ours = timed("custody, nine rules", () => {
    quick.reset();
    if (!quick.judgeRows(0, short)) throw new Error("the trace is valid, and yet a rule is broken");
  });
  const theirs = timed(peers.naive, () => {
    if (naive()(told) > 0) throw new Error("the trace is valid, and yet a check fails");
  });
  return {
    what: "a million events in memory",
    work: { amount: short, unit: "events" },
    measured: interleaved([ours, theirs], 3 * rounds, 3),
    gates: [{ atLeast: 4, of: peers.naive }],
  };
}

function another(folder: string, rounds: number): Row {
  const lines = join(folder, "short.jsonl");
  writeTrace(short, lines, join(folder, "short.tsv"));
  const text = readFileSync(rules, "utf8");
  const judged = (name: string, by: Program): ReturnType<typeof timed> =>
    timed(name, () => {
      if (quickReport(lines, by) === undefined) throw new Error("generated code gave up");
    });
  return {
    what: "a million events, with a rule for a word that the trace does not have",
    work: { amount: short, unit: "events" },
    measured: interleaved(
      [judged("with that rule", programOf(text + unrelated)), judged(peers.without, programOf(text))],
      5 * rounds,
      3,
    ),
    gates: [{ atMost: 1.02, of: peers.without }],
  };
}

function programOf(text: string): Program {
  const { file, problems } = parseFile("nine.custody", text);
  const outcome = resolveFiles([file], { parsed: problems });
  const [error] = [...problems, ...outcome.problems].filter(({ severity }) => severity === "error");
  if (error !== undefined) throw new Error(error.message);
  return outcome.program;
}
