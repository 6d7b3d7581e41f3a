// Starting: what an empty Node takes, what we take on top of it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { custody, longRecord, scenario } from "./inputs.ts";
import { interleaved, wholeProcess } from "./rounds.ts";
import type { Subject } from "./table.ts";

const empty = "node -e 0";

export async function start(folder: string, rounds: number): Promise<Subject> {
  const record = join(folder, "small.jsonl");
  writeFileSync(
    record,
    (
      await longRecord(
        scenario(join("receive", "shared-packets.custody"), "two clients share one packet"),
        20,
      )
    ).text,
  );
  const [help, check, nothing] = interleaved(
    [
      wholeProcess("custody --help", process.execPath, [custody, "--help"]),
      wholeProcess("custody check RECORD", process.execPath, [custody, "check", record]),
      wholeProcess(empty, process.execPath, ["-e", "0"]),
    ],
    3 * rounds,
  );
  if (help === undefined || check === undefined || nothing === undefined)
    throw new Error("three jobs have three figures");
  return {
    name: "start-up",
    rows: [
      { what: "the list of commands", measured: [help, nothing], gates: [{ atMost: 1.3, of: empty }] },
      { what: "a small record is judged", measured: [check, nothing], gates: [{ atMost: 1.6, of: empty }] },
    ],
    notes: [],
  };
}
