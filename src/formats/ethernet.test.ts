import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { emitEthernet, parseEthernet, printEthernet } from "./ethernet.ts";
import type { EthernetFrame } from "./ethernet.ts";
import { NETBIOS_MULTICAST, reversedMac } from "./mac.ts";
import { fromHex } from "./octets.ts";
import { mac, octets, record } from "./testing/arbitraries.ts";
import { keepsTheLaws } from "./testing/laws.ts";

const addresses = { destination: mac, source: mac };
const values: fc.Arbitrary<EthernetFrame> = fc.oneof(
  record({ kind: fc.constant("802.3" as const), ...addresses, payload: octets(0, 90) }),
  record({
    kind: fc.constant("802.3" as const),
    ...addresses,
    payload: octets(50, 90),
    trailer: octets(1, 8),
  }),
  record({
    kind: fc.constant("ethernet2" as const),
    ...addresses,
    etherType: fc.integer({ min: 0x600, max: 0xffff }),
    payload: octets(46, 90),
  }),
  record({
    kind: fc.constant("ethernet2" as const),
    ...addresses,
    etherType: fc.constant(0x0800),
    payload: octets(0, 40),
    trailer: fc.constant(new Uint8Array()),
  }),
);

test("Ethernet frames keep the laws", () => {
  keepsTheLaws({ parse: parseEthernet, emit: emitEthernet, print: printEthernet, values, exact: true });
});

const frame: EthernetFrame = {
  kind: "802.3",
  destination: "03:00:00:00:00:01",
  source: "02:00:00:00:00:a1",
  payload: Uint8Array.of(1, 2, 3),
};

test("a short frame is padded to 60 octets, and the length tells the payload from the padding", () => {
  const bytes = emitEthernet(frame);
  assert.equal(bytes.length, 60);
  assert.deepEqual(parseEthernet(bytes), { ok: true, value: frame });
});

test("padding that is not zeros to 60 octets is kept", () => {
  const bytes = emitEthernet(frame);
  bytes[59] = 7;
  const read = parseEthernet(bytes);
  assert.ok(read.ok);
  assert.equal(read.value.trailer?.length, 43);
  assert.deepEqual(emitEthernet(read.value), bytes);
});

test("a field between the largest length and the smallest type is neither", () => {
  const read = parseEthernet(fromHex(`030000000001 0200000000a1 05dd ${"00".repeat(1501)}`));
  assert.deepEqual(read, { ok: false, problem: { at: 12, text: "0x05dd is neither a length nor a type" } });
});

test("an 802.3 payload over 1500 octets is refused", () => {
  assert.throws(() => emitEthernet({ ...frame, payload: new Uint8Array(1501) }), /over 1500/);
});

test("the NetBIOS multicast address is the reverse of Token Ring's functional address", () => {
  assert.equal(reversedMac(NETBIOS_MULTICAST), "c0:00:00:00:00:80");
});
