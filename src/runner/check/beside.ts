// Two records side by side, aligned by what those above the drivers see, with what changed hands below in between.
import type { Event, Party, ResourceId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { RecordHeader } from "../../contract/record.ts";
import { Chains } from "../chain.ts";
import type { JudgeOf } from "./open-record.ts";

/** `holds`: who has each resource now, as in a custody chain. */
export type HandOver = { readonly event: Event; readonly holds: readonly string[] };
/** What is seen above, and what changed hands from then on; the first stretch begins with the record. */
export type Stretch = { readonly seen?: Event; readonly changes: readonly HandOver[] };
/** Alike above where both are there. */
export type Pair = { readonly left?: Stretch; readonly right?: Stretch };

export type Beside = {
  /** whose view it is */
  readonly role: string;
  /** the one saw and heard what the other did, in the same order */
  readonly agrees: boolean;
  readonly pairs: readonly Pair[];
};

type Run = { readonly header: RecordHeader; readonly events: readonly Event[] };
/** One of the two, and the resource that is looked at; none: all of them. */
export type Side = Run & { readonly resource?: ResourceId };

/** Whoever stands above everybody else; undefined: the two have nobody like this in common. */
export function roleAbove(...runs: readonly Run[]): string | undefined {
  return ["app", "client"].find((role) =>
    runs.every(({ header, events }) => seenBy(role, header.parties, events).length > 0),
  );
}

/** What parties of a role say and hear, in its order. */
export function seenBy(role: string, parties: readonly Party[], events: readonly Event[]): readonly Event[] {
  const ids = new Set(parties.filter((party) => party.role === role).map(({ id }) => id));
  return events.filter(({ kind, from, to }) => kind !== "act" && (ids.has(from) || ids.has(to ?? "")));
}

/** Two events that nobody above can tell from each other have the same text. */
export const likeness = ({ kind, name, from, to, args, results }: Event): string =>
  JSON.stringify([kind, name, from, to, kind === "return" ? results : args]);

export function beside(program: Program, judgeOf: JudgeOf, role: string, left: Side, right: Side): Beside {
  const one = stretchesOf(program, judgeOf, role, left);
  const other = stretchesOf(program, judgeOf, role, right);
  const pairs = aligned(one, other);
  return { role, agrees: pairs.every((pair) => pair.left !== undefined && pair.right !== undefined), pairs };
}

function stretchesOf(
  program: Program,
  judgeOf: JudgeOf,
  role: string,
  { header: { parties, fromStart }, events, resource }: Side,
): readonly Stretch[] {
  const judge = judgeOf(program, { parties, fromStart });
  const chains = new Chains(program, judge, parties);
  const seen = new Set(seenBy(role, parties, events));
  let changes: HandOver[] = [];
  const stretches: Stretch[] = [{ changes }];
  for (const event of events) {
    if (seen.has(event)) {
      changes = [];
      stretches.push({ seen: event, changes });
    }
    judge.see(event);
    const changed = chains.see(event).filter((id) => resource === undefined || id === resource);
    if (changed.length > 0) changes.push({ event, holds: changed.map((id) => chains.now(id)) });
  }
  return stretches;
}

/** The longest common sequence of what was seen; what only one side has stands alone. */
function aligned(left: readonly Stretch[], right: readonly Stretch[]): readonly Pair[] {
  const [a, b] = [left.map(keyOf), right.map(keyOf)];
  const start = prefix(a, b);
  const end = Math.min(prefix(a.toReversed(), b.toReversed()), a.length - start, b.length - start);
  const both = (from: number, to: number, shift: number): readonly Pair[] =>
    left.slice(from, to).flatMap((one, i) => {
      const other = right[from + shift + i];
      return other === undefined ? [] : [{ left: one, right: other }];
    });
  return [
    ...both(0, start, 0),
    ...between(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...both(left.length - end, left.length, right.length - left.length),
  ];
}

/** Differences so large that comparing them is not worth its time: they are not compared. */
const mostCompared = 4_000_000;

function between(left: readonly Stretch[], right: readonly Stretch[]): readonly Pair[] {
  const [a, b] = [left.map(keyOf), right.map(keyOf)];
  const apart = [...left.map((one): Pair => ({ left: one })), ...right.map((one): Pair => ({ right: one }))];
  if (a.length * b.length > mostCompared) return apart;
  const common = commonLengths(a, b);
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [left[i], right[j]];
    if (one !== undefined && other !== undefined && a[i] === b[j]) {
      pairs.push({ left: one, right: other });
      i++;
      j++;
    } else if (one !== undefined && (other === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      pairs.push({ left: one });
      i++;
    } else if (other !== undefined) {
      pairs.push({ right: other });
      j++;
    }
  }
  return pairs;
}

/** How long the longest common sequence behind each pair of places is. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (rows[i] as Uint32Array)[j] =
        a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
  return rows;
}

const at = (rows: readonly Uint32Array[], i: number, j: number): number => rows[i]?.[j] ?? 0;

const keyOf = ({ seen }: Stretch): string => (seen === undefined ? "" : likeness(seen));

function prefix(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}
