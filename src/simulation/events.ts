// A word as the event that rules observe: values shown, and the fields of every resource that it names.
import type { Event, ResourceId } from "../contract/event.ts";
import type { Program } from "../contract/program.ts";
import type { Args, Shown, Value, WordValue } from "../contract/value.ts";
import { payload, show } from "./bytes.ts";
import type { Word } from "./script/advance.ts";
import { same } from "./script/values.ts";
import type { Entry, Store } from "./store.ts";

/** Most values show as they are: then what is shown is the very object. */
export const shownArgs = (args: Args): Shown =>
  showAsTheyAre(args) ? args : Object.fromEntries(Object.entries(args).map(([k, v]) => [k, show(v)]));

const showAsTheyAre = (args: Args): args is Args & Shown => {
  for (const name in args) if (!showsAsItIs(args[name] ?? null)) return false;
  return true;
};

const showsAsItIs = (value: WordValue): boolean =>
  typeof value !== "object" || value === null || (Array.isArray(value) && value.every(showsAsItIs));

export function idsIn(value: WordValue | Value | undefined): readonly ResourceId[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((v: WordValue | Value) => idsIn(v));
  return [];
}

/** What an event says besides its word. */
export type Circumstances = {
  readonly seq: number;
  readonly time: number;
  /** the line of calls on which it was said */
  readonly strand: number | undefined;
  readonly derived: boolean;
  readonly mutated: Shown | undefined;
  readonly unscripted: boolean;
};
type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function eventOf(program: Program, store: Store, word: Word, of: Circumstances): Event {
  const { seq, time, strand, derived, mutated, unscripted } = of;
  const { kind, name, from, to, call, around, where } = word;
  const event: Writable<Event> = {
    seq,
    time,
    kind: kind === "message" ? (word.arrived === true ? "arrived" : "said") : kind,
    name,
    from,
  };
  if (to !== "") event.to = to;
  if (call !== undefined) event.call = call;
  if (around.length > 0) event.in = around.at(-1) as number;
  if (strand !== undefined) event.strand = strand;
  if (kind === "return") event.results = shownArgs(word.results ?? {});
  else event.args = shownArgs(word.args);
  const resources = resourcesOf(program, store, word);
  if (resources !== undefined) event.resources = resources;
  if (derived) event.derived = true;
  if (mutated !== undefined) event.mutated = mutated;
  if (unscripted) event.unscripted = true;
  if (where !== undefined) event.where = where;
  return event;
}

/** The fields, as they are now, of every resource that the word names; undefined when it names none. */
function resourcesOf(program: Program, store: Store, word: Word): Event["resources"] {
  let found: Record<ResourceId, Shown> | undefined;
  const look = (value: WordValue | undefined): void => {
    if (Array.isArray(value)) return value.forEach(look);
    const entry = typeof value === "string" ? store.get(value) : undefined;
    if (entry !== undefined) (found ??= {})[value as ResourceId] = fieldsOf(program, entry);
  };
  const vocabulary = program.words.get(word.name);
  for (const { name } of vocabulary?.parameters ?? []) look(word.args[name]);
  if (word.results !== undefined) for (const { name } of vocabulary?.results ?? []) look(word.results[name]);
  return found;
}

const shownFields = new WeakMap<Entry, Shown>();

/** Made once for what a resource holds: many words name it before it holds something else. */
function fieldsOf(program: Program, entry: Entry): Shown {
  const known = shownFields.get(entry);
  if (known !== undefined) return known;
  const made = madeOf(program, entry);
  shownFields.set(entry, made);
  return made;
}

/** The bytes show as a payload where the resource has a field `data`, and as the fingerprint of a field `chain` that nobody wrote. */
function madeOf(program: Program, { type, fields, data }: Entry): Shown {
  const shown = shownArgs(fields);
  if (data === undefined) return shown;
  const bytes = payload(data);
  const declared = program.resources.get(type)?.fields ?? [];
  const out: Record<string, Value> = { ...shown };
  if (declared.some((f) => f.name === "data")) out["data"] = bytes;
  if (out["chain"] === undefined && declared.some((f) => f.name === "chain"))
    out["chain"] = bytes.sha256.slice(0, 16);
  return out;
}

/** What a word that was changed on purpose would have said in those places; undefined for one that says what was meant. */
export function changedIn({ args, results, meant, carries }: Word): Shown | undefined {
  if (meant?.by === undefined) return carries === undefined ? undefined : {};
  const said: Args = { ...args, ...results };
  const intended = Object.entries({ ...meant.args, ...meant.results });
  return shownArgs(Object.fromEntries(intended.filter(([name, value]) => !same(said[name], value))));
}
