// Events and values as reports spell them: short, one line, nothing that a terminal would obey.

import type { Event } from "../src/contract/event.ts";
import { isPayload, type Shown, type Value } from "../src/contract/value.ts";

/** `1.5 ms`, from microseconds. */
export function spellTime(microseconds: number): string {
  if (microseconds < 1000) return `${microseconds} us`;
  if (microseconds < 1_000_000) return `${microseconds / 1000} ms`;
  return `${microseconds / 1_000_000} s`;
}

const mostItems = 4;
const mostText = 32;

export function spellValue(value: Value): string {
  if (value === null) return "none";
  if (typeof value === "string") return cut(printable(value), mostText);
  if (typeof value !== "object") return String(value);
  if (isPayload(value))
    return value.length === 0
      ? "0 bytes"
      : `${value.length} bytes ${value.head.slice(0, 8)}${value.length > 4 ? "…" : ""}`;
  const items = value.slice(0, mostItems).map(spellValue);
  return `[${items.join(", ")}${value.length > mostItems ? ", …" : ""}]`;
}

/** `status=0, data=2 bytes 4142`. */
export const spellValues = (values: Shown): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${spellValue(value)}`)
    .join(", ");

/** `read(file=file1, count=2)`, `read returns (status=0)`. */
export function spellWord(event: Event): string {
  if (event.kind === "return") {
    const results = spellValues(event.results ?? {});
    return results === "" ? `${event.name} returns` : `${event.name} returns (${results})`;
  }
  return `${event.name}(${spellValues(event.args ?? {})})${event.kind === "arrived" ? " arrives" : ""}`;
}

// oxlint-disable no-control-regex -- they are what is looked for
const controls =
  /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069]|\p{Surrogate}/gu;
// oxlint-enable no-control-regex

/** A sentence that begins with the place that it is about, taken apart: `FILE:LINE: what is wrong there`. */
export function placed(sentence: string): {
  readonly file: string;
  readonly line: number;
  readonly says: string;
} {
  const [, file = "", line = "1", says = sentence] = /^(.*?):(\d+): (.*)$/su.exec(sentence) ?? [];
  return { file, line: Number(line), says };
}

/** Control characters, those that turn the direction of writing, and halves of characters, as `\x1b`. */
export const printable = (text: string): string =>
  text.replaceAll(controls, (each) => {
    const code = each.codePointAt(0) ?? 0;
    return code < 256
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });

export const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

/** `1 event`, `3 events`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
