import { parameters } from '../schema/index';
import type { Parameter } from '../schema/types';
import type { Place } from '../text/span';
import { defaultValue } from './defaults';
import type { Block, Config, Setting } from './types';
import type { Value } from './values';

/** A value in force and where it comes from. */
export interface Effective {
  readonly parameter: Parameter;
  readonly value: Value;
  /** Set in the block itself, handed down by another block, taken from the top level, or the program's default. */
  readonly origin: 'own' | 'inherited' | 'global' | 'default';
  /** The statement that set it; absent for a default. */
  readonly place?: Place;
  /** The block whose text holds that statement. */
  readonly owner?: Block;
}

/** Dumptype parameters that take the top level's value at run time when nothing in the dumptype sets them (diskfile.c). */
const FALL_BACK = new Set(['ssl-check-host', 'ssl-check-certificate-host', 'ssl-check-fingerprint']);

/**
 * The value that a parameter of a block has in the end. A dumptype keeps the top level's dumpcycle, maxdumps, bumpsize
 * and so on as they stood where it is defined (conffile.c, init_dumptype_defaults). `version` decides about defaults
 * that differ between releases. Undefined for a name that such a block does not have.
 */
export function effective(
  config: Config,
  block: Block,
  name: string,
  version?: string,
): Effective | undefined {
  const own = valueOfBlock(config, block, name, version);
  if (!own || own.origin !== 'default' || block.kind !== 'dumptype' || !FALL_BACK.has(name)) return own;
  const global = config.global.get(name);
  return global ? fromGlobal(own.parameter, global) : own;
}

/** As `effective`, but what the block itself holds: without the values that are looked up when a backup runs. */
export function valueOfBlock(
  config: Config,
  block: Block,
  name: string,
  version?: string,
): Effective | undefined {
  const parameter = parameters[block.kind].get(name);
  if (!parameter) return undefined;
  const set = block.values.get(name);
  if (set) {
    return {
      parameter,
      value: set.value,
      origin: set.inherited ? 'inherited' : 'own',
      place: set.place,
      ...(set.owner && { owner: set.owner }),
    };
  }
  const kept = block.snapshot.get(name);
  if (kept) {
    const global = config.statements
      .filter((one) => one.parameter.name === name && same(one.value, kept))
      .at(-1);
    return global
      ? { ...fromGlobal(parameter, global), value: kept }
      : { parameter, value: kept, origin: 'default' };
  }
  return { parameter, value: defaultValue(parameter, version), origin: 'default' };
}

/** The value of a parameter at the top level of amanda.conf or amanda-client.conf. */
export function globalValue(config: Config, name: string): Effective | undefined {
  const parameter = parameters[config.client ? 'client' : 'global'].get(name);
  if (!parameter) return undefined;
  const setting = config.global.get(name);
  return setting
    ? fromGlobal(parameter, setting)
    : { parameter, value: defaultValue(parameter), origin: 'default' };
}

function fromGlobal(parameter: Parameter, setting: Setting): Effective {
  return { parameter, value: setting.value, origin: 'global', place: setting.place };
}

function same(a: Value, b: Value): boolean {
  return a === b || (a.t === b.t && 'n' in a && 'n' in b && a.n === b.n);
}
