import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { hex } from "../octets.ts";
import { netbiosName, octet, octets, optionally, record, u16 } from "../testing/arbitraries.ts";
import { keepsTheLaws } from "../testing/laws.ts";
import { emitNbf, isSessionFrame, parseNbf, printNbf } from "./frame.ts";
import type { NbfFrame } from "./frame.ts";
import type { NameFrame } from "./name-frames.ts";
import type { SessionFrame } from "./session-frames.ts";

const name = netbiosName;
const flag = fc.boolean();
const correlator = u16;
const bytes = octets(0, 20);

/** One arbitrary a command: leaving one out does not compile. */
const nameFrames: { readonly [K in NameFrame["kind"]]: fc.Arbitrary<NameFrame & { kind: K }> } = {
  ADD_GROUP_NAME_QUERY: record({ kind: fc.constant("ADD_GROUP_NAME_QUERY" as const), name, correlator }),
  ADD_NAME_QUERY: record({ kind: fc.constant("ADD_NAME_QUERY" as const), name, correlator }),
  NAME_IN_CONFLICT: record({ kind: fc.constant("NAME_IN_CONFLICT" as const), name, sender: name }),
  STATUS_QUERY: record({
    kind: fc.constant("STATUS_QUERY" as const),
    name,
    sender: name,
    progress: octet,
    bufferLength: u16,
    correlator,
  }),
  STATUS_RESPONSE: record({
    kind: fc.constant("STATUS_RESPONSE" as const),
    name,
    sender: name,
    progress: octet,
    exceedsFrame: flag,
    exceedsBuffer: flag,
    statusLength: fc.integer({ min: 0, max: 0x3fff }),
    correlator,
    bytes,
  }),
  TERMINATE_TRACE: record({
    kind: fc.constant("TERMINATE_TRACE" as const),
    scope: fc.constantFrom("remote" as const, "both" as const),
  }),
  DATAGRAM: record({ kind: fc.constant("DATAGRAM" as const), name, sender: name, bytes }),
  DATAGRAM_BROADCAST: record({ kind: fc.constant("DATAGRAM_BROADCAST" as const), sender: name, bytes }),
  NAME_QUERY: record({
    kind: fc.constant("NAME_QUERY" as const),
    name,
    sender: name,
    session: octet,
    group: flag,
    correlator,
  }),
  ADD_NAME_RESPONSE: record({
    kind: fc.constant("ADD_NAME_RESPONSE" as const),
    name,
    claiming: flag,
    group: flag,
    correlator,
  }),
  NAME_RECOGNIZED: record({
    kind: fc.constant("NAME_RECOGNIZED" as const),
    name,
    caller: name,
    session: octet,
    group: flag,
    answers: correlator,
    correlator,
  }),
};

const ends = { session: octet, senderSession: octet };
const data = { noAck: flag, resync: flag, correlator, bytes };

const sessionFrames: { readonly [K in SessionFrame["kind"]]: fc.Arbitrary<SessionFrame & { kind: K }> } = {
  DATA_ACK: record({ kind: fc.constant("DATA_ACK" as const), ...ends, correlator }),
  DATA_FIRST_MIDDLE: optionally(
    record({ kind: fc.constant("DATA_FIRST_MIDDLE" as const), ...ends, ...data, continueRequested: flag }),
    "acknowledges",
    u16,
  ),
  DATA_ONLY_LAST: optionally(
    record({ kind: fc.constant("DATA_ONLY_LAST" as const), ...ends, ...data, ackWithDataAllowed: flag }),
    "acknowledges",
    u16,
  ),
  SESSION_CONFIRM: record({
    kind: fc.constant("SESSION_CONFIRM" as const),
    ...ends,
    noAckCapable: flag,
    version2: flag,
    maxReceive: u16,
    answers: u16,
    correlator,
  }),
  SESSION_INITIALIZE: record({
    kind: fc.constant("SESSION_INITIALIZE" as const),
    ...ends,
    noAckCapable: flag,
    version2: flag,
    largestFrame: fc.integer({ min: 0, max: 7 }),
    maxReceive: u16,
    answers: u16,
    correlator,
  }),
  SESSION_END: record({ kind: fc.constant("SESSION_END" as const), ...ends, abnormal: flag }),
  NO_RECEIVE: record({ kind: fc.constant("NO_RECEIVE" as const), ...ends, noAck: flag, accepted: u16 }),
  RECEIVE_OUTSTANDING: record({ kind: fc.constant("RECEIVE_OUTSTANDING" as const), ...ends, accepted: u16 }),
  RECEIVE_CONTINUE: record({ kind: fc.constant("RECEIVE_CONTINUE" as const), ...ends, correlator }),
  SESSION_ALIVE: record({ kind: fc.constant("SESSION_ALIVE" as const), ...ends }),
};

for (const [kind, values] of Object.entries<fc.Arbitrary<NbfFrame>>({ ...nameFrames, ...sessionFrames })) {
  test(`${kind} keeps the laws`, () => {
    keepsTheLaws({ parse: parseNbf, emit: emitNbf, print: printNbf, values, exact: false });
  });
}

test("a name frame has a header of 44 octets, a session frame one of 14", () => {
  fc.assert(
    fc.property(
      fc.oneof(...Object.values<fc.Arbitrary<NbfFrame>>({ ...nameFrames, ...sessionFrames })),
      (frame) => {
        const header = isSessionFrame(frame) ? 14 : 44;
        assert.equal(emitNbf(frame)[0], header);
        assert.equal(emitNbf(frame).length, header + ("bytes" in frame ? frame.bytes.length : 0));
      },
    ),
    { seed: 1 },
  );
});

test("a data frame carries a piggybacked acknowledgment in its transmit correlator", () => {
  const frame: NbfFrame = {
    kind: "DATA_ONLY_LAST",
    session: 0x11,
    senderSession: 1,
    noAck: false,
    resync: false,
    ackWithDataAllowed: true,
    acknowledges: 0x61,
    correlator: 0x71,
    bytes: Uint8Array.of(0xaa),
  };
  assert.equal(hex(emitNbf(frame)), "0e00ffef160c0000610071001101aa");
});

test("octets after a frame without data are a problem", () => {
  const bytes = emitNbf({ kind: "SESSION_END", session: 1, senderSession: 2, abnormal: false });
  const read = parseNbf(Uint8Array.from([...bytes, 0]));
  assert.deepEqual(read, {
    ok: false,
    problem: { at: 14, text: "1 octets after SESSION_END, which carries none" },
  });
});

test("a command that no document lists is named", () => {
  const bytes = emitNbf({ kind: "SESSION_ALIVE", session: 1, senderSession: 2 });
  bytes[4] = 0x1d;
  assert.deepEqual(parseNbf(bytes), { ok: false, problem: { at: 4, text: "unknown NBF command 0x1d" } });
});
