import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../../contract/event.ts";
import type { Finding, Judge } from "../../contract/verdict.ts";
import { createJudge } from "../../rules/judge.ts";
import { parties, programOf } from "../testing/stage.ts";
import { remembering } from "./remembered.ts";

const { program } = programOf(`send "any" { parties clerk C, office O
  C -> O Submit(?f) }\n`);
const plainly = (): Judge => createJudge(program, { parties, fromStart: true });

/** Submitted, answered and approved in any order, rightly or not; a name may begin anew. */
const said = fc.record({
  what: fc.constantFrom("allocates", "frees", "Submit", "returns", "Approve"),
  form: fc.constantFrom("form1", "form2"),
  call: fc.integer({ min: 1, max: 2 }),
});

function eventOf({
  what,
  form,
  call,
}: typeof said extends fc.Arbitrary<infer T> ? T : never): Omit<Event, "seq"> {
  const time = 0;
  switch (what) {
    case "Submit":
      return { time, kind: "call", name: what, from: "C", to: "O", call, args: { form } };
    case "returns":
      return { time, kind: "return", name: "Submit", from: "O", to: "C", call, results: { status: 0 } };
    case "Approve":
      return { time, kind: "call", name: what, from: "O", to: "C", call, args: { form } };
    default:
      return { time, kind: "act", name: what, from: "C", args: { what: form, pool: "tray" } };
  }
}

const withoutNumbers = (findings: readonly Finding[]): unknown =>
  findings.map(({ seq: _seq, witness: _witness, because, ...finding }) => ({
    ...finding,
    because: because.map((text) => text.replaceAll(/event \d+/gu, "event")),
  }));

test("a judge that remembers says what one that does not says, whatever was judged before", () => {
  const memory = remembering(plainly());
  let found = 0;
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (words) => {
      const [one, other] = [plainly(), memory.fork()];
      for (const [i, word] of words.entries()) {
        const event = { ...eventOf(word), seq: i + 1 };
        found += one.see(event).length;
        const { length } = other.findings();
        const heard = other.fork().see(event);
        assert.deepEqual(withoutNumbers(other.see(event)), withoutNumbers(heard), "a fork hears the same");
        assert.deepEqual(withoutNumbers(other.findings().slice(length)), withoutNumbers(heard));
        assert.equal(other.key(0), one.key(0));
        assert.equal(other.holds("C", word.form), one.holds("C", word.form));
      }
      assert.deepEqual(withoutNumbers(other.findings()), withoutNumbers(one.findings()));
      assert.deepEqual(
        withoutNumbers(other.end("quiet").findings),
        withoutNumbers(one.end("quiet").findings),
      );
    }),
    { seed: 1, numRuns: 300 },
  );
  assert.ok(found > 100, `${found} findings`);
});
