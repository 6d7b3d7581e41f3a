// Ethernet frames without their check sequence: 802.3, where the field after the addresses is a length, and
// Ethernet II, where it is a type. The shortest frame is 60 octets; padding is not counted by the length.

import { emitMac, parseMac } from "./mac.ts";
import type { Mac } from "./mac.ts";
import { concat, equalOctets, hex16, line, part, u16be, viewOf } from "./octets.ts";
import { bad, ok } from "./result.ts";
import type { Result } from "./result.ts";

const AT = { destination: 0, source: 6, lengthOrType: 12, payload: 14 } as const;

export const ETHERNET_MINIMUM = 60;
export const ETHERNET_PAYLOAD_MAXIMUM = 1500;
const FIRST_TYPE = 0x0600;

type EthernetAddresses = {
  readonly destination: Mac;
  readonly source: Mac;
  readonly payload: Uint8Array;
  /** Octets after the payload. Absent: zeros up to 60 octets, or none. An empty one makes a short frame. */
  readonly trailer?: Uint8Array;
};

export type EthernetFrame =
  | ({ readonly kind: "802.3" } & EthernetAddresses)
  | ({ readonly kind: "ethernet2"; readonly etherType: number } & EthernetAddresses);

/** Reads a frame of 14 octets or more; a length beyond its end, or neither length nor type, is a problem. */
export const parseEthernet = (bytes: Uint8Array): Result<EthernetFrame> => {
  if (bytes.length < AT.payload)
    return bad(bytes.length, `frame of ${bytes.length} octets is shorter than its header of 14`);
  const lengthOrType = viewOf(bytes).getUint16(AT.lengthOrType);
  const addresses = { destination: macAt(bytes, AT.destination), source: macAt(bytes, AT.source) };
  if (lengthOrType >= FIRST_TYPE)
    return ok({ kind: "ethernet2", ...addresses, etherType: lengthOrType, ...split(bytes, bytes.length) });
  if (lengthOrType > ETHERNET_PAYLOAD_MAXIMUM)
    return bad(AT.lengthOrType, `${hex16(lengthOrType)} is neither a length nor a type`);
  const end = AT.payload + lengthOrType;
  if (end > bytes.length)
    return bad(
      AT.lengthOrType,
      `length says ${lengthOrType}, but ${bytes.length - AT.payload} octets follow`,
    );
  return ok({ kind: "802.3", ...addresses, ...split(bytes, end) });
};

/** Pads with zeros to 60 octets unless a trailer is given. Throws RangeError on an 802.3 payload over 1500 octets. */
export const emitEthernet = (frame: EthernetFrame): Uint8Array => {
  const trailer = frame.trailer ?? padding(frame.payload.length);
  return concat(
    emitMac(frame.destination),
    emitMac(frame.source),
    lengthOrTypeOf(frame),
    frame.payload,
    trailer,
  );
};

export const printEthernet = (frame: EthernetFrame): string => {
  const what = frame.kind === "802.3" ? "802.3" : `type ${hex16(frame.etherType)}`;
  return line(`${frame.source} > ${frame.destination} ${what} length ${frame.payload.length}`);
};

const macAt = (bytes: Uint8Array, at: number): Mac => parseMac(bytes.subarray(at, at + 6));

const padding = (payloadLength: number): Uint8Array =>
  new Uint8Array(Math.max(0, ETHERNET_MINIMUM - AT.payload - payloadLength));

const split = (bytes: Uint8Array, end: number): { payload: Uint8Array; trailer?: Uint8Array } => {
  const payload = part(bytes, AT.payload, end);
  const trailer = part(bytes, end);
  return equalOctets(trailer, padding(payload.length)) ? { payload } : { payload, trailer };
};

const lengthOrTypeOf = (frame: EthernetFrame): Uint8Array => {
  if (frame.kind === "802.3") {
    if (frame.payload.length > ETHERNET_PAYLOAD_MAXIMUM)
      throw new RangeError(`802.3 payload of ${frame.payload.length} octets is over 1500`);
    return u16be(frame.payload.length, "802.3 length");
  }
  if (frame.etherType < FIRST_TYPE) throw new RangeError(`${hex16(frame.etherType)} is no EtherType`);
  return u16be(frame.etherType, "EtherType");
};
