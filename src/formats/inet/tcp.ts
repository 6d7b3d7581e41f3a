// The TCP header (RFC 9293 3.1). Its checksum covers the two addresses of the packet around it.

import { concat, line, part, u16be, u32be, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { internetChecksum } from "./checksum.ts";
import { PROTOCOL_TCP, pseudoHeader } from "./ipv4.ts";
import type { Ipv4Packet } from "./ipv4.ts";

const AT = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgment: 8,
  offsetFlags: 12,
  window: 14,
  checksum: 16,
  urgent: 18,
  options: 20,
} as const;

export const TCP_FIN = 0x01;
export const TCP_SYN = 0x02;
export const TCP_RST = 0x04;
export const TCP_PSH = 0x08;
export const TCP_ACK = 0x10;

export type TcpSegment = {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Twelve bits: the reserved ones above, the flags below. */
  readonly flags: number;
  readonly window: number;
  readonly urgent: number;
  readonly options: Uint8Array;
  readonly payload: Uint8Array;
  /** The checksum, where it is wrong: captures taken before the adapter filled it in. */
  readonly checksum?: number;
};

export type Ipv4Ends = Pick<Ipv4Packet, "source" | "destination">;

export const parseTcp = (bytes: Uint8Array, ends: Ipv4Ends): Result<TcpSegment> => {
  if (bytes.length < AT.options)
    return bad(bytes.length, `TCP segment of ${bytes.length} octets is shorter than 20`);
  const view = viewOf(bytes);
  const headerEnd = (view.getUint16(AT.offsetFlags) >>> 12) * 4;
  if (headerEnd < AT.options || headerEnd > bytes.length)
    return bad(AT.offsetFlags, `TCP header of ${headerEnd} octets does not fit ${bytes.length}`);
  const segment = {
    sourcePort: view.getUint16(AT.sourcePort),
    destinationPort: view.getUint16(AT.destinationPort),
    sequence: view.getUint32(AT.sequence),
    acknowledgment: view.getUint32(AT.acknowledgment),
    flags: view.getUint16(AT.offsetFlags) & 0x0fff,
    window: view.getUint16(AT.window),
    urgent: view.getUint16(AT.urgent),
    options: part(bytes, AT.options, headerEnd),
    payload: part(bytes, headerEnd),
  };
  const checksum = view.getUint16(AT.checksum);
  return ok(checksum === checksumOf(segment, ends) ? segment : { ...segment, checksum });
};

/** Throws RangeError when the options are not whole words up to 40 octets. */
export const emitTcp = (segment: TcpSegment, ends: Ipv4Ends): Uint8Array =>
  layOut(segment, segment.checksum ?? checksumOf(segment, ends));

export const printTcp = (segment: TcpSegment): string => {
  const { sourcePort, destinationPort, sequence, acknowledgment, window, payload } = segment;
  return line(
    `TCP ${sourcePort} > ${destinationPort}${flagNames(segment.flags)} seq ${sequence} ack ${acknowledgment} window ${window} length ${payload.length}`,
  );
};

const layOut = (segment: TcpSegment, checksum: number): Uint8Array => {
  if (segment.options.length % 4 !== 0 || segment.options.length > 40)
    throw new RangeError(`TCP options of ${segment.options.length} octets are not up to 10 whole words`);
  if (segment.flags > 0x0fff) throw new RangeError(`TCP flags ${segment.flags} do not fit in 12 bits`);
  return concat(
    u16be(segment.sourcePort, "source port"),
    u16be(segment.destinationPort, "destination port"),
    u32be(segment.sequence, "sequence number"),
    u32be(segment.acknowledgment, "acknowledgment number"),
    u16be(((AT.options + segment.options.length) / 4) * 0x1000 + segment.flags, "flags"),
    u16be(segment.window, "window"),
    u16be(checksum, "checksum"),
    u16be(segment.urgent, "urgent pointer"),
    segment.options,
    segment.payload,
  );
};

const checksumOf = (segment: TcpSegment, ends: Ipv4Ends): number => {
  const bytes = layOut(segment, 0);
  return internetChecksum(concat(pseudoHeader(ends, PROTOCOL_TCP, bytes.length), bytes));
};

const FLAG_NAMES = [
  [TCP_SYN, "SYN"],
  [TCP_ACK, "ACK"],
  [TCP_PSH, "PSH"],
  [TCP_FIN, "FIN"],
  [TCP_RST, "RST"],
] as const;

const flagNames = (flags: number): string =>
  FLAG_NAMES.map(([bit, name]) => ((flags & bit) === 0 ? "" : ` ${name}`)).join("");
