// What the kit says wrongly on purpose, beside a subject and as the subject.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { ScenarioResult } from "../../contract/result.ts";
import { loadWithSpec } from "../input/load.ts";
import { kitRoot } from "../kit.ts";
import { reference } from "../subjects.ts";
import { play } from "./play.ts";

const path = join(kitRoot, "features", "exchange", "forged.custody");

async function played(title: string, roles: readonly string[], added = ""): Promise<ScenarioResult> {
  const { program, problems } =
    added === "" ? loadWithSpec([path]) : loadWithSpec([], new Map([["added.custody", added]]));
  assert.deepEqual(
    problems.filter(({ severity }) => severity === "error").map(({ message }) => message),
    [],
  );
  const scenario = program.scenarios.find((each) => each.title === title);
  assert.ok(scenario !== undefined, title);
  const kit = (await reference()).subject;
  return play({ program, scenario, kit, subject: kit, target: "reference", roles, seed: 1 }).result;
}

test("a breach that the kit was made to commit is provoked, and no defect of the kit", async () => {
  const result = await played("a handle nobody opened", ["server"]);
  assert.equal(result.status, "passed", result.reason);
  const broken = result.findings.filter(({ rule }) => rule === "RD-01");
  assert.ok(broken.length > 0, "the forged request breaks its rule");
  assert.ok(broken.every(({ provoked, blames }) => provoked === true && blames === "WS.redirector"));
  assert.deepEqual(result.failures, []);
});

test("who is under test cannot be made to say something else", async () => {
  const result = await played("a handle nobody opened", ["redirector"]);
  assert.equal(result.status, "unsupported");
  assert.match(result.reason ?? "", /mutates what WS\.redirector says in SMB_COM_READ.*under test/u);
  assert.deepEqual(result.failures, []);
});

const impossible = (change: string): string => `exchange "impossible" {
  parties on WS: app, os, redirector, protocol netbeui, ndis, nic
  parties on SRV: server, os, protocol netbeui, ndis, nic
  given SRV.os.files = ["report.txt=4096"]
  app -> WS.os open("\\\\SRV\\DATA\\report.txt") returns (0, ?f)
  app -> WS.os read(f, 4) { redirector -> server SMB_COM_READ(session = ?s) mutate ${change} }
}
`;

for (const change of ["session = s", "mid = 0x10000", "count = 4"])
  test(`what the bytes cannot say leaves the scenario undecided, with a sentence: ${change}`, async () => {
    const result = await played("impossible", [], impossible(change));
    assert.equal(result.status, "undecided");
    assert.match(
      result.reason ?? "",
      /mutate (?:session|mid|count) cannot be done: the bytes of SMB_COM_READ/u,
    );
  });
