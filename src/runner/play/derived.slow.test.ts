// SMB and session rules see only what observers derive from bytes: the same rule judges a run and a capture of it.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createJudge } from "../../rules/judge.ts";
import { provocationOf, verdictsWithout, withProvoked } from "../../simulation/provoked.ts";
import { kitRoot } from "../kit.ts";
import { play } from "./play.ts";
import { loadWithSpec } from "../input/load.ts";
import { reference } from "../subjects.ts";

const families = /^(?:SES-0\d|DGM-0\d|RD-0[14567]|MID-0[12])$/u;

test("taking every event that no observer derived out of a record changes no verdict of an SMB or session rule", async () => {
  const folder = join(kitRoot, "features", "exchange");
  const { program } = loadWithSpec(
    readdirSync(folder)
      .filter((f) => f.endsWith(".custody"))
      .map((f) => join(folder, f)),
  );
  const kit = (await reference()).subject;
  const ids = program.rules.map((r) => r.id).filter((id) => families.test(id));
  assert.ok(ids.length >= 14, "the families are there");
  let kept = 0;
  for (const scenario of program.scenarios) {
    const { result } = play({
      program,
      scenario,
      kit,
      subject: kit,
      target: "reference",
      roles: [],
      seed: 1,
    });
    const judge = createJudge(program, { parties: result.parties, fromStart: true }, ids);
    const derived = result.events.filter((e) => e.derived === true);
    for (const event of derived) judge.see(event);
    const provocations = derived.flatMap(({ seq, from, mutated }) =>
      mutated === undefined ? [] : [provocationOf(seq, from, mutated)],
    );
    const judged = judge.end("quiet");
    const findings = withProvoked(judged.findings, provocations, new Set());
    const alone = new Map(verdictsWithout(judged.verdicts, findings).map((v) => [v.rule, v.verdict]));
    for (const v of result.verdicts.filter((x) => ids.includes(x.rule))) {
      assert.equal(alone.get(v.rule), v.verdict, `${v.rule} in "${scenario.title}"`);
      if (v.verdict === "kept") kept++;
    }
  }
  assert.ok(kept > 20, `${kept} verdicts were more than unexercised`);
});
