import { effective } from '../model/effective';
import type { Block, Config, Dle, Disklist, Resolved } from '../model/types';
import type { ExcludeValue, Value } from '../model/values';

/** What of a dumptype decides whether and how a DLE is asked for, with Amanda's defaults filled in. */
export interface DumptypeFacts {
  readonly block: Block;
  readonly program: string;
  readonly application?: Block;
  /** In the order in which Amanda runs them. */
  readonly scripts: readonly Block[];
  readonly estimate: readonly string[];
  /** As written; the names of auths are compared without regard to case. */
  readonly auth: string;
  readonly compress: { readonly side: 'none' | 'client' | 'server'; readonly how: string };
  readonly clientCompress: string;
  readonly serverCompress: string;
  readonly encrypt: 'none' | 'client' | 'server';
  readonly clientEncrypt: string;
  readonly serverEncrypt: string;
  readonly clientDecrypt: string;
  readonly serverDecrypt: string;
  readonly record: boolean;
  readonly index: boolean;
  readonly kencrypt: boolean;
  readonly directtcp: boolean;
  readonly holding: string;
  readonly exclude: ExcludeValue;
  readonly include: ExcludeValue;
  readonly strategy: string;
  readonly ignore: boolean;
  readonly skipFull: boolean;
  readonly skipIncr: boolean;
  readonly maxdumps: number;
  /** Days between full dumps. */
  readonly dumpcycle: number;
  /** When the next level is thought of: KiB, percent of the full dump, days at one level, and the factor per level. */
  readonly bumpsize: number;
  readonly bumppercent: number;
  readonly bumpdays: number;
  readonly bumpmult: number;
  /** False where `dump-limit` keeps the server's run from dumping it. */
  readonly serverDumps: boolean;
}

const noPatterns: ExcludeValue = { file: [], list: [], optional: false };

/** The statement that gave a block this parameter, if any. */
export function settingOf(block: Block, name: string): Resolved | undefined {
  return block.values.get(name);
}

/**
 * Reads a dumptype (server-src/diskfile.c, parse_diskline, copies the same parameters into each DLE). `version` is
 * Amanda's, because the auth of a dumptype that sets none differs between releases.
 */
export function dumptypeFacts(
  config: Config,
  disklist: Disklist,
  block: Block,
  version: string,
): DumptypeFacts {
  const value = (name: string): Value | undefined => effective(config, block, name, version)?.value;
  const text = (name: string): string => textOf(value(name)) ?? '';
  const flag = (name: string): boolean => flagOf(value(name)) ?? false;
  const find = (kind: 'application' | 'script', name: string) => findBlock(config, disklist, kind, name);

  const application = text('application');
  const compress = value('compress');
  const limit = value('dump-limit');
  return {
    block,
    program: text('program'),
    application: application ? find('application', application) : undefined,
    scripts: namesOf(value('script')).flatMap((name) => find('script', name) ?? []),
    estimate: namesOf(value('estimate')),
    auth: text('auth'),
    compress: compress?.t === 'compress' ? compress : { side: 'none', how: 'none' },
    clientCompress: text('client-custom-compress'),
    serverCompress: text('server-custom-compress'),
    encrypt: side(text('encrypt')),
    clientEncrypt: text('client-encrypt'),
    serverEncrypt: text('server-encrypt'),
    clientDecrypt: text('client-decrypt-option'),
    serverDecrypt: text('server-decrypt-option'),
    record: flag('record'),
    index: flag('index'),
    kencrypt: flag('kencrypt'),
    directtcp: text('data-path') === 'directtcp',
    holding: text('holdingdisk'),
    exclude: patterns(value('exclude')),
    include: patterns(value('include')),
    strategy: text('strategy'),
    ignore: flag('ignore'),
    skipFull: flag('skip-full'),
    skipIncr: flag('skip-incr'),
    maxdumps: numberOf(value('maxdumps')) ?? 1,
    dumpcycle: numberOf(value('dumpcycle')) ?? 10,
    bumpsize: numberOf(value('bumpsize')) ?? 10240,
    bumppercent: numberOf(value('bumppercent')) ?? 0,
    bumpdays: numberOf(value('bumpdays')) ?? 2,
    bumpmult: numberOf(value('bumpmult')) ?? 1.5,
    serverDumps: limit?.t === 'host-limit' ? limit.server : true,
  };
}

/** Facts of every dumptype that DLEs name, each read once. */
export class FactsCache {
  private readonly known = new Map<Block, DumptypeFacts>();

  constructor(
    private readonly config: Config,
    private readonly disklist: Disklist,
    private readonly version: string,
  ) {}

  of(dle: Dle): DumptypeFacts {
    let facts = this.known.get(dle.dumptype);
    if (!facts) {
      facts = dumptypeFacts(this.config, this.disklist, dle.dumptype, this.version);
      this.known.set(dle.dumptype, facts);
    }
    return facts;
  }
}

/** A named block, or an inline one of amanda.conf or the disklist. Names of blocks have no case. */
export function findBlock(
  config: Config,
  disklist: Disklist,
  kind: 'application' | 'script',
  name: string,
): Block | undefined {
  const inline = (b: Block) => b.kind === kind && b.name === name;
  return (
    config.blocks[kind].get(name.toLowerCase()) ??
    config.inlineBlocks.find(inline) ??
    disklist.inlineBlocks.find(inline)
  );
}

export function textOf(value: Value | undefined): string | undefined {
  if (value?.t === 'string') return value.s;
  if (value?.t === 'word') return value.word;
  return value?.t === 'ref' ? value.name : undefined;
}

export function flagOf(value: Value | undefined): boolean | undefined {
  // A boolean without a word is stored as 2 and counts as yes (diskfile.c, parse_diskline).
  return value?.t === 'bool' ? value.n !== 0 : undefined;
}

export function numberOf(value: Value | undefined): number | undefined {
  if (value?.t === 'int' || value?.t === 'real') return value.n;
  return value?.t === 'int64' || value?.t === 'time' ? Number(value.n) : undefined;
}

function namesOf(value: Value | undefined): readonly string[] {
  if (value?.t === 'refs') return value.names;
  if (value?.t === 'words') return value.words;
  return value?.t === 'strings' ? value.list : [];
}

function patterns(value: Value | undefined): ExcludeValue {
  return value?.t === 'exclude' ? value.value : noPatterns;
}

function side(word: string): 'none' | 'client' | 'server' {
  return word === 'client' || word === 'server' ? word : 'none';
}
