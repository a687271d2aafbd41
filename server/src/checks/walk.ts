import type { Snapshot } from '../model/snapshot';
import type { Block, Dle, Setting } from '../model/types';
import { textAt } from './edit';

/** A statement and the block that holds it; without a block it stands at the top level. */
export interface Written {
  readonly setting: Setting;
  readonly block?: Block;
}

interface Walked {
  readonly blocks: readonly Block[];
  readonly settings: readonly Written[];
  readonly byParameter: ReadonlyMap<string, readonly Written[]>;
  readonly dumptypes: readonly Block[];
}

const cache = new WeakMap<Snapshot, Walked>();

function walked(snapshot: Snapshot): Walked {
  const known = cache.get(snapshot);
  if (known !== undefined) return known;
  const { config, disklist } = snapshot;
  const blocks = [
    ...Object.values(config.blocks).flatMap((byName) => [...byName.values()].filter((one) => !one.builtin)),
    ...config.inlineBlocks,
    ...disklist.inlineBlocks,
  ];
  const settings: Written[] = config.statements.map((setting) => ({ setting }));
  for (const block of blocks) {
    for (const entry of block.entries) {
      if (entry.kind === 'setting') settings.push({ setting: entry.setting, block });
    }
  }
  const byParameter = new Map<string, Written[]>();
  for (const one of settings) {
    const { name } = one.setting.parameter;
    const list = byParameter.get(name);
    if (list === undefined) byParameter.set(name, [one]);
    else list.push(one);
  }
  const made = { blocks, settings, byParameter, dumptypes: blocks.filter((one) => one.kind === 'dumptype') };
  cache.set(snapshot, made);
  return made;
}

/** Every block that is written somewhere: named, inline in amanda.conf, inline in the disklist. Built-ins are not. */
export function writtenBlocks(snapshot: Snapshot): readonly Block[] {
  return walked(snapshot).blocks;
}

/** Every dumptype that is written somewhere, the disklist's inline blocks included. */
export function writtenDumptypes(snapshot: Snapshot): readonly Block[] {
  return walked(snapshot).dumptypes;
}

/** Every statement that sets a parameter, also those that later ones overwrite. */
export function writtenSettings(snapshot: Snapshot): readonly Written[] {
  return walked(snapshot).settings;
}

/** The statements that set a parameter of this name, in any context. */
export function settingsOf(snapshot: Snapshot, name: string): readonly Written[] {
  return walked(snapshot).byParameter.get(name) ?? [];
}

/** What stands behind the keyword of a statement, as written. */
export function valueText(snapshot: Snapshot, setting: Setting): string {
  const { uri, span } = setting.place;
  return textAt(snapshot, { uri, span: { start: setting.keyword.span.end, end: span.end } }).trim();
}

/** The DLEs that have each dumptype in force, inline blocks included; the key is the block itself. */
export function dlesByDumptype(snapshot: Snapshot): ReadonlyMap<Block, readonly Dle[]> {
  const made = new Map<Block, Dle[]>();
  for (const dle of snapshot.disklist.dles) {
    const list = made.get(dle.dumptype);
    if (list === undefined) made.set(dle.dumptype, [dle]);
    else list.push(dle);
  }
  return made;
}

/** The first few names of a list in prose: `a, b, c and 4 more`. */
export function some(names: readonly string[], most = 3): string {
  if (names.length <= most) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  }
  return `${names.slice(0, most).join(', ')} and ${String(names.length - most)} more`;
}

/** Host and disk as administrators say it. */
export function nameOfDle(dle: Dle): string {
  return `${dle.host} ${dle.disk}`;
}

const ancestors = new WeakMap<Block, ReadonlySet<Block>>();

/** A block and those that it takes values from, directly or by way of others. */
function ancestorsOf(block: Block): ReadonlySet<Block> {
  const known = ancestors.get(block);
  if (known !== undefined) return known;
  const all = new Set<Block>();
  const open = [block];
  // No recursion: a hundred thousand blocks may inherit from each other in a row.
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (all.has(one)) continue;
    all.add(one);
    for (const entry of one.entries)
      if (entry.kind === 'inherit' && entry.inherit.target !== undefined) open.push(entry.inherit.target);
  }
  // The lines of ten thousand descendants would fill the memory: those are walked each time.
  if (all.size <= 100) ancestors.set(block, all);
  return all;
}

/** True when a block is another one or takes values from it, directly or by way of others. */
export function inherits(block: Block, from: Block): boolean {
  return block === from || ancestorsOf(block).has(from);
}
