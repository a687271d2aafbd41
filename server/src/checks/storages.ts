import { defaultValue } from '../model/defaults';
import { effective, globalValue } from '../model/effective';
import type { Snapshot } from '../model/snapshot';
import type { Block } from '../model/types';
import type { Value } from '../model/values';
import { parameters } from '../schema/index';
import { baseName } from '../text/uri';
import type { Place } from '../text/span';
import { asList, asNumber, asString } from './in-force';

/**
 * A storage as Amanda makes it: what the block does not set is taken from the top level, and with no `storage`
 * statement there is one named after the configuration (common-src/conffile.c, update_derived_values).
 */
export class Storage {
  constructor(
    private readonly snapshot: Snapshot,
    readonly name: string,
    readonly block: Block | undefined,
  ) {}

  value(name: string): Value | undefined {
    const { config } = this.snapshot;
    if (this.block !== undefined) return effective(config, this.block, name)?.value;
    const global = globalValue(config, name)?.value;
    if (global !== undefined) return global;
    const parameter = parameters.storage.get(name);
    return parameter === undefined ? undefined : defaultValue(parameter);
  }

  number(name: string): number {
    return asNumber(this.value(name)) ?? 0;
  }

  string(name: string): string {
    return asString(this.value(name)) ?? '';
  }

  /** Where the value is written, in the block or at the top level. */
  place(name: string): Place | undefined {
    return this.block?.values.get(name)?.place ?? this.snapshot.config.global.get(name)?.place;
  }

  /** Where to point at for the storage as a whole. */
  get where(): Place {
    return this.block?.place ?? { uri: this.snapshot.config.root, span: { start: 0, end: 0 } };
  }

  /** How it is called in a message: nothing where there is only the implicit one. */
  get prefix(): string {
    return this.block === undefined ? '' : `storage ${this.name}: `;
  }

  /** retention-tapes of its policy; without a value tapecycle − 1. */
  get retentionTapes(): number {
    const policy = this.policy?.values.get('retention-tapes')?.value;
    return asNumber(policy) ?? (asNumber(globalValue(this.snapshot.config, 'tapecycle')?.value) ?? 15) - 1;
  }

  get policy(): Block | undefined {
    const name = asString(this.block?.values.get('policy')?.value) ?? baseName(this.snapshot.config.folder);
    return this.snapshot.config.blocks.policy.get(name.toLowerCase());
  }
}

/** The storages that runs use: those of `storage` and `active-storage`, or the implicit one. None for a client's file. */
export function storages(snapshot: Snapshot): readonly Storage[] {
  const { config } = snapshot;
  if (config.client) return [];
  const names = ['storage', 'active-storage'].flatMap((name) => asList(config.global.get(name)?.value));
  const used = [...new Set(names.map((name) => name.toLowerCase()))].flatMap((name) => {
    const block = config.blocks.storage.get(name);
    return block === undefined ? [] : [new Storage(snapshot, block.name, block)];
  });
  if (used.length > 0 || config.global.has('storage')) return used;
  const own = baseName(config.folder);
  return [new Storage(snapshot, own, config.blocks.storage.get(own.toLowerCase()))];
}
