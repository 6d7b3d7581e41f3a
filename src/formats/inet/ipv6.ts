// The IPv6 header (RFC 8200), with the extension headers that only travel along. A fragment's payload is not looked into.

import { concat, line, part, u16be, u32be, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const AT = { front: 0, length: 4, next: 6, hops: 7, source: 8, destination: 24, payload: 40 } as const;
const EXTENSION_AT = { next: 0, length: 1, least: 8 } as const;

/** Hop-by-hop options, routing, destination options. */
const PASSED_OVER: readonly number[] = [0, 43, 60];

/** Eight groups of hexadecimal digits without zeros in front: "fe80:0:0:0:0:0:0:1" */
export type Ipv6Address = string;

export type Ipv6Packet = {
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
  /** Traffic class and flow label: 28 bits. */
  readonly flow: number;
  readonly hops: number;
  /** What the first header behind this one is. */
  readonly next: number;
  /** Extension headers as they stand. */
  readonly extensions: Uint8Array;
  /** What the payload behind them is. */
  readonly protocol: number;
  readonly payload: Uint8Array;
  /** Octets beyond the length: what the medium padded. */
  readonly trailer?: Uint8Array;
};

export const parseIpv6 = (bytes: Uint8Array): Result<Ipv6Packet> => {
  if (bytes.length < AT.payload)
    return bad(bytes.length, `IPv6 packet of ${bytes.length} octets is shorter than 40`);
  const view = viewOf(bytes);
  const front = view.getUint32(AT.front);
  if (front >>> 28 !== 6) return bad(AT.front, `IP version is ${front >>> 28}, not 6`);
  const end = AT.payload + view.getUint16(AT.length);
  if (end > bytes.length)
    return bad(
      AT.length,
      `length says ${end - AT.payload}, but ${bytes.length - AT.payload} octets are here`,
    );
  const next = view.getUint8(AT.next);
  const inner = behindExtensions(bytes.subarray(0, end), next);
  if (inner === undefined) return bad(AT.payload, "an extension header is cut off");
  return ok({
    source: printIpv6Address(bytes.subarray(AT.source, AT.destination)),
    destination: printIpv6Address(bytes.subarray(AT.destination, AT.payload)),
    flow: front & 0x0fffffff,
    hops: view.getUint8(AT.hops),
    next,
    extensions: part(bytes, AT.payload, inner.at),
    protocol: inner.protocol,
    payload: part(bytes, inner.at, end),
    ...(end < bytes.length ? { trailer: part(bytes, end) } : {}),
  });
};

export const emitIpv6 = (packet: Ipv6Packet): Uint8Array =>
  concat(
    u32be(0x60000000 + packet.flow, "version, traffic class and flow label"),
    u16be(packet.extensions.length + packet.payload.length, "length"),
    u8(packet.next, "next header"),
    u8(packet.hops, "hop limit"),
    emitIpv6Address(packet.source),
    emitIpv6Address(packet.destination),
    packet.extensions,
    packet.payload,
    packet.trailer ?? new Uint8Array(),
  );

export const printIpv6 = (packet: Ipv6Packet): string =>
  line(
    `IPv6 ${packet.source} > ${packet.destination} protocol ${packet.protocol} length ${packet.payload.length}`,
  );

/** Throws RangeError on anything but eight groups. */
export const emitIpv6Address = (address: Ipv6Address): Uint8Array => {
  if (!/^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}$/.test(address))
    throw new RangeError(`not an IPv6 address in eight groups: ${address}`);
  return concat(...address.split(":").map((group) => u16be(Number.parseInt(group, 16))));
};

const printIpv6Address = (octets: Uint8Array): Ipv6Address => {
  const view = viewOf(octets);
  return Array.from({ length: 8 }, (_, group) => view.getUint16(2 * group).toString(16)).join(":");
};

const behindExtensions = (
  packet: Uint8Array,
  first: number,
): { readonly at: number; readonly protocol: number } | undefined => {
  let [at, protocol]: [number, number] = [AT.payload, first];
  while (PASSED_OVER.includes(protocol)) {
    if (at + EXTENSION_AT.least > packet.length) return undefined;
    protocol = packet[at + EXTENSION_AT.next] ?? 0;
    at += EXTENSION_AT.least * (1 + (packet[at + EXTENSION_AT.length] ?? 0));
  }
  return at > packet.length ? undefined : { at, protocol };
};
