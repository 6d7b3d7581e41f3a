// The values of a line as a module sees them, and back: bytes are bytes.
import { isFields } from "../values.ts";
import type { Plain, Values } from "./adapter.ts";

export function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plain);
  if (isFields(value)) return typeof value["all"] === "string" ? Buffer.from(value["all"], "hex") : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

export const plainValues = (values: unknown): Values =>
  isFields(values)
    ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]))
    : {};

export function wired(value: Plain): unknown {
  if (value instanceof Uint8Array) return { all: Buffer.from(value).toString("hex") };
  return isList(value) ? value.map(wired) : value;
}

export const wiredValues = (values: Values): unknown =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wired(value)]));

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);
