// The loopback of BSD and macOS: an address family in four octets before the packet, in the order of the machine that captured
// (NULL) or of the network (LOOP).

import { concat, hex, line, part, u32be, u32le, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const AT = { family: 0, payload: 4 } as const;

/** A family of two octets at most, written with its last octet first, has two zeros at its end, and the other way about. */
const MOST = 0xffff;

export const FAMILY_IPV4 = 2;
/** NetBSD and OpenBSD; FreeBSD; macOS. */
export const FAMILIES_IPV6: readonly number[] = [24, 28, 30];

export type LoopbackPacket = {
  readonly family: number;
  /** The family's first octet is its lowest: it was written by a little-endian machine. */
  readonly lowFirst: boolean;
  readonly payload: Uint8Array;
};

/** In either order: which one it is shows. */
export const parseNull = (bytes: Uint8Array): Result<LoopbackPacket> => {
  if (bytes.length < AT.payload) return tooShort(bytes);
  const view = viewOf(bytes);
  const lowFirst = view.getUint32(AT.family, true) <= MOST;
  return parsed(bytes, lowFirst);
};

export const parseLoop = (bytes: Uint8Array): Result<LoopbackPacket> =>
  bytes.length < AT.payload ? tooShort(bytes) : parsed(bytes, false);

export const emitLoopback = ({ family, lowFirst, payload }: LoopbackPacket): Uint8Array => {
  if (family > MOST) throw new RangeError(`address family ${family} has more than two octets`);
  return concat(lowFirst ? u32le(family, "address family") : u32be(family, "address family"), payload);
};

export const printLoopback = ({ family, payload }: LoopbackPacket): string =>
  line(`loopback family ${family} length ${payload.length}`);

const tooShort = (bytes: Uint8Array): Result<never> =>
  bad(bytes.length, `loopback header of ${bytes.length} octets is shorter than 4`);

const parsed = (bytes: Uint8Array, lowFirst: boolean): Result<LoopbackPacket> => {
  const family = viewOf(bytes).getUint32(AT.family, lowFirst);
  if (family > MOST)
    return bad(AT.family, `${hex(bytes.subarray(0, AT.payload))} is no address family in its order`);
  return ok({ family, lowFirst, payload: part(bytes, AT.payload) });
};
