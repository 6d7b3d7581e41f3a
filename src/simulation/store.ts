// What resources hold: their fields and bytes. Who holds them is the judge's business.
import type { ResourceId } from "../contract/event.ts";
import type { Args, Bytes, WordValue } from "../contract/value.ts";
import { isBytes } from "../contract/value.ts";
import { emptyBytes } from "./bytes.ts";

export type Entry = { readonly type: string; readonly fields: Args; readonly data?: Bytes };
export type Store = ReadonlyMap<ResourceId, Entry>;

/** What a new thing of a type holds (`unwritten.ts`). */
export type Afresh = (type: string) => Args;

export const emptyStore: Store = new Map();

/** Writing the field `data` replaces the bytes; any other field is kept as a value. */
function write(store: Store, afresh: Afresh, id: ResourceId, field: string, value: WordValue): Store {
  const old = store.get(id) ?? entryOf(afresh, typeOfId(id));
  const entry: Entry =
    field === "data" && isBytes(value)
      ? { ...old, data: value }
      : { ...old, fields: { ...old.fields, [field]: value } };
  return new Map(store).set(id, entry);
}

/** Enters an id that was named for the first time. */
export function enter(store: Store, afresh: Afresh, id: ResourceId, type: string): Store {
  return store.has(id) ? store : new Map(store).set(id, entryOf(afresh, type));
}

const entryOf = (afresh: Afresh, type: string): Entry => ({ type, fields: afresh(type) });

export function drop(store: Store, id: ResourceId): Store {
  const next = new Map(store);
  next.delete(id);
  return next;
}

/** Copies `count` bytes of the source behind what the target already holds, or over it from its start when that is empty. */
function copy(store: Store, source: ResourceId, target: ResourceId, count: number): Store {
  const from = store.get(source)?.data ?? emptyBytes;
  const to = store.get(target);
  if (to === undefined) return store;
  return new Map(store).set(target, {
    ...to,
    data: { latin1: (to.data?.latin1 ?? "") + from.latin1.slice(0, count) },
  });
}

/** `packet12` is a packet: ids that the kit gives out are a type and a number. */
export const typeOfId = (id: ResourceId): string => id.replace(/\d+$/u, "");

/** What an act does to resources before anybody hears of it; `frees` ends one only afterwards. */
export function acted(store: Store, afresh: Afresh, name: string, args: Args): Store {
  const { what, field, value, source, target, bytes } = args;
  if (name === "copies" && typeof source === "string" && typeof target === "string")
    return copy(store, source, target, Number(bytes ?? 0));
  if (typeof what !== "string") return store;
  // a new life of the same name
  if (name === "allocates") return new Map(store).set(what, entryOf(afresh, typeOfId(what)));
  if (name !== "writes" || value === undefined) return store;
  return write(store, afresh, what, typeof field === "string" ? field : "data", value);
}

/** The lowest free id of a type; `taken` are ids given out in the same step. */
export function lowestFree(store: Store, type: string, taken: ReadonlySet<ResourceId>): ResourceId {
  for (let n = 1; ; n++) {
    const id = `${type}${n}`;
    if (!store.has(id) && !taken.has(id)) return id;
  }
}
