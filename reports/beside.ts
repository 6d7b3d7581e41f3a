// Two records in two columns: what is seen above across both, what changed hands below in a column each.

import type { Event } from "../src/contract/event.ts";
import { direction, ladderWidth, wrapped } from "./ladder.ts";
import { cut, printable, spellWord } from "./spelling.ts";

export type BesideSide = {
  readonly seen?: Event;
  readonly changes: readonly { readonly event: Event; readonly holds: readonly string[] }[];
};
export type BesidePair = { readonly left?: BesideSide; readonly right?: BesideSide };

const gap = " | ";
const column = Math.floor((ladderWidth - gap.length) / 2);

/** Lines of at most 100 characters. `=` stands before what both saw, `<` and `>` before what only the left or the right one did. */
export function besideText(titles: readonly [string, string], pairs: readonly BesidePair[]): string {
  const [left, right] = titles;
  return [
    ...sideways(wrapped(printable(left), column), wrapped(printable(right), column)),
    ...pairs.flatMap(({ left: one, right: other }) => [
      ...seenLine(one?.seen, other?.seen),
      ...sideways(changeLines(one), changeLines(other)),
    ]),
  ].join("\n");
}

function seenLine(left: Event | undefined, right: Event | undefined): readonly string[] {
  const event = left ?? right;
  if (event === undefined) return [];
  const mark = left === undefined ? ">" : right === undefined ? "<" : "=";
  return [cut(`${mark} ${direction(event)}  ${printable(spellWord(event))}`, ladderWidth)];
}

const changeLines = (side: BesideSide | undefined): readonly string[] =>
  (side?.changes ?? []).flatMap(({ event, holds }) => [
    `${String(event.seq).padStart(6)} ${printable(event.name)}${event.kind === "return" ? " returns" : ""}`,
    ...holds.flatMap((each) => wrapped(printable(each), column - 9).map((line) => `${" ".repeat(9)}${line}`)),
  ]);

function sideways(left: readonly string[], right: readonly string[]): readonly string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    `${cut(left[i] ?? "", column).padEnd(column)}${gap}${cut(right[i] ?? "", column)}`.trimEnd(),
  );
}
