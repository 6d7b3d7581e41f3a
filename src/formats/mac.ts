// A station's 48-bit address, as text in transmission order of an Ethernet: "02:00:00:00:00:a1".

import { exactly, fromHex, hex } from "./octets.ts";

export type Mac = string;

export const MAC_LENGTH = 6;

/** The multicast address to which NetBEUI sends its name frames (802.3 bit order). */
export const NETBIOS_MULTICAST: Mac = "03:00:00:00:00:01";

/** Six octets as text. */
export const parseMac = (bytes: Uint8Array): Mac => hex(bytes).replaceAll(/..(?=.)/g, "$&:");

/** Throws RangeError when the text is not six hex pairs between colons. */
export const emitMac = (mac: Mac): Uint8Array => {
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(mac)) throw new RangeError(`not a MAC address: ${mac}`);
  return exactly(fromHex(mac.replaceAll(":", "")), MAC_LENGTH, "MAC address");
};

/** The same address in the bit order of the other family: Token Ring and FDDI send each octet's high bit first. */
export const reversedMac = (mac: Mac): Mac => parseMac(emitMac(mac).map(reversedBits));

const reversedBits = (octet: number): number => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) reversed |= ((octet >>> bit) & 1) << (7 - bit);
  return reversed;
};
