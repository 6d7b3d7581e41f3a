// What a scope remembers for one binding of its keys.
import type { Row } from "../meaning/context.ts";
import type { Seen } from "../meaning/seen.ts";
import { encode, isSame, type Missing, type Val } from "../values/value.ts";
import type { Owing, Scope } from "../compile/compiled.ts";
import { Shelf } from "./shelf.ts";

/** One unit of a debt. */
export type Unit = {
  readonly owing: Owing;
  /** microseconds; Infinity without a `within` */
  readonly due: number;
  readonly since: number;
  /** the event it was made at, as far as the debtor's expression needs it */
  readonly seen: Seen;
  readonly bound: readonly (readonly [slot: number, value: Val])[];
};

// most scopes have neither: then nothing is ever put here
const noDebts: (readonly Unit[])[] = [];
const noShelves: readonly Shelf<Instance>[] = [];

const firstKept = 4;
const lastKept = 8;

export class Instance implements Row {
  readonly scope: Scope;
  readonly parent: Instance | undefined;
  /** values of the scope's own keys */
  readonly keys: readonly Val[];
  readonly key: string;
  readonly state: Val[];
  readonly debts: (readonly Unit[])[];
  readonly shelves: readonly Shelf<Instance>[];
  /** set where its beginning was not seen, or what became of its debts: what is missing there */
  before: Missing | undefined;
  /** behind its `until`, waiting only for its debts */
  isLingering = false;
  /** the events that touched it: the first few and the last few */
  #seqs: number[] = [];

  constructor(scope: Scope, parent: Instance | undefined, keys: readonly Val[]) {
    this.scope = scope;
    this.parent = parent;
    this.keys = keys;
    this.key = keyOf(keys);
    this.state = [];
    this.debts = scope.debts.length === 0 ? noDebts : scope.debts.map(() => []);
    this.shelves = scope.children.length === 0 ? noShelves : scope.children.map(() => new Shelf<Instance>());
  }

  get seqs(): readonly number[] {
    return this.#seqs;
  }

  note(seq: number): void {
    if (this.#seqs.includes(seq)) return;
    if (this.#seqs.length === firstKept + lastKept) this.#seqs.splice(firstKept, 1);
    this.#seqs.push(seq);
  }

  forgetHistory(): void {
    this.#seqs = this.debts.flatMap((units) => units.map((unit) => unit.since)).slice(-lastKept);
    this.isLingering = false;
  }

  hasOpenDebts(): boolean {
    if (this.debts.some((units) => units.length > 0)) return true;
    return this.shelves.some((shelf) => shelf.all().some((inner) => inner.hasOpenDebts()));
  }

  /** As if it had just come into being. */
  isPristine(): boolean {
    return (
      this.debts.every((units) => units.length === 0) &&
      this.scope.state.every(
        (s, i) => this.state[i] === this.before || isSame(this.state[i] ?? null, s.constant ?? null),
      )
    );
  }

  /** A deep copy below another parent; `each` is told of every copy. */
  copy(parent: Instance | undefined, each: (copy: Instance) => void): Instance {
    const copy = new Instance(this.scope, parent, this.keys);
    copy.state.push(...this.state);
    for (const [i, units] of this.debts.entries()) copy.debts[i] = units;
    copy.before = this.before;
    copy.isLingering = this.isLingering;
    copy.#seqs = [...this.#seqs];
    for (const [i, shelf] of this.shelves.entries())
      for (const inner of shelf.all()) copy.shelves[i]?.put(inner.copy(copy, each));
    each(copy);
    return copy;
  }
}

export const keyOfOne = (value: Val): string => (typeof value === "string" ? value : `\0${encode(value)}`);

/** By first and second key: what the rules ask for at one event, and at the next ones about the same thing, is spelled once. */
const pairs = new Map<string, Map<string, string>>();
const firstsKept = 64;

const keyOfPair = (first: string, second: string): string => {
  const texts = pairs.get(first) ?? new Map<string, string>();
  const known = texts.get(second);
  if (known !== undefined) return known;
  if (pairs.size === firstsKept) pairs.clear();
  const key = `${encode(first)},${encode(second)},`;
  pairs.set(first, texts.set(second, key));
  return key;
};

export const keyOf = (keys: readonly Val[]): string => {
  const first = keys[0];
  const second = keys[1];
  if (keys.length === 1) return keyOfOne(first ?? null);
  if (keys.length === 2 && typeof first === "string" && typeof second === "string")
    return keyOfPair(first, second);
  let key = "";
  for (const value of keys) key += `${encode(value)},`;
  return key;
};

/** The key of the instance of a rule itself. */
export const keyless = keyOf([]);
