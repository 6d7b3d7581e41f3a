// The IPv4 header (RFC 791). Reassembly is somebody else's; a fragment is a value like any other.

import { concat, hex16, line, part, u16be, u32be, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { internetChecksum } from "./checksum.ts";
import { emitIpv6Address } from "./ipv6.ts";

const AT = {
  versionLength: 0,
  service: 1,
  totalLength: 2,
  identification: 4,
  fragment: 6,
  ttl: 8,
  protocol: 9,
  checksum: 10,
  source: 12,
  destination: 16,
  options: 20,
} as const;

export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;

/** "192.168.10.1" */
export type Ipv4Address = string;

export type Ipv4Packet = {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
  readonly protocol: number;
  readonly service: number;
  readonly identification: number;
  /** Three flags and thirteen bits of offset, as they stand; 0x4000 is "don't fragment". */
  readonly fragment: number;
  readonly ttl: number;
  readonly options: Uint8Array;
  readonly payload: Uint8Array;
  /** The header checksum, where it is wrong. */
  readonly checksum?: number;
  /** Octets beyond the total length: what the medium padded. */
  readonly trailer?: Uint8Array;
};

export const parseIpv4 = (bytes: Uint8Array): Result<Ipv4Packet> => {
  if (bytes.length < AT.options)
    return bad(bytes.length, `IPv4 packet of ${bytes.length} octets is shorter than 20`);
  const view = viewOf(bytes);
  const versionLength = view.getUint8(AT.versionLength);
  if (versionLength >>> 4 !== 4) return bad(AT.versionLength, `IP version is ${versionLength >>> 4}, not 4`);
  const headerEnd = (versionLength & 15) * 4;
  const end = view.getUint16(AT.totalLength);
  if (headerEnd < AT.options || headerEnd > end)
    return bad(AT.versionLength, `IPv4 header of ${headerEnd} octets does not fit a total of ${end}`);
  if (end > bytes.length)
    return bad(AT.totalLength, `total length says ${end}, but ${bytes.length} octets are here`);
  const checksum = view.getUint16(AT.checksum);
  return ok({
    source: printIpv4Address(view.getUint32(AT.source)),
    destination: printIpv4Address(view.getUint32(AT.destination)),
    protocol: view.getUint8(AT.protocol),
    service: view.getUint8(AT.service),
    identification: view.getUint16(AT.identification),
    fragment: view.getUint16(AT.fragment),
    ttl: view.getUint8(AT.ttl),
    options: part(bytes, AT.options, headerEnd),
    payload: part(bytes, headerEnd, end),
    ...(checksum === headerChecksum(bytes.subarray(0, headerEnd)) ? {} : { checksum }),
    ...(end < bytes.length ? { trailer: part(bytes, end) } : {}),
  });
};

/** Throws RangeError when the options are not whole words up to 40 octets, or the total is over 65535. */
export const emitIpv4 = (packet: Ipv4Packet): Uint8Array => {
  const headerEnd = AT.options + packet.options.length;
  if (packet.options.length % 4 !== 0)
    throw new RangeError(`IPv4 options of ${packet.options.length} octets are not whole words`);
  const front = concat(
    u8(headerEnd <= 60 ? 0x40 + headerEnd / 4 : -1, "version and header length"),
    u8(packet.service, "type of service"),
    u16be(headerEnd + packet.payload.length, "total length"),
    u16be(packet.identification, "identification"),
    u16be(packet.fragment, "fragment"),
    u8(packet.ttl, "TTL"),
    u8(packet.protocol, "protocol"),
  );
  const back = concat(emitIpv4Address(packet.source), emitIpv4Address(packet.destination), packet.options);
  const checksum = packet.checksum ?? internetChecksum(concat(front, back));
  return concat(
    front,
    u16be(checksum, "header checksum"),
    back,
    packet.payload,
    packet.trailer ?? new Uint8Array(),
  );
};

export const printIpv4 = (packet: Ipv4Packet): string =>
  line(
    `IPv4 ${packet.source} > ${packet.destination} protocol ${packet.protocol} id ${hex16(packet.identification)} length ${packet.payload.length}`,
  );

export const printIpv4Address = (address: number): Ipv4Address =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(".");

/** Throws RangeError on anything but four numbers up to 255 between dots. */
export const emitIpv4Address = (address: Ipv4Address): Uint8Array => {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) throw new RangeError(`not an IPv4 address: ${address}`);
  return concat(...address.split(".").map((part) => u8(Number(part), `a part of the address ${address}`)));
};

/** What TCP and UDP put in front of themselves for their checksum (RFC 9293 3.1, RFC 8200 8.1). */
export const pseudoHeader = (
  ends: Pick<Ipv4Packet, "source" | "destination">,
  protocol: number,
  length: number,
): Uint8Array => {
  if (ends.source.includes(":"))
    return concat(
      emitIpv6Address(ends.source),
      emitIpv6Address(ends.destination),
      u32be(length),
      u32be(protocol),
    );
  return concat(
    emitIpv4Address(ends.source),
    emitIpv4Address(ends.destination),
    u16be(protocol),
    u16be(length, "length"),
  );
};

const headerChecksum = (header: Uint8Array): number =>
  internetChecksum(concat(header.subarray(0, AT.checksum), header.subarray(AT.checksum + 2)));
