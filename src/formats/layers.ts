// Which header stands inside which, and how each is written around a new payload.

import { emitEthernet, parseEthernet, printEthernet } from "./ethernet.ts";
import type { EthernetFrame } from "./ethernet.ts";
import { emitArp, parseArp, printArp } from "./inet/arp.ts";
import type { ArpPacket } from "./inet/arp.ts";
import { PROTOCOL_TCP, PROTOCOL_UDP, emitIpv4, parseIpv4, printIpv4 } from "./inet/ipv4.ts";
import type { Ipv4Packet } from "./inet/ipv4.ts";
import { emitIpv6, parseIpv6, printIpv6 } from "./inet/ipv6.ts";
import type { Ipv6Packet } from "./inet/ipv6.ts";
import { emitTcp, parseTcp, printTcp } from "./inet/tcp.ts";
import type { Ipv4Ends, TcpSegment } from "./inet/tcp.ts";
import { emitUdp, parseUdp, printUdp } from "./inet/udp.ts";
import type { UdpDatagram } from "./inet/udp.ts";
import { NETBIOS_SAP, emitLlc, parseLlc, printLlc } from "./llc.ts";
import type { LlcPdu } from "./llc.ts";
import {
  ETHERTYPE_NETBEUI,
  SNAP_SAP,
  emitDix,
  emitSnap,
  parseDix,
  parseSnap,
  printDix,
  printSnap,
} from "./media/encapsulation.ts";
import type { DixPacket, SnapPacket } from "./media/encapsulation.ts";
import { emitFddi, parseFddi, printFddi } from "./media/fddi.ts";
import type { FddiFrame } from "./media/fddi.ts";
import { emitTokenRing, parseTokenRing, printTokenRing } from "./media/tokenring.ts";
import type { TokenRingFrame } from "./media/tokenring.ts";
import { ETHERTYPES_VLAN, emitVlan, parseVlan, printVlan } from "./media/vlan.ts";
import type { VlanPacket } from "./media/vlan.ts";
import { emitNbf, parseNbf, printNbf } from "./nbf/frame.ts";
import type { NbfFrame } from "./nbf/frame.ts";
import { emitNbss, parseNbss, printNbss } from "./nbss.ts";
import type { NbssFrame } from "./nbss.ts";
import { bad, ok } from "./result.ts";
import type { Result } from "./result.ts";
import { isSmb } from "./smb/header.ts";
import { emitSmb, parseSmb, printSmb } from "./smb/message.ts";
import type { SmbMessage } from "./smb/message.ts";

/** Link types as capture files number them. */
export const LINK_ETHERNET = 1;
export const LINK_TOKEN_RING = 6;
export const LINK_FDDI = 10;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_ARP = 0x0806;
const ETHERTYPE_IPV6 = 0x86dd;

type Inside = Result<Layer> | undefined;

type Writing = {
  /** Writes the header around the payload given, or around its own when there is none. */
  readonly emit: (payload: Uint8Array | undefined) => Uint8Array;
  readonly print: () => string;
  /** The header inside; undefined when the payload is only octets. */
  readonly inside: (sessionPorts: readonly number[]) => Inside;
};

export type Layer = Writing &
  (
    | { readonly kind: "ethernet"; readonly value: EthernetFrame }
    | { readonly kind: "tokenring"; readonly value: TokenRingFrame }
    | { readonly kind: "fddi"; readonly value: FddiFrame }
    | { readonly kind: "vlan"; readonly value: VlanPacket }
    | { readonly kind: "dix"; readonly value: DixPacket }
    | { readonly kind: "llc"; readonly value: LlcPdu }
    | { readonly kind: "snap"; readonly value: SnapPacket }
    | { readonly kind: "nbf"; readonly value: NbfFrame }
    | { readonly kind: "arp"; readonly value: ArpPacket }
    | { readonly kind: "ipv4"; readonly value: Ipv4Packet }
    | { readonly kind: "ipv6"; readonly value: Ipv6Packet }
    | { readonly kind: "tcp"; readonly value: TcpSegment }
    | { readonly kind: "udp"; readonly value: UdpDatagram }
    | { readonly kind: "nbss"; readonly value: NbssFrame }
    | { readonly kind: "smb"; readonly value: SmbMessage }
  );

export const linkLayer = (bytes: Uint8Array, linkType: number): Result<Layer> => {
  switch (linkType) {
    case LINK_ETHERNET:
      return then(parseEthernet(bytes), ethernet);
    case LINK_TOKEN_RING:
      return then(parseTokenRing(bytes), tokenRing);
    case LINK_FDDI:
      return then(parseFddi(bytes), fddi);
    default:
      return bad(0, `link type ${linkType} is not Ethernet (1), Token Ring (6) or FDDI (10)`);
  }
};

const then = <T>(result: Result<T>, layer: (value: T) => Layer): Result<Layer> =>
  result.ok ? ok(layer(result.value)) : result;

const ethernet = (value: EthernetFrame): Layer => ({
  kind: "ethernet",
  value,
  emit: (payload = value.payload) => emitEthernet({ ...value, payload }),
  print: () => printEthernet(value),
  inside: () =>
    value.kind === "802.3" ? then(parseLlc(value.payload), llc) : typed(value.etherType, value.payload),
});

const tokenRing = (value: TokenRingFrame): Layer => ({
  kind: "tokenring",
  value,
  emit: (payload = value.payload) => emitTokenRing({ ...value, payload }),
  print: () => printTokenRing(value),
  inside: () => then(parseLlc(value.payload), llc),
});

const fddi = (value: FddiFrame): Layer => ({
  kind: "fddi",
  value,
  emit: (payload = value.payload) => emitFddi({ ...value, payload }),
  print: () => printFddi(value),
  inside: () => then(parseLlc(value.payload), llc),
});

const typed = (etherType: number, payload: Uint8Array): Inside => {
  switch (etherType) {
    case ETHERTYPE_IPV4:
      return then(parseIpv4(payload), ipv4);
    case ETHERTYPE_ARP:
      return then(parseArp(payload), arp);
    case ETHERTYPE_IPV6:
      return then(parseIpv6(payload), ipv6);
    case ETHERTYPE_NETBEUI:
      return then(parseDix(payload), dix);
    default:
      return ETHERTYPES_VLAN.includes(etherType) ? then(parseVlan(payload), vlan) : undefined;
  }
};

const vlan = (value: VlanPacket): Layer => ({
  kind: "vlan",
  value,
  emit: (payload = value.payload) => emitVlan({ ...value, payload }),
  print: () => printVlan(value),
  inside: () =>
    value.etherType === undefined
      ? then(parseLlc(value.payload), llc)
      : typed(value.etherType, value.payload),
});

const dix = (value: DixPacket): Layer => ({
  kind: "dix",
  value,
  emit: (payload = value.payload) => emitDix({ ...value, payload }),
  print: () => printDix(value),
  inside: () => then(parseLlc(value.payload), llc),
});

const llc = (value: LlcPdu): Layer => ({
  kind: "llc",
  value,
  emit: (info = value.info) => emitLlc({ ...value, info }),
  print: () => printLlc(value),
  inside: () => insideLlc(value),
});

const insideLlc = ({ kind, dsap, info }: LlcPdu): Inside => {
  if (kind !== "UI" && kind !== "I") return undefined;
  if (dsap === NETBIOS_SAP) return then(parseNbf(info), nbf);
  return dsap === SNAP_SAP ? then(parseSnap(info), snap) : undefined;
};

const snap = (value: SnapPacket): Layer => ({
  kind: "snap",
  value,
  emit: (payload = value.payload) => emitSnap({ ...value, payload }),
  print: () => printSnap(value),
  inside: () => (value.organization === 0 ? typed(value.etherType, value.payload) : undefined),
});

const nbf = (value: NbfFrame): Layer => ({
  kind: "nbf",
  value,
  emit: (bytes) => emitNbf(bytes !== undefined && "bytes" in value ? { ...value, bytes } : value),
  print: () => printNbf(value),
  inside: () => insideNbf(value),
});

/** A first or middle part of a message is left alone, even where it begins like an SMB. */
const insideNbf = (frame: NbfFrame): Inside => {
  switch (frame.kind) {
    case "DATA_ONLY_LAST":
    case "DATAGRAM":
    case "DATAGRAM_BROADCAST":
      return insideMessage(frame.bytes);
    default:
      return undefined;
  }
};

const insideMessage = (bytes: Uint8Array): Inside => (isSmb(bytes) ? then(parseSmb(bytes), smb) : undefined);

const smb = (value: SmbMessage): Layer => ({
  kind: "smb",
  value,
  emit: () => emitSmb(value),
  print: () => printSmb(value),
  inside: () => undefined,
});

const arp = (value: ArpPacket): Layer => ({
  kind: "arp",
  value,
  emit: () => emitArp(value),
  print: () => printArp(value),
  inside: () => undefined,
});

const ipv4 = (value: Ipv4Packet): Layer => ({
  kind: "ipv4",
  value,
  emit: (payload = value.payload) => emitIpv4({ ...value, payload }),
  print: () => printIpv4(value),
  inside: () => insideIpv4(value),
});

const insideIpv4 = (packet: Ipv4Packet): Inside => {
  const isFragment = (packet.fragment & 0x3fff) !== 0;
  return isFragment ? undefined : insideIp(packet);
};

const ipv6 = (value: Ipv6Packet): Layer => ({
  kind: "ipv6",
  value,
  emit: (payload = value.payload) => emitIpv6({ ...value, payload }),
  print: () => printIpv6(value),
  inside: () => insideIp(value),
});

const insideIp = (packet: Ipv4Packet | Ipv6Packet): Inside => {
  if (packet.protocol === PROTOCOL_TCP)
    return then(parseTcp(packet.payload, packet), (value) => tcp(value, packet));
  if (packet.protocol === PROTOCOL_UDP)
    return then(parseUdp(packet.payload, packet), (value) => udp(value, packet));
  return undefined;
};

const tcp = (value: TcpSegment, ends: Ipv4Ends): Layer => ({
  kind: "tcp",
  value,
  emit: (payload = value.payload) => emitTcp({ ...value, payload }, ends),
  print: () => printTcp(value),
  inside: (sessionPorts) => {
    if (!sessionPorts.includes(value.sourcePort) && !sessionPorts.includes(value.destinationPort))
      return undefined;
    const session = then(parseNbss(value.payload), nbss);
    return session.ok ? session : undefined;
  },
});

const udp = (value: UdpDatagram, ends: Ipv4Ends): Layer => ({
  kind: "udp",
  value,
  emit: (payload = value.payload) => emitUdp({ ...value, payload }, ends),
  print: () => printUdp(value),
  inside: () => undefined,
});

const nbss = (value: NbssFrame): Layer => ({
  kind: "nbss",
  value,
  emit: (bytes) => emitNbss(bytes !== undefined && value.kind === "message" ? { ...value, bytes } : value),
  print: () => printNbss(value),
  inside: () => (value.kind === "message" ? insideMessage(value.bytes) : undefined),
});
