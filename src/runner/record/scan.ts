// Lines read by templates, straight from the bytes of a chunk into rows: no text, no object. It stops at the first line that
// no template fits; whoever reads that one may teach it another.

import type { Batch } from "../../rules/quick/batch.ts";
import { hashNext, hashStart, type Interner } from "../../rules/quick/interner.ts";
import type { Hole, Template } from "./template.ts";

/** Bytes that must follow the last line of a chunk, whatever they are. */
export const slack = 64;

/** Where the value of a hole goes; -1: nowhere. */
export type HolePlace = { readonly kind: Hole["kind"]; readonly ids: number; readonly numbers: number };

/** What a line of a template comes to; without `op` no rule looks at it. */
export type RowPlan = {
  readonly op: number | undefined;
  readonly from: number;
  readonly to: number;
  readonly holes: readonly HolePlace[];
  /** columns that are the same in every such row */
  readonly fixedIds: readonly (readonly [column: number, id: number])[];
  readonly fixedNumbers: readonly (readonly [column: number, value: number])[];
};

type Known = RowPlan & { readonly parts: readonly Part[] };
/**
 * The bytes of a part, eight at a time, the last eight overlapping those before them where the length asks for it. Compared as
 * floating-point numbers, which for ASCII are the same exactly when their bytes are (only a byte above 0x7E makes a NaN).
 */
type Part = { readonly length: number; readonly words: Float64Array; readonly rest: Uint8Array };

const buckets = 1024;
const mostTemplates = 512;
/** Digits of which a number is whole for certain. */
const longestNumber = 15;

export class Scanner {
  /** lines taken, and number and time of the last */
  taken = 0;
  seq = 0;
  time = 0;
  readonly #batch: Batch;
  readonly #interner: Interner;
  readonly #known: Known[] = [];
  readonly #texts = new Set<string>();
  readonly #heads = new Int32Array(buckets).fill(-1);
  readonly #next = new Int32Array(mostTemplates).fill(-1);
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** what the last number read was */
  #value = 0;

  constructor(batch: Batch, interner: Interner) {
    this.#batch = batch;
    this.#interner = interner;
  }

  /** The bytes that `take` reads. */
  of(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  learn(template: Template, plan: RowPlan): void {
    const index = this.#known.length;
    const text = template.parts.join("\n");
    if (index >= mostTemplates || this.#texts.has(text)) return;
    this.#texts.add(text);
    const parts = template.parts.map(partOf);
    this.#known.push({ ...plan, parts });
    const first = new DataView(new ArrayBuffer(slack));
    for (const [i, byte] of Buffer.from(template.parts[0] ?? "")
      .subarray(0, slack)
      .entries())
      first.setUint8(i, byte);
    const bucket = bucketOf(first, 0);
    this.#next[index] = this.#heads[bucket] ?? -1;
    this.#heads[bucket] = index;
  }

  /** Takes lines from `start` on while they fit and rows are free; answers where it stopped. `end` is behind a line end. */
  take(start: number, end: number): number {
    const { capacity } = this.#batch;
    let at = start;
    while (at < end && this.#batch.length < capacity) {
      const next = this.#line(at);
      if (next < 0) return at;
      this.taken++;
      at = next;
    }
    return at;
  }

  /** Where the line behind this one begins; -1: it does not fit, and nothing has changed. */
  #line(start: number): number {
    const view = this.#view;
    if (view.getInt32(start, true) !== openingA || view.getInt32(start + 3, true) !== openingB) return -1;
    let at = this.#number(start + 7);
    const seq = this.#value;
    if (at < 0 || seq <= this.seq) return -1;
    if (view.getInt32(at, true) !== timeA || view.getInt32(at + 4, true) !== timeB) return -1;
    at = this.#number(at + 8);
    const time = this.#value;
    if (at < 0 || time < this.time) return -1;
    for (let i = this.#heads[bucketOf(view, at)] ?? -1; i >= 0; i = this.#next[i] ?? -1) {
      const known = this.#known[i];
      const next = known === undefined ? -1 : this.#fit(known, at);
      if (next < 0) continue;
      this.seq = seq;
      this.time = time;
      return next;
    }
    return -1;
  }

  #fit(known: Known, start: number): number {
    const { parts, holes, op } = known;
    const row = this.#batch.length;
    let at = start;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      if (part === undefined || !this.#isThere(part, at)) return -1;
      at += part.length;
      const hole = holes[i];
      if (hole === undefined) continue;
      at = hole.kind === "number" ? this.#numberInto(hole, at, row) : this.#textInto(hole, at, row);
      if (at < 0) return -1;
    }
    if (op !== undefined) this.#fill(known, op, row);
    return at;
  }

  #fill({ from, to, fixedIds, fixedNumbers }: Known, op: number, row: number): void {
    const batch = this.#batch;
    batch.op[row] = op;
    batch.from[row] = from;
    batch.to[row] = to;
    for (let i = 0; i < fixedIds.length; i++) {
      const fixed = fixedIds[i];
      const column = fixed === undefined ? undefined : batch.ids[fixed[0]];
      if (fixed !== undefined && column !== undefined) column[row] = fixed[1];
    }
    for (let i = 0; i < fixedNumbers.length; i++) {
      const fixed = fixedNumbers[i];
      const column = fixed === undefined ? undefined : batch.numbers[fixed[0]];
      if (fixed !== undefined && column !== undefined) column[row] = fixed[1];
    }
    batch.length++;
  }

  #isThere({ words, rest, length }: Part, start: number): boolean {
    if (length < 8) {
      const bytes = this.#bytes;
      for (let i = 0; i < length; i++) if (bytes[start + i] !== rest[i]) return false;
      return true;
    }
    const view = this.#view;
    const last = words.length - 1;
    for (let i = 0; i < last; i++) if (view.getFloat64(start + 8 * i, true) !== words[i]) return false;
    return view.getFloat64(start + length - 8, true) === words[last];
  }

  /** A number as JSON spells it, without sign, fraction and exponent; answers where it ends, -1 when it is none. */
  #number(start: number): number {
    const bytes = this.#bytes;
    let at = start;
    let digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return -1;
    let value = 0;
    while (digit >= 0 && digit <= 9) {
      value = 10 * value + digit;
      digit = (bytes[++at] ?? 0) - 48;
    }
    if (at - start > longestNumber || (bytes[start] === 48 && at - start > 1)) return -1;
    this.#value = value;
    return at;
  }

  #numberInto({ ids, numbers }: HolePlace, start: number, row: number): number {
    const end = this.#number(start);
    if (end < 0) return -1;
    const column = numbers < 0 ? undefined : this.#batch.numbers[numbers];
    if (column !== undefined) column[row] = this.#value;
    if (ids >= 0) {
      let hash = hashStart;
      for (let i = start; i < end; i++) hash = hashNext(hash, this.#bytes[i] ?? 0);
      this.#setId(ids, row, start, end, hash);
    }
    return end;
  }

  /** A text without anything that JSON has to escape, in ASCII; its token has the quotes around it. */
  #textInto({ ids }: HolePlace, start: number, row: number): number {
    const bytes = this.#bytes;
    let hash = hashNext(hashStart, 34);
    let at = start;
    for (let byte = bytes[at] ?? 0; byte !== 34; byte = bytes[++at] ?? 0) {
      if (byte < 32 || byte > 126 || byte === 92) return -1;
      hash = hashNext(hash, byte);
    }
    if (ids >= 0) this.#setId(ids, row, start - 1, at + 1, hashNext(hash, 34));
    return at;
  }

  #setId(column: number, row: number, from: number, to: number, hash: number): void {
    const ids = this.#batch.ids[column];
    if (ids !== undefined) ids[row] = this.#interner.at(this.#bytes, from, to, hash);
  }
}

const word = (text: string): number => Buffer.from(text).readInt32LE(0);
const [openingA, openingB, timeA, timeB] = [word('{"se'), word('eq":'), word(',"ti'), word('me":')];

/** Of a line behind its time: by the first letters of the kind and the first letters of the word. */
const bucketOf = (view: DataView, at: number): number => {
  const mixed =
    Math.imul(view.getInt32(at + 9, true), 0x9e3779b1) ^
    Math.imul(view.getInt32(at + 22, true), 0x85ebca6b) ^
    Math.imul(view.getInt32(at + 26, true), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) & (buckets - 1);
};

const partOf = (text: string): Part => {
  const bytes = Buffer.from(text);
  const { length } = bytes;
  const count = length < 8 ? 0 : Math.ceil(length / 8);
  const words = Float64Array.from({ length: count }, (_, i) =>
    bytes.readDoubleLE(Math.min(8 * i, length - 8)),
  );
  return { length, words, rest: bytes };
};
