// What rules remember: instances, debts, lists, ranges, and what is forgotten.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createJudge } from "../judge.ts";
import { judged, rule, tick, verdictOf } from "../testing/judged.ts";
import { act, back, call, numbered, parties, run, said, type Short, smallProgram } from "../testing/small.ts";

test("from starts afresh, on runs for what exists, until ends it", () => {
  const text = rule(`for each box b {
    var times = 0
    from offer(boxes has b)
    on reads(what = b)  { times += 1;  require times < 2 }
    until giveBack(box = b)
  }`);
  const offer = call(1, "maker", "offer", "keeper", { boxes: ["b"] });
  const read = act("keeper", "reads", { what: "b" });
  assert.deepEqual(judged(text, [read, read]).verdict, "unexercised");
  assert.deepEqual(judged(text, [offer, read]), {
    verdict: "kept",
    reason: undefined,
    findings: [],
    exercised: 1,
  });
  assert.deepEqual(judged(text, [offer, read, read]).findings, ["keeper 3 0"]);
  assert.deepEqual(judged(text, [offer, read, offer, read]).findings, []);
  assert.deepEqual(
    judged(text, [offer, read, call(2, "keeper", "giveBack", "maker", { box: "b" }), read]).findings,
    [],
  );
});

test("blocks run in the order written and see what earlier ones did for the same event", () => {
  const order = (first: string, second: string): string =>
    rule(`var last = 0\n  on ticks()  ${first}\n  on ticks()  ${second}`);
  assert.equal(verdictOf(order("{ last = n }", "{ require last = n }"), [tick("maker", 1)]), "kept");
  assert.equal(verdictOf(order("{ require last = n }", "{ last = n }"), [tick("maker", 1)]), "broken");
});

test("never is exercised by danger, not by a breach, and is over at until", () => {
  const text = rule(`for each box b {
    from offer(boxes has b)
    never maker writes(b)  when not maker owns b
    until giveBack(box = b)
  }`);
  const offer = call(1, "maker", "offer", "keeper", { boxes: ["b"] });
  const write = act("maker", "writes", { what: "b" });
  assert.deepEqual(judged(text, [offer]), { verdict: "kept", reason: undefined, findings: [], exercised: 1 });
  assert.deepEqual(judged(text, [write, offer, write]).findings, ["maker 3 0"]);
  assert.deepEqual(
    judged(text, [offer, call(2, "keeper", "giveBack", "maker", { box: "b" }), write]).findings,
    [],
  );
});

test("a debt is a breach once, at its due time and not at it", () => {
  const text = rule(`for each int i {
    debt answer within 10 s
    from user -> maker letter(id = i)  { owe answer by other }
    on maker -> user reply(id = i)     { require owed(answer) > 0;  pay answer }
  }`);
  const letter = said("A", "letter", "maker", { id: 1, text: "" });
  const reply = (time: number): Short => said("maker", "reply", "A", { id: 1 }, { time });
  assert.equal(verdictOf(text, [letter, reply(10_000_000)]), "kept");
  assert.deepEqual(
    judged(text, [letter, tick("A", 1, { time: 10_000_001 }), tick("A", 2, { time: 20_000_000 })]).findings,
    ["maker 2 10000000"],
  );
  assert.deepEqual(judged(text, [letter, reply(5), reply(6)]).findings, ["maker 3 6"]);
  assert.deepEqual(judged(text, [letter]).findings, ["maker 0 10000000"]);
  const judge = run(smallProgram(text), [letter], {}, ["R-1"]);
  assert.equal(judge.advance(10_000_000).length, 0);
  assert.equal(judge.advance(10_000_001).length, 1);
  assert.equal(judge.advance(99_000_000).length, 0);
});

test("who owes is asked when the debt is called in", () => {
  const text = rule(`for each box b {
    debt home
    from offer(boxes has b)  { owe home by holder(b) }
    on giveBack(box = b)     { pay home }
  }`);
  const offer = call(1, "maker", "offer", "keeper", { boxes: ["b"] });
  const shown = [call(2, "keeper", "show", "A", { box: "b" }), back(2, "A", "show", "keeper", { count: 1 })];
  assert.deepEqual(judged(text, [offer]).findings, ["keeper 0 0"]);
  assert.deepEqual(judged(text, [offer, ...shown]).findings, ["A 0 0"]);
  assert.deepEqual(judged(text, [offer, ...shown], "cut"), {
    verdict: "undecided",
    reason: "the record ends early; still owed: home of b by A since event 1",
    findings: [],
    exercised: 1,
  });
  assert.equal(
    verdictOf(text, [offer, call(2, "keeper", "giveBack", "maker", { box: "b" })], "bound"),
    "undecided",
  );
});

test("until keeps what is still owed until it is paid, and from forgets no debt", () => {
  const text = rule(`for each box b {
    debt answer
    from offer(boxes has b)  { owe answer by other }
    on reads(what = b)       { pay answer }
    until giveBack(box = b)
  }`);
  const offer = call(1, "maker", "offer", "keeper", { boxes: ["b"] });
  const gone = call(2, "keeper", "giveBack", "maker", { box: "b" });
  const read = act("keeper", "reads", { what: "b" });
  assert.equal(verdictOf(text, [offer, gone]), "broken");
  assert.equal(verdictOf(text, [offer, gone, read]), "kept");
  assert.deepEqual(judged(text, [offer, offer]).findings.length, 2);
  assert.deepEqual(judged(text, [offer, gone, read, offer, read]).findings.length, 0);
});

test("an event that binds some keys runs for every instance that agrees; party keys range over the cast", () => {
  const text = rule(`for each box b, user U {
    var seen = false
    from keeper -> U show(box = b)
    on ticks()          { seen = true }
    on reads(what = b)  { require seen blames U }
  }`);
  const show = (id: number, user: string, box: string): Short => call(id, "keeper", "show", user, { box });
  assert.deepEqual(
    judged(text, [show(1, "A", "b"), show(2, "B", "b"), show(3, "A", "b2"), act("A", "reads", { what: "b" })])
      .findings,
    ["A 4 0", "B 4 0"],
  );
  assert.equal(
    verdictOf(text, [show(1, "A", "b"), tick("maker", 1), act("A", "reads", { what: "b" })]),
    "kept",
  );
  const each = rule('for each user U {\n    on offer()  { require U.name = "A" blames U }\n  }');
  assert.deepEqual(judged(each, [call(1, "maker", "offer", "keeper", { boxes: [] })]).findings, ["B 1 0"]);
});

test("inner scopes live inside outer ones", () => {
  const text = rule(`for each user U {
    var open = false
    from U -> maker letter()  { open = true }
    for each box b {
      var reads = 0
      on U reads(what = b)  { reads += 1;  require open and reads < 2 }
    }
    until maker -> U reply()
  }`);
  const letter = said("A", "letter", "maker", { id: 1 });
  const read = (box: string): Short => act("A", "reads", { what: box });
  assert.equal(verdictOf(text, [read("b"), read("b")]), "unexercised");
  assert.equal(verdictOf(text, [letter, read("b"), read("b2")]), "kept");
  assert.equal(verdictOf(text, [letter, read("b"), read("b")]), "broken");
  assert.equal(
    verdictOf(text, [letter, read("b"), said("maker", "reply", "A", { id: 1 }), letter, read("b")]),
    "kept",
  );
});

test("lists keep their order and have no doubles; before is what stands in front", () => {
  const text = rule(`list waiting
  on offer(boxes has ?b)  { add b to waiting }
  on giveBack(box = ?b)   { require size(waiting before b) = 0;  remove b from waiting }`);
  const offer = call(1, "maker", "offer", "keeper", { boxes: ["b1", "b2", "b1"] });
  const gone = (id: number, box: string): Short => call(id, "keeper", "giveBack", "maker", { box });
  assert.equal(verdictOf(text, [offer, gone(2, "b1"), gone(3, "b2")]), "kept");
  assert.equal(verdictOf(text, [offer, gone(2, "b2")]), "broken");
});

test("ranges join, and cover what they cover", () => {
  const text = rule(`ranges came
  on user ticks()   { add n ..< n + 10 to came }
  on maker ticks()  { require came covers 0 ..< n }`);
  assert.equal(verdictOf(text, [tick("A", 10), tick("A", 0), tick("maker", 20)]), "kept");
  assert.equal(verdictOf(text, [tick("A", 11), tick("A", 0), tick("maker", 20)]), "broken");
  assert.equal(
    verdictOf(text, [...Array.from({ length: 80 }, (_, i) => tick("A", 20 * i)), tick("maker", 20)]),
    "undecided",
  );
});

test("a new generation of a name is no double of the old one", () => {
  const text = rule(`for each box b {
    var freed = false
    from allocates(what = b)
    on frees(what = b)  { require not freed;  freed = true }
  }
  for each box b {
    var offers = 0
    on offer(boxes has b)  { offers += 1;  require offers = 1 }
  }`);
  const life = [
    act("maker", "allocates", { what: "b" }),
    call(1, "maker", "offer", "keeper", { boxes: ["b"] }),
    call(2, "keeper", "giveBack", "maker", { box: "b" }),
    act("maker", "frees", { what: "b" }),
  ];
  assert.equal(verdictOf(text, [...life, ...life]), "kept");
  assert.equal(verdictOf(text, [...life, ...life.slice(1)]), "broken");
});

test("memory does not grow with events: what is at rest and what has ended is forgotten", () => {
  const text = rule(`for each box b {
    var freed = false
    from allocates(what = b)
    on frees(what = b)  { freed = true;  require freed }
  }
  for each int i {
    var open = false
    on letter(id = i)  { require not open;  open = true }
    on reply(id = i)   { open = false }
  }`);
  const judge = createJudge(smallProgram(text), { parties, fromStart: false });
  const sizes = [2000, 2000, 2000].map((n, round) => {
    for (let i = round * n; i < (round + 1) * n; i++) {
      const what = `b${i}`;
      const events = [
        act("maker", "allocates", { what }),
        act("maker", "frees", { what }),
        said("A", "letter", "maker", { id: i }),
        said("maker", "reply", "A", { id: i }),
      ];
      for (const event of numbered(events)) judge.see(event);
    }
    return judge.key(0).length;
  });
  assert.deepEqual(judge.findings(), []);
  assert.ok(
    Math.abs((sizes[2] ?? 0) - (sizes[1] ?? 0)) < 2000,
    `text of the state: ${sizes.join(", ")} characters`,
  );
});
