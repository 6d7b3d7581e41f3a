// Random values of the small parts that many headers share.

import fc from "fast-check";

import { parseMac } from "../mac.ts";
import { parseName } from "../nbf/name.ts";
import { octetText } from "../octets.ts";

export const octet = fc.integer({ min: 0, max: 0xff });
export const u16 = fc.integer({ min: 0, max: 0xffff });
export const u32 = fc.integer({ min: 0, max: 0xffffffff });

export const octets = (minLength: number, maxLength = minLength): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Uint8Array.from(bytes));

export const mac = octets(6).map(parseMac);
export const ipv4Address = octets(4).map((bytes) => [...bytes].join("."));

/** Any sixteen octets, and names as people give them. */
export const netbiosName = fc
  .oneof(
    octets(16),
    fc
      .constantFrom("NTSERVER       \x20", "WFWCLIENT      \0", "*\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")
      .map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))),
  )
  .map(parseName);

/** Text of octets without NUL, as OEM strings have it. */
export const oemText = octets(0, 24).map((bytes) => octetText(bytes.filter((each) => each !== 0)));

/** A record with the usual prototype, as parsers make them. */
export const record = <T>(fields: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(fields, { noNullPrototype: true });

/** The same, with one more field that may be missing. */
export const optionally = <T, K extends string, V>(
  base: fc.Arbitrary<T>,
  key: K,
  value: fc.Arbitrary<V>,
): fc.Arbitrary<T & { [P in K]?: V }> =>
  fc
    .tuple(base, fc.option(value, { nil: undefined }))
    .map(([rest, given]) => Object.assign({}, rest, given === undefined ? {} : { [key]: given }));
