// The instances of one scope below one parent: by their full key, and by any part of it.
import { encode, type Val } from "../values/value.ts";

/** More instances than this below one parent, and the oldest that owes nothing is forgotten. */
export const shelfLimit = 16_384;
/** Up to so many are looked through; beyond, an index is made. */
const linear = 16;

type Keyed = { readonly keys: readonly Val[]; readonly key: string; hasOpenDebts(): boolean };

export class Shelf<T extends Keyed> {
  readonly #byKey = new Map<string, T>();
  #last: T | undefined;
  /** which places of the key -> their values -> instances */
  #parts: Map<string, Map<string, Set<T>>> | undefined;

  get size(): number {
    return this.#byKey.size;
  }

  /** The one that was last asked for is asked for again, by the next block of its rule. */
  get(key: string): T | undefined {
    if (this.#last?.key === key) return this.#last;
    const found = this.#byKey.get(key);
    if (found !== undefined) this.#last = found;
    return found;
  }

  put(instance: T): void {
    this.#last = instance;
    this.#byKey.set(instance.key, instance);
    for (const [mask, index] of this.#parts ?? []) file(index, places(mask), instance);
  }

  delete(instance: T): void {
    if (this.#byKey.get(instance.key) !== instance) return;
    this.#last = undefined;
    this.#byKey.delete(instance.key);
    for (const [mask, index] of this.#parts ?? []) {
      const part = partOf(instance.keys, places(mask));
      const same = index.get(part);
      same?.delete(instance);
      if (same?.size === 0) index.delete(part);
    }
  }

  all(): readonly T[] {
    return [...this.#byKey.values()];
  }

  /** The instances whose keys are these; what is undefined may be anything. */
  agreeing(keys: readonly (Val | undefined)[]): readonly T[] {
    if (this.#byKey.size > linear) {
      const at = [...keys.keys()].filter((i) => keys[i] !== undefined);
      return at.length === 0 ? this.all() : [...(this.#index(at).get(partOf(keys, at)) ?? none)];
    }
    const found: T[] = [];
    for (const instance of this.#byKey.values()) if (isLike(instance.keys, keys)) found.push(instance);
    return found;
  }

  /** The instances that have this value at one place of their keys. */
  having(at: number, value: Val): readonly T[] {
    if (this.#byKey.size > linear) return [...(this.#index([at]).get(encode(value)) ?? none)];
    let found: readonly T[] = none;
    for (const instance of this.#byKey.values())
      if (agree(instance.keys[at] ?? null, value)) found = [...found, instance];
    return found;
  }

  /** The oldest instance that owes nothing, when there are too many. */
  surplus(): T | undefined {
    if (this.#byKey.size < shelfLimit) return undefined;
    for (const instance of this.#byKey.values()) if (!instance.hasOpenDebts()) return instance;
    return undefined;
  }

  #index(at: readonly number[]): Map<string, Set<T>> {
    const mask = at.join();
    this.#parts ??= new Map();
    const known = this.#parts.get(mask);
    if (known !== undefined) return known;
    const index = new Map<string, Set<T>>();
    for (const instance of this.#byKey.values()) file(index, at, instance);
    this.#parts.set(mask, index);
    return index;
  }
}

const none: readonly never[] = [];
const places = (mask: string): readonly number[] => mask.split(",").map(Number);
const partOf = (keys: readonly (Val | undefined)[], at: readonly number[]): string =>
  at.map((i) => encode(keys[i] ?? null)).join();

/** Texts are equal exactly when values are; most values need none. */
const agree = (a: Val, b: Val): boolean =>
  a === b || (typeof a === "object" && typeof b === "object" && encode(a) === encode(b));

const isLike = (keys: readonly Val[], wanted: readonly (Val | undefined)[]): boolean => {
  for (let i = 0; i < keys.length; i++) {
    const value = wanted[i];
    if (value !== undefined && !agree(keys[i] ?? null, value)) return false;
  }
  return true;
};

const file = <T extends Keyed>(index: Map<string, Set<T>>, at: readonly number[], instance: T): void => {
  const part = partOf(instance.keys, at);
  const same = index.get(part);
  if (same === undefined) index.set(part, new Set([instance]));
  else same.add(instance);
};
