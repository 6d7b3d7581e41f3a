// Values as a sentence prints them.
import { isPayload } from "../../contract/value.ts";
import { isList, isMissing, isRanges, type Val } from "./value.ts";

const listLimit = 8;

export const show = (v: Val): string => {
  if (v === null) return "none";
  if (typeof v !== "object") return String(v);
  if (isList(v)) return `[${v.slice(0, listLimit).map(show).join(", ")}${v.length > listLimit ? ", …" : ""}]`;
  if (isMissing(v)) return "not in the record";
  if (isRanges(v))
    return v.ranges.length === 0
      ? "nothing"
      : v.ranges.map(([from, to]) => `${from} ..< ${to}`).join(" and ");
  return isPayload(v) ? `${v.length} bytes ${v.head.slice(0, 16)}${v.length > 8 ? "…" : ""}` : "";
};

const units = [
  [60_000_000, "min"],
  [1_000_000, "s"],
  [1000, "ms"],
] as const;

/** Microseconds in the largest unit that divides them. */
export const showTime = (time: number): string => {
  const unit = time === 0 ? undefined : units.find(([size]) => time % size === 0);
  return unit === undefined ? `${time} us` : `${time / unit[0]} ${unit[1]}`;
};
