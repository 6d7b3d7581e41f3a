// The fingerprint of a run: which liberties the parties under test took, and how they chose where the choice was theirs.

import type { Event, Party, PartyId } from "../../contract/event.ts";
import type { Fingerprint } from "../../contract/record.ts";
import type { Program } from "../../contract/program.ts";
import type { Value } from "../../contract/value.ts";
import type { RuleVerdict } from "../../contract/verdict.ts";

export type Seen = {
  readonly parties: readonly Party[];
  /** the parties under test; empty: everybody */
  readonly live: readonly PartyId[];
  readonly events: readonly Event[];
  readonly verdicts: readonly RuleVerdict[];
};

export function fingerprintOf(program: Program, { parties, live, events, verdicts }: Seen): Fingerprint {
  const subjects = parties.filter(({ id }) => live.length === 0 || live.includes(id));
  const roles = new Set(subjects.map(({ role }) => role));
  const ids = new Set(subjects.map(({ id }) => id));
  const observed = verdicts.flatMap(({ rule, observations }) => {
    if (observations.length === 0) return [];
    const theirs = program.rules.find(({ id }) => id === rule)?.roles.some((role) => roles.has(role));
    return theirs === true ? [[rule, observations] as const] : [];
  });
  const chosen = events.flatMap((event) => (ids.has(event.from) ? choicesIn(program, event) : []));
  return {
    observed: sortedRecord(observed.map(([rule, texts]) => [rule, [...texts].toSorted()])),
    chose: counted(chosen.map(([what, value]) => [what, value, 1])),
  };
}

/** Several runs of one subject as one. */
export function together(prints: readonly Fingerprint[]): Fingerprint {
  const texts = new Map<string, Set<string>>();
  for (const { observed } of prints)
    for (const [rule, seen] of Object.entries(observed))
      texts.set(rule, new Set([...(texts.get(rule) ?? []), ...seen]));
  return {
    observed: sortedRecord([...texts].map(([rule, seen]) => [rule, [...seen].toSorted()])),
    chose: counted(
      prints.flatMap(({ chose }) =>
        Object.entries(chose).flatMap(([what, values]) =>
          Object.entries(values).map(([value, times]) => [what, value, times] as const),
        ),
      ),
    ),
  };
}

export type Difference = {
  /** the rule, or the result that was chosen */
  readonly what: string;
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
};

/** What one of them does and the other was never seen doing; how often does not count. */
export function differences(first: Fingerprint, second: Fingerprint): readonly Difference[] {
  const values = ({ observed, chose }: Fingerprint): ReadonlyMap<string, readonly string[]> =>
    new Map([
      ...Object.entries(observed),
      ...Object.entries(chose).map(([what, counts]) => [what, Object.keys(counts)] as const),
    ]);
  const one = values(first);
  const other = values(second);
  return [...new Set([...one.keys(), ...other.keys()])].toSorted().flatMap((what) => {
    const mine = one.get(what) ?? [];
    const theirs = other.get(what) ?? [];
    const onlyFirst = mine.filter((value) => !theirs.includes(value));
    const onlySecond = theirs.filter((value) => !mine.includes(value));
    return onlyFirst.length + onlySecond.length === 0 ? [] : [{ what, onlyFirst, onlySecond }];
  });
}

function choicesIn(program: Program, event: Event): readonly (readonly [what: string, value: string])[] {
  const word = event.kind === "return" ? program.words.get(event.name) : undefined;
  if (word?.chosen !== true) return [];
  return (word.results ?? []).flatMap(({ name }) => {
    const value = event.results?.[name];
    return value === undefined ? [] : [[`${event.name} ${name}`, spelt(value)] as const];
  });
}

/** Numbers that are lengths of something are no habit: beyond the counts of holders they are one value. */
const mostCounted = 15;
const spelt = (value: Value): string =>
  typeof value === "number" && value > mostCounted ? `more than ${mostCounted}` : JSON.stringify(value);

function counted(
  rows: readonly (readonly [what: string, value: string, times: number])[],
): Fingerprint["chose"] {
  const counts = new Map<string, Map<string, number>>();
  for (const [what, value, times] of rows) {
    const values = counts.get(what) ?? new Map<string, number>();
    values.set(value, (values.get(value) ?? 0) + times);
    counts.set(what, values);
  }
  return sortedRecord([...counts].map(([what, values]) => [what, sortedRecord([...values])]));
}

const sortedRecord = <T>(rows: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
