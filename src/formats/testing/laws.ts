// The laws of every format, as functions that each format's test calls. Seeded, so that a failure is the same every time.

import assert from "node:assert/strict";

import fc from "fast-check";

import type { Result } from "../result.ts";

export type Format<T> = {
  readonly parse: (bytes: Uint8Array) => Result<T>;
  readonly emit: (value: T) => Uint8Array;
  readonly print: (value: T) => string;
  readonly values: fc.Arbitrary<T>;
  /** Whether whatever parses goes out again octet for octet; else only its meaning does. */
  readonly exact: boolean;
};

const RUNS = { seed: 20200229, numRuns: 200 };

/** All five laws. */
export const keepsTheLaws = <T>(format: Format<T>): void => {
  valuesSurvive(format);
  keepsItsDistance(format);
  survivesAnything(format);
  survivesDamage(format);
  printsOneLine(format);
};

/** parse ∘ emit = identity on values. */
const valuesSurvive = <T>({ parse, emit, values }: Format<T>): void => {
  fc.assert(
    fc.property(values, (value) => {
      assert.deepEqual(parse(emit(value)), { ok: true, value });
    }),
    RUNS,
  );
};

/** Octets that come in a Buffer, whose slices share memory, are neither changed nor shared. */
const keepsItsDistance = <T>({ parse, emit, values }: Format<T>): void => {
  fc.assert(
    fc.property(values, (value) => {
      const buffer = Buffer.from(emit(value));
      const result = parse(buffer);
      assert.deepEqual(buffer, Buffer.from(emit(value)));
      buffer.fill(0xff);
      assert.deepEqual(result, { ok: true, value });
    }),
    RUNS,
  );
};

/** Any octets give a value or a problem inside them, never an exception. */
const survivesAnything = <T>(format: Format<T>): void => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      answersFor(format, bytes);
    }),
    RUNS,
  );
};

/** So do octets that were right before something happened to them: these come further in. */
const survivesDamage = <T>(format: Format<T>): void => {
  fc.assert(
    fc.property(
      format.values,
      fc.nat(),
      fc.nat(255),
      fc.constantFrom("set", "cut", "grow"),
      (value, place, octet, what) => {
        answersFor(format, damaged(format.emit(value), place, octet, what));
      },
    ),
    { ...RUNS, numRuns: 400 },
  );
};

const printsOneLine = <T>({ print, values }: Format<T>): void => {
  fc.assert(
    fc.property(values, (value) => {
      const text = print(value);
      assert.ok(
        text.length > 0 && text.length <= 100 && !/[\n\r\t]/.test(text),
        `not one line of up to 100 columns: ${text}`,
      );
    }),
    RUNS,
  );
};

const answersFor = <T>({ parse, emit, exact }: Format<T>, bytes: Uint8Array): void => {
  const result = parse(bytes);
  if (!result.ok) {
    assert.ok(
      result.problem.at >= 0 && result.problem.at <= bytes.length,
      `${result.problem.at} is outside of ${bytes.length} octets`,
    );
    assert.ok(result.problem.text.length > 0);
    return;
  }
  const again = emit(result.value);
  if (exact) assert.deepEqual(again, bytes);
  else assert.deepEqual(parse(again), result);
};

const damaged = (
  bytes: Uint8Array,
  place: number,
  octet: number,
  what: "set" | "cut" | "grow",
): Uint8Array => {
  const at = place % (bytes.length + 1);
  switch (what) {
    case "set":
      return bytes.map((old, index) => (index === at ? octet : old));
    case "cut":
      return bytes.slice(0, at);
    case "grow":
      return Uint8Array.from([...bytes.subarray(0, at), octet, ...bytes.subarray(at)]);
  }
};
