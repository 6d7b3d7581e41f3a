// A ladder of parties: one line for every call, return, message and act, each party a rail, and who held what beneath.

import type { Event, Party, PartyId } from "../src/contract/event.ts";
import { cut, printable, spellTime, spellWord } from "./spelling.ts";

export type Ladder = {
  readonly parties: readonly Party[];
  /** the events to draw; they may have gaps */
  readonly events: readonly Event[];
  /** number of the step that an event is, by sequence number */
  readonly steps?: ReadonlyMap<number, number>;
  /** sentences on custody that stand beneath an event, by sequence number */
  readonly custody?: ReadonlyMap<number, readonly string[]>;
  /** the event that the reader is looking for */
  readonly mark?: number;
};

export const ladderWidth = 100;
const narrowestLabel = 36;

/** Lines of at most 100 characters; no line ends in a blank. */
export function ladder(picture: Ladder): string {
  const rails = railsOf(picture);
  const margin = marginOf(picture);
  const lines = [
    head(rails, margin),
    ...picture.events.flatMap((event, index) => [
      ...pause(picture.events[index - 1], event, margin),
      ...rowsOf(picture, event, rails, margin),
    ]),
  ];
  return lines.map((line) => cut(line, ladderWidth).trimEnd()).join("\n");
}

/** Where the rail of a party is; `width` is that of all of them. undefined: they do not fit. */
type Rails =
  | { readonly at: ReadonlyMap<PartyId, number>; readonly names: readonly PartyId[]; readonly width: number }
  | undefined;

function railsOf({ parties, events }: Ladder): Rails {
  const seen = new Set(events.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])));
  const known = parties.map(({ id }) => id).filter((id) => seen.has(id));
  const names = [...known, ...[...seen].filter((id) => !known.includes(id))];
  const at = new Map<PartyId, number>();
  let width = 0;
  for (const name of names) {
    at.set(name, width);
    width += Math.max(7, printable(name).length + 2);
  }
  return width > ladderWidth - narrowestLabel - 12 ? undefined : { at, names, width };
}

type Margin = { readonly seq: number; readonly step: boolean };

const marginOf = ({ events, steps }: Ladder): Margin => ({
  seq: Math.max(4, ...events.map(({ seq }) => String(seq).length + 1)),
  step: steps !== undefined && steps.size > 0,
});

const marginText = ({ seq, step }: Margin, number: string, stepNumber: string, mark: boolean): string =>
  `${mark ? ">" : " "}${number.padStart(seq)}${step ? stepNumber.padStart(6) : ""}  `;

function head(rails: Rails, margin: Margin): string {
  const front = marginText(margin, "#", "step", false);
  if (rails === undefined) return `${front}what`;
  return front + rails.names.map((name, index) => printable(name).padEnd(railWidth(rails, index))).join("");
}

function railWidth(rails: NonNullable<Rails>, index: number): number {
  const here = rails.at.get(rails.names[index] ?? "") ?? 0;
  const next = rails.names[index + 1];
  return (next === undefined ? rails.width : (rails.at.get(next) ?? rails.width)) - here;
}

function rowsOf(picture: Ladder, event: Event, rails: Rails, margin: Margin): readonly string[] {
  const front = marginText(
    margin,
    String(event.seq),
    String(picture.steps?.get(event.seq) ?? ""),
    event.seq === picture.mark,
  );
  const label = printable(spellWord(event));
  const row = front + (rails === undefined ? `${direction(event)}  ${label}` : drawn(event, rails) + label);
  const blank = marginText(margin, "", "", false) + (rails === undefined ? "  " : drawn(undefined, rails));
  const beneath = (picture.custody?.get(event.seq) ?? []).flatMap((sentence) =>
    wrapped(printable(sentence), ladderWidth - blank.length - 4),
  );
  return [row, ...beneath.map((each) => `${blank}  ${each}`)];
}

/** At blanks; what follows the first line stands two further in. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines.push(`${lines.pop() ?? ""} ${word}`);
    else lines.push(last === undefined ? word : `  ${word}`);
  }
  return lines;
}

const longPause = 1000;

/** Virtual time is told where it matters: a millisecond and more between two events. */
function pause(last: Event | undefined, { time }: Event, margin: Margin): readonly string[] {
  const passed = time - (last?.time ?? time);
  return passed < longPause ? [] : [`${marginText(margin, "", "", false)}${spellTime(passed)} later`];
}

/** `a -> b`, `a <- b` for an answer, `a <~ b` for what arrives. */
export function direction({ kind, from, to }: Event): string {
  if (to === undefined) return printable(from);
  return printable(
    kind === "return" ? `${to} <- ${from}` : kind === "arrived" ? `${to} <~ ${from}` : `${from} -> ${to}`,
  );
}

const strokes: Readonly<Record<Exclude<Event["kind"], "act">, string>> = {
  call: "-",
  return: "- ",
  said: "=",
  arrived: "~",
};

/** The rails of one row, with the arrow of its event. */
function drawn(event: Event | undefined, { at, width }: NonNullable<Rails>): string {
  const row = Array.from({ length: width }, () => " ");
  for (const column of at.values()) row[column] = "|";
  if (event !== undefined) arrow(row, event, at);
  return row.join("");
}

function arrow(row: string[], event: Event, at: ReadonlyMap<PartyId, number>): void {
  const from = at.get(event.from) ?? 0;
  const to = event.to === undefined ? from : (at.get(event.to) ?? from);
  if (event.kind === "act" || from === to) {
    row[from] = "*";
    return;
  }
  const [left, right] = from < to ? [from, to] : [to, from];
  const stroke = strokes[event.kind];
  for (let column = left + 1; column < right; column++)
    row[column] = stroke[(column - left - 1) % stroke.length] ?? "-";
  row[from < to ? right - 1 : left + 1] = from < to ? ">" : "<";
}
