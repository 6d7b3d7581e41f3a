// Lines and turns: however the bytes are cut, the same is heard; a turn ends where the subject blocks, however its line is spelt.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Conversation } from "./conversation.ts";
import { usualLimits, type Told } from "./told.ts";

const limits = { ...usualLimits, lineBytes: 200 };

/** One turn in which these pieces come, and what was left over behind it. */
async function heard(pieces: readonly Uint8Array[]): Promise<readonly [Told, Told]> {
  const talk = new Conversation(limits);
  const turn = talk.turn(0);
  for (const piece of pieces) talk.data(Buffer.from(piece));
  talk.over("crashed", "it is over");
  return [await turn, talk.cut()];
}

const cutAt = (bytes: Buffer, places: readonly number[]): readonly Uint8Array[] => {
  const sorted = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  return sorted.slice(1).map((to, at) => bytes.subarray(sorted[at], to));
};

const lines = [
  '{"kind":"call","call":1,"name":"Überträge","to":"ndis"}',
  '{"kind":"note","text":"a \\"kind\\":\\"idle\\" of no matter"}',
  '{"kind":"act","name":"reads"}',
  '{"on":1,"kind":"return","call":2}',
  '{"kind":"idle"}',
];

test("however the bytes are cut, the same lines are heard", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(400), { maxLength: 6 }),
      fc.constantFrom("\n", "\r\n"),
      async (places, end) => {
        const [told, rest] = await heard(
          cutAt(Buffer.from(lines.map((line) => line + end).join("")), places),
        );
        assert.deepEqual(told, { unasked: [], lines });
        assert.deepEqual([rest.lines, rest.unasked], [[], []]);
      },
    ),
  ));

test("what is not UTF-8 is told, and not read as something else", async () => {
  const line = Buffer.from('{"kind":"call","call":"\u00e9"}\n', "latin1");
  const [told] = await heard([line]);
  assert.equal(told.end?.how, "protocol");
  assert.match(told.end.why, /^a line that is not UTF-8: \{"kind":"call"/u);
});

for (const [line, ends] of [
  ['{"kind":"idle"}', true],
  ['{ "kind": "idle" }', true],
  ['{"after":5,"kind":"idle"}', true],
  ['{"kind":"ready"}', true],
  ['{"kind":"pick","ask":1}', true],
  ['{"kind":"act","ask":1}', true],
  ['{"kind":"act","ask":null}', false],
  ['{"kind":"act"}', false],
  ['{"kind":"error","message":"of no call"}', true],
  ['{"kind":"error","call":1}', false],
  ['{"kind":"unsupported","ask":1}', false],
  ['{"kind":"return","call":1}', false],
  ['{"kind":"return","kind":"idle"}', true],
  ['{"kind":"hello"}', true],
  ["17", true],
  ["this is no line", true],
  ['{"kind":"return"', true],
] as const)
  test(`${line} ${ends ? "ends" : "does not end"} a turn`, async () => {
    const [told] = await heard([
      Buffer.from(`${line}\n{"kind":"note","text":"behind it"}\n{"kind":"idle"}\n`),
    ]);
    assert.equal(told.lines.length, ends ? 1 : 3);
  });

test("a line that is too long is the end, in one piece or in many", async () => {
  const long = Buffer.from(`{"kind":"note","text":"${"x".repeat(200)}"}\n`);
  for (const places of [[], [50, 100, 150]]) {
    const [told] = await heard(cutAt(long, places));
    assert.equal(told.end?.why, "a line of more than 200 bytes");
  }
});

test("what is cut off in the middle of a line is told", async () => {
  const [told] = await heard([Buffer.from('{"kind":"ret')]);
  assert.equal(told.end?.why, 'it is over, in the middle of a line: {"kind":"ret');
});
