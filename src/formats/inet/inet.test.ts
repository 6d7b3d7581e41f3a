import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { fromHex } from "../octets.ts";
import { ipv4Address, mac, octet, octets, optionally, record, u16, u32 } from "../testing/arbitraries.ts";
import { keepsTheLaws } from "../testing/laws.ts";
import { emitArp, parseArp, printArp } from "./arp.ts";
import { internetChecksum } from "./checksum.ts";
import { emitIpv4, parseIpv4, printIpv4 } from "./ipv4.ts";
import { emitIpv6, parseIpv6, printIpv6 } from "./ipv6.ts";
import { emitTcp, parseTcp, printTcp } from "./tcp.ts";
import type { TcpSegment } from "./tcp.ts";
import { emitUdp, parseUdp, printUdp } from "./udp.ts";

const ends = { source: "192.168.10.1", destination: "192.168.10.2" };
const options = fc.constantFrom(0, 4, 12, 40).chain((length) => octets(length));

test("IPv4 keeps the laws", () => {
  const values = record({
    source: ipv4Address,
    destination: ipv4Address,
    protocol: octet,
    service: octet,
    identification: u16,
    fragment: u16,
    ttl: octet,
    options,
    payload: octets(0, 40),
  });
  keepsTheLaws({
    parse: parseIpv4,
    emit: emitIpv4,
    print: printIpv4,
    values: optionally(values, "trailer", octets(1, 9)),
    exact: true,
  });
});

const address6 = fc
  .array(u16, { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((group) => group.toString(16)).join(":"));
const ends6 = { source: "fe80:0:0:0:0:0:0:1", destination: "fe80:0:0:0:0:0:0:2" };
const protocol6 = octet.filter((protocol) => ![0, 43, 60].includes(protocol));

test("IPv6 keeps the laws, extension headers included", () => {
  const values = record({
    source: address6,
    destination: address6,
    flow: fc.nat({ max: 0x0fffffff }),
    hops: octet,
    protocol: protocol6,
    // each is of eight octets: the next one, 0 more, six of its own
    inner: fc.array(fc.constantFrom(0, 43, 60), { maxLength: 3 }),
    payload: octets(0, 40),
  }).map(({ inner, ...packet }) => ({
    ...packet,
    next: inner[0] ?? packet.protocol,
    extensions: Uint8Array.from(
      inner.flatMap((_, i) => [inner[i + 1] ?? packet.protocol, 0, 1, 2, 3, 4, 5, 6]),
    ),
  }));
  keepsTheLaws({
    parse: parseIpv6,
    emit: emitIpv6,
    print: printIpv6,
    values: optionally(values, "trailer", octets(1, 9)),
    exact: true,
  });
});

test("TCP in IPv6 is summed over its addresses", () => {
  const [segment] = fc.sample(segments, { numRuns: 1, seed: 6 });
  assert.ok(segment !== undefined);
  const bytes = emitTcp(segment, ends6);
  const read = parseTcp(bytes, ends6);
  assert.ok(read.ok && read.value.checksum === undefined);
  const other = parseTcp(bytes, { ...ends6, source: "fe80:0:0:0:0:0:0:3" });
  assert.ok(other.ok && other.value.checksum !== undefined);
});

const segments = record({
  sourcePort: u16,
  destinationPort: u16,
  sequence: u32,
  acknowledgment: u32,
  flags: fc.integer({ min: 0, max: 0xfff }),
  window: u16,
  urgent: u16,
  options,
  payload: octets(0, 40),
});

const readTcp = (bytes: Uint8Array) => parseTcp(bytes, ends);
const writeTcp = (segment: TcpSegment): Uint8Array => emitTcp(segment, ends);

test("TCP keeps the laws", () => {
  keepsTheLaws({ parse: readTcp, emit: writeTcp, print: printTcp, values: segments, exact: true });
});

test("a checksum is made when it is right and kept when it is wrong", () => {
  fc.assert(
    fc.property(segments, u16, (segment, checksum) => {
      const right = readTcp(writeTcp(segment));
      assert.ok(right.ok && right.value.checksum === undefined);
      const bytes = writeTcp({ ...segment, checksum });
      const read = readTcp(bytes);
      assert.ok(read.ok);
      assert.deepEqual(writeTcp(read.value), bytes);
    }),
    { seed: 5 },
  );
});

test("UDP keeps the laws", () => {
  const values = record({ sourcePort: u16, destinationPort: u16, payload: octets(0, 40) });
  keepsTheLaws({
    parse: (bytes) => parseUdp(bytes, ends),
    emit: (value) => emitUdp(value, ends),
    print: printUdp,
    values,
    exact: true,
  });
});

test("ARP keeps the laws", () => {
  const values = record({
    hardware: u16,
    operation: u16,
    senderMac: mac,
    sender: ipv4Address,
    targetMac: mac,
    target: ipv4Address,
  });
  keepsTheLaws({
    parse: parseArp,
    emit: emitArp,
    print: printArp,
    values: optionally(values, "trailer", octets(1, 18)),
    exact: true,
  });
});

test("the checksum of a header that holds its own checksum is 0", () => {
  assert.equal(internetChecksum(fromHex("4500002c01074000800664 71c0a80a01c0a80a02")), 0);
  assert.equal(internetChecksum(Uint8Array.of(0xff)), 0x00ff);
});
