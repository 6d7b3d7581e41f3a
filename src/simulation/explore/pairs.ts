// Pairs of whole numbers, each kept once and known by its place: open addressing over typed arrays, no object per pair.

export class Pairs {
  size = 0;
  first: Int32Array = new Int32Array(1 << 13);
  second: Int32Array = new Int32Array(1 << 13);
  /** place + 1, or 0 where nothing stands; at most half of it is taken */
  #table = new Int32Array(1 << 14);

  /** The place of a pair; one that was not there yet stands last from now on. */
  of(a: number, b: number): number {
    const mask = this.#table.length - 1;
    let slot = hashOf(a, b) & mask;
    for (let at = this.#table[slot] as number; at !== 0; at = this.#table[slot] as number) {
      if (this.first[at - 1] === a && this.second[at - 1] === b) return at - 1;
      slot = (slot + 1) & mask;
    }
    this.first[this.size] = a;
    this.second[this.size] = b;
    this.#table[slot] = ++this.size;
    if (this.size === this.first.length) this.#grow();
    return this.size - 1;
  }

  #grow(): void {
    this.first = doubled(this.first);
    this.second = doubled(this.second);
    const table = new Int32Array(2 * this.#table.length);
    const mask = table.length - 1;
    for (let at = 0; at < this.size; at++) {
      let slot = hashOf(this.first[at] as number, this.second[at] as number) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = at + 1;
    }
    this.#table = table;
  }
}

function doubled(cells: Int32Array): Int32Array {
  const next = new Int32Array(2 * cells.length);
  next.set(cells);
  return next;
}

function hashOf(a: number, b: number): number {
  const hash = Math.imul(Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15), 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
