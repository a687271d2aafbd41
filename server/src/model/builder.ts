import { PropertyTable } from './property-table';
import type { BlockKind, Parameter } from '../schema/types';
import type { Place } from '../text/span';
import type { Block, Config, Inheritance, Resolved, Setting, Use } from './types';
import type { PropertyValue, Value } from './values';

/** A block while it is being read. */
export class BlockBuilder {
  readonly entries: Block['entries'][number][] = [];
  readonly values = new Map<string, Resolved>();
  /**
   * Parameters that Amanda marks as set: what hands them down to blocks that inherit. Lists that only came by
   * inheritance are not marked, so they pass one generation only; `comprate` is never marked (conffile.c, ckseen,
   * merge_val_t, read_rate).
   */
  readonly seen = new Set<string>();
  readonly snapshot = new Map<string, Value>();
  readonly block: { -readonly [K in keyof Block]: Block[K] };

  constructor(kind: BlockKind, name: string, inline: boolean, place?: Place) {
    this.block = {
      kind,
      name,
      ...(place ? { place } : {}),
      builtin: false,
      inline,
      entries: this.entries,
      values: this.values,
      snapshot: this.snapshot,
    };
    builders.set(this.block, this);
  }

  /** Takes a statement of the block. `value` is the statement's own, `all` what is in force behind it. */
  set(parameter: Parameter, setting: Setting, all: Value, marks: boolean): void {
    this.entries.push({ kind: 'setting', setting });
    this.values.set(parameter.name, { ...setting, value: all, owner: this.block, inherited: false });
    if (marks) this.seen.add(parameter.name);
  }

  /** Copies what the parent has set into the block (conffile.c, copy_dumptype and its like); lists are added or replaced. */
  inherit(
    inherit: Inheritance,
    parent: BlockBuilder,
    merges: boolean,
    sortScripts: (names: readonly string[]) => string[],
    allow: (value: Value) => boolean,
  ): void {
    this.entries.push({ kind: 'inherit', inherit });
    for (const name of parent.seen) {
      const from = parent.values.get(name);
      if (!from) continue;
      const own = this.values.get(name);
      if (MERGED.has(from.value.t) && !allow(from.value)) continue;
      const handed = { ...from, inherited: true };
      if (!merges) {
        this.values.set(name, handed);
        this.seen.add(name);
      } else if (from.value.t === 'refs') {
        const before = own?.value.t === 'refs' ? own.value.names : [];
        const names = sortScripts([...before, ...from.value.names]);
        this.values.set(name, { ...handed, value: { t: 'refs', names } });
      } else if (from.value.t === 'strings') {
        const before = own?.value.t === 'strings' ? own.value.list : [];
        this.values.set(name, { ...handed, value: { t: 'strings', list: [...before, ...from.value.list] } });
      } else if (from.value.t === 'properties') {
        const before = own?.value.t === 'properties' ? own.value.map : new Map<string, PropertyValue>();
        this.values.set(name, { ...handed, value: { t: 'properties', map: merged(before, from.value.map) } });
        this.seen.add(name);
      } else {
        this.values.set(name, handed);
        this.seen.add(name);
      }
    }
  }
}

/** What is not handed down as it is, but put together with what the block has. */
const MERGED: ReadonlySet<Value['t']> = new Set<Value['t']>(['refs', 'strings', 'properties']);

/** A parent's properties put over a block's own (conffile.c, merge_proplist_foreach_fn). */
function merged(
  own: ReadonlyMap<string, PropertyValue>,
  parent: ReadonlyMap<string, PropertyValue>,
): ReadonlyMap<string, PropertyValue> {
  const all = PropertyTable.from(own);
  for (const [name, property] of parent) {
    const old = property.append ? all.get(name) : undefined;
    // Amanda takes out what it does not append to, which leaves a hole in its table.
    if (!old) all.delete(name);
    all.set(name, old ? { ...old, values: [...old.values, ...property.values] } : property);
  }
  return all;
}

export const BLOCK_KINDS: readonly BlockKind[] = [
  ...(['dumptype', 'tapetype', 'interface', 'holdingdisk', 'application', 'script'] as const),
  ...(['device', 'changer', 'interactivity', 'taperscan', 'policy', 'storage'] as const),
];

/** How each block was made: what it hands down is not all in the block. */
const builders = new WeakMap<Block, BlockBuilder>();

/** The builder that made a block. */
export function builderOf(block: Block): BlockBuilder | undefined {
  return builders.get(block);
}

/** Values that lists may hold in all, each statement's own copy counted. */
const MOST_COPIES = 2_000_000;

/**
 * Bounds the memory of lists that grow line by line: each statement holds the whole list so far, so that a hundred
 * thousand lines would hold the square of that. One for a configuration, and one for the inline dumptypes of a disklist.
 */
export class Allowance {
  private left = MOST_COPIES;
  private told = false;

  /** True when there is no room for lists any more. */
  get spent(): boolean {
    return this.left < 0;
  }

  /** Takes a value into account; false when there is no room for it. */
  allow(value: Value): boolean {
    const size = sizeOf(value);
    if (size > 1) this.left -= size;
    return this.left >= 0 || size <= 1;
  }

  /** True the first time: one finding says from where on lists are not judged. */
  get first(): boolean {
    const first = !this.told;
    this.told = true;
    return first;
  }
}

function sizeOf(value: Value): number {
  switch (value.t) {
    case 'refs':
      return value.names.length;
    case 'strings':
    case 'selection':
      return value.list.length;
    case 'exclude':
      return value.value.file.length + value.value.list.length;
    case 'properties':
      return [...value.map.values()].reduce((sum, { values }) => sum + values.length, value.map.size);
    default:
      return 0;
  }
}

/** A configuration while it is being read. */
export class ConfigBuilder {
  private readonly known = new Set<string>();
  readonly allowance: Allowance;
  /** True once an included file is not read: what is not found then may be defined there. */
  incomplete = false;
  readonly includes: Config['includes'][number][] = [];
  readonly global = new Map<string, Setting>();
  readonly statements: Setting[] = [];
  readonly blocks = Object.fromEntries(BLOCK_KINDS.map((kind) => [kind, new Map<string, Block>()])) as Record<
    BlockKind,
    Map<string, Block>
  >;
  readonly inlineBlocks: Block[] = [];
  readonly uses: { -readonly [K in keyof Use]: Use[K] }[] = [];
  /** How many inline blocks Amanda has numbered (conffile.c, anonymous_value). */
  anonymous = 0;

  constructor(allowance = new Allowance()) {
    this.allowance = allowance;
  }

  /** The files that were read, in order, each once. */
  get files(): readonly string[] {
    return [...this.known];
  }

  addFile(uri: string): void {
    this.known.add(uri);
  }
}
