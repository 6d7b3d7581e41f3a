// ARP for IPv4 over 48-bit media (RFC 826): who has this address, and the answer.

import { MAC_LENGTH, emitMac, parseMac } from "../mac.ts";
import type { Mac } from "../mac.ts";
import { concat, line, part, u16be, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { emitIpv4Address, printIpv4Address } from "./ipv4.ts";
import type { Ipv4Address } from "./ipv4.ts";

const AT = {
  hardware: 0,
  protocol: 2,
  sizes: 4,
  operation: 6,
  senderMac: 8,
  sender: 14,
  targetMac: 18,
  target: 24,
  end: 28,
} as const;
const SIZES = MAC_LENGTH * 0x100 + 4;
const IPV4 = 0x0800;

export type ArpPacket = {
  /** 1 Ethernet, 6 IEEE 802. */
  readonly hardware: number;
  /** 1 request, 2 reply. */
  readonly operation: number;
  readonly senderMac: Mac;
  readonly sender: Ipv4Address;
  readonly targetMac: Mac;
  readonly target: Ipv4Address;
  /** What the medium padded. */
  readonly trailer?: Uint8Array;
};

export const parseArp = (bytes: Uint8Array): Result<ArpPacket> => {
  if (bytes.length < AT.end)
    return bad(bytes.length, `ARP packet of ${bytes.length} octets is shorter than 28`);
  const view = viewOf(bytes);
  if (view.getUint16(AT.protocol) !== IPV4 || view.getUint16(AT.sizes) !== SIZES)
    return bad(AT.protocol, "ARP is not for IPv4 over 48-bit addresses");
  const mac = (at: number): Mac => parseMac(bytes.subarray(at, at + MAC_LENGTH));
  return ok({
    hardware: view.getUint16(AT.hardware),
    operation: view.getUint16(AT.operation),
    senderMac: mac(AT.senderMac),
    sender: printIpv4Address(view.getUint32(AT.sender)),
    targetMac: mac(AT.targetMac),
    target: printIpv4Address(view.getUint32(AT.target)),
    ...(bytes.length > AT.end ? { trailer: part(bytes, AT.end) } : {}),
  });
};

export const emitArp = (packet: ArpPacket): Uint8Array =>
  concat(
    u16be(packet.hardware, "hardware type"),
    u16be(IPV4),
    u8(MAC_LENGTH),
    u8(4),
    u16be(packet.operation, "operation"),
    emitMac(packet.senderMac),
    emitIpv4Address(packet.sender),
    emitMac(packet.targetMac),
    emitIpv4Address(packet.target),
    packet.trailer ?? new Uint8Array(),
  );

export const printArp = (packet: ArpPacket): string =>
  line(
    packet.operation === 1
      ? `ARP who has ${packet.target}? tell ${packet.sender}`
      : `ARP ${packet.sender} is at ${packet.senderMac}`,
  );
