// The ledger of one run: every resource that was seen and is not forgotten, with who holds it.
import type { PartyId, ResourceId } from "../../contract/event.ts";
import type { Custody } from "../meaning/context.ts";
import { Missing } from "../values/value.ts";
import { balance, type Entry, holder, holds, isHome, newEntry, owns, sharesOut, unseen } from "./entry.ts";

/** So many tombstones are kept; the oldest is dropped first. */
const tombstoneLimit = 1024;
/** From so many entries on, those at rest that need no allocator are forgotten. */
const restingLimit = 65_536;

export class Ledger implements Custody {
  /** this and what follows is shared with forks until one of them changes it */
  #entries: Map<ResourceId, Entry>;
  #tombstones: Set<ResourceId>;
  /** resources lent by each open call */
  #lent: Map<number, readonly ResourceId[]>;
  /** types of which something was made or handed on that the record does not name */
  #movedUnnamed: Set<string>;
  #isShared: boolean;
  /** canonical text, as long as nothing is lent */
  keyCache: string | undefined;
  #limit = restingLimit;
  readonly #isMiddle: boolean;

  constructor(from?: Ledger, isMiddle = from !== undefined && from.#isMiddle) {
    this.#isMiddle = isMiddle;
    this.#entries = from === undefined ? new Map<ResourceId, Entry>() : from.#entries;
    this.#tombstones = from === undefined ? new Set() : from.#tombstones;
    this.#lent = from === undefined ? new Map<number, readonly ResourceId[]>() : from.#lent;
    this.#movedUnnamed = from === undefined ? new Set() : from.#movedUnnamed;
    this.#isShared = from !== undefined;
    if (from === undefined) return;
    this.#limit = from.#limit;
    this.keyCache = from.keyCache;
    from.#isShared = true;
  }

  /** Before anything changes. */
  #own(): void {
    this.keyCache = undefined;
    if (!this.#isShared) return;
    this.#entries = new Map(this.#entries);
    this.#tombstones = new Set(this.#tombstones);
    this.#lent = new Map(this.#lent);
    this.#movedUnnamed = new Set(this.#movedUnnamed);
    this.#isShared = false;
  }

  /** The entry that answers for a resource: of a part, that of the whole. */
  entry(resource: ResourceId): Entry | undefined {
    let entry = this.#entries.get(resource);
    while (entry?.whole !== undefined && !entry.isEnded) {
      const whole = this.#entries.get(entry.whole);
      if (whole === undefined) break;
      entry = whole;
    }
    return entry;
  }

  /** The entry of what is seen for the first time. */
  first(...what: Parameters<typeof newEntry>): Entry {
    const entry = newEntry(...what);
    return this.#isMiddle || this.hasMovedUnnamed(entry.type) ? unseen(entry) : entry;
  }

  movedUnnamed(type: string): void {
    this.#own();
    this.#movedUnnamed.add(type);
  }

  hasMovedUnnamed(type: string | undefined): boolean {
    return type !== undefined && this.#movedUnnamed.has(type);
  }

  own(resource: ResourceId): Entry | undefined {
    return this.#entries.get(resource);
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  put(entry: Entry): void {
    this.#own();
    this.#entries.set(entry.id, entry);
  }

  /** Notes that a call lent a resource, so that its return ends the loan. */
  lend(call: number, resource: ResourceId): void {
    this.#own();
    this.#lent.set(call, [...(this.#lent.get(call) ?? []), resource]);
  }

  /** The resources that a call lent, which is then forgotten. */
  takeLent(call: number): readonly ResourceId[] {
    const lent = this.#lent.get(call);
    if (lent === undefined) return [];
    this.#own();
    this.#lent.delete(call);
    return lent;
  }

  hasLent(call: number): boolean {
    return this.#lent.has(call);
  }

  /** Marks a name as ended; the resource whose tombstone had to go for it, if any. */
  bury(resource: ResourceId): ResourceId | undefined {
    this.#own();
    this.#tombstones.delete(resource);
    this.#tombstones.add(resource);
    if (this.#tombstones.size <= tombstoneLimit) return undefined;
    const [oldest] = this.#tombstones;
    if (oldest === undefined) return undefined;
    this.#tombstones.delete(oldest);
    this.#entries.delete(oldest);
    return oldest;
  }

  /** A name begins anew. */
  unbury(resource: ResourceId): void {
    this.#own();
    this.#tombstones.delete(resource);
  }

  /** Keeps the ledger as large as what is alive: forgets entries at rest of types without an allocator. */
  sweep(hasAllocator: (type: string | undefined) => boolean): void {
    if (this.#entries.size <= this.#limit) return;
    this.#own();
    for (const entry of this.#entries.values()) {
      const isResting =
        !entry.isEnded && isHome(entry) && entry.loans.length === 0 && !hasAllocator(entry.type);
      if (isResting) this.#entries.delete(entry.id);
    }
    this.#limit = Math.max(restingLimit, 2 * this.#entries.size);
  }

  isKnown(resource: ResourceId): boolean {
    return this.#entries.has(resource);
  }

  asType(value: string, type: string): ResourceId | undefined {
    let entry = this.#entries.get(value);
    if (entry?.type === undefined) return value;
    while (entry !== undefined) {
      if (entry.type === type) return entry.id;
      entry = entry.whole === undefined ? undefined : this.#entries.get(entry.whole);
    }
    return undefined;
  }

  /** The types as which a value may be taken, of itself first and then of the wholes that it is part of; undefined: any. */
  typesOf(value: string): string | undefined {
    const entry = this.#entries.get(value);
    if (entry?.type === undefined || entry.whole === undefined) return entry?.type;
    const { type, whole } = entry;
    return `${type} ${this.#entries.has(whole) ? (this.typesOf(whole) ?? "") : ""}`;
  }

  holds(party: PartyId, resource: ResourceId): boolean | Missing {
    return this.#ask(
      resource,
      (e) => holds(e, party),
      (e) => holds(e, party),
    );
  }

  owns(party: PartyId, resource: ResourceId): boolean | Missing {
    return this.#ask(resource, (e) => owns(e, party));
  }

  shares(resource: ResourceId, party: PartyId): number | Missing {
    return this.#ask(resource, (e) => balance(e, party));
  }

  sharesOut(resource: ResourceId): number | Missing {
    return this.#ask(resource, sharesOut);
  }

  holder(resource: ResourceId): PartyId | Missing {
    return this.#ask(resource, holder);
  }

  isHome(resource: ResourceId): boolean | Missing {
    return this.#ask(resource, isHome);
  }

  /** `certain`: holds even when it is unclear how many shares are out. */
  #ask<T>(resource: ResourceId, answer: (e: Entry) => T, certain?: (e: Entry) => boolean): T | Missing {
    const entry = this.entry(resource);
    if (entry === undefined) return new Missing(`who holds ${resource}`);
    if (entry.isUnclear && certain?.(entry) !== true)
      return new Missing(`how many shares of ${resource} are out`);
    return answer(entry);
  }
}
