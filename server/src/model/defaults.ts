import type { Parameter } from '../schema/types';
import { versionRow } from '../schema/versions';
import { unquote } from '../syntax/unquote';
import type { Value } from './values';

/** `inf` in a default: the largest number of the type. */
const INT_MAX = 2147483647;
const INT64_MAX = 9223372036854775807n;

const cache = new Map<Parameter, Value>();

/**
 * The value that a parameter has when nothing sets it, from the schema's text; `version` decides where releases differ
 * (the auth of a dumptype).
 */
export function defaultValue(parameter: Parameter, version?: string): Value {
  if (version !== undefined && parameter.context === 'dumptype' && parameter.name === 'auth') {
    return { t: 'string', s: versionRow(version).defaultAuth };
  }
  const known = cache.get(parameter);
  if (known) return known;
  const made = parseDefault(parameter);
  cache.set(parameter, made);
  return made;
}

function parseDefault({ kind, default: text }: Parameter): Value {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const number = Number.parseFloat(text) || 0;
  switch (kind) {
    case 'int':
      return { t: 'int', n: text === 'inf' ? INT_MAX : number };
    case 'int64':
    case 'size':
      return { t: 'int64', n: text === 'inf' ? INT64_MAX : BigInt(/^-?\d+/.exec(text)?.[0] ?? '0') };
    case 'real':
      return { t: 'real', n: number };
    case 'time':
      return { t: 'time', n: BigInt(number) };
    case 'string':
    case 'identifier':
    case 'int_or_string':
      return { t: 'string', s: unquote(text) };
    case 'bool':
      return { t: 'bool', n: /^(y|yes|t|true|on|1)$/i.test(text) ? 1 : 0 };
    case 'no_yes_all':
    case 'enum':
    case 'holding':
    case 'priority':
      return { t: 'word', word: text.toLowerCase() };
    case 'compress':
      return parseCompress(words);
    case 'estimatelist':
    case 'execute_on':
      return { t: 'words', words };
    case 'rate':
      return { t: 'rate', full: Number(words[0] ?? 0), incr: Number(words[1] ?? words[0] ?? 0) };
    case 'intrange':
      return { t: 'range', low: Number(words[0] ?? 0), high: Number(words[1] ?? 0) };
    case 'exinclude':
      return { t: 'exclude', value: { file: [], list: [], optional: false } };
    case 'property_hidden':
    case 'property_visible':
      return { t: 'properties', map: new Map() };
    case 'ref':
    case 'ref_or_block':
      return { t: 'ref', name: unquote(text) };
    case 'script_list':
      return { t: 'refs', names: words.map((word) => unquote(word)) };
    case 'identlist':
    case 'holdingdisk':
    case 'str_list':
      return { t: 'strings', list: words.map((word) => unquote(word)) };
    case 'host_limit':
      return {
        t: 'host-limit',
        server: words.includes('server'),
        sameHost: words.includes('same-host'),
        match: [],
      };
    case 'autolabel':
      return { t: 'autolabel', template: '', when: [] };
    case 'labelstr':
      return { t: 'labelstr', template: '', matchAutolabel: text === 'match-autolabel' };
    case 'vault_list':
      return { t: 'vault', list: [] };
    case 'dump_selection':
      return { t: 'selection', list: [] };
  }
}

function parseCompress(words: readonly string[]): Value {
  const [side, how] = words;
  if (side !== 'client' && side !== 'server') return { t: 'compress', side: 'none', how: 'none' };
  const known = how === 'best' || how === 'custom' ? how : 'fast';
  return { t: 'compress', side, how: known };
}
