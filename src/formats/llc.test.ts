import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import {
  emitExchangeIdentification,
  emitFrameReject,
  parseExchangeIdentification,
  parseFrameReject,
  printExchangeIdentification,
  printFrameReject,
} from "./llc-info.ts";
import { emitLlc, parseLlc, printLlc } from "./llc.ts";
import type { LlcPdu } from "./llc.ts";
import { hex } from "./octets.ts";
import { octet, octets, record } from "./testing/arbitraries.ts";
import { keepsTheLaws } from "./testing/laws.ts";

const sequence = fc.integer({ min: 0, max: 127 });
const addresses = {
  dsap: octet,
  ssap: sequence.map((half) => half * 2),
  response: fc.boolean(),
  poll: fc.boolean(),
  info: octets(0, 12),
};
const values: fc.Arbitrary<LlcPdu> = fc.oneof(
  record({ kind: fc.constant("I" as const), ...addresses, ns: sequence, nr: sequence }),
  record({
    kind: fc.constantFrom("RR" as const, "RNR" as const, "REJ" as const),
    ...addresses,
    nr: sequence,
  }),
  record({
    kind: fc.constantFrom(
      "UI" as const,
      "DM" as const,
      "DISC" as const,
      "UA" as const,
      "SABME" as const,
      "FRMR" as const,
      "XID" as const,
      "TEST" as const,
    ),
    ...addresses,
  }),
);

test("LLC PDUs keep the laws", () => {
  keepsTheLaws({ parse: parseLlc, emit: emitLlc, print: printLlc, values, exact: true });
});

test("the information of FRMR and XID keeps the laws", () => {
  const rejects = record({
    control: octets(2),
    vs: sequence,
    vr: sequence,
    response: fc.boolean(),
    reasons: octet,
  });
  keepsTheLaws({
    parse: parseFrameReject,
    emit: emitFrameReject,
    print: printFrameReject,
    values: rejects,
    exact: true,
  });
  const xids = record({ classes: octet, window: sequence });
  keepsTheLaws({
    parse: parseExchangeIdentification,
    emit: emitExchangeIdentification,
    print: printExchangeIdentification,
    values: xids,
    exact: true,
  });
});

const netbios = { dsap: 0xf0, ssap: 0xf0, response: false, poll: true, info: new Uint8Array() } as const;

test("control octets are those of 802.2", () => {
  assert.equal(hex(emitLlc({ kind: "SABME", ...netbios })), "f0f07f");
  assert.equal(hex(emitLlc({ kind: "UA", ...netbios, response: true })), "f0f173");
  assert.equal(hex(emitLlc({ kind: "RR", ...netbios, nr: 1 })), "f0f00103");
  assert.equal(hex(emitLlc({ kind: "I", ...netbios, poll: false, ns: 3, nr: 4 })), "f0f00608");
});

test("an unknown control octet is named", () => {
  assert.deepEqual(parseLlc(Uint8Array.of(0xf0, 0xf0, 0x07)), {
    ok: false,
    problem: { at: 2, text: "unknown LLC control octet 0x07" },
  });
});

test("a sequence number over 127 is refused, never wrapped", () => {
  assert.throws(() => emitLlc({ kind: "I", ...netbios, ns: 128, nr: 0 }), /N\(S\) is 128/);
});
