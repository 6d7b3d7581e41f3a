// The operators between two values that are both there.
import { isPayload, type Payload } from "../../contract/value.ts";
import type { BinaryOp } from "../../contract/syntax.ts";
import { payloadOfHex } from "../values/bytes.ts";
import { contains, covers, range, sizeOf } from "../values/ranges.ts";
import { isList, isMissing, isRanges, isSame, Missing, type Val } from "../values/value.ts";

type Present = Exclude<Val, Missing>;
type Operator = (a: Present, b: Present) => Val;

/** A missing element somewhere inside makes the answer missing. */
export const equals = (a: Val, b: Val): Val => (isMissing(a) ? a : isMissing(b) ? b : isSame(a, b));

const numbers =
  (join: (a: number, b: number) => Val): Operator =>
  (a, b) =>
    typeof a === "number" && typeof b === "number" ? join(a, b) : new Missing("a number to reckon with");

const size = (v: Present): Val => {
  if (typeof v === "string" || isList(v)) return v.length;
  if (v === null) return 0;
  if (typeof v !== "object") return new Missing("a size");
  return isRanges(v) ? sizeOf(v) : isPayload(v) ? v.length : 0;
};

const has: Operator = (a, b) => {
  if (isList(a)) return a.some((x) => isSame(x, b));
  return a !== null && typeof a === "object" && isRanges(a) && typeof b === "number" && contains(a, b);
};

/** The part of a list in front of its first element `x`; all of it when `x` is not in it. */
const before: Operator = (a, x) => {
  if (!isList(a)) return [];
  const at = a.findIndex((y) => isSame(y, x));
  return at < 0 ? a : a.slice(0, at);
};

export const operators: Readonly<Record<Exclude<BinaryOp, "and" | "or" | "holds" | "owns">, Operator>> & {
  readonly size: typeof size;
} = {
  "=": isSame,
  "!=": (a, b) => !isSame(a, b),
  "<": numbers((a, b) => a < b),
  "<=": numbers((a, b) => a <= b),
  ">": numbers((a, b) => a > b),
  ">=": numbers((a, b) => a >= b),
  "+": numbers((a, b) => a + b),
  "-": numbers((a, b) => a - b),
  "*": numbers((a, b) => a * b),
  "..<": numbers(range),
  in: (a, b) => has(b, a),
  has,
  covers: (a, b) =>
    typeof a === "object" &&
    a !== null &&
    isRanges(a) &&
    typeof b === "object" &&
    b !== null &&
    isRanges(b) &&
    covers(a, b),
  before,
  size,
};

/** `list[i]`, counted from 0, or `list[a ..< b]`; of a byte string as far as the record shows it. */
export const element: Operator = (of, index) => {
  if (typeof of === "object" && of !== null && isPayload(of)) return piece(of, index);
  if (!isList(of)) return new Missing("an element of it");
  if (typeof index === "number") return of[index] ?? new Missing(`element ${index}`);
  if (index === null || typeof index !== "object" || !isRanges(index)) return new Missing("an element of it");
  return index.ranges.flatMap(([from, to]) => of.slice(from, to));
};

const piece = (of: Payload, index: Present): Val => {
  const shown = of.all ?? of.head;
  const bounds = typeof index === "number" ? [index, index + 1] : boundsOf(index);
  if (bounds === undefined) return new Missing("a piece of it");
  const [start = 0, stop = 0] = bounds;
  const end = Math.min(stop, of.length);
  if (end * 2 > shown.length) return new Missing(`byte ${end - 1} of it`);
  const digits = shown.slice(start * 2, end * 2);
  if (typeof index !== "number") return payloadOfHex(digits);
  return digits === "" ? new Missing(`byte ${start} of it`) : Number.parseInt(digits, 16);
};

const boundsOf = (index: Present): readonly number[] | undefined =>
  typeof index === "object" && index !== null && isRanges(index) ? (index.ranges[0] ?? [0, 0]) : undefined;
