import { resolveConfig } from '../model/config';
import { effective, globalValue } from '../model/effective';
import type { Snapshot } from '../model/snapshot';
import type { Block } from '../model/types';
import type { Value } from '../model/values';
import { TreeCache } from '../syntax/trees';

/**
 * True when a parameter of a block (without one: of the top level) has this value in force already, whatever the words
 * for it are: an edit that writes it changes nothing.
 */
export function hasValue(snapshot: Snapshot, block: Block | undefined, name: string, text: string): boolean {
  const { config, settings } = snapshot;
  const now = block
    ? effective(config, block, name, settings.version)?.value
    : globalValue(config, name)?.value;
  const then = valueOf(block?.kind, name, text, settings.version);
  return now !== undefined && then !== undefined && shown(now) === shown(then);
}

/** What Amanda makes of a value's text; undefined where it takes it for none, or for the name of a block. */
function valueOf(
  kind: Block['kind'] | undefined,
  name: string,
  text: string,
  version: string,
): Value | undefined {
  const root = 'file:///value/amanda.conf';
  const lines = kind === undefined ? `${name} ${text}\n` : `define ${kind} v {\n ${name} ${text}\n}\n`;
  const config = resolveConfig({
    folder: 'file:///value',
    root,
    client: false,
    source: { read: (uri) => (uri === root ? { kind: 'text', text: lines } : { kind: 'missing' }) },
    trees: new TreeCache(),
    version,
  });
  if (kind === undefined) return config.global.get(name)?.value;
  return config.blocks[kind].get('v')?.values.get(name)?.value;
}

/** A value as text that is the same for equal values. The names of auths and of blocks have no case. */
function shown(value: Value): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${String(part)}n`;
    return part instanceof Map ? [...part] : part;
  });
}
