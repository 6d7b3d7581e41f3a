// Every frame of an exchange goes into the capture, and a stranger's dissector reads in it what we sent.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { peer } from "../../tools/peer.ts";
import { projectRoot } from "../../tools/root.ts";

test("tshark finds nothing malformed in the capture of a remote read, and reads the fields that were sent", (t) => {
  const tshark = peer(t, "tshark");
  if (tshark === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), "custody-pcapng-"));
  try {
    const [capture, record] = [join(folder, "read.pcapng"), join(folder, "read.jsonl")];
    execFileSync(
      process.execPath,
      [
        join(projectRoot, "bin/custody.js"),
        "run",
        "features/exchange/read.feature",
        "--pcapng",
        capture,
        "--report",
        `record:${record}`,
      ],
      { cwd: projectRoot, stdio: "pipe" },
    );
    const fields = (filter: string, ...names: readonly string[]): readonly string[] =>
      execFileSync(
        tshark,
        ["-n", "-r", capture, "-Y", filter, "-T", "fields", ...names.flatMap((name) => ["-e", name])],
        { encoding: "utf8" },
      )
        .split("\n")
        .filter((line) => line !== "");
    assert.deepEqual(fields("_ws.malformed", "frame.number"), []);
    const events = readFileSync(record, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { kind?: string; name?: string; args?: Record<string, number> });
    const sent = events.filter((e) => e.name === "Transmit" && e.kind === "call");
    assert.equal(fields("frame", "frame.number").length, sent.length, "every frame is there");
    const reads = events
      .filter((e) => e.name === "SMB_COM_READ" && e.kind === "said")
      .map((e) =>
        [e.args?.["mid"], e.args?.["fid"], e.args?.["offset"], e.args?.["count"]].map(Number).join("\t"),
      );
    const seen = fields(
      "smb.cmd == 0x0a && smb.flags.response == 0",
      "smb.mid",
      "smb.fid",
      "smb.offset",
      "smb.count",
    ).map((line) => line.split("\t").map(Number).join("\t"));
    assert.ok(reads.length > 0);
    assert.deepEqual(seen, reads);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
