// Values as small numbers: the same token of a record, the same id. Ids that nothing holds any more are given out again, so
// that it grows with what is alive.

/** From so many ids on, those that nobody uses are looked for. */
const firstSweep = 1 << 16;

/** `token`: a value as JSON spells it, in one way only. */
export class Interner {
  #table = new Int32Array(1 << 12).fill(-1);
  #hashes = new Int32Array(1 << 11);
  #starts = new Int32Array(1 << 11);
  #lengths = new Int32Array(1 << 11);
  #pool = new Uint8Array(1 << 15);
  #poolEnd = 0;
  #free: number[] = [];
  #limit = firstSweep;
  /** ids given out are below this */
  size = 0;

  get isFull(): boolean {
    return this.size - this.#free.length >= this.#limit;
  }

  of(token: string): number {
    const bytes = Buffer.from(token);
    return this.at(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length));
  }

  /** The id of the bytes `from`..`to`, whose hash is known. */
  at(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#table.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const id = this.#table[place] ?? -1;
      if (id < 0) return this.#add(bytes, from, to, hash, place);
      if (this.#hashes[id] === hash && this.#isSame(id, bytes, from, to)) return id;
    }
  }

  /** The token of an id. */
  token(id: number): string {
    const start = this.#starts[id] ?? 0;
    return Buffer.from(this.#pool.subarray(start, start + (this.#lengths[id] ?? 0))).toString();
  }

  /** Forgets every id that is not marked. */
  sweep(isUsed: Uint8Array): void {
    const kept: [id: number, token: Uint8Array][] = [];
    this.#free = [];
    for (let id = this.size - 1; id >= 0; id--) {
      const start = this.#starts[id] ?? 0;
      if (isUsed[id] === 1) kept.push([id, this.#pool.slice(start, start + (this.#lengths[id] ?? 0))]);
      else this.#free.push(id);
    }
    this.#poolEnd = 0;
    this.#table.fill(-1);
    for (const [id, token] of kept) {
      this.#write(id, token, 0, token.length, this.#hashes[id] ?? 0);
      this.#file(id);
    }
    this.#limit = Math.max(firstSweep, 2 * kept.length);
  }

  #isSame(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#lengths[id] !== to - from) return false;
    const pool = this.#pool;
    let at = this.#starts[id] ?? 0;
    for (let i = from; i < to; i++) if (bytes[i] !== pool[at++]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number, place: number): number {
    const id = this.#free.pop() ?? this.size++;
    if (id >= this.#hashes.length) {
      this.#hashes = doubled(this.#hashes);
      this.#starts = doubled(this.#starts);
      this.#lengths = doubled(this.#lengths);
    }
    this.#write(id, bytes, from, to, hash);
    this.#table[place] = id;
    if (2 * this.size > this.#table.length) this.#rehash();
    return id;
  }

  #write(id: number, bytes: Uint8Array, from: number, to: number, hash: number): void {
    while (this.#poolEnd + to - from > this.#pool.length) {
      const pool = new Uint8Array(2 * this.#pool.length);
      pool.set(this.#pool);
      this.#pool = pool;
    }
    this.#hashes[id] = hash;
    this.#starts[id] = this.#poolEnd;
    this.#lengths[id] = to - from;
    for (let i = from; i < to; i++) this.#pool[this.#poolEnd++] = bytes[i] ?? 0;
  }

  #rehash(): void {
    this.#table = new Int32Array(2 * this.#table.length).fill(-1);
    const isFree = new Set(this.#free);
    for (let id = 0; id < this.size; id++) if (!isFree.has(id)) this.#file(id);
  }

  #file(id: number): void {
    const mask = this.#table.length - 1;
    let place = (this.#hashes[id] ?? 0) & mask;
    while ((this.#table[place] ?? -1) >= 0) place = (place + 1) & mask;
    this.#table[place] = id;
  }
}

/** Of some bytes; a reader that goes over them anyway computes it on the way by `hashStart` and `hashNext`. */
export const hashOf = (bytes: Uint8Array, from: number, to: number): number => {
  let hash = hashStart;
  for (let i = from; i < to; i++) hash = hashNext(hash, bytes[i] ?? 0);
  return hash;
};
export const hashStart = 17;
export const hashNext = (hash: number, byte: number): number => (Math.imul(hash, 31) + byte) | 0;

const doubled = (array: Int32Array): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
};
