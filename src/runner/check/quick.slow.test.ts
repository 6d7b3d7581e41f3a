import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import { createJudge } from "../../rules/judge.ts";
import { planOf } from "../../rules/quick/plan.ts";
import { quickParties, quickPrograms, quickText, quickTraces } from "../../rules/testing/quick-programs.ts";
import { programOf } from "../../rules/testing/spec.ts";
import { lineOf } from "../record/write.ts";
import { check, type CheckReport } from "./check.ts";
import { quickly, type Read } from "./quick.ts";

const fully = (bytes: Buffer, program: Program): Promise<CheckReport | undefined> =>
  check({ name: "test", chunks: [bytes] }, program, createJudge).catch(() => undefined);

/** Some bytes at a time. */
const readerOf = (bytes: Buffer, atOnce: number): Read => {
  let left = bytes;
  return (into, at, length) => {
    const piece = left.subarray(0, Math.min(length, atOnce));
    left = left.subarray(piece.length);
    into.set(piece, at);
    return piece.length;
  };
};

const header = { custody: "record", version: 1, fromStart: true, parties: quickParties };
/** A record with these lines; the letter ÿ becomes a byte that no UTF-8 text has. */
const recordOf = (lines: readonly string[]): Buffer =>
  Buffer.from(
    Buffer.from([JSON.stringify(header), ...lines, `{"end":"quiet","events":${lines.length}}`, ""].join("\n"))
      .toString("latin1")
      .replaceAll("\u00c3\u00bf", "\u00ff"),
    "latin1",
  );

test("the quick way reports what the other way does, for rules of every shape, or reports nothing", async () => {
  let [quicker, all] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      quickPrograms,
      quickTraces,
      fc.integer({ min: 1, max: 900 }),
      async (rules, events, atOnce) => {
        const program = programOf(rules);
        const record = recordOf(events.map(lineOf));
        const whole = Buffer.concat([record, record]);
        const quick = quickly(readerOf(whole, atOnce), planOf(program), undefined, 2048);
        if (quick !== undefined) assert.deepEqual(quick, await fully(whole, program));
        quicker += quick === undefined ? 0 : 1;
        all++;
      },
    ),
    { numRuns: 200 },
  );
  assert.ok(quicker > 0.1 * all, `${quicker} of ${all} went the quick way`);
});

/** Ways to write a line otherwise than the kit does, or not as a record may be. */
const ways: readonly ((line: string) => string)[] = [
  (line) => line.replaceAll('":', '": '),
  (line) => `${line}\r`,
  (line) => `${line}\n`,
  (line) => `\n${line}`,
  (line) => ` ${line}`,
  (line) => line.replace(/"time":\d+/u, '"time":0'),
  (line) => line.replace(/"time":(\d+)/u, '"time":0$1'),
  (line) => line.replace(/"time":(\d+)/u, '"time":$1000000000000000'),
  (line) => line.replace(/"seq":(\d+)/u, '"seq":$1.0'),
  (line) => line.replace(/"seq":(\d+)/u, '"seq":0$1'),
  (line) => line.replace(/"seq":\d+/u, '"seq":1'),
  (line) => line.replace(/"t":"(.)/u, '"t":"\\u0078$1'),
  (line) => line.replace(/"t":"(.)/u, '"t":"\\$1'),
  (line) => line.replace(/"t":"(.)/u, '"t":"\u0001$1'),
  (line) => line.replace(/"t":"(.)/u, '"t":"ÿ$1'),
  (line) => line.replace(/"t":"(.)/u, '"t":"ü$1'),
  (line) => line.replace(/"t":"/u, '"t":"\\\\","u":"'),
  (line) => line.replace('"args":{', '"args":{"more":"ü","other":7,'),
  (line) => line.replace(/\}$/u, ',"strand":2,"note":"x"}'),
  (line) => line.replace('"args":{', '"strand":3,"args":{'),
  (line) => line.replace(/,"args":(\{.*\})\}$/u, ',"args":$1,"resources":{"x":{"n":1}}}'),
  (line) => line.replace(/"t":"[^"]*"/u, '"t":[]'),
  (line) => line.replace(/"n":\d/u, '"n":-2'),
  (line) => line.replace(/"n":\d/u, '"n":1e2'),
  (line) => line.replace(/"n":(\d)/u, '"n":0$1'),
  (line) => line.replace(/"n":\d/u, '"n":null'),
  (line) => line.replace(/"n":\d/u, '"n":"1"'),
  (line) => line.slice(0, -3),
  (line) => line.replace('"a1"', '"stranger"'),
  (line) => line.replace("RED", "BLUE"),
  () => "junk",
];

/** Nothing breaks it, and it looks at everything. */
const lenient = `
  for each thing k {
    var v = 0, w = none
    on back(t = k) when c = RED or c = GREEN { require true; v += 1; w = n }
    on put(t = k) { require w != n or true }
    on poke(t = k) { require true; v += n }
  }`;

test("the quick way reports what the other way does, however a line is written, or reports nothing", async () => {
  const program = programOf(quickText("R-0", lenient));
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(2), fc.constantFrom("x", "y1", "z"), fc.nat(5)), {
        minLength: 6,
        maxLength: 30,
      }),
      fc.nat(ways.length - 1),
      fc.nat(9),
      async (told, way, at) => {
        const lines = [...told, ...told].map(([name, t, n], i) => {
          const base = { seq: i + 1, time: i, name: ["back", "put", "poke"][name] ?? "" };
          if (name === 2)
            return lineOf({ ...base, kind: "act", from: "a1", args: { t, n, c: "RED", lit: true } });
          const [from, to] = name === 0 ? ["b", "a1"] : ["a1", "b"];
          const args = name === 0 ? { t, n, c: "RED" } : { t, n };
          return lineOf({ ...base, kind: "said", from, to, args });
        });
        const place = told.length + (at % told.length);
        const record = recordOf(lines.with(place, ways[way]?.(lines[place] ?? "") ?? ""));
        const quick = quickly(readerOf(record, 700), planOf(program), undefined, 2048);
        if (quick !== undefined) assert.deepEqual(quick, await fully(record, program));
        if (quick !== undefined) seen.add(way);
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(seen.size > 10, `only ${seen.size} ways were read the quick way`);
});

/** A rule that only holds when every text is told from every other and every number is read as it stands. */
const counting = `
  for each thing k {
    var v = 0
    on b -> a back(t = k) { require v = n; v += 1 }
  }`;

test("a line is read by a template exactly as by JSON", async () => {
  const program = programOf(quickText("R-0", counting));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.oneof(fc.string({ unit: "binary" }), fc.nat()), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(4), { minLength: 1, maxLength: 60 }),
      async (things, order) => {
        const told = new Map<string | number, number>();
        const events = order.map((which, i): Event => {
          const t = things[which % things.length] ?? "";
          const n = told.get(t) ?? 0;
          told.set(t, n + 1);
          return {
            seq: i + 1,
            time: i,
            kind: "said",
            name: "back",
            from: "b",
            to: "a1",
            args: { t, n, c: "RED" },
          };
        });
        const record = recordOf(events.map(lineOf));
        const quick = quickly(readerOf(record, 1 << 20), planOf(program));
        assert.equal(quick?.records[0]?.judgement.verdicts[0]?.exercised, events.length);
        assert.deepEqual(quick, await fully(record, program));
        const last = events.at(-1);
        const wrong = lineOf({ ...(last ?? assert.fail()), args: { ...last?.args, n: 99 } });
        const broken = recordOf([...events.slice(0, -1).map(lineOf), wrong]);
        assert.equal(quickly(readerOf(broken, 1 << 20), planOf(program)), undefined);
      },
    ),
    { numRuns: 300 },
  );
});
