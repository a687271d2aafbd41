import type { Snapshot } from '../model/snapshot';
import type { Block } from '../model/types';
import type { Value } from '../model/values';
import { effective, globalValue } from '../model/effective';

/** Typed readings of the value in force for a parameter of a block; each answers a neutral value when there is none. */

function value(snapshot: Snapshot, block: Block, name: string): Value | undefined {
  return effective(snapshot.config, block, name, snapshot.settings.version)?.value;
}

/** A value as a string: of a quoted string, of a word, or of a reference. */
export function asString(found: Value | undefined): string | undefined {
  if (found?.t === 'string') return found.s;
  if (found?.t === 'word') return found.word;
  return found?.t === 'ref' ? found.name : undefined;
}

/** A number out of a value of any numeric kind. */
export function asNumber(found: Value | undefined): number | undefined {
  if (found?.t === 'int' || found?.t === 'real') return found.n;
  return found?.t === 'int64' || found?.t === 'time' ? Number(found.n) : undefined;
}

/** The words of a value that is a list; of a single word or name, that one. */
export function asList(found: Value | undefined): readonly string[] {
  if (found?.t === 'words') return found.words;
  if (found?.t === 'strings') return found.list;
  if (found?.t === 'refs') return found.names;
  const one = asString(found);
  return one === undefined || one === '' ? [] : [one];
}

export function stringOf(snapshot: Snapshot, block: Block, name: string): string {
  return asString(value(snapshot, block, name)) ?? '';
}

/** A number in the parameter's unit. */
export function numberOf(snapshot: Snapshot, block: Block, name: string): number {
  return asNumber(value(snapshot, block, name)) ?? 0;
}

/** A number of the top level, or its default. */
export function globalNumber(snapshot: Snapshot, name: string): number {
  return asNumber(globalValue(snapshot.config, name)?.value) ?? 0;
}
