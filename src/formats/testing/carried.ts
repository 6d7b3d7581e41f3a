// What an Ethernet carries, written as the captures of other media have it.
import { parseEthernet } from "../ethernet.ts";
import { emitMac } from "../mac.ts";
import { COOKED_LLC, emitCooked } from "../media/cooked.ts";
import { emitLoopback } from "../media/loopback.ts";
import { concat } from "../octets.ts";

export type Carried = {
  readonly linkType: number;
  /** An interface passes it on: it was captured coming in and, again, going out. */
  readonly carry: (ethernet: Uint8Array, outgoing?: boolean) => Uint8Array;
};

/** Those that bring whatever an Ethernet brings, and those that bring IP alone. */
export const cookedMedia: Readonly<Record<string, Carried>> = {
  "Linux cooked": {
    linkType: 113,
    carry: (bytes, outgoing) => emitCooked({ kind: "sll", ...cooked(bytes, outgoing) }),
  },
  "Linux cooked 2": {
    linkType: 276,
    carry: (bytes, outgoing = false) =>
      emitCooked({ kind: "sll2", reserved: 0, interface: outgoing ? 3 : 2, ...cooked(bytes, outgoing) }),
  },
};

const inLoopback =
  (lowFirst: boolean, familyOfIpv6: number) =>
  (bytes: Uint8Array): Uint8Array => {
    const { etherType, payload } = brought(bytes);
    return emitLoopback({ family: etherType === ETHERTYPE_IPV6 ? familyOfIpv6 : 2, lowFirst, payload });
  };
const bare = (bytes: Uint8Array): Uint8Array => brought(bytes).payload;

export const ipMedia: Readonly<Record<string, Carried>> = {
  "raw IP": { linkType: 101, carry: bare },
  "raw IP as some write it": { linkType: 12, carry: bare },
  "raw IP as others write it": { linkType: 14, carry: bare },
  "NULL of a little-endian machine": { linkType: 0, carry: inLoopback(true, 30) },
  "NULL of a big-endian machine": { linkType: 0, carry: inLoopback(false, 28) },
  LOOP: { linkType: 108, carry: inLoopback(false, 24) },
};

/** Each frame, and each again behind so many others, as captures of several interfaces have them. */
export function twice<T>(
  frames: readonly T[],
  behind: number,
): readonly { readonly frame: T; readonly isAgain: boolean }[] {
  const first = frames.map((frame) => ({ frame, isAgain: false }));
  const again = frames.map((frame) => ({ frame, isAgain: true }));
  const late = again.slice(0, -behind).map((one, i) => [...first.slice(i + behind, i + behind + 1), one]);
  return [...first.slice(0, behind), ...late.flat(), ...again.slice(-behind)];
}

const ETHERTYPE_IPV6 = 0x86dd;

function brought(bytes: Uint8Array): {
  readonly etherType: number;
  readonly payload: Uint8Array;
  readonly source: string;
} {
  const read = parseEthernet(bytes);
  if (!read.ok) throw new RangeError(read.problem.text);
  const { kind, payload, source, trailer = new Uint8Array() } = read.value;
  // of a length nothing is left: what was padded stays
  return kind === "802.3"
    ? { etherType: COOKED_LLC, payload: concat(payload, trailer), source }
    : { etherType: read.value.etherType, payload, source };
}

function cooked(bytes: Uint8Array, outgoing = false) {
  const { etherType, payload, source } = brought(bytes);
  return {
    direction: outgoing ? 4 : 0,
    hardware: 1,
    addressLength: 6,
    address: concat(emitMac(source), new Uint8Array(2)),
    protocol: etherType,
    payload,
  };
}
