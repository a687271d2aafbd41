import { dlesByDumptype } from '../../checks/walk';
import { planHost } from '../../estimate/hostplan';
import { hostWaitText } from '../../estimate/waiting';
import type { Snapshot } from '../../model/snapshot';
import type { Block, Host } from '../../model/types';
import type { Place } from '../../text/span';
import { parentsOf } from '../navigation/hierarchy';
import { occurrencesOf } from '../navigation/symbols-at';
import { count, numberText } from '../../text/quantities';
import { hostsByFirstDle } from './hosts';

/** What a line above a place will be about; its words cost more and are made when they are to be seen. */
export type Lens =
  | { readonly about: 'host'; readonly place: Place; readonly host: Host }
  | { readonly about: 'dumptype'; readonly place: Place; readonly dumptype: Block };

export interface LensOptions {
  readonly hosts: boolean;
  readonly dumptypes: boolean;
}

/** The lenses of a file: one for the first DLE of each host, one for each dumptype. */
export function lensesOf(snapshot: Snapshot, uri: string, options: LensOptions): Lens[] {
  const lenses: Lens[] = [];
  if (options.hosts) {
    for (const [dle, host] of hostsByFirstDle(snapshot))
      if (dle.place.uri === uri) lenses.push({ about: 'host', place: dle.hostPlace, host });
  }
  if (options.dumptypes) {
    for (const dumptype of snapshot.config.blocks.dumptype.values()) {
      const { place, inline } = dumptype;
      if (place?.uri === uri && !inline) lenses.push({ about: 'dumptype', place, dumptype });
    }
  }
  return lenses;
}

/** "12 DLEs · request 14,220 of 65,503 bytes on the worst day, 9,100 tonight · Amanda waits 960 s (16 min) on the worst …". */
export function hostTitle(snapshot: Snapshot, host: Host): string {
  const plan = planHost(snapshot, host);
  const { worst } = plan.days;
  const parts = [count(host.dles.length, 'DLE')];
  if (!plan.authKnown) parts.push(`no request: Amanda has no auth "${plan.auth}"`);
  else if (worst.dles === 0) parts.push('no estimate request');
  else {
    const of = plan.udp ? ` of ${numberText(plan.limit.bytes)}` : '';
    const over = worst.tooMany > 0 ? `, ${count(worst.tooMany, 'DLE')} too many` : '';
    const pieces = worst.pieces === undefined ? 'request' : `${String(worst.pieces.length)} packets of up to`;
    const tonight = plan.tonight ? `, ${numberText(plan.tonight.largestPacket)} tonight` : '';
    parts.push(`${pieces} ${numberText(worst.largestPacket)}${of} bytes on the worst day${over}${tonight}`);
    parts.push(`Amanda ${hostWaitText(plan)}`);
  }
  return parts.join(' · ');
}

/** How many DLEs a dumptype serves: by name, and through dumptypes that inherit it. */
export function dumptypeTitle(snapshot: Snapshot, dumptype: Block): string {
  const { direct, all } = usersOf(snapshot).get(dumptype) ?? { direct: 0, all: 0 };
  if (all === 0) return 'used by no DLE';
  if (all === direct) return `used by ${count(all, 'DLE')}`;
  if (direct === 0) return `used by ${count(all, 'DLE')} through dumptypes that inherit it`;
  return `used by ${count(all, 'DLE')}, ${numberText(direct)} of them directly`;
}

/** Every place that names the dumptype, without its definition. */
export function dumptypeUses(snapshot: Snapshot, dumptype: Block): Place[] {
  return occurrencesOf(snapshot, { kind: 'block', block: dumptype })
    .filter(({ role }) => role === 'use')
    .map(({ place }) => place);
}

interface Users {
  readonly direct: number;
  readonly all: number;
}

const cache = new WeakMap<Snapshot, ReadonlyMap<Block, Users>>();

/** DLEs by dumptype; each counts once for every dumptype that its own inherits from. */
function usersOf(snapshot: Snapshot): ReadonlyMap<Block, Users> {
  const known = cache.get(snapshot);
  if (known) return known;
  const counts = new Map<Block, { direct: number; all: number }>();
  const countOf = (block: Block) => {
    let found = counts.get(block);
    if (!found) counts.set(block, (found = { direct: 0, all: 0 }));
    return found;
  };
  for (const [block, users] of dlesByDumptype(snapshot)) {
    // An inline block names its parents in the disklist itself.
    const named = block.inline ? parentsOf(block) : [block];
    for (const one of new Set(named)) countOf(one).direct += users.length;
    const ancestors = new Set<Block>();
    const climb = (one: Block) => {
      if (ancestors.has(one)) return;
      ancestors.add(one);
      for (const parent of parentsOf(one)) climb(parent);
    };
    climb(block);
    for (const one of ancestors) if (!one.inline) countOf(one).all += users.length;
  }
  cache.set(snapshot, counts);
  return counts;
}
