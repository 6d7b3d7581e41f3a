// The UDP header (RFC 768).

import { concat, line, part, u16be, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { internetChecksum } from "./checksum.ts";
import { PROTOCOL_UDP, pseudoHeader } from "./ipv4.ts";
import type { Ipv4Ends } from "./tcp.ts";

const AT = { sourcePort: 0, destinationPort: 2, length: 4, checksum: 6, payload: 8 } as const;

export type UdpDatagram = {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
  /** The checksum, where it is wrong; 0 where the sender made none. */
  readonly checksum?: number;
};

export const parseUdp = (bytes: Uint8Array, ends: Ipv4Ends): Result<UdpDatagram> => {
  if (bytes.length < AT.payload)
    return bad(bytes.length, `UDP datagram of ${bytes.length} octets is shorter than 8`);
  const view = viewOf(bytes);
  if (view.getUint16(AT.length) !== bytes.length)
    return bad(
      AT.length,
      `UDP length says ${view.getUint16(AT.length)}, but ${bytes.length} octets are here`,
    );
  const datagram = {
    sourcePort: view.getUint16(AT.sourcePort),
    destinationPort: view.getUint16(AT.destinationPort),
    payload: part(bytes, AT.payload),
  };
  const checksum = view.getUint16(AT.checksum);
  return ok(checksum === checksumOf(datagram, ends) ? datagram : { ...datagram, checksum });
};

export const emitUdp = (datagram: UdpDatagram, ends: Ipv4Ends): Uint8Array =>
  layOut(datagram, datagram.checksum ?? checksumOf(datagram, ends));

export const printUdp = (datagram: UdpDatagram): string =>
  line(`UDP ${datagram.sourcePort} > ${datagram.destinationPort} length ${datagram.payload.length}`);

const layOut = (datagram: UdpDatagram, checksum: number): Uint8Array =>
  concat(
    u16be(datagram.sourcePort, "source port"),
    u16be(datagram.destinationPort, "destination port"),
    u16be(AT.payload + datagram.payload.length, "UDP length"),
    u16be(checksum, "checksum"),
    datagram.payload,
  );

/** 0 would say that there is none, so it goes out as its other form. */
const checksumOf = (datagram: UdpDatagram, ends: Ipv4Ends): number => {
  const bytes = layOut(datagram, 0);
  return internetChecksum(concat(pseudoHeader(ends, PROTOCOL_UDP, bytes.length), bytes)) || 0xffff;
};
