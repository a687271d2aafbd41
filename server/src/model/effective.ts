import { parameterOf, parameters } from '../schema/index';
import type { Parameter } from '../schema/types';
import type { Place } from '../text/span';
import { baseName } from '../text/uri';
import { defaultValue } from './defaults';
import { blockKey } from './names';
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

/** Storage parameters that take the top level's value when nothing in the storage sets them (update_derived_values). */
const STORAGE_FALL_BACK = new Set([
  ...['tapedev', 'tpchanger', 'labelstr', 'autolabel', 'meta-autolabel', 'runtapes', 'taperscan', 'tapetype'],
  ...['max-dle-by-volume', 'taperalgo', 'taper-parallel-write', 'eject-volume', 'device-output-buffer-size'],
  ...['autoflush', 'flush-threshold-dumped', 'flush-threshold-scheduled', 'taperflush', 'report-use-media'],
  ...['report-next-media', 'interactivity'],
]);

/**
 * The value that a parameter of a block has in the end. A dumptype keeps the top level's dumpcycle, maxdumps, bumpsize
 * and so on as they stood where it is defined (conffile.c, init_dumptype_defaults); storages and policies take what they
 * do not set from the top level as it is in the end (conffile.c, update_derived_values). `version` decides about defaults
 * that differ between releases. Undefined for a name that such a block does not have.
 */
export function effective(
  config: Config,
  block: Block,
  name: string,
  version?: string,
): Effective | undefined {
  const own = valueOfBlock(config, block, name, version);
  if (own?.origin === 'default') return filledIn(config, block, own);
  if (own && block.kind === 'storage' && name === 'tapepool') return expanded(config, block, own);
  return own;
}

/** What Amanda puts in place of a default when all files are read. */
function filledIn(config: Config, block: Block, own: Effective): Effective {
  const { parameter } = own;
  const { name } = parameter;
  switch (block.kind) {
    case 'dumptype':
      return FALL_BACK.has(name) ? fromTop(config, parameter, name) : own;
    case 'storage': {
      if (STORAGE_FALL_BACK.has(name)) return fromTop(config, parameter, name);
      const called = baseName(config.folder);
      if (name === 'policy') return { ...own, value: { t: 'ref', name: called } };
      return name === 'tapepool' ? { ...own, value: { t: 'string', s: called } } : own;
    }
    case 'policy': {
      const cycle = name === 'retention-tapes' ? fromTop(config, parameter, 'tapecycle') : undefined;
      return cycle?.value.t === 'int' ? { ...cycle, value: { t: 'int', n: cycle.value.n - 1 } } : own;
    }
    case 'interface':
      return name === 'use' && blockKey(block.name) === 'default'
        ? fromTop(config, parameter, 'netusage')
        : own;
    default:
      return own;
  }
}

/** The top level's value of `name` as that of a block's parameter. */
function fromTop(config: Config, parameter: Parameter, name: string): Effective {
  const found = globalValue(config, name) ?? { parameter, value: defaultValue(parameter), origin: 'default' };
  const { value } = found;
  const asString: Value =
    parameter.kind === 'string' && value.t === 'ref' ? { t: 'string', s: value.name } : value;
  return { ...found, parameter, value: asString };
}

/** A tapepool with the first `$o`, `$c` and `$r` in it replaced by org, configuration and storage. */
function expanded(config: Config, block: Block, own: Effective): Effective {
  if (own.value.t !== 'string') return own;
  const org = globalValue(config, 'org')?.value;
  const s = own.value.s
    .replace('$o', () => (org?.t === 'string' ? org.s : ''))
    .replace('$c', () => baseName(config.folder))
    .replace('$r', () => block.name);
  return { ...own, value: { t: 'string', s } };
}

/** As `effective`, but what the block itself holds: without the values that are looked up when a backup runs. */
export function valueOfBlock(
  config: Config,
  block: Block,
  name: string,
  version?: string,
): Effective | undefined {
  // What the assumed release has not is as if it stood at its first default.
  const parameter = parameterOf(block.kind, name, config.version) ?? parameters[block.kind].get(name);
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

/**
 * The value of a parameter at the top level of amanda.conf or amanda-client.conf. What amanda.conf does not set may
 * follow from what it does set (conffile.c, update_derived_values).
 */
export function globalValue(config: Config, name: string): Effective | undefined {
  const context = config.client ? 'client' : 'global';
  const parameter = parameterOf(context, name, config.version) ?? parameters[context].get(name);
  if (!parameter) return undefined;
  const setting = config.global.get(name);
  const own: Effective = setting
    ? fromGlobal(parameter, setting)
    : { parameter, value: defaultValue(parameter), origin: 'default' };
  return config.client ? own : derived(config, own);
}

function derived(config: Config, own: Effective): Effective {
  const { global } = config;
  const set = own.origin !== 'default';
  switch (own.parameter.name) {
    case 'labelstr':
      if (set || global.has('autolabel')) return own;
      return { ...own, value: { t: 'labelstr', template: '.*', matchAutolabel: false } };
    case 'autolabel': {
      const old = global.get('label-new-tapes');
      if (set || old?.value.t !== 'string') return own;
      const value: Value = { t: 'autolabel', template: old.value.s, when: ['volume-error', 'empty'] };
      return { ...fromGlobal(own.parameter, old), value };
    }
    case 'report-use-media':
    case 'report-next-media': {
      const cause = global.get('max-dle-by-volume');
      return set || !cause ? own : { ...fromGlobal(own.parameter, cause), value: { t: 'bool', n: 0 } };
    }
    case 'usetimestamps':
      return { ...own, value: { t: 'bool', n: 1 } };
    case 'storage':
      return set ? own : { ...own, value: { t: 'strings', list: [baseName(config.folder)] } };
    case 'active-storage': {
      const active = namesOf(own.value);
      const missing = namesOf(globalValue(config, 'storage')?.value).filter((name) => !active.includes(name));
      return { ...own, value: { t: 'strings', list: [...active, ...missing] } };
    }
    default:
      return own;
  }
}

function namesOf(value: Value | undefined): readonly string[] {
  if (value?.t === 'strings') return value.list;
  return value?.t === 'refs' ? value.names : [];
}

function fromGlobal(parameter: Parameter, setting: Setting): Effective {
  return { parameter, value: setting.value, origin: 'global', place: setting.place };
}

function same(a: Value, b: Value): boolean {
  return a === b || (a.t === b.t && 'n' in a && 'n' in b && a.n === b.n);
}
