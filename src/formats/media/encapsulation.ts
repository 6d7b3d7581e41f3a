// Two ways to put one kind of payload where another belongs: SNAP (an EtherType behind LLC SAP 0xAA), and the DIX
// carriage of NetBEUI (EtherType 0x80D5: LLC length, one octet of pad, LLC).

import { concat, hex, hex16, line, part, u16be, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const SNAP_AT = { organization: 0, etherType: 3, payload: 5 } as const;
const DIX_AT = { length: 0, pad: 2, payload: 3 } as const;

export const SNAP_SAP = 0xaa;
export const ETHERTYPE_NETBEUI = 0x80d5;

export type SnapPacket = {
  /** 24 bits; 0: the type is an EtherType. */
  readonly organization: number;
  readonly etherType: number;
  readonly payload: Uint8Array;
};

export type DixPacket = {
  readonly pad: number;
  readonly payload: Uint8Array;
  /** What the medium padded. */
  readonly trailer?: Uint8Array;
};

export const parseSnap = (bytes: Uint8Array): Result<SnapPacket> => {
  if (bytes.length < SNAP_AT.payload)
    return bad(bytes.length, `SNAP header of ${bytes.length} octets is shorter than 5`);
  const view = viewOf(bytes);
  const organization = view.getUint32(SNAP_AT.organization) >>> 8;
  return ok({
    organization,
    etherType: view.getUint16(SNAP_AT.etherType),
    payload: part(bytes, SNAP_AT.payload),
  });
};

export const emitSnap = (packet: SnapPacket): Uint8Array =>
  concat(
    u8(packet.organization >>> 16, "organization"),
    u16be(packet.organization & 0xffff),
    u16be(packet.etherType, "EtherType"),
    packet.payload,
  );

export const printSnap = (packet: SnapPacket): string =>
  line(`SNAP type ${hex16(packet.etherType)} length ${packet.payload.length}`);

export const parseDix = (bytes: Uint8Array): Result<DixPacket> => {
  if (bytes.length < DIX_AT.payload)
    return bad(bytes.length, `DIX header of ${bytes.length} octets is shorter than 3`);
  const view = viewOf(bytes);
  const end = DIX_AT.payload + view.getUint16(DIX_AT.length);
  if (end > bytes.length)
    return bad(
      DIX_AT.length,
      `length says ${end - DIX_AT.payload}, but ${bytes.length - DIX_AT.payload} octets follow`,
    );
  const trailer = part(bytes, end);
  return ok({
    pad: view.getUint8(DIX_AT.pad),
    payload: part(bytes, DIX_AT.payload, end),
    ...(trailer.length > 0 ? { trailer } : {}),
  });
};

export const emitDix = (packet: DixPacket): Uint8Array =>
  concat(
    u16be(packet.payload.length, "LLC length"),
    u8(packet.pad, "pad"),
    packet.payload,
    packet.trailer ?? new Uint8Array(),
  );

export const printDix = (packet: DixPacket): string =>
  line(
    `DIX length ${packet.payload.length}${packet.trailer === undefined ? "" : ` trailer ${hex(packet.trailer)}`}`,
  );
