import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle, Include, Use } from '../../model/types';
import type { Place, Span } from '../../text/span';

/** What a name in a file stands for. */
export type Target =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'dle'; readonly dle: Dle }
  | { readonly kind: 'include'; readonly include: Include };

/** A place where a name stands, and what it stands for. */
export interface Occurrence {
  readonly place: Place;
  readonly target: Target;
  readonly role: 'definition' | 'use';
  readonly use?: Use;
}

class Index {
  /** By file, in the order of the text. */
  private readonly byFile = new Map<string, Occurrence[]>();
  readonly ofBlock = new Map<Block, Occurrence[]>();
  readonly ofHost = new Map<string, Occurrence[]>();

  constructor(snapshot: Snapshot) {
    const { config, disklist } = snapshot;
    for (const blocks of Object.values(config.blocks)) {
      for (const block of blocks.values()) {
        if (block.place && !block.inline) this.addBlock(block, { place: block.place, role: 'definition' });
      }
    }
    for (const use of [...config.uses, ...disklist.uses]) {
      if (use.target && !use.target.inline) this.addBlock(use.target, { place: use.place, role: 'use', use });
    }
    const known = new Set<string>();
    for (const dle of disklist.dles) {
      const role = known.has(dle.host) ? 'use' : 'definition';
      known.add(dle.host);
      const host: Occurrence = { place: dle.hostPlace, target: { kind: 'host', host: dle.host }, role };
      this.add(host);
      const same = this.ofHost.get(dle.host);
      if (same) same.push(host);
      else this.ofHost.set(dle.host, [host]);
      this.add({ place: dle.diskPlace, target: { kind: 'dle', dle }, role: 'definition' });
    }
    for (const include of [...config.includes, ...disklist.includes]) {
      this.add({ place: include.place, target: { kind: 'include', include }, role: 'use' });
    }
    for (const list of this.byFile.values()) list.sort((a, b) => a.place.span.start - b.place.span.start);
  }

  private addBlock(block: Block, rest: Omit<Occurrence, 'target'>): void {
    const one: Occurrence = { ...rest, target: { kind: 'block', block } };
    this.add(one);
    const list = this.ofBlock.get(block);
    if (list) list.push(one);
    else this.ofBlock.set(block, [one]);
  }

  private add(one: Occurrence): void {
    const list = this.byFile.get(one.place.uri);
    if (list) list.push(one);
    else this.byFile.set(one.place.uri, [one]);
  }

  /** The innermost name at an offset; a name that ends there counts too. */
  at(uri: string, offset: number): Occurrence | undefined {
    const list = this.byFile.get(uri) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.place.span.start ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= Math.max(0, low - 4); i--) {
      const one = list[i];
      if (one && offset <= one.place.span.end) return one;
    }
    return undefined;
  }

  in(uri: string): readonly Occurrence[] {
    return this.byFile.get(uri) ?? [];
  }
}

const indexes = new WeakMap<Snapshot, Index>();

function indexOf(snapshot: Snapshot): Index {
  let index = indexes.get(snapshot);
  if (!index) indexes.set(snapshot, (index = new Index(snapshot)));
  return index;
}

/** The name at an offset of a file, and what it stands for. */
export function occurrenceAt(snapshot: Snapshot, uri: string, offset: number): Occurrence | undefined {
  return indexOf(snapshot).at(uri, offset);
}

/** Every place where the same thing is named, definition first. */
export function occurrencesOf(snapshot: Snapshot, target: Target): readonly Occurrence[] {
  const index = indexOf(snapshot);
  if (target.kind === 'block') return index.ofBlock.get(target.block) ?? [];
  if (target.kind === 'host') return index.ofHost.get(target.host) ?? [];
  if (target.kind === 'include') {
    const uris = [...snapshot.config.files, ...snapshot.disklist.files];
    const all = uris.flatMap((uri) => index.in(uri));
    return all.filter(
      (one) => one.target.kind === 'include' && one.target.include.target === target.include.target,
    );
  }
  return [{ place: target.dle.diskPlace, target, role: 'definition' }];
}

/** Where the editor goes from a name: its definition, or the file that is included. */
export function definitionOf(snapshot: Snapshot, target: Target): { place: Place; whole: Place } | undefined {
  const start: Span = { start: 0, end: 0 };
  if (target.kind === 'include') {
    const { target: uri, status } = target.include;
    if (status === 'missing' || status === 'special' || status === 'directory') return undefined;
    return { place: { uri, span: start }, whole: { uri, span: start } };
  }
  if (target.kind === 'block') {
    const { place, extent } = target.block;
    return place && { place, whole: extent ?? place };
  }
  const [first] = occurrencesOf(snapshot, target);
  return first && { place: first.place, whole: first.place };
}
