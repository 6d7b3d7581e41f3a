// What Linux gives who captures on all interfaces at once ("cooked": SLL, and SLL2, which tells the interface): one header for
// whatever medium a packet came from or went to, with the address of its sender and none of its receiver.

import { concat, exactly, hex, hex16, line, part, u16be, u32be, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const AT = { direction: 0, hardware: 2, addressLength: 4, address: 6, protocol: 14, payload: 16 } as const;
const AT_2 = {
  protocol: 0,
  reserved: 2,
  interface: 4,
  hardware: 8,
  direction: 10,
  addressLength: 11,
  address: 12,
  payload: 20,
} as const;

const ADDRESS_LENGTH = 8;

/** In place of an EtherType: LLC begins here, without its length, so that padding cannot be told from what it carries. */
export const COOKED_LLC = 4;

type Cooked = {
  /** 0 to this host, 1 broadcast, 2 multicast, 3 to another host, 4 outgoing. */
  readonly direction: number;
  /** The kind of interface, as ARP numbers them in Linux. */
  readonly hardware: number;
  /** Octets of the sender's address; of a longer one than eight the rest is not there. */
  readonly addressLength: number;
  /** The field of eight octets as it stands. */
  readonly address: Uint8Array;
  /** An EtherType, or COOKED_LLC; for some kinds of interface something else. */
  readonly protocol: number;
  readonly payload: Uint8Array;
};

export type CookedFrame =
  | ({ readonly kind: "sll" } & Cooked)
  | ({ readonly kind: "sll2"; readonly reserved: number; readonly interface: number } & Cooked);

export const parseSll = (bytes: Uint8Array): Result<CookedFrame> => {
  if (bytes.length < AT.payload)
    return bad(bytes.length, `cooked header of ${bytes.length} octets is shorter than 16`);
  const view = viewOf(bytes);
  return ok({
    kind: "sll",
    direction: view.getUint16(AT.direction),
    hardware: view.getUint16(AT.hardware),
    addressLength: view.getUint16(AT.addressLength),
    address: part(bytes, AT.address, AT.protocol),
    protocol: view.getUint16(AT.protocol),
    payload: part(bytes, AT.payload),
  });
};

export const parseSll2 = (bytes: Uint8Array): Result<CookedFrame> => {
  if (bytes.length < AT_2.payload)
    return bad(bytes.length, `cooked header of ${bytes.length} octets is shorter than 20`);
  const view = viewOf(bytes);
  return ok({
    kind: "sll2",
    protocol: view.getUint16(AT_2.protocol),
    reserved: view.getUint16(AT_2.reserved),
    interface: view.getUint32(AT_2.interface),
    hardware: view.getUint16(AT_2.hardware),
    direction: view.getUint8(AT_2.direction),
    addressLength: view.getUint8(AT_2.addressLength),
    address: part(bytes, AT_2.address, AT_2.payload),
    payload: part(bytes, AT_2.payload),
  });
};

/** Throws RangeError when the field of the address has not eight octets. */
export const emitCooked = (frame: CookedFrame): Uint8Array => {
  const address = exactly(frame.address, ADDRESS_LENGTH, "address of the sender");
  const hardware = u16be(frame.hardware, "kind of interface");
  const protocol = u16be(frame.protocol, "protocol type");
  if (frame.kind === "sll")
    return concat(
      u16be(frame.direction, "packet type"),
      hardware,
      u16be(frame.addressLength, "address length"),
      address,
      protocol,
      frame.payload,
    );
  return concat(
    protocol,
    u16be(frame.reserved, "reserved field"),
    u32be(frame.interface, "interface"),
    hardware,
    u8(frame.direction, "packet type"),
    u8(frame.addressLength, "address length"),
    address,
    frame.payload,
  );
};

export const printCooked = (frame: CookedFrame): string => {
  const from = hex(frame.address.subarray(0, frame.addressLength)).replaceAll(/..(?=.)/gu, "$&:");
  const direction = directions[frame.direction] ?? `packet type ${frame.direction}`;
  const where = frame.kind === "sll" ? "" : ` interface ${frame.interface}`;
  return line(
    `${from === "" ? "no address" : from} cooked ${direction}${where} type ${hex16(frame.protocol)} length ${frame.payload.length}`,
  );
};

const directions: readonly string[] = [
  "to this host",
  "broadcast",
  "multicast",
  "to another host",
  "outgoing",
];
