// Numbers of calls where every order is gone through: the same call has one number, whatever was said before it, so that orders which
// open the same calls meet again (a count, or the lowest free number, would tell them apart for ever).
import type { Word } from "../script/advance.ts";
import type { Script } from "../script/compile.ts";

const known = new WeakMap<Script, Map<string, number>>();

/** `open`: the numbers in use; of calls that look alike each has its own. */
export function callNumber(
  script: Script,
  { from, to, name, args }: Word,
  open: ReadonlySet<number>,
): number {
  const numbers = known.get(script) ?? new Map<string, number>();
  known.set(script, numbers);
  const text = JSON.stringify([from, to, name, args]);
  for (let twin = 0; ; twin++) {
    const call = twin === 0 ? text : `${text}${twin}`;
    const number = numbers.get(call) ?? numbers.size + 1;
    numbers.set(call, number);
    if (!open.has(number)) return number;
  }
}
