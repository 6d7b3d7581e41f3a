// Values of flags, read with one sentence for what does not fit.
import { InputError } from "../contract/problem.ts";

export function wholeNumber(text: string, flag: string, least = 0): number {
  if (/^\d{1,9}$/u.test(text) && Number(text) >= least) return Number(text);
  const bounds = /^\d+$/u.test(text) ? ` from ${least} to ${most}` : "";
  throw new InputError(`${flag} wants a whole number${bounds}, not "${text}".`);
}

const most = 999_999_999;

/** With commas or repeated. An empty one is refused: it would select everything, which nobody who gives the flag wants. */
export const collectList = (value: string, before: readonly string[]): readonly string[] => {
  const names = value.split(",").flatMap((each) => (each.trim() === "" ? [] : [each.trim()]));
  if (names.length === 0)
    throw new InputError(`"${value}" names no role and no rule: name one, or leave the flag out.`);
  return [...before, ...names];
};
