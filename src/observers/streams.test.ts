import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TCP_ACK, TCP_PSH, TCP_SYN } from "../formats/inet/tcp.ts";
import { emitNbss } from "../formats/nbss.ts";
import { concat, octetText } from "../formats/octets.ts";
import { type Heard, type Segment, Streams } from "./streams.ts";

const smb = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from("\xffSMB", "latin1"), Buffer.from(text)]);
const texts = ["", "one", "x".repeat(300)];
const stream = concat(
  ...texts.map((text) => emitNbss({ kind: "message", bytes: smb(text) })),
  emitNbss({ kind: "keepalive" }),
);
/** The numbers wrap in the middle of it. */
const first = 0xffffffff - 20;

const segment = (sequence: number, payload: Uint8Array, more: Partial<Segment["tcp"]> = {}): Segment => ({
  source: "10.0.0.1:1025",
  destination: "10.0.0.2:445",
  tcp: {
    sourcePort: 1025,
    destinationPort: 445,
    sequence: sequence >>> 0,
    acknowledgment: 0,
    flags: TCP_PSH,
    window: 0,
    urgent: 0,
    options: new Uint8Array(),
    payload,
    ...more,
  },
});
const syn = segment(first - 1, new Uint8Array(), { flags: TCP_SYN });
const pieces = (cuts: readonly number[]): readonly (readonly [at: number, octets: Uint8Array])[] => {
  const ends = [...new Set([...cuts, stream.length])].toSorted((a, b) => a - b);
  return ends.map((end, i) => [ends[i - 1] ?? 0, stream.subarray(ends[i - 1] ?? 0, end)]);
};
const cutting = fc.array(fc.integer({ min: 1, max: stream.length - 1 }), { maxLength: 6 });
const wanted = texts.map((text) => octetText(smb(text)));

const messages = (heard: readonly Heard[]): readonly string[] => heard.flatMap((one) => one.messages);
const isBroken = (heard: readonly Heard[]): boolean => heard.some((one) => one.isBroken);
const problem = (heard: readonly Heard[]): string | undefined => heard.find((one) => one.problem)?.problem;
const begun = (): Streams => {
  const streams = new Streams();
  streams.see(syn);
  return streams;
};

test("every message comes once and whole, however the stream is cut, in whatever order, and whatever is sent again", () => {
  const orders = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(cutting, fc.nat(), orders, (cuts, again, order) => {
      const streams = begun();
      const all = pieces(cuts);
      const [at, octets] = all[again % all.length] ?? [0, stream];
      const said = all
        .map(([from, part]) => segment(first + from, part))
        .map((one, i) => [order[i] ?? 0, one] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, one]) => one);
      const heard = [...said, segment(first + at, octets)].flatMap((one) => streams.see(one));
      assert.deepEqual(messages(heard), wanted);
      assert.ok(!isBroken(heard));
      assert.deepEqual(streams.end(), []);
    }),
  );
});

test("what is sent again in other parts comes once", () => {
  fc.assert(
    fc.property(cutting, cutting, (cuts, others) => {
      const streams = begun();
      const heard = [...pieces(cuts), ...pieces(others)].flatMap(([from, part]) =>
        streams.see(segment(first + from, part)),
      );
      assert.deepEqual([messages(heard), isBroken(heard)], [wanted, false]);
    }),
  );
});

test("a piece that is missing is noticed, and no message is made of what is around it", () => {
  fc.assert(
    fc.property(cutting, fc.nat(), (cuts, which) => {
      const all = pieces([...cuts, 9]);
      const missing = which % (all.length - 1);
      const streams = begun();
      const heard = all.flatMap(([from, part], i) =>
        i === missing ? [] : streams.see(segment(first + from, part)),
      );
      const rest = streams.end();
      assert.ok(isBroken(rest) && !isBroken(heard));
      for (const message of messages([...heard, ...rest])) assert.ok(wanted.includes(message));
    }),
  );
});

const acknowledging = (acknowledgment: number): Segment => ({
  ...segment(7, new Uint8Array(), { flags: TCP_ACK, acknowledgment: acknowledgment >>> 0 }),
  source: "10.0.0.2:445",
  destination: "10.0.0.1:1025",
});

test("what the other side acknowledges and nobody captured is missing as well", () => {
  const streams = begun();
  assert.ok(isBroken(streams.see(acknowledging(first))), "its beginning was not captured");
  assert.ok(!isBroken(streams.see(acknowledging(first))));
  assert.deepEqual(streams.see(acknowledging(first + 9)), []);
  assert.ok(isBroken(streams.end()));
});

test("of a connection of which one side was captured nothing belongs together, whichever side that is", () => {
  const streams = begun();
  const asking = emitNbss({ kind: "message", bytes: smb("ask") });
  const heard = [0, 1, 2].flatMap((i) =>
    streams.see(
      segment(first + i * asking.length, asking, { flags: TCP_ACK, acknowledgment: 1000 + 50 * i }),
    ),
  );
  const all = [...heard, ...streams.end()];
  assert.equal(messages(all).length, 3);
  assert.ok(all.every((one) => one.isBroken));
});

test("an acknowledgment that stands before what it acknowledges is heard behind it", () => {
  const streams = begun();
  streams.see(acknowledging(first));
  assert.deepEqual(streams.see(acknowledging(first + stream.length)), []);
  const heard = streams.see(segment(first, stream));
  assert.deepEqual([messages(heard), isBroken(heard)], [wanted, false]);
  assert.deepEqual(
    heard.map((one) => one.segment.source),
    ["10.0.0.1:1025", "10.0.0.2:445"],
  );
});

test("what is lost holds nothing up for long", () => {
  const streams = begun();
  const frame = emitNbss({ kind: "message", bytes: smb("late") });
  const heard = Array.from({ length: 40 }, (_, i) => segment(first + 100 + i * frame.length, frame)).flatMap(
    (one) => streams.see(one),
  );
  assert.deepEqual([messages(heard).length, isBroken(heard)], [40, true]);
});

test("a connection that begins again is another; the same beginning twice is not", () => {
  const streams = begun();
  assert.ok(!isBroken(streams.see(syn)));
  const heard = streams.see(segment(first, stream));
  assert.deepEqual([messages(heard), isBroken(heard)], [wanted, false]);
  assert.ok(!isBroken(streams.see(syn)));
  const other = segment(first + 0x1000, new Uint8Array(), { flags: TCP_SYN });
  assert.ok(isBroken(streams.see(other)));
});

test("a stream of something else says nothing", () => {
  assert.deepEqual(messages(begun().see(segment(first, Buffer.from("GET / HTTP/1.1\r\n\r\n")))), []);
});

/** The other side has said something that was understood. */
const answered = (): Streams => {
  const streams = begun();
  const { tcp } = segment(7, emitNbss({ kind: "message", bytes: smb("hello") }));
  streams.see({ source: "10.0.0.2:445", destination: "10.0.0.1:1025", tcp });
  return streams;
};

test("what begins no message leaves what comes behind it unheard; where one side was not captured, nobody is told of it", () => {
  const stray = concat(
    emitNbss({ kind: "message", bytes: smb("one") }),
    new Uint8Array([0, 0, 0, 9, 1, 2, 3, 4, 5]),
  );
  const told = [begun(), answered()].map((streams) => streams.see(segment(first, stray)));
  assert.deepEqual(
    told.map((heard) => [heard.at(-1)?.isLost, problem(heard) === undefined]),
    [
      [true, true],
      [true, false],
    ],
  );
});

test("a length that is wrong leaves what comes behind it unheard, and says so", () => {
  for (const wrong of [-1, 1]) {
    const frame = emitNbss({ kind: "message", bytes: smb("one") });
    const bad = frame.slice();
    bad[3] = (bad[3] ?? 0) + wrong;
    const streams = answered();
    const heard = [bad, frame, frame].flatMap((one, i) =>
      streams.see(segment(first + i * frame.length, one)),
    );
    assert.match(problem(heard) ?? "", /^where the next message begins stands (?:[0-9a-f]{2} ?)+, which/u);
    assert.equal(messages(heard).at(-1), octetText(smb("one")), "from a frame on that begins with a segment");
  }
});

test("who goes on in SMB 2 says nothing that is wrong, or that is judged here", () => {
  const later = Buffer.from("\xfeSMB, and more", "latin1");
  const parts = [smb("r"), later, later].map((bytes) => emitNbss({ kind: "message", bytes }));
  const streams = begun();
  const heard = streams.see(segment(first, concat(...parts)));
  assert.deepEqual([messages(heard).length, problem(heard), isBroken(heard)], [3, undefined, false]);
});

test("data without a header stand where they were asked for, and only there", () => {
  const raw = (ask: string): readonly Heard[] => {
    const streams = answered();
    const parts = [smb(ask), new Uint8Array(30), smb("next")].map((bytes) =>
      emitNbss({ kind: "message", bytes }),
    );
    return streams.see(segment(first, concat(...parts)));
  };
  assert.deepEqual([messages(raw("\x1d")).at(-1), problem(raw("\x1d"))], [octetText(smb("next")), undefined]);
  assert.ok(problem(raw("\x0b")) !== undefined);
});

test("a message of many segments is put together once", () => {
  const bytes = concat(smb("long"), new Uint8Array(4_000_000));
  const frame = emitNbss({ kind: "message", bytes });
  const streams = begun();
  const heard: Heard[] = [];
  for (let at = 0; at < frame.length; at += 1000)
    heard.push(...streams.see(segment(first + at, frame.subarray(at, at + 1000))));
  assert.deepEqual(
    messages(heard).map(({ length }) => length),
    [bytes.length],
  );
});
