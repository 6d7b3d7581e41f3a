// Strangers at the command line: a new adapter that is checked at once, orders of one that cannot be told again, who is to blame, where two differ.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { kitRoot } from "../runner/kit.ts";
import { custody, program } from "./testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody-strangers-"));
after(() => rmSync(folder, { recursive: true }));

test("a new adapter in TypeScript can be judged at once", () => {
  const place = join(folder, "mine");
  const made = custody(["adapter", "new", "typescript", place, "--role", "nic"]);
  assert.equal(made.code, 0, made.err);
  const { code, out, err } = custody([
    "adapter",
    "check",
    `module:${join(place, "adapter.mjs")}`,
    "--role",
    "nic",
  ]);
  assert.deepEqual([code, err], [0, ""]);
  assert.match(out, /^a new nic 0 plays nic\nok +a capability that nobody can have: /u);
  assert.match(out, /\nIt can be judged\. What was not shown is no failure/u);
});

test("what a step wanted shown, and who is under test did not show, is missing proof and no failure", () => {
  const file = join(folder, "shown.feature");
  const text = (rule: string): string => `Feature: what is shown
  Scenario: one
    When this is played:
      """
      import "ndis5"
      receive "one packet" {
        parties nic, ndis, protocol P
        nic -> ndis NdisMIndicateReceivePacket([?p]) { ndis -> P ProtocolReceivePacket(p) returns 0 }
        ndis -> nic MiniportReturnPacket(p)
      }
      """
    Then it goes as written
    And ${rule}
`;
  writeFileSync(file, text("rules RCV-PKT-15, SND5-06 are kept"));
  const unshown = custody(["run", file, "--role", "nic"]);
  assert.equal(unshown.code, 2, unshown.out);
  assert.match(unshown.out, /^UNDECIDED +receive "one packet".*\n +not shown: SND5-06 is unexercised$/mu);
  writeFileSync(file, text("rule RCV-PKT-15 is observed"));
  assert.equal(custody(["run", file, "--role", "nic"]).code, 1);
});

test("whoever ends a run of a program that hangs is heard before the next scenario", async () => {
  const stranger = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const target = `exec:'${process.execPath}' '${stranger}' hangs`;
  const child = spawn(
    process.execPath,
    [
      ...program,
      "run",
      "features/receive",
      "--role",
      "protocol",
      "--target",
      target,
      "--answer-limit",
      "400",
    ],
    { cwd: kitRoot, stdio: ["ignore", "ignore", "ignore"] },
  );
  setTimeout(() => child.kill("SIGTERM"), 2_000);
  const [code, signal] = (await once(child, "exit", { signal: AbortSignal.timeout(9_000) })) as unknown[];
  assert.deepEqual([code, signal], [null, "SIGTERM"]);
});

test("orders of one that does not say the same again are sampled, and that is said", () => {
  const stranger = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const args = [
    "explore",
    "features/receive/shared-packets.custody:two clients share one packet",
    "--target",
    `exec:'${process.execPath}' '${stranger}' drifts`,
    "--role",
    "protocol",
  ];
  const { code, out } = custody(args);
  assert.ok(code === 1 || code === 2, `sampled orders are no proof: exit code ${code}`);
  assert.match(
    out,
    /^stranger is not repeatable \(.* it answered .* and then .*\): its orders are sampled, not explored\n/u,
  );
  assert.match(out, /\ntwo clients share one packet: 20 seeds from 1, sampled: \d+ \w+/u);
  const { why, sampled } = JSON.parse(custody([...args, "--json"]).out) as {
    why: string;
    sampled: { runs: number };
  };
  assert.match(why, /^stranger is not repeatable/u);
  assert.equal(sampled.runs, 20);
});

test("a sweep of one that does not say the same again is no proof, and no defect of custody", () => {
  const stranger = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const file = join(folder, "two.custody");
  writeFileSync(
    file,
    `import "all"

receive "two clients" {
  parties nic, ndis, protocol P, client K1 of P, client K2 of P
  nic -> ndis NdisMIndicateReceivePacket([?p]) {
    ndis -> P ProtocolReceivePacket(p) { P -> K1 ClientReceive(p); P -> K2 ClientReceive(p) } returns 2
  }
  in any order {
    K1 -> P TdiReturnChainedReceives(p)
    K2 -> P TdiReturnChainedReceives(p)
  }
  ndis -> nic MiniportReturnPacket(p)
}
`,
  );
  const { code, out, err } = custody([
    "sweep",
    file,
    "--target",
    `exec:'${process.execPath}' '${stranger}' drifts`,
    "--role",
    "protocol",
  ]);
  assert.deepEqual([code, err], [2, ""]);
  assert.match(out, /UNDECIDED The sweep of "two clients" cannot be repeated: /u);
  assert.match(out, /\nstranger is not repeatable \(.*\): its orders were sampled, not swept\n/u);
});

test("what the last scenario leaves behind is told with it", () => {
  const stranger = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const target = `exec:'${process.execPath}' '${stranger}' leaves`;
  const { out } = custody(["run", ...counts, "--role", "protocol", "--target", target]);
  assert.match(out, /\n +2 processes of its are still there when everything is over\n/u);
});

test("one that two plays show two runs of is undecided, and no defect of custody", () => {
  const file = join(folder, "counts.mjs");
  writeFileSync(
    file,
    `let plays = 0;
const party = (kit) => ({
  calls: {
    ProtocolReceivePacket({ packet }) {
      for (let n = 0; n < plays; n++) kit.act("reads", { what: packet, field: "data" });
      plays++;
      return { count: 0 };
    },
  },
});
export const adapter = { name: "counts", version: "1", roles: { protocol: party } };
`,
  );
  const { code, out } = custody([
    "run",
    ...counts,
    "--role",
    "protocol",
    "--target",
    `module:${file}`,
    "--twice",
  ]);
  assert.match(out, /UNDECIDED +receive "nobody wants it"\n +the same seed gave two different runs/u);
  assert.equal(code, 2);
});

test("every order of one that says the same again is explored, and is what the reference has", () => {
  const stranger = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const scene = ["explore", "features/receive/counts.custody:nobody wants it"];
  const foreign = ["--target", `exec:'${process.execPath}' '${stranger}' right`, "--role", "protocol"];
  const [theirs, ours] = [custody([...scene, ...foreign]), custody(scene)];
  assert.deepEqual([theirs.code, theirs.out], [0, ours.out], theirs.err);
  assert.match(theirs.out, /: \d+ configurations, \d+ steps, complete\n/u);
});

const counts = ["features/receive/counts.feature", "--scenario", "nobody wants it"];
const mutant = ["--target", "mutant:ndis-gives-back-twice"];
const roles = ["--role", "nic,ndis"];

test("bisect and compare say by their exit code whether there is anything to say", () => {
  const codes = [
    ["bisect", ...counts, ...mutant, ...roles],
    ["bisect", ...counts, "--target", "reference", ...roles],
    ["compare", ...counts, ...mutant, "--target", "reference"],
    ["compare", ...counts, "--target", "reference", "--target", "reference"],
  ].map((args) => custody(args).code);
  assert.deepEqual(codes, [1, 0, 1, 0]);
});

const refusals: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [["sweep", "missing.custody"], /There is no file missing\.custody/u],
  [
    ["sweep", "features/send/lists.custody", "--target", "exec:./nothing"],
    /There is no such program: exec:\.\/nothing/u,
  ],
  [
    ["explore", "features/send/lists.custody", "--target", "tcp:127.0.0.1:1"],
    /tcp:127\.0\.0\.1:1 did not come up/u,
  ],
  [["run", "--target", "exec:./nothing"], /There is no such program: exec:\.\/nothing \(.*not found\)/u],
  [["run", "--target", "exec:"], /exec: wants a command/u],
  [["run", "--target", "module:./nothing.mjs"], /There is no module \.\/nothing\.mjs/u],
  [["run", "--answer-limit", "x"], /--answer-limit wants a whole number/u],
  [["bisect", "--role", "ndi"], /There is no role or party ndi; did you mean ndis\?/u],
  [["bisect", "--role", "ndis"], /wants? .*several roles|for a target that plays several roles/u],
  [["adapter", "check", "exec:cat"], /exec:cat is no adapter: it answered hello with/u],
  [["adapter", "new", "cobol", "x"], /There is no language cobol/u],
  [["compare", "--target", "reference"], /custody compare wants two targets/u],
  [["soak", "--runs", "x"], /--runs wants a whole number, not "x"/u],
];

for (const [args, says] of refusals)
  test(`custody ${args.join(" ")} is refused in one sentence`, () => {
    const { code, out, err } = custody(args);
    assert.deepEqual([code, out], [3, ""], err);
    assert.match(err, says);
    assert.match(err, /^custody: [^\n]+\n$/u);
  });
