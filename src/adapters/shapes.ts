// Whether a value is one of its type, as the vocabulary declares it.
import type { Program } from "../contract/program.ts";
import type { TypeRef } from "../contract/syntax.ts";
import { isBytes, type WordValue } from "../contract/value.ts";

export function fits(program: Program, type: TypeRef, value: WordValue): boolean {
  const one = (item: WordValue): boolean => item === null || isOne(program, type.name, item);
  return type.list ? isList(value) && value.every(one) : one(value);
}

const shapes: Readonly<Record<string, (value: WordValue) => boolean>> = {
  int: Number.isSafeInteger,
  duration: Number.isSafeInteger,
  bool: (value) => typeof value === "boolean",
  bytes: isBytes,
  any: () => true,
};

/** What is no number, truth or bytes is a text: of an enumeration, one of its constants. */
function isOne(program: Program, type: string, value: WordValue): boolean {
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape !== undefined) return shape(value);
  const constants = program.types.get(type)?.constants ?? [];
  return typeof value === "string" && (constants.length === 0 || constants.includes(value));
}

const isList = (value: WordValue): value is readonly WordValue[] => Array.isArray(value);
