// Byte strings of the simulation and what an event shows of them.
import { hash } from "node:crypto";
import { isBytes, isWant, type Bytes, type Payload, type Value, type WordValue } from "../contract/value.ts";

const shown = new WeakMap<Bytes, Payload>();

/** Length, SHA-256 and the first 64 bytes; computed once per byte string. */
export function payload(bytes: Bytes): Payload {
  let known = shown.get(bytes);
  if (known === undefined) {
    const raw = Buffer.from(bytes.latin1, "latin1");
    known = {
      length: raw.length,
      sha256: hash("sha256", raw, "hex"),
      head: raw.subarray(0, 64).toString("hex"),
    };
    shown.set(bytes, known);
  }
  return known;
}

/** What an event or a record holds of a value inside the simulation. */
export function show(value: WordValue): Value {
  if (isBytes(value)) return payload(value);
  if (isWant(value)) return null;
  if (Array.isArray(value)) return value.map(show);
  return value as Value;
}

export const fromHex = (hex: string): Bytes => ({ latin1: Buffer.from(hex, "hex").toString("latin1") });
export const emptyBytes: Bytes = { latin1: "" };
