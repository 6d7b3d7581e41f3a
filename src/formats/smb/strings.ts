// Strings inside SMB bytes: ended by NUL, one octet a character (OEM) or UTF-16 (when Flags2 has 0x8000).

import { concat, octetText, textOctets, u16le, u8, viewOf } from "../octets.ts";

/** Each string of the list between a marking octet and a NUL; undefined when the bytes are anything else. */
export const parseMarked = (bytes: Uint8Array, marker: number): readonly string[] | undefined => {
  const strings: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0, at + 1);
    if (bytes[at] !== marker || end < 0) return undefined;
    strings.push(octetText(bytes.subarray(at + 1, end)));
    at = end + 1;
  }
  return strings;
};

/** Throws RangeError on a character that is no octet, NUL included. */
export const emitMarked = (strings: readonly string[], marker: number): Uint8Array =>
  concat(...strings.map((text) => concat(u8(marker), textOctets(nulFree(text)), u8(0))));

/** One UTF-16 string, its NUL the last thing in the bytes; undefined when it is anything else. */
export const parseWide = (bytes: Uint8Array): string | undefined => {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return undefined;
  const view = viewOf(bytes);
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) text += String.fromCharCode(view.getUint16(at, true));
  return text.indexOf("\0") === text.length - 1 ? text.slice(0, -1) : undefined;
};

export const emitWide = (text: string): Uint8Array =>
  concat(...Array.from({ length: text.length }, (_, at) => u16le(nulFree(text).charCodeAt(at))), u16le(0));

const nulFree = (text: string): string => {
  if (text.includes("\0")) throw new RangeError("a string ended by NUL cannot contain one");
  return text;
};
