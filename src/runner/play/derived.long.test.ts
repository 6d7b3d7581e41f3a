// Rules over what observers derive from bytes judge the derived events alone as they judge the whole run; the others accuse nobody there.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import type { Word } from "../../contract/program.ts";
import type { Judgement } from "../../contract/verdict.ts";
import { createJudge } from "../../rules/judge.ts";
import { provocationOf, verdictsWithout, withProvoked } from "../../simulation/provoked.ts";
import { mutated, reference, rolesOf } from "../subjects.ts";
import type { Play } from "./play.ts";
import { scenarios } from "./testing/scenarios.ts";
import { wordsOf } from "./testing/words.ts";

const { program, kit, of, play } = await scenarios();

/** Vocabularies in which nobody calls anybody: what stands there is seen, not said. */
const seen = new Set([...program.words.values()].map((w) => w.vocabulary));
for (const word of program.words.values()) if (word.kind === "call") seen.delete(word.vocabulary);
const isDerived = (word: Word): boolean => word.kind === "message" || seen.has(word.vocabulary);

const ids = program.rules.map((r) => r.id);
const derivedIds = new Set(
  program.rules.filter((r) => wordsOf(program, r).every(isDerived)).map((r) => r.id),
);

/** A scenario without a wire and without users of a transport has nothing to be derived. */
const runs: readonly Play[] = of()
  .map((scenario) => play(scenario))
  .filter(({ result }) => result.events.some((e) => e.derived === true));

function judged(
  { result }: Play,
  events: readonly Event[],
  fromStart: boolean,
  rules?: readonly string[],
): Judgement {
  const setting = { parties: result.parties, fromStart, ...(fromStart ? {} : { middle: true as const }) };
  const judge = createJudge(program, setting, rules);
  for (const event of events) judge.see(event);
  const end = judge.end("quiet");
  // what a scenario had changed on purpose accuses nobody
  const provocations = events.flatMap(({ seq, from, mutated: meant }) =>
    meant === undefined ? [] : [provocationOf(seq, from, meant)],
  );
  const findings = withProvoked(end.findings, provocations, new Set());
  return {
    ...end,
    findings: findings.filter((f) => f.provoked !== true),
    verdicts: verdictsWithout(end.verdicts, findings, new Set()),
  };
}
/** What is said of the derived events alone: by the rules, as of a whole run. */
const judgedAlone = new Map<Play, Judgement>();
function judgedDerived(run: Play): Judgement {
  const known = judgedAlone.get(run) ?? judged(run, derivedOf(run), true, ids);
  judgedAlone.set(run, known);
  return known;
}
const derivedOf = ({ result }: Play): readonly Event[] => result.events.filter((e) => e.derived === true);

/** Verdicts of the rules that look at derived words alone, and how often each was exercised. */
const said = ({ verdicts }: Judgement): ReadonlyMap<string, string> =>
  new Map(
    verdicts
      .filter((v) => derivedIds.has(v.rule))
      .map((v) => [v.rule, `${v.verdict}, exercised ${v.exercised} times`]),
  );

test("SMB, session and link rules look at nothing but derived words", () => {
  const families = /^(?:SES|DGM|PRO|MID|RD|CTX)-/u;
  const others = ids.filter((id) => families.test(id) && !derivedIds.has(id));
  // where a call of an application or of NDIS begins, and what it was told: no byte shows it
  assert.deepEqual(others, ["RD-02", "RD-03", "MID-03", "CTX-03"]);
  assert.ok(derivedIds.size >= 20, [...derivedIds].join());
});

test("observers derive those words and no others, and nobody else says them", () => {
  for (const event of runs.flatMap(({ result }) => result.events)) {
    const word = program.words.get(event.name);
    assert.ok(word !== undefined);
    assert.equal(event.derived === true, isDerived(word), event.name);
  }
});

test("in a run every frame of data and every acknowledgment says which message it carries", () => {
  let linked = 0;
  for (const { result } of runs.filter((run) => run.result.events.every((e) => e.mutated === undefined)))
    for (const { seq, name, args } of result.events)
      if (name.startsWith("NBF.DATA")) {
        assert.equal(typeof args?.["message"], "string", `${name} at ${seq} of "${result.title}"`);
        linked++;
      }
  assert.ok(linked > 1000, `${linked} frames`);
});

test("taking every event that no observer derived out of a run changes no verdict of a rule over derived words", () => {
  let kept = 0;
  for (const run of runs) {
    const whole = said(judged(run, run.result.events, true, ids));
    assert.deepEqual(said(judgedDerived(run)), whole, run.result.title);
    kept += [...whole.values()].filter((text) => text.startsWith("kept")).length;
  }
  assert.ok(kept > 500, `${kept} verdicts were more than unexercised`);
});

test("every other rule accuses nobody of what was taken out", () => {
  for (const run of runs) {
    const { verdicts, findings } = judgedDerived(run);
    assert.deepEqual(findings, [], run.result.title);
    for (const fromStart of [true, false])
      assert.deepEqual(judged(run, derivedOf(run), fromStart).findings, [], "nor does custody");
    for (const v of verdicts) assert.notEqual(v.verdict, "broken", `${v.rule} in "${run.result.title}"`);
  }
});

test("a mutant that breaks such a rule breaks it in the derived events alone as well", async () => {
  let broken = 0;
  for (const mutant of (await reference()).mutants.filter((m) => derivedIds.has(m.breaks))) {
    const stage = { subject: mutated(kit, mutant), roles: rolesOf(mutant) };
    for (const scenario of of().filter(({ title }) => mutant.scenarios.includes(title))) {
      const run = play(scenario, stage);
      const whole = judged(run, run.result.events, true, ids);
      assert.deepEqual(
        said(judged(run, derivedOf(run), true, ids)),
        said(whole),
        `${mutant.name} in "${scenario.title}"`,
      );
      if (!whole.findings.some((f) => f.rule === mutant.breaks)) continue;
      broken++;
      break;
    }
  }
  assert.ok(broken > 20, `${broken} mutants were caught`);
});
