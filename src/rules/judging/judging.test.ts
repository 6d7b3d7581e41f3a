// What becomes of a demand that does not hold: levels, consequences, verdicts, the text of a finding.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged, rule, tick, verdictOf } from "../testing/judged.ts";
import { act, call, run, smallProgram } from "../testing/small.ts";

test("advise is a should inside a must rule; observe never fails anybody", () => {
  const advise = rule('on ticks()  { require n > 0;  advise n > 5, "more is better" }');
  const outcome = run(smallProgram(advise), [tick("maker", 3)], {}, ["R-1"]).end("quiet");
  assert.deepEqual(
    [outcome.verdicts[0]?.verdict, outcome.findings[0]?.level, outcome.findings[0]?.text],
    ["kept", "should", "It is so. More is better."],
  );
  const observe = `rule R-1 may maker "It may be." {\n  cites seed 000\n  on maker ticks()  when n > 3  { observe "ticks a lot" }\n  good { maker ticks(5) }\n}\n`;
  const seen = run(smallProgram(observe), [tick("maker", 5), tick("maker", 6)], {}, ["R-1"]).end("quiet")
    .verdicts[0];
  assert.deepEqual([seen?.verdict, seen?.observations], ["observed", ["ticks a lot"]]);
  assert.equal(verdictOf(observe, [tick("maker", 1)]), "unexercised");
});

test("without resources the parties among the keys carry the consequence; siblings at one event are none", () => {
  const text = rule(
    "for each user U {\n    on U ticks()  { require n < 5;  require n < 6 }\n  }",
    "must user",
  );
  assert.deepEqual(judged(text, [tick("A", 7), tick("A", 8), tick("B", 9)]).findings, [
    "A 1 0",
    "A 1 0",
    "A 2 0 after 0",
    "A 2 0 after 0",
    "B 3 0",
    "B 3 0",
  ]);
});

test("a guilty party outside the rule's roles is a defect of the rule", () => {
  const judge = run(
    smallProgram(rule("on ticks()  { require n > 0 blames doer }", "must maker")),
    [tick("A", 0)],
    {},
    ["R-1"],
  );
  assert.equal(judge.findings()[0]?.ruleDefect, true);
});

test("a rule is not observable where its events were not watched", () => {
  const text = rule(`for each box b {
    debt answer
    from offer(boxes has b)                     { owe answer by other }
    on show(box = b)                            { pay answer }
  }`);
  const offer = call(1, "maker", "offer", "keeper", { boxes: ["b"] });
  const { verdict, reason } = judged(text, [offer], "quiet", { watched: ["keeper/maker"] });
  assert.deepEqual([verdict, reason], ["unexercised", "not observable here"]);
  assert.equal(verdictOf(text, [offer], "quiet", { watched: ["keeper/maker", "user/keeper"] }), "broken");
});

test("a finding says what was demanded, why it does not hold, and which events show it", () => {
  const text = rule(`for each box b {
    var left = 1
    from offer(boxes has b)
    on reads(what = b)  { require left > 0, "it is read once only";  left -= 1 }
  }`);
  const read = act("keeper", "reads", { what: "b" });
  const [finding] = run(
    smallProgram(text),
    [tick("A", 1), call(1, "maker", "offer", "keeper", { boxes: ["b"] }), read, tick("A", 2), read],
    {},
    ["R-1"],
  ).findings();
  assert.deepEqual(finding, {
    rule: "R-1",
    level: "must",
    seq: 5,
    time: 0,
    blames: "keeper",
    text: "It is so. It is read once only.",
    demand: 'require left > 0, "it is read once only"',
    because: ["left is 0"],
    resources: ["b"],
    parties: ["keeper"],
    bindings: { b: "b" },
    witness: [2, 3, 5],
  });
});
