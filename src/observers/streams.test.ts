import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TCP_ACK, TCP_PSH, TCP_SYN } from "../formats/inet/tcp.ts";
import { emitNbss } from "../formats/nbss.ts";
import { concat, octetText } from "../formats/octets.ts";
import { type Segment, Streams } from "./streams.ts";

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

test("every message comes once and whole, however the stream is cut and whatever is sent again", () => {
  fc.assert(
    fc.property(cutting, fc.nat(), (cuts, again) => {
      const streams = new Streams();
      streams.see(syn);
      const all = pieces(cuts);
      const [at, octets] = all[again % all.length] ?? [0, stream];
      const heard = [
        ...all.map(([from, part]) => segment(first + from, part)),
        segment(first + at, octets),
      ].map((one) => streams.see(one));
      assert.deepEqual(
        heard.flatMap(({ messages }) => messages),
        wanted,
      );
      assert.ok(heard.every(({ isBroken }) => !isBroken));
    }),
  );
});

test("a piece that is missing is noticed, and no message is made of what is around it", () => {
  fc.assert(
    fc.property(cutting, fc.nat(), (cuts, which) => {
      const all = pieces([...cuts, 9]);
      const missing = which % (all.length - 1);
      const streams = new Streams();
      streams.see(syn);
      const heard = all.flatMap(([from, part], i) =>
        i === missing ? [] : [streams.see(segment(first + from, part))],
      );
      assert.ok(heard.some(({ isBroken }) => isBroken));
      for (const message of heard.flatMap(({ messages }) => messages)) assert.ok(wanted.includes(message));
    }),
  );
});

test("what the other side acknowledges and nobody captured is missing as well", () => {
  const streams = new Streams();
  streams.see(syn);
  const acknowledging = (acknowledgment: number): Segment => ({
    ...segment(7, new Uint8Array(), { flags: TCP_ACK, acknowledgment: acknowledgment >>> 0 }),
    source: "10.0.0.2:445",
    destination: "10.0.0.1:1025",
  });
  assert.ok(streams.see(acknowledging(first)).isBroken, "its beginning was not captured");
  assert.ok(!streams.see(acknowledging(first)).isBroken);
  assert.ok(streams.see(acknowledging(first + 9)).isBroken);
});

test("a stream of something else says nothing", () => {
  const streams = new Streams();
  streams.see(syn);
  const { messages } = streams.see(segment(first, Buffer.from("GET / HTTP/1.1\r\n\r\n")));
  assert.deepEqual(messages, []);
});
