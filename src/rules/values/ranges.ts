// Byte ranges: what a transfer has brought so far, and whether it covers what is asked.
import { Missing, type Ranges } from "./value.ts";

/** Beyond so many separate pieces the state of a rule is unknown. */
export const maxPieces = 64;

export const noRanges: Ranges = { ranges: [] };

/** The range `from ..< to`; empty when `to` is not behind `from`. */
export const range = (from: number, to: number): Ranges => (to > from ? { ranges: [[from, to]] } : noRanges);

/** The union, its pieces joined where they touch. */
export const union = (a: Ranges, b: Ranges): Ranges | Missing => {
  const sorted = [...a.ranges, ...b.ranges].toSorted(([x], [y]) => x - y);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined.length > maxPieces
    ? new Missing(`which bytes came: more than ${maxPieces} separate pieces`)
    : { ranges: joined };
};

/** What stays of `a` without `b`. */
export const without = (a: Ranges, b: Ranges): Ranges | Missing => {
  let left = [...a.ranges];
  for (const [from, to] of b.ranges) {
    left = left.flatMap(([f, t]) =>
      [range(f, Math.min(t, from)), range(Math.max(f, to), t)].flatMap((r) => r.ranges),
    );
  }
  return left.length > maxPieces
    ? new Missing(`which bytes are left: more than ${maxPieces} separate pieces`)
    : { ranges: left };
};

export const covers = (a: Ranges, b: Ranges): boolean =>
  b.ranges.every(([from, to]) => a.ranges.some(([f, t]) => f <= from && to <= t));

export const contains = (a: Ranges, offset: number): boolean =>
  a.ranges.some(([from, to]) => from <= offset && offset < to);

export const sizeOf = (a: Ranges): number => a.ranges.reduce((sum, [from, to]) => sum + to - from, 0);
