// Shapes of plain data, put together of smaller ones: what a guard lets through has the type that it names.
import { isFields } from "../shape.ts";

export type Is<T> = (value: unknown) => value is T;
type Shapes = Readonly<Record<string, Is<unknown>>>;
type Of<S> = { readonly [K in keyof S]: S[K] extends Is<infer T> ? T : never };
type None = Readonly<Record<never, never>>;

/** An object with these fields; those of the second table may be absent, others may be there. */
export function object<R extends Shapes, O extends Shapes = None>(
  required: R,
  optional?: O,
): Is<Of<R> & Partial<Of<O>>> {
  const needed = Object.entries(required);
  const allowed = Object.entries(optional ?? {});
  return (value): value is Of<R> & Partial<Of<O>> =>
    isFields(value) &&
    needed.every(([key, is]) => is(value[key])) &&
    allowed.every(([key, is]) => !Object.hasOwn(value, key) || is(value[key]));
}

export const list =
  <T>(is: Is<T>): Is<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(is);

export const oneOf =
  <const T extends string>(...words: readonly T[]): Is<T> =>
  (value): value is T =>
    words.some((word) => word === value);

export const yes: Is<true> = (value) => value === true;
export const isFlag: Is<boolean> = (value) => typeof value === "boolean";
