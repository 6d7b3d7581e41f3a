import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../../contract/event.ts";
import { explore } from "../explore/explore.ts";
import { run, type RunResult } from "../run.ts";
import { clerk, layer, said, world } from "../testing/stage.ts";
import type { World } from "../world.ts";
import { seeded } from "./chooser.ts";

/** Answers 0 or 1 and approves what it was given, each form once. */
const office = layer<readonly string[]>(
  [],
  (state, input, view) => {
    const form = input.k === "call" || input.k === "do" ? input.args["form"] : undefined;
    if (typeof form !== "string") return input.k === "do" ? null : [state, []];
    if (input.k === "call")
      return [[...state, form], [{ k: "return", results: { status: view.pick("status", [0, 1]) } }]];
    if (input.k !== "do" || !state.includes(form)) return null;
    return [state.filter((f) => f !== form), [{ k: "call", to: input.to, name: "Approve", args: { form } }]];
  },
  (state) => state.map((form) => ({ name: "Approve", to: "C", args: { form } })),
);

const scenario = (steps: string): string => `
send "wrong on purpose" {
  parties clerk C, office O
  ${steps}
}
`;

function played(
  steps: string,
  overlay: Partial<World> = {},
  seed = 1,
): { readonly events: readonly Event[]; readonly result: RunResult } {
  const events: Event[] = [];
  const made = world(scenario(steps), { C: clerk, O: office }, overlay);
  return { result: run(made, seeded(seed), (event) => events.push(event)), events };
}

test("a result that its speaker never gives is said when a mutate asks for it; the pattern tells what was meant", () => {
  const { events, result } = played("C -> O Submit(?f) mutate status = 7 returns 1; O -> C Approve(f)");
  assert.equal(result.outcome.kind, "finished");
  const answer = events.find((event) => event.kind === "return" && event.name === "Submit");
  assert.deepEqual(answer?.results, { status: 7 });
  assert.deepEqual(answer?.mutated, { status: 1 });
  assert.equal(events.filter((event) => event.mutated !== undefined).length, 1, "nothing else is changed");
});

test("without mutate the same wish cannot be played", () => {
  const { result } = played("C -> O Submit(?f) returns 7; O -> C Approve(f)");
  assert.notEqual(result.outcome.kind, "finished");
});

test("a field is written by the speaker itself just before the word, and only the word shows it", () => {
  const { events, result } = played("C -> O Submit(?f) mutate form.size = 9; O -> C Approve(f)");
  assert.equal(result.outcome.kind, "finished");
  const at = events.findIndex((event) => event.name === "Submit");
  const write = events[at - 1];
  assert.deepEqual(
    [write?.name, write?.from, write?.args?.["field"], write?.args?.["value"]],
    ["writes", "C", "size", 9],
  );
  assert.equal(events[at]?.resources?.["form1"]?.["size"], 9);
});

test("whoever hears it hears the changed word, and goes on with that", () => {
  const { events, result } = played(
    "C -> O Submit(?f); O -> C Approve(f); C -> O Submit(?g) mutate form = f; O -> C Approve(f)",
  );
  assert.equal(result.outcome.kind, "finished");
  const submits = events.filter((event) => event.name === "Submit" && event.kind === "call");
  assert.deepEqual(
    submits.map((event) => event.args?.["form"]),
    ["form1", "form1"],
  );
  assert.deepEqual(submits[1]?.mutated, { form: "form2" });
});

test("what follows for the speaker is provoked: the breach, the debt that the meant word would have paid, and no more", () => {
  const { result } = played(
    "C -> O Submit(?f); O -> C Approve(f); C -> O Submit(?g); O -> C Approve(g) mutate form = f",
  );
  assert.equal(result.outcome.kind, "finished");
  assert.ok(result.findings.length >= 2, "approved twice, and never");
  for (const finding of result.findings)
    assert.equal(finding.provoked, true, `${finding.rule} ${finding.demand}`);
  const verdict = result.judgement.verdicts.find((each) => each.rule === "DESK-01");
  assert.equal(verdict?.verdict, "unexercised", "broken on purpose says nothing about anybody");
});

test("the same breach without mutate is nobody's excuse", () => {
  const forgetful = layer(0, (state, input) => [
    state,
    input.k === "call" ? [{ k: "return", results: { status: 0 } }] : [],
  ]);
  const made = world(scenario("C -> O Submit(?f) mutate form.size = 9"), { C: clerk, O: forgetful });
  const { findings } = run(made, seeded(1), () => undefined);
  assert.ok(findings.length > 0);
  assert.ok(
    findings.every((finding) => finding.provoked === undefined),
    "the clerk was made to write, the office forgot by itself",
  );
});

test("what would change nothing is no mutate: the scenario cannot be played, and says why", () => {
  const { result } = played("C -> O Submit(?f) mutate status = 1 returns 1; O -> C Approve(f)");
  assert.equal(result.outcome.kind, "stuck");
  assert.ok(
    "why" in result.outcome &&
      /mutate status cannot be done: Submit says that/u.test(result.outcome.why[0] ?? ""),
  );
});

test("a live party is never changed", () => {
  const { events } = played("C -> O Submit(?f) mutate form.size = 9; O -> C Approve(f)", {
    live: new Set(["C"]),
  });
  assert.ok(events.every((event) => event.mutated === undefined));
});

test("either: exploration sees the changed and the plain word", () => {
  const made = world(
    scenario(
      "either { C -> O Submit(?f) mutate form.size = 9 returns 1 } or { C -> O Submit(?f) returns 0 }",
    ),
    { C: clerk, O: office },
    { ids: "lowest", moments: "any" },
  );
  const all = explore(made, { most: 500, reduce: false });
  assert.ok(all.complete);
  assert.ok((all.endings["finished"] ?? 0) >= 2, JSON.stringify(all.endings));
});

test("a mutate changes what its step says and nothing before it, whatever is played", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (value, seed) => {
      const rest = "returns ?s; O -> C Approve(f)";
      const plain = played(`C -> O Submit(?f) ${rest}`, {}, seed);
      const { events, result } = played(`C -> O Submit(?f) mutate status = ${value} ${rest}`, {}, seed);
      assert.equal(result.outcome.kind, "finished");
      assert.deepEqual(said(events), said(plain.events));
      const at = events.findIndex((event) => event.mutated !== undefined);
      assert.equal(events[at]?.results?.["status"], value);
      assert.deepEqual(events.slice(0, at), plain.events.slice(0, at));
    }),
    { numRuns: 40 },
  );
});
