// Byte literals of the language, as the payloads that events show.
import { createHash } from "node:crypto";
import type { Payload } from "../../contract/value.ts";

const headBytes = 64;

/** `digits`: hexadecimal without blanks. */
export const payloadOfHex = (digits: string): Payload => {
  const bytes = Buffer.from(digits, "hex");
  return {
    length: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    head: bytes.subarray(0, headBytes).toString("hex"),
  };
};
