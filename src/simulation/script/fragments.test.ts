// A fragment in its place is the steps themselves: the same words may come, and the text says where each is written.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyStore } from "../store.ts";
import { parties, programOf } from "../testing/stage.ts";
import { compileScript, type Script } from "./compile.ts";
import { describeNext } from "./describe.ts";
import { frontier, settle } from "./frontier.ts";
import type { Term } from "./term.ts";

const fragment = `
fragment hand_in(clerk who, form f, int n) {
  who -> office Submit(?f) returns n
  office -> who Approve(f)
}
`;

const scriptOf = (text: string): Script => {
  const { program, scenario } = programOf(text);
  return compileScript(program, scenario, parties, program.fileOf(scenario).text);
};

const firstOf = (script: Script): readonly string[] => {
  const sight = { program: script.program, parties, store: emptyStore };
  const { residual } = settle(script, { term: script.term, env: {}, last: {} }, sight, 0);
  return frontier(script, residual).map((next) => describeNext(script, next));
};

const scenario = (steps: string): string => `exchange "a" {\n  parties clerk C, office O\n  ${steps}\n}\n`;
const written = "C -> O Submit(?f) returns 2; O -> C Approve(f)";

for (const [what, done, steps] of [
  ["among steps", "do hand_in(C, ?f, 2); C reads(f)", `${written}; C reads(f)`],
  ["in a branch", "either { do hand_in(C, ?f, 2) } or {}", `either { ${written} } or {}`],
] as const)
  test(`${what} a fragment makes the same term as its steps`, () => {
    const [a, b] = [scriptOf(fragment + scenario(done)), scriptOf(scenario(steps))];
    assert.deepEqual(shapeOf(a.term), shapeOf(b.term));
    assert.deepEqual([a.alphabet, a.names], [b.alphabet, b.names]);
  });

test("in any order a fragment is one branch", () => {
  const { term } = scriptOf(
    fragment + scenario("in any order { do hand_in(C, ?f, 2); do hand_in(C, ?g, 3) }"),
  );
  assert.deepEqual(shapeOf(term), ["par", ["seq", "step", "step"], ["seq", "step", "step"]]);
});

test("what could come next says where it is written and what did it", () => {
  const [first] = firstOf(scriptOf(fragment + scenario("do hand_in(C, ?f, 2)")));
  assert.match(first ?? "", /^who -> office Submit\(\?f\) \(desk\.custody:\d+, by do hand_in in line \d+\)$/);
});

type Shape = string | readonly Shape[];
const shapeOf = (term: Term): Shape => {
  switch (term.k) {
    case "seq":
    case "par":
      return [term.k, ...term.items.map(shapeOf)];
    case "alt":
      return [term.k, ...term.branches.map(shapeOf)];
    default:
      return term.k;
  }
};
