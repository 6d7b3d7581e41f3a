// custody report: what runs recorded, put together: sums, reports and exit code of the whole.
import { merged } from "../../../runner/merge.ts";
import { sourceOf } from "../../../runner/input/files.ts";
import { runsIn, type RecordedRun } from "../../../runner/record/run/runs-in.ts";
import { InputError } from "../../../contract/problem.ts";
import { readArguments } from "../../arguments.ts";
import { reportKinds, reportsWanted, writeReports } from "../../reports.ts";

const kinds = Object.keys(reportKinds).filter((kind) => kind !== "record");
export const takes = {
  name: "report",
  words: "RECORD…",
  does: "Puts the records of all shards of a run together, and reports on the whole.\nExit codes as those of custody run; a shard that is not there is missing proof (2).",
};
export const flags = {
  report: { value: "FORMAT:PATH", does: `write a report: ${kinds.join(", ")}; may be repeated` },
  strict: { does: "a rule about who is under test that nothing exercised is missing proof (exit 2)" },
};

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const reports = reportsWanted(given.list("report"));
  if (reports.some(({ format }) => format === "record"))
    throw new InputError(`custody report writes ${kinds.join(", ")}; records are what it reads.`);
  const runs: RecordedRun[] = [];
  for (const path of given.words) for await (const run of runsIn(sourceOf(path))) runs.push(run);
  const suite = merged(runs, given.has("strict"));
  await writeReports(suite, reports);
  return suite.exitCode;
}
