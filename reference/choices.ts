// Which of several things at hand: as a `do` asks for them, or freely.
import type { View } from "../src/contract/layer.ts";
import { isWant, type WordValue } from "../src/contract/value.ts";
import { itemsOf } from "./words.ts";

/**
 * The things that a `do` means: those it names, and for each free place (null, a wish) the next one at hand.
 * Without a list: a pick of all, the first, the last, or all backwards. null: what it asks for is not at hand.
 */
export function chosen(
  view: View,
  name: string,
  asked: WordValue | undefined,
  atHand: readonly string[],
): readonly string[] | null {
  if (atHand.length === 0) return null;
  if (!Array.isArray(asked) && typeof asked !== "string") return view.pick(name, someOf(atHand));
  const items = itemsOf(asked).map((item) => (isWant(item) && item.of !== undefined ? item.of : item));
  const named = items.filter((item) => typeof item === "string");
  const free = atHand.filter((id) => !named.includes(id));
  const found = items.map((item) => (typeof item === "string" ? item : free.shift()));
  const whole = found.filter((id) => id !== undefined && atHand.includes(id));
  return whole.length === items.length && whole.length > 0 && new Set(whole).size === whole.length
    ? (whole as readonly string[])
    : null;
}

/** All, the first, the last, all backwards; no two alike. */
export function someOf(all: readonly string[]): readonly (readonly string[])[] {
  return all.length < 2 ? [all] : [all, all.slice(0, 1), all.slice(-1), all.toReversed()];
}

/** Every selection of at most `most`, larger ones first, in the order given. */
export function subsets(all: readonly string[], most: number): readonly (readonly string[])[] {
  const found = all.reduce<readonly (readonly string[])[]>(
    (sets, one) => [...sets, ...sets.map((set) => [...set, one])],
    [[]],
  );
  return found.filter((set) => set.length <= most).toSorted((a, b) => b.length - a.length);
}
