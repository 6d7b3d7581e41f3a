// Laws of the judge on random streams of the specification's own words.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Finding, Judge } from "../contract/verdict.ts";
import { createJudge } from "./judge.ts";
import { draws, partiesOf, streamOf } from "./testing/events.ts";
import { specification } from "./testing/spec.ts";

const program = specification();
const setting = { parties: partiesOf(program), fromStart: true };
const words = [...program.words.values()].filter((w) => w.kind !== "fault");
/** The words that packets and lists live by: streams of these meet in their instances. */
const narrow = words.filter((w) => /packet|lists|what|source/i.test(w.parameters.map((p) => p.name).join()));

const options = { numRuns: 60 };
/** A finding without what depends on the past: numbers of events, hours, whose consequence it is. */
const shape = (f: Finding): object => ({
  ...f,
  seq: 0,
  time: 0,
  witness: [],
  because: [],
  consequenceOf: f.consequenceOf !== undefined,
  bindings: {},
});

test("no stream of events makes it throw, and findings name parties and events of the stream", () => {
  let found = 0;
  fc.assert(
    fc.property(draws, fc.boolean(), (all, isNarrow) => {
      const events = streamOf(program, all, isNarrow ? narrow : words);
      const judge = createJudge(program, setting);
      for (const event of events) judge.see(event);
      for (const f of judge.end("quiet").findings) {
        found++;
        assert.ok(f.seq >= 0 && f.seq <= events.length, `event ${f.seq}`);
        assert.ok(f.witness.every((seq) => seq >= 1 && seq <= events.length));
        assert.ok(f.seq === 0 || f.witness.includes(f.seq));
      }
    }),
    options,
  );
  assert.ok(found > 50, `the streams must break rules now and then, but gave ${found} findings`);
});

test("a fork sees what its original sees, and neither disturbs the other", () => {
  fc.assert(
    fc.property(draws, draws, fc.nat(60), (all, other, at) => {
      const events = streamOf(program, all, narrow);
      const astray = streamOf(program, other, narrow);
      const plain = createJudge(program, setting);
      const forked = createJudge(program, setting);
      for (const event of events) plain.see(event);
      for (const event of events.slice(0, at)) forked.see(event);
      const fork = forked.fork();
      for (const event of astray) forked.see(event);
      for (const event of events.slice(at)) fork.see(event);
      assert.deepEqual(fork.end("quiet"), plain.end("quiet"));
      assert.equal(fork.key(0), plain.key(0));
    }),
    options,
  );
});

test("end changes nothing", () => {
  fc.assert(
    fc.property(draws, draws, (all, more) => {
      const judge = createJudge(program, setting);
      const plain = createJudge(program, setting);
      const events = [streamOf(program, all, narrow), streamOf(program, more, narrow, 1000, 1000)]
        .flat()
        .toSorted((a, b) => a.time - b.time);
      for (const event of events) {
        judge.end("quiet");
        assert.deepEqual(judge.see(event), plain.see(event));
      }
      assert.deepEqual(judge.end("cut"), plain.end("cut"));
    }),
    { numRuns: 15 },
  );
});

test("numbers of calls and events and the hour do not matter to the key", () => {
  fc.assert(
    fc.property(draws, (all) => {
      const early = streamOf(program, all, narrow);
      const late = streamOf(program, all, narrow, 500, 300).map((event) => ({
        ...event,
        time: event.time + 7_000_000,
      }));
      const one = createJudge(program, setting);
      const two = createJudge(program, setting);
      for (const event of early) one.see(event);
      for (const event of late) two.see(event);
      assert.equal(two.key(7_000_000 + (early.at(-1)?.time ?? 0)), one.key(early.at(-1)?.time ?? 0));
    }),
    options,
  );
});

test("equal keys, equal futures", () => {
  let met = 0;
  fc.assert(
    fc.property(draws, draws, (all, future) => {
      const byKey = new Map<string, { readonly judge: Judge; readonly time: number }>();
      const judge = createJudge(program, setting);
      for (const event of streamOf(program, all.slice(0, 25), narrow.slice(0, 6))) {
        judge.see(event);
        const key = judge.key(event.time);
        const earlier = byKey.get(key);
        if (earlier === undefined) byKey.set(key, { judge: judge.fork(), time: event.time });
        else {
          met++;
          assert.deepEqual(
            futureOf(judge, event.time, future),
            futureOf(earlier.judge, earlier.time, future),
          );
        }
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(met > 20, `keys must meet now and then: ${met}`);
});

/** What is found behind what was seen so far, on call numbers that nothing used before. */
const futureOf = (judge: Judge, now: number, future: Parameters<typeof streamOf>[1]): readonly object[] => {
  const fork = judge.fork();
  const started = fork.findings().length;
  const events = streamOf(program, future.slice(0, 15), narrow.slice(0, 6), 10_000, 10_000);
  for (const event of events) fork.see({ ...event, time: event.time + now });
  return fork.end("quiet").findings.slice(started).map(shape);
};

test("a word that no vocabulary has changes nothing", () => {
  const judge = createJudge(program, setting);
  const before = judge.key(0);
  for (const kind of ["call", "return", "act", "said"] as const) {
    assert.deepEqual(
      judge.see({
        seq: 1,
        time: 0,
        kind,
        name: "NoSuchThing",
        from: "nic",
        to: "ndis",
        call: 1,
        args: { packets: ["packet1"] },
      }),
      [],
    );
  }
  assert.equal(judge.key(0), before);
});

test("words that a judge does not look at change neither key nor findings", () => {
  fc.assert(
    fc.property(draws, (all) => {
      const judge = createJudge(program, setting, ["SND6-07"]);
      const blind = words.filter((w) => !judge.looksAt.has(w.name));
      assert.ok(blind.length > 10);
      const events = streamOf(program, all, blind);
      const before = judge.key(0);
      for (const event of events) assert.deepEqual(judge.see(event), []);
      assert.equal(judge.key(0), before);
    }),
    options,
  );
});
