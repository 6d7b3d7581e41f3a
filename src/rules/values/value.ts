// What an expression of a rule may come to: the values of events, byte ranges, and "not in the record".
import { isPayload, type Payload, type Value } from "../../contract/value.ts";

/** Something a rule needed that the record does not show. It spreads through every operation and never becomes an accusation. */
export class Missing {
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }
}

/** Offsets covered, `from` inclusive and `to` exclusive, sorted and apart from each other. */
export type Ranges = { readonly ranges: readonly (readonly [from: number, to: number])[] };

export type Val = string | number | boolean | null | Payload | Ranges | Missing | readonly Val[];
export type Truth = boolean | Missing;

export const isMissing = (v: unknown): v is Missing => v instanceof Missing;
export const isRanges = (v: Val): v is Ranges => typeof v === "object" && v !== null && "ranges" in v;
export const isList = (v: Val): v is readonly Val[] => Array.isArray(v);

/** A condition: anything that is not true or missing does not hold. */
export const truth = (v: Val): Truth => (isMissing(v) ? v : v === true);

/** The identity of a call as a value: text, so that it is never taken for a number of the rule. */
export const callValue = (call: number): string => `call#${call}`;
export const isCallValue = (v: Val): v is string => typeof v === "string" && v.startsWith("call#");

/** Equality of two values that are both there; byte strings are compared by length and digest. */
export const isSame = (a: Val, b: Val): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((x, i) => isSame(x, b[i] ?? null));
  if (isPayload(a)) return isPayload(b) && a.length === b.length && a.sha256 === b.sha256;
  if (isMissing(a) || isMissing(b)) return false;
  return isRanges(a) && isRanges(b) && encode(a) === encode(b);
};

/** One text per value; texts are equal exactly when the values are. Used for keys. */
export const encode = (v: Val): string => {
  if (typeof v === "string") return v.includes('"') || v.includes("\\") ? JSON.stringify(v) : `"${v}"`;
  if (v === null || typeof v !== "object") return String(v);
  if (isList(v)) return `[${v.map(encode).join()}]`;
  if (isMissing(v)) return "?";
  if (isRanges(v)) return `{${v.ranges.map(([from, to]) => `${from}-${to}`).join()}}`;
  return `<${v.length}:${v.sha256}>`;
};

/** As a finding carries it: ranges become lists of pairs, what is missing becomes none. */
export const asPlain = (v: Val): Value => {
  if (isList(v)) return v.map(asPlain);
  if (isMissing(v)) return null;
  return isRangesObject(v) ? v.ranges.map((pair) => [...pair]) : v;
};
const isRangesObject = (v: Exclude<Val, Missing | readonly Val[]>): v is Ranges => isRanges(v);
