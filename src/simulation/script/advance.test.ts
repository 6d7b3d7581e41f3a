// The pitfalls of order in scenarios, smallest example each.
import { isOver } from "./left.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { programOf, parties } from "../testing/stage.ts";
import { emptyStore } from "../store.ts";
import { advance, type Residual, type Word } from "./advance.ts";
import { compileScript, type Script } from "./compile.ts";
import { describeNext } from "./describe.ts";
import { frontier, prohibitions, settle } from "./frontier.ts";
import type { Sight } from "./values.ts";

function begin(text: string): {
  readonly script: Script;
  readonly sight: Sight;
  readonly residual: Residual;
} {
  const { program, scenario } = programOf(text);
  const script = compileScript(program, scenario, parties, program.fileOf(scenario).text);
  const sight: Sight = { program, parties, store: emptyStore, macros: script.macros };
  return {
    script,
    sight,
    residual: settle(script, { term: script.term, env: {}, last: {} }, sight, 0).residual,
  };
}

let calls = 100;
const submit = (form: string): Word => ({
  kind: "call",
  name: "Submit",
  from: "C",
  to: "O",
  args: { form },
  call: ++calls,
  around: [],
});
const approve = (form: string, around: readonly number[] = []): Word => ({
  kind: "call",
  name: "Approve",
  from: "O",
  to: "C",
  args: { form },
  call: ++calls,
  around,
});
const returned = (word: Word, results: Word["results"] = {}): Word => ({ ...word, kind: "return", results });

/** A return as a run has it: said by the one who was called. */
const answered = (word: Word, results: Word["results"]): Word => ({
  ...returned(word, results),
  from: word.to,
  to: word.from,
});

/** Whether the words may come one behind the other; the residuals left. */
function follow(text: string, ...words: readonly Word[]): readonly Residual[] {
  const { script, sight, residual } = begin(text);
  return words.reduce<readonly Residual[]>(
    (left, word) =>
      left.flatMap((r) =>
        advance(script, r, word, sight, 0).map((x) => settle(script, x, sight, 0).residual),
      ),
    [residual],
  );
}
const over = (text: string, ...words: readonly Word[]): boolean => {
  const { script } = begin(text);
  return isOver(script, follow(text, ...words));
};
const head = "parties clerk C, office O\n";

test("a step waits for the earlier steps in which its sender takes part", () => {
  const text = `send "s" { ${head} C -> O Submit(?f)\n O -> C Approve(f) }\n`;
  assert.equal(follow(text, approve("f1")).length, 0, "f is not known yet");
  assert.ok(over(text, submit("f1"), approve("f1")));
  assert.equal(follow(text, submit("f1"), approve("f2")).length, 0, "another form");
});

test("two captures of one type are never the same thing", () => {
  const text = `send "s" { ${head} C -> O Submit(?f)\n C -> O Submit(?g) }\n`;
  assert.equal(follow(text, submit("f1"), submit("f1")).length, 0);
  assert.ok(over(text, submit("f1"), submit("f2")));
});

test("returns float: a later step need not wait for them, a written result must fit", () => {
  const text = `send "s" { ${head} C -> O Submit(?f) returns 1\n O -> C Approve(f) }\n`;
  const call = submit("f1");
  assert.ok(over(text, call, approve("f1"), returned(call, { status: 1 })));
  assert.ok(over(text, call, returned(call, { status: 1 }), approve("f1")));
  assert.equal(follow(text, call, returned(call, { status: 2 })).length, 0);
});

test("what stands in a block is inside the call, unless it stands in meanwhile", () => {
  const [inside, meanwhile] = [
    `send "s" { ${head} C -> O Submit(?f) { O -> C Approve(f) } }\n`,
    `send "s" { ${head} C -> O Submit(?f) { meanwhile { O -> C Approve(f) } } }\n`,
  ];
  const call = submit("f1");
  assert.equal(follow(inside, call, approve("f1")).length, 0);
  assert.ok(over(inside, call, approve("f1", [call.call ?? 0])));
  assert.ok(over(meanwhile, call, approve("f1")));
  assert.equal(follow(inside, call, returned(call)).length, 0, "the block still has a step");
});

test("either keeps what cannot be told apart yet; optional may be left out", () => {
  const text = `send "s" { ${head} either { C -> O Submit(?f)\n O -> C Approve(f) } or { C -> O Submit(?f) } }\n`;
  assert.equal(follow(text, submit("f1")).length, 2);
  assert.ok(over(text, submit("f1")) && over(text, submit("f1"), approve("f1")));
  const may = `send "s" { ${head} C -> O Submit(?f)\n optional { O -> C Approve(f) }\n C -> O Stamp(f) }\n`;
  const stamp: Word = {
    kind: "call",
    name: "Stamp",
    from: "C",
    to: "O",
    args: { form: "f1" },
    call: ++calls,
    around: [],
  };
  assert.ok(over(may, submit("f1"), stamp) && over(may, submit("f1"), approve("f1"), stamp));
});

test("repeat gives every turn variables of its own, and counts", () => {
  const text = `send "s" { ${head} repeat 1 .. 2 times { C -> O Submit(?f)\n O -> C Approve(f) } }\n`;
  assert.ok(
    !over(text) &&
      over(text, submit("a"), approve("a")) &&
      over(text, submit("a"), approve("a"), submit("b"), approve("b")),
  );
  assert.equal(follow(text, submit("a"), approve("a"), submit("b"), approve("b"), submit("c")).length, 0);
});

test("never holds from its place on, and ends with until", () => {
  const text = `send "s" { ${head} C -> O Submit(?f)\n never O -> C Approve(f) until C -> O Stamp(f)\n C -> O Stamp(f)\n O -> C Approve(f) }\n`;
  const { script, sight } = begin(text);
  const [after] = follow(text, submit("f1"));
  assert.ok(after !== undefined);
  assert.equal(prohibitions(script, after, approve("f1"), sight).broken.length, 1);
  const stamp: Word = {
    kind: "call",
    name: "Stamp",
    from: "C",
    to: "O",
    args: { form: "f1" },
    call: ++calls,
    around: [],
  };
  assert.equal(
    prohibitions(script, prohibitions(script, after, stamp, sight).residual, approve("f1"), sight).broken
      .length,
    0,
  );
});

test("eventually takes its step out of the order; within bounds its time", () => {
  const text = `send "s" { ${head} C -> O Submit(?f)\n eventually O -> C Approve(f) within 1 s\n C -> O Stamp(f) }\n`;
  const stamp: Word = {
    kind: "call",
    name: "Stamp",
    from: "C",
    to: "O",
    args: { form: "f1" },
    call: ++calls,
    around: [],
  };
  assert.ok(over(text, submit("f1"), stamp, approve("f1")) && over(text, submit("f1"), approve("f1"), stamp));
  assert.ok(!over(text, submit("f1"), stamp));
  const { script, sight } = begin(text);
  const [late] = follow(text, submit("f1"), stamp);
  assert.ok(late !== undefined);
  assert.equal(advance(script, late, approve("f1"), sight, 2_000_000).length, 0);
});

test("a time may be reckoned, and named", () => {
  const text = `send "s" { ${head} let d = 1 s\n C -> O Submit(?f)\n C -> O Submit(?g) within d + d after d\n eventually O -> C Approve(f) within d }\n`;
  const { script, sight } = begin(text);
  const [first] = follow(text, submit("f1"));
  assert.ok(first !== undefined);
  const at = (seconds: number): number =>
    advance(script, first, submit("f2"), sight, seconds * 1_000_000).length;
  assert.deepEqual([at(0.5), at(1), at(2), at(2.5)], [0, 1, 1, 0]);
});

test("never asks the word itself, and may look at its return", () => {
  const about = `send "s" { ${head} C -> O Submit(?f)\n never C -> O Submit() when form != f or other != O }\n`;
  const broken = (text: string, ...words: readonly Word[]): number => {
    const { script, sight } = begin(text);
    const [left] = follow(text, ...words.slice(0, -1));
    const last = words.at(-1);
    assert.ok(left !== undefined && last !== undefined);
    return prohibitions(script, left, last, sight).broken.length;
  };
  assert.equal(broken(about, submit("f1"), submit("f2")), 1);
  assert.equal(broken(about, submit("f1"), submit("f1")), 0);
  const back = `send "s" { ${head} C -> O Submit(?f)\n never C -> O Submit(f) returns (status > 1) }\n`;
  const call = submit("f1");
  assert.equal(broken(back, call, submit("f1")), 0, "the call itself is allowed");
  assert.equal(broken(back, call, answered(call, { status: 1 })), 0);
  assert.equal(broken(back, call, answered(call, { status: 2 })), 1);
});

test("eventually may wait for a return", () => {
  const text = `send "s" { ${head} eventually C -> O Submit(?f) returns ?n\n C -> O Stamp(?g) }\n`;
  const call = submit("f1");
  const { script, sight, residual } = begin(text);
  assert.equal(advance(script, residual, call, sight, 0).length, 0);
  const [left] = advance(script, residual, answered(call, { status: 3 }), sight, 0);
  assert.equal(left?.env["n"]?.value, 3);
  assert.ok(![...script.alphabet].some((word) => word.startsWith("Submit")), "the call is nobody's step");
});

test("?x keeps who spoke and who heard, in every turn anew", () => {
  const text = `send "s" { ${head} repeat 2 times { ?who -> ?whom Submit(?f) } }\n`;
  const [left] = follow(text, submit("f1"), submit("f2"));
  assert.deepEqual(
    ["who.1", "whom.1", "who.2"].map((name) => left?.env[name]?.value),
    ["C", "O", "C"],
  );
});

test("what a list names may be used before the list is", () => {
  const text = `send "s" { ${head} let forms = [?f, ?g]\n C -> O Submit(g)\n for each x in forms before g { C -> O Submit(x) } }\n`;
  const [left] = follow(text, submit("f2"), submit("f1"));
  assert.ok(left !== undefined && isOver(begin(text).script, [left]));
  assert.deepEqual([left.env["g"]?.value, left.env["f"]?.value], ["f2", "f1"]);
});

test("the frontier names what could legally come next, in the scenario's own words", () => {
  const text = `send "s" { ${head} C -> O Submit(?f) returns 1\n in any order { O -> C Approve(f)\n O -> C Ask(f) } }\n`;
  const { script } = begin(text);
  const [left] = follow(text, submit("f1"));
  assert.ok(left !== undefined);
  assert.deepEqual(
    frontier(script, left)
      .map((n) => describeNext(script, n))
      .sort(),
    ["C -> O Submit(?f) returns 1", "O -> C Approve(f)", "O -> C Ask(f)"],
  );
});

test("what two parties inside one subject say to each other is left out; what stands in its block stays", () => {
  const text = `send "s" { ${head} C -> O Submit(?f) { C -> O Stamp(f) }\n O -> C Approve(f) }\n`;
  const { program, scenario } = programOf(text);
  const steps = (hidden: readonly string[]): number =>
    compileScript(program, scenario, parties, "", new Set(hidden)).entries.length;
  assert.deepEqual([steps([]), steps(["O"]), steps(["C", "O"])], [3, 3, 0]);
});
