// Values as they stand in a line, and back: bytes are a record's payload of which only `all` is said.
import { isBytes, isWant, type Args, type WordValue } from "../contract/value.ts";

export type Fields = Readonly<Record<string, unknown>>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type WireBytes = { readonly all: string };
export type WireValue = string | number | boolean | null | WireBytes | readonly WireValue[];

/** Deeper than any value of a vocabulary, and shallow enough for the stack. */
const deepest = 16;

export const isWireValue = (value: unknown): value is WireValue => isShallow(value, deepest);

function isShallow(value: unknown, depth: number): boolean {
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((one) => isShallow(one, depth - 1));
  if (isFields(value)) return typeof value["all"] === "string" && /^(?:[\da-f]{2})*$/iu.test(value["all"]);
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

export function fromWire(value: WireValue): WordValue {
  if (isList(value)) return value.map(fromWire);
  if (typeof value === "object" && value !== null)
    return { latin1: Buffer.from(value.all, "hex").toString("latin1") };
  return value;
}

export function toWire(value: WordValue): unknown {
  if (isBytes(value)) return { all: Buffer.from(value.latin1, "latin1").toString("hex") };
  if (isWant(value))
    return { want: argsToWire(value.want), ...(value.of === undefined ? {} : { of: value.of }) };
  return Array.isArray(value) ? value.map(toWire) : value;
}

export const argsToWire = (args: Args): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, toWire(value)]));

const isList = (value: WireValue): value is readonly WireValue[] => Array.isArray(value);
