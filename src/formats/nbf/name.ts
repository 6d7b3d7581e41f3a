// NetBIOS names: sixteen octets, of which the last is a suffix that tells the use. As text "NTSERVER<20>":
// padding blanks left out, octets that do not print as <xx>, the suffix always so.

import { MAC_LENGTH, emitMac } from "../mac.ts";
import type { Mac } from "../mac.ts";
import { concat, fromHex, octetText, textOctets } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

export type NetbiosName = string;

export const NAME_LENGTH = 16;

const TEXT_LENGTH = NAME_LENGTH - 1;
const WRITTEN = /^((?:[\x20-\x3b\x3d-\x7e]|<[0-9a-f]{2}>)*)<([0-9a-f]{2})>$/;

/** A name of a service: text in capitals, padded with blanks. Throws RangeError over 15 characters. */
export const netbiosName = (text: string, suffix: number): NetbiosName => {
  const octets = textOctets(text.toUpperCase(), "NetBIOS name");
  if (octets.length > TEXT_LENGTH) throw new RangeError(`NetBIOS name ${text} is longer than 15 characters`);
  return parseName(concat(padded(octets), Uint8Array.of(suffix)));
};

/** NAME_NUMBER_1: the name that every adapter has from birth, ten zeros and its address. */
export const nameNumberOne = (mac: Mac): NetbiosName =>
  parseName(concat(new Uint8Array(NAME_LENGTH - MAC_LENGTH), emitMac(mac)));

/** Sixteen octets as text; every sixteen octets are a name. */
export const parseName = (bytes: Uint8Array): NetbiosName => {
  const text = octetText(bytes.subarray(0, TEXT_LENGTH)).replace(/ +$/, "");
  return [...text].map(written).join("") + escaped(bytes[TEXT_LENGTH] ?? 0);
};

/** Reads the text form, for what people write. */
export const readName = (text: string): Result<NetbiosName> => {
  const octets = octetsOf(text);
  if (octets === undefined)
    return bad(0, `not a NetBIOS name with its suffix, such as NTSERVER<20>: ${text.slice(0, 40)}`);
  return ok(parseName(octets));
};

/** Throws RangeError on what `readName` refuses. */
export const emitName = (name: NetbiosName): Uint8Array => {
  const octets = octetsOf(name);
  if (octets === undefined) throw new RangeError(`not a NetBIOS name: ${name}`);
  return octets;
};

const octetsOf = (text: string): Uint8Array | undefined => {
  const [, body = "", suffix = ""] = WRITTEN.exec(text) ?? [];
  const octets = textOctets(
    body.replaceAll(/<(..)>/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
  );
  return suffix === "" || octets.length > TEXT_LENGTH ? undefined : concat(padded(octets), fromHex(suffix));
};

const padded = (octets: Uint8Array): Uint8Array =>
  concat(octets, new Uint8Array(TEXT_LENGTH - octets.length).fill(0x20));

const written = (character: string): string =>
  /[\x20-\x3b\x3d-\x7e]/.test(character) ? character : escaped(character.charCodeAt(0));

const escaped = (octet: number): string => `<${octet.toString(16).padStart(2, "0")}>`;
