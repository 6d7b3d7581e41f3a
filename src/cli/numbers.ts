// Values of flags, read with one sentence for what does not fit.
import { InputError } from "../contract/problem.ts";

export function wholeNumber(text: string, flag: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new InputError(`${flag} wants a whole number, not "${text}".`);
  return Number(text);
}
