import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { fromHex } from "../octets.ts";
import { mac, octet, octets, optionally, record, u16 } from "../testing/arbitraries.ts";
import { keepsTheLaws } from "../testing/laws.ts";
import { emitDix, emitSnap, parseDix, parseSnap, printDix, printSnap } from "./encapsulation.ts";
import { emitFddi, parseFddi, printFddi } from "./fddi.ts";
import { emitTokenRing, parseTokenRing, printTokenRing } from "./tokenring.ts";
import { emitVlan, parseVlan, printVlan } from "./vlan.ts";

/** A route tells its own length in the low five bits of its first octet. */
const route = fc
  .integer({ min: 1, max: 15 })
  .chain((half) => octets(2 * half))
  .map((bytes) => bytes.map((each, at) => (at === 0 ? (each & 0xe0) | bytes.length : each)));

const unrouted = fc
  .tuple(fc.integer({ min: 0, max: 0x7f }), mac)
  .map(([first, rest]) => first.toString(16).padStart(2, "0") + rest.slice(2));

test("Token Ring frames keep the laws", () => {
  const values = record({
    accessControl: octet,
    frameControl: octet,
    destination: mac,
    source: unrouted,
    payload: octets(0, 30),
  });
  keepsTheLaws({
    parse: parseTokenRing,
    emit: emitTokenRing,
    print: printTokenRing,
    values: optionally(values, "route", route),
    exact: true,
  });
});

test("FDDI frames keep the laws", () => {
  const values = record({
    frameControl: octet.map((control) => control | 0x40),
    destination: mac,
    source: mac,
    payload: octets(0, 30),
  });
  keepsTheLaws({ parse: parseFddi, emit: emitFddi, print: printFddi, values, exact: true });
});

test("SNAP and DIX carriages keep the laws", () => {
  const snaps = record({
    organization: fc.integer({ min: 0, max: 0xffffff }),
    etherType: u16,
    payload: octets(0, 30),
  });
  keepsTheLaws({ parse: parseSnap, emit: emitSnap, print: printSnap, values: snaps, exact: true });
  const dixes = optionally(record({ pad: octet, payload: octets(0, 30) }), "trailer", octets(1, 9));
  keepsTheLaws({ parse: parseDix, emit: emitDix, print: printDix, values: dixes, exact: true });
});

test("VLAN tags keep the laws, around a type and around a length", () => {
  const tagged = record({ tag: u16, payload: octets(0, 30) });
  const typed = record({
    tag: u16,
    etherType: fc.integer({ min: 1501, max: 0xffff }),
    payload: octets(0, 30),
  });
  const values = fc.oneof(optionally(tagged, "trailer", octets(1, 9)), typed);
  keepsTheLaws({ parse: parseVlan, emit: emitVlan, print: printVlan, values, exact: true });
});

test("a source with its route bit set announces a route, and the address goes without it", () => {
  const read = parseTokenRing(fromHex("1040 c00000000080 c00000000a01 c270 f0f003"));
  assert.ok(read.ok);
  assert.equal(read.value.source, "40:00:00:00:0a:01");
  assert.deepEqual(read.value.route, fromHex("c270"));
  assert.deepEqual(read.value.payload, fromHex("f0f003"));
});

test("a route of an odd length is a problem", () => {
  const read = parseTokenRing(fromHex("1040 c00000000080 c00000000a01 c370 00 f0f003"));
  assert.deepEqual(read, {
    ok: false,
    problem: { at: 14, text: "route of 3 octets is not even and 2 to 30" },
  });
});
