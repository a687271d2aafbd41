import { encodeLossless } from '../text/bytes';

/**
 * The order in which Amanda's programs go through a block's properties. They keep them in a GLib hash table
 * (conffile.c, proplist_t) and walk it with g_hash_table_foreach, so the order in a request is that of the table's
 * slots: it depends on the names, on the order of insertion and on what was removed. The table below behaves as
 * that of GLib 2.58 and later does (glib/ghash.c: open addressing, quadratic probing, prime moduli); it was
 * compared with libglib-2.0 over random insertions and removals.
 */
const PRIMES = [1, 2, 3, 7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521];
const MIN_SHIFT = 3;
const UNUSED = 0;
const TOMBSTONE = 1;

/** Amanda's hash of a property name (glib-util.c, g_str_amanda_hash): case and `_`/`-` make no difference. */
export function amandaHash(name: string): number {
  let hash = 0;
  for (const byte of encodeLossless(name)) {
    const folded = byte === 0x5f ? 0x2d : byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
    // Bytes above 127 are negative: plain char is signed where it was measured (x86).
    hash = (Math.imul(hash, 31) + (folded > 127 ? folded - 256 : folded)) >>> 0;
  }
  return hash;
}

/** A set of names that is walked in the order of GLib's table. */
export class PropertyOrder {
  private shift = MIN_SHIFT;
  private hashes = new Array<number>(1 << MIN_SHIFT).fill(UNUSED);
  private names = new Array<string>(1 << MIN_SHIFT).fill('');
  private used = 0;
  private occupied = 0;

  has(name: string): boolean {
    return (this.hashes[this.slot(name)] ?? UNUSED) > TOMBSTONE;
  }

  /** Adds a name, or does nothing when it is there already: GLib keeps the slot of an equal key. */
  insert(name: string): void {
    const slot = this.slot(name);
    const old = this.hashes[slot] ?? UNUSED;
    if (old > TOMBSTONE) return;
    this.hashes[slot] = realHash(name);
    this.names[slot] = name;
    this.used++;
    if (old !== UNUSED) return;
    this.occupied++;
    this.resizeIfNeeded();
  }

  remove(name: string): void {
    const slot = this.slot(name);
    if ((this.hashes[slot] ?? UNUSED) <= TOMBSTONE) return;
    this.hashes[slot] = TOMBSTONE;
    this.used--;
    this.resizeIfNeeded();
  }

  /** The names in the order of g_hash_table_foreach. */
  list(): string[] {
    return this.names.filter((_, slot) => (this.hashes[slot] ?? UNUSED) > TOMBSTONE);
  }

  private home(hash: number): number {
    return (Math.imul(hash, 11) >>> 0) % (PRIMES[this.shift] ?? 1);
  }

  private slot(name: string): number {
    const wanted = realHash(name);
    const mask = this.hashes.length - 1;
    let slot = this.home(wanted);
    let tombstone = -1;
    for (let step = 1; this.hashes[slot] !== UNUSED; step++) {
      if (this.hashes[slot] === wanted && this.names[slot] === name) return slot;
      if (this.hashes[slot] === TOMBSTONE && tombstone < 0) tombstone = slot;
      slot = (slot + step) & mask;
    }
    return tombstone < 0 ? slot : tombstone;
  }

  private resizeIfNeeded(): void {
    const size = this.hashes.length;
    const sparse = size > this.used * 4 && size > 1 << MIN_SHIFT;
    if (sparse || size <= this.occupied + Math.floor(this.occupied / 16)) this.resize();
  }

  /** GLib moves the entries within the array: each goes to its new slot and pushes out what has not moved yet. */
  private resize(): void {
    const oldSize = this.hashes.length;
    let shift = 0;
    for (let n = Math.floor(this.used * 1.333); n > 0; n >>= 1) shift++;
    this.shift = Math.max(shift, MIN_SHIFT);
    const size = 1 << this.shift;
    while (this.hashes.length < size) {
      this.hashes.push(UNUSED);
      this.names.push('');
    }
    const settled = new Set<number>();
    for (let i = 0; i < oldSize; i++) {
      if (settled.has(i)) continue;
      let hash = this.hashes[i] ?? UNUSED;
      let name = this.names[i] ?? '';
      this.hashes[i] = UNUSED;
      while (hash > TOMBSTONE) {
        let slot = this.home(hash);
        for (let step = 1; settled.has(slot); step++) slot = (slot + step) & (size - 1);
        settled.add(slot);
        const [pushedHash, pushedName] = [this.hashes[slot] ?? UNUSED, this.names[slot] ?? ''];
        this.hashes[slot] = hash;
        this.names[slot] = name;
        [hash, name] = [pushedHash, pushedName];
      }
    }
    this.hashes.length = size;
    this.names.length = size;
    this.occupied = this.used;
  }
}

/** GLib keeps the hashes 0 and 1 for empty and removed slots. */
function realHash(name: string): number {
  const hash = amandaHash(name);
  return hash > TOMBSTONE ? hash : 2;
}
