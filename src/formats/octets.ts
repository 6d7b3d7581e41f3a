// Octets: integers in both orders, text, joining, comparing. Writers refuse what does not fit.

/** Bounds-checked reads; `getUint16(at, true)` is little-endian. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** One octet. Throws RangeError, naming the field, when the number does not fit; so do its kin. */
export const u8 = (value: number, field = "octet"): Uint8Array => Uint8Array.of(fitting(value, 0xff, field));

export const u16be = (value: number, field = "16-bit field"): Uint8Array => {
  const n = fitting(value, 0xffff, field);
  return Uint8Array.of(n >>> 8, n & 0xff);
};

export const u16le = (value: number, field = "16-bit field"): Uint8Array => {
  const n = fitting(value, 0xffff, field);
  return Uint8Array.of(n & 0xff, n >>> 8);
};

export const u32be = (value: number, field = "32-bit field"): Uint8Array => {
  const n = fitting(value, 0xffffffff, field);
  return Uint8Array.of(n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff);
};

export const u32le = (value: number, field = "32-bit field"): Uint8Array => u32be(value, field).reverse();

/** A signed 16-bit number, little-endian, in two's complement. */
export const s16le = (value: number, field = "signed 16-bit field"): Uint8Array => {
  if (!Number.isInteger(value) || value < -0x8000 || value > 0x7fff)
    throw misfit(value, field, "-32768..32767");
  return u16le(value & 0xffff, field);
};

/** A signed 32-bit number, little-endian, in two's complement. */
export const s32le = (value: number, field = "signed 32-bit field"): Uint8Array => {
  if (!Number.isInteger(value) || (value | 0) !== value)
    throw misfit(value, field, "-2147483648..2147483647");
  return u32le(value >>> 0, field);
};

/** A copy of some octets, as a plain Uint8Array also where the caller's is a view that would share them. */
export const part = (bytes: Uint8Array, from: number, to?: number): Uint8Array =>
  new Uint8Array(bytes.subarray(from, to));

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Exactly `length` octets, or RangeError. */
export const exactly = (bytes: Uint8Array, length: number, field: string): Uint8Array => {
  if (bytes.length !== length)
    throw new RangeError(`${field} has ${bytes.length} octets; it needs ${length}`);
  return bytes;
};

export const equalOctets = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((octet, at) => octet === b[at]);

export const allZero = (bytes: Uint8Array): boolean => bytes.every((octet) => octet === 0);

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");

/** Hex digits, blanks ignored. Throws RangeError on anything else. */
export const fromHex = (text: string): Uint8Array => {
  const digits = text.replaceAll(/\s/g, "");
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits))
    throw new RangeError(`not pairs of hex digits: ${text.slice(0, 40)}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

/** One character an octet (U+0000..U+00FF): loses nothing, whatever the code page was. */
export const octetText = (bytes: Uint8Array): string => {
  let text = "";
  for (const octet of bytes) text += String.fromCharCode(octet);
  return text;
};

export const textOctets = (text: string, field = "text"): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at++) {
    const code = text.charCodeAt(at);
    bytes[at] = code <= 0xff ? code : fitting(code, 0xff, `a character of ${field}`);
  }
  return bytes;
};

/** A line of at most `columns` printable characters; what is cut off shows as an ellipsis. */
export const line = (text: string, columns = 100): string => {
  const plain = text.replaceAll(/[^\x20-\x7e\xa1-\xff]/g, ".");
  return plain.length <= columns ? plain : `${plain.slice(0, columns - 1)}…`;
};

export const hex16 = (value: number): string => `0x${value.toString(16).padStart(4, "0")}`;

export const hex8 = (value: number): string => `0x${value.toString(16).padStart(2, "0")}`;

const fitting = (value: number, most: number, field: string): number => {
  if (!Number.isInteger(value) || value < 0 || value > most) throw misfit(value, field, `0..${most}`);
  return value;
};

const misfit = (value: number, field: string, range: string): RangeError =>
  new RangeError(`${field} is ${value}; it must be a whole number in ${range}`);
