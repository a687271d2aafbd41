import type { Snapshot } from '../model/snapshot';
import type { Dle } from '../model/types';
import type { DiskLine } from '../syntax/nodes';
import type { Place, Span } from '../text/span';

/** A line of the disklist (or of a file that it includes) that is a DLE or an includefile, and the DLE it gave. */
export interface DiskEntry {
  readonly uri: string;
  readonly at: number;
  readonly node: DiskLine;
  readonly text: string;
  /** Absent where Amanda refuses the line or never reads it. */
  readonly dle: Dle | undefined;
}

const cache = new WeakMap<Snapshot, readonly DiskEntry[]>();

/** Every line with a statement in every file of the disklist, in file order. */
export function diskEntries(snapshot: Snapshot): readonly DiskEntry[] {
  const known = cache.get(snapshot);
  if (known !== undefined) return known;
  const dles = new Map<string, Map<number, Dle>>();
  for (const dle of snapshot.disklist.dles) {
    const { uri, span } = dle.hostPlace;
    let known = dles.get(uri);
    if (known === undefined) dles.set(uri, (known = new Map<number, Dle>()));
    known.set(span.start, dle);
  }
  const out: DiskEntry[] = [];
  for (const uri of new Set(snapshot.disklist.files)) {
    const tree = snapshot.tree(uri);
    if (tree?.kind !== 'disklist') continue;
    for (const { at, node } of tree.items) {
      const first = node.fields[0];
      if (node.kind === 'blank' || first === undefined) continue;
      const dle = dles.get(uri)?.get(at + first.start);
      out.push({ uri, at, node, text: tree.text, dle });
    }
  }
  cache.set(snapshot, out);
  return out;
}

const byFile = new WeakMap<Snapshot, ReadonlyMap<string, readonly DiskEntry[]>>();

/** The entry that holds the beginning of a place. A search by halves: a disklist may have an error on each of its lines. */
export function entryAround(snapshot: Snapshot, { uri, span }: Place): DiskEntry | undefined {
  let files = byFile.get(snapshot);
  if (files === undefined) {
    const made = new Map<string, DiskEntry[]>();
    for (const entry of diskEntries(snapshot)) {
      const list = made.get(entry.uri);
      if (list === undefined) made.set(entry.uri, [entry]);
      else list.push(entry);
    }
    byFile.set(snapshot, (files = made));
  }
  const entries = files.get(uri) ?? [];
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.at ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const entry = entries[low - 1];
  return entry && span.start <= entry.at + entry.node.end ? entry : undefined;
}

/** A span of the entry's node as a place in its file. */
export function placeIn(entry: DiskEntry, span: Span): Place {
  return { uri: entry.uri, span: { start: entry.at + span.start, end: entry.at + span.end } };
}
