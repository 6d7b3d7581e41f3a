// The values of the kit's lines as a step function takes them: bytes a character each, wishes as they are.
import type { Args, WordValue } from "../../contract/value.ts";
import { isFields } from "../values.ts";

export function valueTold(value: unknown): WordValue {
  if (Array.isArray(value)) return value.map(valueTold);
  if (!isFields(value))
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? value
      : null;
  const { all, want, of } = value as {
    readonly all?: unknown;
    readonly want?: unknown;
    readonly of?: unknown;
  };
  if (typeof all === "string") return { latin1: Buffer.from(all, "hex").toString("latin1") };
  return { want: argsTold(want), ...(typeof of === "string" ? { of } : {}) };
}

export const argsTold = (values: unknown): Args =>
  Object.fromEntries(
    Object.entries(isFields(values) ? values : {}).map(([name, value]) => [name, valueTold(value)]),
  );
