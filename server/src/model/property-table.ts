import { encodeLossless } from '../text/bytes';

/**
 * The properties of a block in the order in which Amanda prints and sends them. It keeps them in a hash table of the
 * GLib library and walks over its buckets, so the order follows from the hash of the names (common-src/glib-util.c,
 * g_str_amanda_hash), the size of the table and the history of collisions and removals. GLib's table is of the open
 * kind, with tombstones, quadratic steps and sizes that are powers of two (glib/ghash.c since 2.64).
 *
 * Names are the folded ones: lower case, `-` for `_`. Iterating gives Amanda's order.
 */
export class PropertyTable<V> implements ReadonlyMap<string, V> {
  private buckets: (Bucket<V> | undefined | typeof TOMBSTONE)[] = empty(SMALLEST);
  private occupied = 0;
  private count = 0;

  /** A table to change in place of `map`, with its history where it is such a table. */
  static from<V>(map: ReadonlyMap<string, V> | undefined): PropertyTable<V> {
    if (map instanceof PropertyTable) return (map as PropertyTable<V>).clone();
    const table = new PropertyTable<V>();
    for (const [name, value] of map ?? []) table.set(name, value);
    return table;
  }

  /** A copy with the same history, to be changed without harm to this one. */
  clone(): PropertyTable<V> {
    const copy = new PropertyTable<V>();
    copy.buckets = [...this.buckets];
    copy.occupied = this.occupied;
    copy.count = this.count;
    return copy;
  }

  get size(): number {
    return this.count;
  }

  get(name: string): V | undefined {
    const bucket = this.buckets[this.find(name, hashOf(name))];
    return isFull(bucket) ? bucket.value : undefined;
  }

  has(name: string): boolean {
    return isFull(this.buckets[this.find(name, hashOf(name))]);
  }

  /** g_hash_table_insert: a name that is there keeps its bucket. */
  set(name: string, value: V): this {
    const hash = hashOf(name);
    const index = this.find(name, hash);
    const old = this.buckets[index];
    this.buckets[index] = { name, hash, value };
    if (isFull(old)) return this;
    this.count++;
    if (old === undefined) {
      this.occupied++;
      this.maybeResize();
    }
    return this;
  }

  /** g_hash_table_remove. */
  delete(name: string): boolean {
    const index = this.find(name, hashOf(name));
    if (!isFull(this.buckets[index])) return false;
    this.buckets[index] = TOMBSTONE;
    this.count--;
    this.maybeResize();
    return true;
  }

  *entries(): MapIterator<[string, V]> {
    for (const bucket of this.buckets) if (isFull(bucket)) yield [bucket.name, bucket.value];
  }

  *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this.entries()) callback(value, name, this);
  }

  private find(name: string, hash: number): number {
    const { buckets } = this;
    const mask = buckets.length - 1;
    let index = start(hash, buckets.length);
    let tombstone: number | undefined;
    for (let step = 1; buckets[index] !== undefined; step++) {
      const bucket = buckets[index];
      if (bucket === TOMBSTONE) tombstone ??= index;
      else if (bucket?.hash === hash && bucket.name === name) return index;
      index = (index + step) & mask;
    }
    return tombstone ?? index;
  }

  private maybeResize(): void {
    const size = this.buckets.length;
    const tooBig = size > this.count * 4 && size > SMALLEST;
    const tooFull = size <= this.occupied + Math.floor(this.occupied / 16);
    if (tooBig || tooFull) this.resize();
  }

  /** g_hash_table_resize moves the entries inside the one array, each to where it belongs, which may evict another. */
  private resize(): void {
    const size = Math.max(SMALLEST, 2 ** Math.trunc(this.count * 1.333).toString(2).length);
    const old = this.buckets.length;
    const buckets = this.buckets;
    while (buckets.length < size) buckets.push(undefined);
    const placed = new Set<number>();
    for (let i = 0; i < old; i++) {
      let moving = buckets[i];
      if (!isFull(moving)) {
        buckets[i] = undefined;
        continue;
      }
      if (placed.has(i)) continue;
      buckets[i] = undefined;
      for (;;) {
        let index = start(moving.hash, size);
        for (let step = 1; placed.has(index); step++) index = (index + step) & (size - 1);
        placed.add(index);
        const evicted: Bucket<V> | undefined | typeof TOMBSTONE = buckets[index];
        buckets[index] = moving;
        if (!isFull(evicted)) break;
        moving = evicted;
      }
    }
    buckets.length = size;
    this.occupied = this.count;
  }
}

interface Bucket<V> {
  readonly name: string;
  readonly hash: number;
  readonly value: V;
}

const TOMBSTONE = 'removed';
const SMALLEST = 8;
/** The largest prime below each power of two from 8 on (ghash.c, prime_mod). */
const PRIMES: readonly number[] = [7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521];

function empty(size: number): undefined[] {
  return new Array<undefined>(size).fill(undefined);
}

function isFull<V>(bucket: Bucket<V> | undefined | typeof TOMBSTONE): bucket is Bucket<V> {
  return bucket !== undefined && bucket !== TOMBSTONE;
}

function start(hash: number, size: number): number {
  return (Math.imul(hash, 11) >>> 0) % (PRIMES[Math.log2(size) - 3] ?? 131071);
}

/** 0 and 1 mark unused buckets and tombstones, so no key may have them. */
function hashOf(name: string): number {
  let hash = 0;
  for (const byte of encodeLossless(name)) {
    const char =
      byte === 0x5f ? 0x2d : byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte >= 0x80 ? byte - 256 : byte;
    hash = (Math.imul(hash, 31) + char) >>> 0;
  }
  return hash < 2 ? 2 : hash;
}
