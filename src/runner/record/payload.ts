// Byte strings written by hand: `{"all": "41 42"}` is enough, the rest is worked out.

import { createHash } from "node:crypto";
import type { Payload } from "../../contract/value.ts";
import { type Fields, isFields, isText, isWhole } from "./shape.ts";

const headBytes = 64;
const digits = /^(?:[0-9A-Fa-f]{2})*$/;

/** What an event shows of these bytes. */
export function payloadOf(bytes: Uint8Array): Payload {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { length: bytes.length, sha256, head: Buffer.from(bytes.subarray(0, headBytes)).toString("hex") };
}

/** The line with every `all` completed, or what is wrong with one. */
export function withPayloads(line: Fields): Fields | string {
  try {
    const done: Record<string, unknown> = { ...line };
    for (const key of ["args", "results", "resources"]) {
      const values = done[key];
      if (isFields(values)) done[key] = mapped(values, 0);
    }
    return done;
  } catch (error) {
    if (error instanceof FalsePayload) return error.message;
    throw error;
  }
}

class FalsePayload extends Error {}

const deepest = 20;

const mapped = (values: Fields, depth: number): Fields =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, completed(value, depth)]));

function completed(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => completed(each, depth + 1));
  if (!isFields(value)) return value;
  return isText(value["all"]) ? whole(value, value["all"]) : mapped(value, depth + 1);
}

function whole(value: Fields, all: string): Fields {
  const text = all.replaceAll(" ", "");
  if (!digits.test(text)) throw new FalsePayload('has an "all" that is not pairs of hexadecimal digits');
  const payload = payloadOf(Buffer.from(text, "hex"));
  if (isWhole(value["length"]) && value["length"] !== payload.length)
    throw new FalsePayload(
      `says that a byte string has ${value["length"]} bytes and gives ${payload.length}`,
    );
  if (isText(value["sha256"]) && value["sha256"].toLowerCase() !== payload.sha256)
    throw new FalsePayload("has a byte string whose SHA-256 is not the one it states");
  return {
    ...payload,
    ...value,
    length: payload.length,
    sha256: payload.sha256,
    head: payload.head,
    all: text,
  };
}
