// A word as the event that rules observe: values shown, and the fields of every resource that it names.
import type { ResourceId } from "../contract/event.ts";
import type { Program } from "../contract/program.ts";
import type { Parameter } from "../contract/syntax.ts";
import type { Args, Shown, Value, WordValue } from "../contract/value.ts";
import { payload, show } from "./bytes.ts";
import type { Word } from "./script/advance.ts";
import { same } from "./script/values.ts";
import type { Store } from "./store.ts";

export const shownArgs = (args: Args): Shown =>
  Object.fromEntries(Object.entries(args).map(([k, v]) => [k, show(v)]));

export function idsIn(value: WordValue | Value | undefined): readonly ResourceId[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((v: WordValue | Value) => idsIn(v));
  return [];
}

/** The fields, as they are now, of every resource that the word names; nothing when it names none. */
export function resourcesOf(
  program: Program,
  store: Store,
  word: Word,
): { readonly resources?: Readonly<Record<ResourceId, Shown>> } {
  const vocabulary = program.words.get(word.name);
  const found: Record<ResourceId, Shown> = {};
  const look = (values: Args | undefined, of: readonly Parameter[]): void => {
    for (const p of of)
      for (const id of idsIn(values?.[p.name])) if (store.has(id)) found[id] = fieldsOf(program, store, id);
  };
  look(word.args, vocabulary?.parameters ?? []);
  look(word.results, vocabulary?.results ?? []);
  return Object.keys(found).length === 0 ? {} : { resources: found };
}

/** The bytes show as a payload where the resource has a field `data`, and as the fingerprint of a field `chain` that nobody wrote. */
function fieldsOf(program: Program, store: Store, id: ResourceId): Shown {
  const entry = store.get(id);
  if (entry === undefined) return {};
  const out: Record<string, Value> = { ...shownArgs(entry.fields) };
  if (entry.data === undefined) return out;
  const shown = payload(entry.data);
  const declared = program.resources.get(entry.type)?.fields ?? [];
  if (declared.some((f) => f.name === "data")) out["data"] = shown;
  if (out["chain"] === undefined && declared.some((f) => f.name === "chain"))
    out["chain"] = shown.sha256.slice(0, 16);
  return out;
}

/** What a word that was changed on purpose would have said in those places; undefined for one that says what was meant. */
export function changedIn({ args, results, meant, carries }: Word): Shown | undefined {
  if (meant?.by === undefined) return carries === undefined ? undefined : {};
  const said: Args = { ...args, ...results };
  const intended = Object.entries({ ...meant.args, ...meant.results });
  return shownArgs(Object.fromEntries(intended.filter(([name, value]) => !same(said[name], value))));
}
