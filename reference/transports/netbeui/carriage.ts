// How the driver's LLC PDUs stand in Ethernet frames: behind an 802.3 length, or behind an EtherType of their own (DIX).
// A station that has the one does not understand the other: to the network they are two protocols.
import { ETHERNET_PAYLOAD_MAXIMUM, emitEthernet, parseEthernet } from "../../../src/formats/ethernet.ts";
import type { EthernetFrame } from "../../../src/formats/ethernet.ts";
import type { Mac } from "../../../src/formats/mac.ts";
import { ETHERTYPE_NETBEUI, emitDix, parseDix } from "../../../src/formats/media/encapsulation.ts";
import { octetsOf } from "../../octets.ts";

export type Carriage = "802.3" | "dix";

/** LLC and NBF headers before user data: of a session frame, and of a datagram. */
const sessionHeaders = 4 + 14;
const datagramHeaders = 3 + 44;

/** NETBIOS user data that one frame holds. */
export const sessionMaximum = (carriage: Carriage): number => pduMaximum(carriage) - sessionHeaders;
export const datagramMaximum = (carriage: Carriage): number => pduMaximum(carriage) - datagramHeaders;

const pduMaximum = (carriage: Carriage): number =>
  ETHERNET_PAYLOAD_MAXIMUM - (carriage === "dix" ? emitDix({ pad: 0, payload: new Uint8Array() }).length : 0);

export function carried(carriage: Carriage, destination: Mac, source: Mac, pdu: Uint8Array): Uint8Array {
  if (carriage === "802.3") return emitEthernet({ kind: "802.3", destination, source, payload: pdu });
  const payload = emitDix({ pad: 0, payload: pdu });
  return emitEthernet({ kind: "ethernet2", etherType: ETHERTYPE_NETBEUI, destination, source, payload });
}

type Arrived = { readonly source: Mac; readonly destination: Mac; readonly pdu: Uint8Array };

/** The PDU of a whole frame; undefined when it is carried otherwise. */
export function arrived(carriage: Carriage, frame: string): Arrived | undefined {
  const ethernet = parseEthernet(octetsOf(frame));
  if (!ethernet.ok || !isCarriedSo(carriage, ethernet.value)) return undefined;
  const { source, destination, payload } = ethernet.value;
  if (carriage === "802.3") return { source, destination, pdu: payload };
  const dix = parseDix(payload);
  return dix.ok ? { source, destination, pdu: dix.value.payload } : undefined;
}

/** As far as the 14 octets of its header tell. A length longer than what is here is an 802.3 one. */
export function mayBeOurs(carriage: Carriage, header: string): boolean {
  const ethernet = parseEthernet(octetsOf(header.slice(0, 14)));
  return ethernet.ok ? isCarriedSo(carriage, ethernet.value) : carriage === "802.3";
}

const isCarriedSo = (carriage: Carriage, frame: EthernetFrame): boolean =>
  carriage === "802.3"
    ? frame.kind === "802.3"
    : frame.kind === "ethernet2" && frame.etherType === ETHERTYPE_NETBEUI;
