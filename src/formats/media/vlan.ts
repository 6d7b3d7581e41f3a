// The VLAN tag (IEEE 802.1Q) between the addresses of an Ethernet frame and the type or length of what is in it.

import { concat, line, part, u16be, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const AT = { tag: 0, typeOrLength: 2, payload: 4 } as const;
const LENGTH_MAXIMUM = 1500;

/** 802.1Q, and 802.1ad around another tag. */
export const ETHERTYPES_VLAN: readonly number[] = [0x8100, 0x88a8];

export type VlanPacket = {
  /** Priority, one bit, and twelve bits that say which LAN. */
  readonly tag: number;
  /** undefined: the payload is LLC, and its length stood there. */
  readonly etherType?: number;
  readonly payload: Uint8Array;
  /** What the medium padded, where a length says so. */
  readonly trailer?: Uint8Array;
};

export const parseVlan = (bytes: Uint8Array): Result<VlanPacket> => {
  if (bytes.length < AT.payload)
    return bad(bytes.length, `VLAN tag of ${bytes.length} octets is shorter than 4`);
  const view = viewOf(bytes);
  const tag = view.getUint16(AT.tag);
  const typeOrLength = view.getUint16(AT.typeOrLength);
  if (typeOrLength > LENGTH_MAXIMUM)
    return ok({ tag, etherType: typeOrLength, payload: part(bytes, AT.payload) });
  const end = AT.payload + typeOrLength;
  if (end > bytes.length)
    return bad(
      AT.typeOrLength,
      `length says ${typeOrLength}, but ${bytes.length - AT.payload} octets follow`,
    );
  const trailer = end < bytes.length ? { trailer: part(bytes, end) } : {};
  return ok({ tag, payload: part(bytes, AT.payload, end), ...trailer });
};

export const emitVlan = (packet: VlanPacket): Uint8Array => {
  if (packet.etherType === undefined && packet.payload.length > LENGTH_MAXIMUM)
    throw new RangeError(`LLC of ${packet.payload.length} octets is over ${LENGTH_MAXIMUM}`);
  return concat(
    u16be(packet.tag, "VLAN tag"),
    u16be(packet.etherType ?? packet.payload.length, "EtherType"),
    packet.payload,
    packet.trailer ?? new Uint8Array(),
  );
};

export const printVlan = (packet: VlanPacket): string =>
  line(`VLAN ${packet.tag & 0xfff} length ${packet.payload.length}`);
