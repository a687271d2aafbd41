import type { DumptypeFacts } from '../../server/src/estimate/dumptype';
import { FeatureSet } from '../../server/src/estimate/features';
import type { Block, Dle } from '../../server/src/model/types';

export function block(kind: Block['kind'], name: string, values: Block['values'] = new Map()): Block {
  return { kind, name, builtin: false, inline: false, entries: [], values, snapshot: new Map() };
}

const patterns = { file: [], list: [], optional: false };

/** A dumptype with Amanda's defaults, but for what is given. */
export function facts(given: Partial<DumptypeFacts> = {}): DumptypeFacts {
  return {
    block: block('dumptype', 'd'),
    program: 'GNUTAR',
    scripts: [],
    estimate: ['client'],
    auth: 'bsd',
    compress: { side: 'client', how: 'fast' },
    clientCompress: '',
    serverCompress: '',
    encrypt: 'none',
    clientEncrypt: '',
    serverEncrypt: '',
    clientDecrypt: '-d',
    serverDecrypt: '-d',
    record: true,
    index: true,
    kencrypt: false,
    directtcp: false,
    holding: 'auto',
    exclude: patterns,
    include: patterns,
    strategy: 'standard',
    ignore: false,
    skipFull: false,
    skipIncr: false,
    maxdumps: 1,
    dumpcycle: 10,
    bumpsize: 10240,
    bumppercent: 0,
    bumpdays: 2,
    bumpmult: 1.5,
    serverDumps: true,
    ...given,
  };
}

/** A DLE with only what a request needs. */
export function dle(disk: string, given: Partial<Dle> = {}): Dle {
  const place = { uri: 'file:///disklist', span: { start: 0, end: 0 } };
  const dumptype = block('dumptype', 'd');
  return {
    host: 'h',
    hostPlace: place,
    disk,
    diskPlace: place,
    dumptype,
    spindle: -1,
    place,
    index: 0,
    line: 1,
    file: '/disklist',
    ...given,
  };
}

/** A feature string that must be readable. */
export function features(text: string): FeatureSet {
  const set = FeatureSet.parse(text);
  if (!set) throw new Error(`not a feature string: ${text}`);
  return set;
}
