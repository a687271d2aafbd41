import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle, Use } from '../../model/types';
import type { Place } from '../../text/span';
import { occurrenceAt } from './symbols-at';

/** The block that a name at an offset means. */
export function blockNamedAt(snapshot: Snapshot, uri: string, offset: number): Block | undefined {
  const found = occurrenceAt(snapshot, uri, offset);
  return found?.target.kind === 'block' ? found.target.block : undefined;
}

/** The blocks that a block inherits from, in the order of its lines. */
export function parentsOf(block: Block): Block[] {
  const parents = block.entries.flatMap((entry) => (entry.kind === 'inherit' ? [entry.inherit.target] : []));
  return [...new Set(parents)].filter((parent) => parent !== undefined);
}

/** The blocks that inherit from a block directly, inline ones included. */
export function childrenOf(snapshot: Snapshot, block: Block): Block[] {
  const users = usesOf(snapshot, block).flatMap((use) =>
    use.from === 'inherit' && use.within ? [use.within] : [],
  );
  return [...new Set(users)];
}

/** Who uses a block: other blocks, and DLEs. */
export interface User {
  readonly from: Block | Dle;
  readonly places: readonly Place[];
}

export function usersOf(snapshot: Snapshot, block: Block): User[] {
  const users = new Map<Block | Dle, Place[]>();
  const add = (from: Block | Dle, place: Place) => {
    const places = users.get(from);
    if (places) places.push(place);
    else users.set(from, [place]);
  };
  for (const use of usesOf(snapshot, block)) if (use.from !== 'dle' && use.within) add(use.within, use.place);
  for (const dle of snapshot.disklist.dles) {
    if (dle.dumptype === block && dle.dumptypePlace) add(dle, dle.dumptypePlace);
  }
  return [...users].map(([from, places]) => ({ from, places }));
}

/** What a block uses: parents, applications, scripts. */
export function usedBy(
  snapshot: Snapshot,
  block: Block,
): { readonly to: Block; readonly places: readonly Place[] }[] {
  const used = new Map<Block, Place[]>();
  for (const use of [...snapshot.config.uses, ...snapshot.disklist.uses]) {
    if (use.within !== block || !use.target) continue;
    used.set(use.target, [...(used.get(use.target) ?? []), use.place]);
  }
  return [...used].map(([to, places]) => ({ to, places }));
}

function usesOf(snapshot: Snapshot, block: Block): Use[] {
  return [...snapshot.config.uses, ...snapshot.disklist.uses].filter((use) => use.target === block);
}

export function isDle(one: Block | Dle): one is Dle {
  return 'disk' in one;
}
