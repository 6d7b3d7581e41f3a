// The calls that are open now, on every line of calls.
import { Missing } from "../values/value.ts";
import type { Seen } from "./seen.ts";

export class Calls {
  readonly #open: Map<number, Seen>;
  /** the same calls by name, for `during`: made when they are first asked for */
  #named: Map<string, Map<number, Seen>> | undefined;

  constructor(open: Iterable<readonly [number, Seen]> = []) {
    this.#open = new Map(open);
  }

  open(call: number, seen: Seen): void {
    this.#open.set(call, seen);
    if (this.#named !== undefined) this.#name(this.#named, call, seen);
  }

  #name(named: Map<string, Map<number, Seen>>, call: number, seen: Seen): void {
    const same = named.get(seen.word.name);
    if (same === undefined) named.set(seen.word.name, new Map([[call, seen]]));
    else same.set(call, seen);
  }

  close(call: number): void {
    const seen = this.#open.get(call);
    if (seen === undefined) return;
    this.#open.delete(call);
    const same = this.#named?.get(seen.word.name);
    same?.delete(call);
    if (same?.size === 0) this.#named?.delete(seen.word.name);
  }

  get(call: number): Seen | undefined {
    return this.#open.get(call);
  }

  get all(): ReadonlyMap<number, Seen> {
    return this.#open;
  }

  named(name: string): Iterable<Seen> {
    if (this.#named === undefined) {
      this.#named = new Map();
      for (const [call, seen] of this.#open) this.#name(this.#named, call, seen);
    }
    return this.#named.get(name)?.values() ?? [];
  }

  /** The calls around an event, innermost first; ends with Missing when one of them was not seen, or may be one that is open. */
  *around(seen: Seen): Generator<Seen | Missing> {
    const inner = new Set<number | undefined>([seen.call]);
    let at = seen;
    while (at.in !== undefined) {
      const call = this.#open.get(at.in);
      if (call === undefined) {
        yield new Missing(`the call around ${seen.word.name}`);
        return;
      }
      inner.add(at.in);
      yield call;
      at = call;
    }
    if (!at.isPlaced && this.#mayBeInside(at, inner))
      yield new Missing(`whether ${at.word.name} is inside a call`);
  }

  /** Some other call was open when it was said. */
  #mayBeInside(at: Seen, inner: ReadonlySet<number | undefined>): boolean {
    for (const [call, { seq }] of this.#open) if (seq < at.seq && !inner.has(call)) return true;
    return false;
  }
}
