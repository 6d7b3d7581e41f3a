// Judging a long record, beside reading it as JSON and beside counting lines.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { custody, longRecord, scenario } from "./inputs.ts";
import { program } from "./peers.ts";
import { interleaved, wholeProcess } from "./table/rounds.ts";
import type { Subject } from "./table/table.ts";

const eachLine = `let n = 0; for (const line of require("fs").readFileSync(process.argv[1], "utf8").split("\\n")) if (line !== "" && JSON.parse(line).kind === "call") n++; console.log(n)`;
const counting = '{ n[$3 " " $4]++ } END { for (k in n) print k, n[k] }';

export async function check(folder: string, rounds: number): Promise<Subject> {
  const notes: string[] = [];
  const record = await longRecord(
    scenario(join("receive", "shared-packets.custody"), "two clients share one packet"),
    200_000,
  );
  const [lines, table] = [join(folder, "long.jsonl"), join(folder, "long.tsv")];
  writeFileSync(lines, record.text);
  writeFileSync(table, record.tsv);
  const mawk = program("mawk", notes);
  const jobs = [
    wholeProcess("custody check, all rules", process.execPath, [custody, "check", lines]),
    wholeProcess("JSON.parse per line, no rule", process.execPath, ["-e", eachLine, lines]),
    ...(mawk === undefined
      ? []
      : [wholeProcess("mawk counting lines of TSV", mawk, ["-F\\t", counting, table])]),
  ];
  const what = `${record.events} events, ${(record.text.length / 1e6).toFixed(0)} MB of JSON`;
  return {
    name: "check",
    rows: [{ what, work: { amount: record.events, unit: "events" }, measured: interleaved(jobs, rounds, 0) }],
    notes,
  };
}
