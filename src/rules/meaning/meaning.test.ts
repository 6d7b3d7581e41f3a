// What heads and conditions mean: what is missing, lines of calls, doers of returns, two instants of a message.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged, rule, tick, verdictOf } from "../testing/judged.ts";
import { act, back, call, said, type Short } from "../testing/small.ts";

test("a missing field is undecided and never an accusation", () => {
  const size = rule("on show(box = ?b)  { require b.size > 3 }");
  const show = (fields: object): Short =>
    call(1, "keeper", "show", "A", { box: "b" }, { resources: { b: { ...fields } } });
  assert.equal(verdictOf(size, [show({ size: 4 })]), "kept");
  assert.equal(verdictOf(size, [show({ size: 2 })]), "broken");
  const missing = judged(size, [show({})]);
  assert.deepEqual(
    [missing.verdict, missing.reason],
    ["undecided", "size of b at show is not in the record"],
  );
  assert.equal(
    verdictOf(size, [show({}), { ...show({ size: 2 }), call: 2 }]),
    "broken",
    "a breach elsewhere still counts",
  );
});

test("what an undecided block would have changed is unknown from there on", () => {
  const text = rule(`for each box b {
    var colour = none, left = 1
    from offer(boxes has b)             { colour = b.colour }
    on reads(what = b)  when b.size > 1 { left -= 1 }
    on giveBack(box = b)                { require left > 0;  require b.colour = colour }
  }`);
  const offer = (colour: object): Short =>
    call(1, "maker", "offer", "keeper", { boxes: ["b"] }, { resources: { b: { ...colour } } });
  const read = (fields: object): Short =>
    act("keeper", "reads", { what: "b" }, { resources: { b: { ...fields } } });
  const gone = call(2, "keeper", "giveBack", "maker", { box: "b" }, { resources: { b: { colour: "red" } } });
  assert.equal(verdictOf(text, [offer({ colour: "red" }), gone]), "kept");
  assert.equal(verdictOf(text, [offer({ colour: "blue" }), gone]), "broken");
  assert.equal(verdictOf(text, [offer({}), gone]), "undecided");
  assert.equal(verdictOf(text, [offer({ colour: "red" }), read({ size: 2 }), gone]), "broken");
  assert.equal(verdictOf(text, [offer({ colour: "red" }), read({}), gone]), "undecided");
});

test("a condition that is decided by one side needs not the other", () => {
  const either = rule('on show(box = ?b)  { require b.size > 3 or b.colour = "red" }');
  const show = (fields: object): Short =>
    call(1, "keeper", "show", "A", { box: "b" }, { resources: { b: { ...fields } } });
  assert.equal(verdictOf(either, [show({ colour: "red" })]), "kept");
  assert.equal(verdictOf(either, [show({ colour: "blue" })]), "undecided");
  assert.equal(verdictOf(either, [show({ colour: "blue", size: 1 })]), "broken");
});

test("inside is on the own line of calls, during on whatever line, enclosing names the call", () => {
  const within = [call(1, "keeper", "show", "A", { box: "b" }), tick("A", 1, { in: 1 })];
  const beside = [call(1, "keeper", "show", "A", { box: "b" }), tick("B", 1, { strand: 2 })];
  const somewhere = [call(1, "keeper", "show", "A", { box: "b" }), tick("B", 1)];
  const behind = [
    call(1, "keeper", "show", "A", { box: "b" }),
    back(1, "A", "show", "keeper", { count: 0 }),
    tick("A", 1),
  ];
  const inside = rule("on ticks()  { require inside keeper -> user show() }");
  const during = rule("on ticks()  { require during show(box = ?b) }");
  assert.deepEqual(
    [within, beside, behind, somewhere].map((events) => verdictOf(inside, events)),
    ["kept", "broken", "broken", "undecided"],
  );
  assert.deepEqual(
    [within, beside, behind].map((events) => verdictOf(during, events)),
    ["kept", "kept", "broken"],
  );
  const own = rule(`for each call k {
    from keeper -> user show(call = k)
    on user ticks()  when enclosing(show) = k  { require n = 1 }
  }`);
  assert.equal(verdictOf(own, within), "kept");
  assert.equal(verdictOf(own, [...within, tick("A", 2, { in: 1 })]), "broken");
  assert.equal(verdictOf(own, [...within, tick("B", 2, { strand: 2 })]), "kept");
  assert.equal(verdictOf(own, [...within, tick("B", 2)]), "undecided");
});

test("the doer of a return is the answerer; the call's arguments are still there", () => {
  const text = rule(
    "on keeper -> user show(box = ?b) returns  { require count >= 0 and b != none }",
    "must user",
  );
  const answered = (count: number): readonly Short[] => [
    call(1, "keeper", "show", "A", { box: "b" }),
    back(1, "A", "show", "keeper", { count }),
  ];
  assert.equal(verdictOf(text, answered(0)), "kept");
  assert.deepEqual(judged(text, answered(-1)).findings, ["A 2 0"]);
});

test("said and arrived are two instants", () => {
  const text = rule(`for each int i {
    debt arrival
    from user -> maker letter(id = i)  { owe arrival by doer }
    on maker <- user letter(id = i)    { pay arrival }
  }`);
  const letter = said("A", "letter", "maker", { id: 1 });
  assert.equal(verdictOf(text, [letter]), "broken");
  assert.equal(verdictOf(text, [letter, { ...letter, kind: "arrived" }]), "kept");
});
