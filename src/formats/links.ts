// The outermost headers: what a frame begins with, by the medium that it was captured on.

import { emitEthernet, parseEthernet, printEthernet } from "./ethernet.ts";
import type { EthernetFrame } from "./ethernet.ts";
import { parseIpv4 } from "./inet/ipv4.ts";
import { parseIpv6 } from "./inet/ipv6.ts";
import { ipv4, ipv6, layered, llc, typed } from "./layers.ts";
import type { Inside, Layer } from "./layers.ts";
import { parseLlc } from "./llc.ts";
import { COOKED_LLC, emitCooked, parseSll, parseSll2, printCooked } from "./media/cooked.ts";
import type { CookedFrame } from "./media/cooked.ts";
import { emitFddi, parseFddi, printFddi } from "./media/fddi.ts";
import type { FddiFrame } from "./media/fddi.ts";
import {
  FAMILIES_IPV6,
  FAMILY_IPV4,
  emitLoopback,
  parseLoop,
  parseNull,
  printLoopback,
} from "./media/loopback.ts";
import type { LoopbackPacket } from "./media/loopback.ts";
import { emitTokenRing, parseTokenRing, printTokenRing } from "./media/tokenring.ts";
import type { TokenRingFrame } from "./media/tokenring.ts";
import { bad } from "./result.ts";
import type { Result } from "./result.ts";

/** What frames are captured on. */
export type Medium = {
  readonly name: string;
  /** As capture files number it: see the registry of link types. */
  readonly linkTypes: readonly number[];
  readonly read: (bytes: Uint8Array) => Result<Layer>;
};

export const LINK_ETHERNET = 1;

export const media: readonly Medium[] = [
  { name: "Ethernet", linkTypes: [LINK_ETHERNET], read: (bytes) => layered(parseEthernet(bytes), ethernet) },
  { name: "Token Ring", linkTypes: [6], read: (bytes) => layered(parseTokenRing(bytes), tokenRing) },
  { name: "FDDI", linkTypes: [10], read: (bytes) => layered(parseFddi(bytes), fddi) },
  { name: "Linux cooked", linkTypes: [113], read: (bytes) => layered(parseSll(bytes), cooked) },
  { name: "Linux cooked 2", linkTypes: [276], read: (bytes) => layered(parseSll2(bytes), cooked) },
  // 12 and 14: what some systems call 101 themselves, and write
  { name: "raw IP", linkTypes: [101, 12, 14], read: (bytes) => rawIp(bytes) },
  { name: "raw IPv4", linkTypes: [228], read: (bytes) => layered(parseIpv4(bytes), ipv4) },
  { name: "raw IPv6", linkTypes: [229], read: (bytes) => layered(parseIpv6(bytes), ipv6) },
  { name: "BSD loopback", linkTypes: [0], read: (bytes) => layered(parseNull(bytes), loopback) },
  { name: "OpenBSD loopback", linkTypes: [108], read: (bytes) => layered(parseLoop(bytes), loopback) },
];

export const mediumOf = (linkType: number): Medium | undefined =>
  media.find(({ linkTypes }) => linkTypes.includes(linkType));

export const linkLayer = (bytes: Uint8Array, linkType: number): Result<Layer> =>
  mediumOf(linkType)?.read(bytes) ?? bad(0, `link type ${linkType} is not read`);

const ethernet = (value: EthernetFrame): Layer => ({
  kind: "ethernet",
  value,
  emit: (payload = value.payload) => emitEthernet({ ...value, payload }),
  print: () => printEthernet(value),
  inside: () =>
    value.kind === "802.3" ? layered(parseLlc(value.payload), llc) : typed(value.etherType, value.payload),
});

const tokenRing = (value: TokenRingFrame): Layer => ({
  kind: "tokenring",
  value,
  emit: (payload = value.payload) => emitTokenRing({ ...value, payload }),
  print: () => printTokenRing(value),
  inside: () => layered(parseLlc(value.payload), llc),
});

const fddi = (value: FddiFrame): Layer => ({
  kind: "fddi",
  value,
  emit: (payload = value.payload) => emitFddi({ ...value, payload }),
  print: () => printFddi(value),
  inside: () => layered(parseLlc(value.payload), llc),
});

const cooked = (value: CookedFrame): Layer => ({
  kind: "cooked",
  value,
  emit: (payload = value.payload) => emitCooked({ ...value, payload }),
  print: () => printCooked(value),
  inside: () => insideCooked(value),
});

const insideCooked = ({ hardware, protocol, payload }: CookedFrame): Inside => {
  if (withoutEtherType.includes(hardware)) return undefined;
  return protocol === COOKED_LLC ? layered(parseLlc(payload), llc) : typed(protocol, payload);
};

/** Frame Relay, 802.11 with radio headers, netlink: what stands in place of an EtherType is of their own. */
const withoutEtherType: readonly number[] = [770, 803, 824];

const loopback = (value: LoopbackPacket): Layer => ({
  kind: "loopback",
  value,
  emit: (payload = value.payload) => emitLoopback({ ...value, payload }),
  print: () => printLoopback(value),
  inside: () => insideLoopback(value),
});

const insideLoopback = ({ family, payload }: LoopbackPacket): Inside => {
  if (family === FAMILY_IPV4) return layered(parseIpv4(payload), ipv4);
  return FAMILIES_IPV6.includes(family) ? layered(parseIpv6(payload), ipv6) : undefined;
};

const rawIp = (bytes: Uint8Array): Result<Layer> =>
  (bytes[0] ?? 0) >>> 4 === 6 ? layered(parseIpv6(bytes), ipv6) : layered(parseIpv4(bytes), ipv4);
