// What resources hold: their fields and bytes. Who holds them is the judge's business.
import type { ResourceId } from "../contract/event.ts";
import type { Args, Bytes, WordValue } from "../contract/value.ts";
import { isBytes } from "../contract/value.ts";
import { emptyBytes } from "./bytes.ts";

export type Entry = { readonly type: string; readonly fields: Args; readonly data?: Bytes };
export type Store = ReadonlyMap<ResourceId, Entry>;

/** What a new thing of a type holds (`script/unwritten.ts`). */
export type Afresh = (type: string) => Args;

export const emptyStore: Store = new Map();

/** Writing the field `data` replaces the bytes; any other field is kept as a value. */
function written(store: Store, afresh: Afresh, id: ResourceId, field: string, value: WordValue): Entry {
  const old = store.get(id) ?? fresh(afresh, typeOfId(id));
  return field === "data" && isBytes(value)
    ? { ...old, data: value }
    : { ...old, fields: { ...old.fields, [field]: value } };
}

/** Enters an id that was named for the first time. */
export function enter(store: Store, afresh: Afresh, id: ResourceId, type: string): Store {
  return store.has(id) ? store : new Map(store).set(id, fresh(afresh, type));
}

/** Fields and bytes start afresh, in a new life of the same name as well. */
export const fresh = (afresh: Afresh, type: string): Entry => ({ type, fields: afresh(type) });

export function drop(store: Store, id: ResourceId): Store {
  const next = new Map(store);
  next.delete(id);
  return next;
}

/** Copies `count` bytes of the source behind what the target already holds, or over it from its start when that is empty. */
function copied(to: Entry, { latin1 }: Bytes, count: number): Entry {
  return { ...to, data: { latin1: (to.data?.latin1 ?? "") + latin1.slice(0, count) } };
}

/** `packet12` is a packet: ids that the kit gives out are a type and a number. */
export const typeOfId = (id: ResourceId): string => id.replace(/\d+$/u, "");

/** What an act does to a resource before anybody hears of it: it becomes the second. `frees` ends one only afterwards. */
export function deed(
  store: Store,
  afresh: Afresh,
  name: string,
  args: Args,
): readonly [ResourceId, Entry] | undefined {
  const { what, field, value, source, target, bytes } = args;
  if (name === "copies" && typeof source === "string" && typeof target === "string") {
    const to = store.get(target);
    if (to === undefined) return undefined;
    return [target, copied(to, store.get(source)?.data ?? emptyBytes, Number(bytes ?? 0))];
  }
  if (typeof what !== "string") return undefined;
  if (name === "allocates") return [what, fresh(afresh, typeOfId(what))];
  if (name !== "writes" || value === undefined) return undefined;
  return [what, written(store, afresh, what, typeof field === "string" ? field : "data", value)];
}

export function acted(store: Store, afresh: Afresh, name: string, args: Args): Store {
  const done = deed(store, afresh, name, args);
  return done === undefined ? store : new Map(store).set(...done);
}

/** The lowest free id of a type; `taken` are ids given out in the same step. */
export function lowestFree(store: Store, type: string, taken: ReadonlySet<ResourceId>): ResourceId {
  for (let n = 1; ; n++) {
    const id = `${type}${n}`;
    if (!store.has(id) && !taken.has(id)) return id;
  }
}
