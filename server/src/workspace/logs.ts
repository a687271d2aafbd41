import { detectLog } from '../logs/detect';
import { observe } from '../logs/observe';
import { LogReader, parseLog } from '../logs/parse';
import type { LogFacts, Observations } from '../logs/types';
import type { Disklist, FileResult } from '../model/types';
import { LineIndex } from '../text/lines';
import { baseName, resolveUri } from '../text/uri';
import type { FileHost } from './host';

/** Names that Amanda gives its logs (common-src/debug.c, server-src/logfile.c, amdump), as globs. */
export const LOG_NAMES: readonly string[] = [
  '*.debug',
  'amdump',
  'amdump.[0-9]*',
  'amflush',
  'amflush.[0-9]*',
  'amvault.[0-9]*',
  'log',
  'log.[0-9]*',
  'amreport*',
  'report*',
  '*amcheck*.txt',
  '*amcheck*.log',
  '*amcheck*.out',
];
/** Bounds: newest logs first, so that a folder of a year's logs costs no more than a month's. */
const MAX_LOGS = 400;
const MAX_TOTAL = 64 * 1024 * 1024;
const MAX_ONE = 16 * 1024 * 1024;
/** UTF-16 units that are parsed in one go. */
const SLICE = 512 * 1024;

interface Known {
  readonly facts: LogFacts;
  readonly lines?: LineIndex;
}

/** A log that was read as a stream; `lineOf` gives the line (from 1) of an offset. */
export interface Added {
  readonly facts: LogFacts;
  readonly lineOf: (offset: number) => number;
}

/** The logs at hand: those that are open in the editor, those in the workspace or in folders named by a setting. */
export class Logs {
  private readonly opened = new Map<string, Known>();
  private disk: ReadonlyMap<string, Known> = new Map();
  /** Files that the user gave in answer to a question. */
  private readonly given = new Map<string, Known>();
  private sources: readonly string[] = [];
  private exclude: readonly string[] = [];
  private loading: Promise<void> | undefined;

  /** Called when other facts are known than before. */
  onChange: () => void = () => undefined;

  constructor(private readonly host: FileHost) {}

  /** Folders and files in which logs are looked for; those of the setting come on top of the workspace's. */
  setSources(folders: readonly string[], named: readonly string[], exclude: readonly string[]): void {
    const base = folders[0] ?? '';
    const sources = [...new Set([...folders, ...named.map((name) => resolveUri(base, name))])];
    if (sources.join('\n') === this.sources.join('\n') && exclude.join('\n') === this.exclude.join('\n'))
      return;
    this.sources = sources;
    this.exclude = exclude;
    this.begin();
  }

  /** A log was opened or edited. True when it is a log of Amanda. */
  setOpen(uri: string, text: string): boolean {
    const kind = detectLog(uri, text);
    if (!kind) return this.close(uri);
    if (this.opened.get(uri)?.lines?.text === text) return true;
    this.opened.set(uri, { facts: parseLog(uri, kind, text), lines: new LineIndex(text) });
    this.onChange();
    return true;
  }

  close(uri: string): boolean {
    if (this.opened.delete(uri)) this.onChange();
    return false;
  }

  isOpen(uri: string): boolean {
    return this.opened.has(uri);
  }

  /**
   * Reads a file that the user named, as a stream, however large it is. `tell` hears the share that was read (0 to 1)
   * and answers false to stop. Gives the facts with the lines that begin at which offset, or why there are none.
   */
  async add(
    uri: string,
    tell: (share: number) => boolean,
  ): Promise<Added | FileResult['kind'] | 'no-log' | 'stopped'> {
    let reader: LogReader | undefined;
    let state: 'reading' | 'no-log' | 'stopped' = 'reading';
    const starts: number[] = [0];
    let length = 0;
    const take = (text: string, share: number): boolean => {
      if (!reader) {
        const kind = detectLog(uri, text);
        if (kind) reader = new LogReader(uri, kind);
        else state = 'no-log';
      }
      for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(length + i + 1);
      length += text.length;
      reader?.push(text);
      if (state === 'reading' && !tell(share)) state = 'stopped';
      return state === 'reading';
    };
    const kind = (await this.host.stream?.(uri, take)) ?? 'unreadable';
    if (kind !== 'text') return kind;
    if (!reader || state !== 'reading') return state === 'reading' ? 'no-log' : state;
    const facts = reader.end();
    this.given.set(uri, { facts });
    this.onChange();
    return { facts, lineOf: (offset) => countUpTo(starts, offset) };
  }

  /** Logs changed on disk: they are looked for again when next asked for. */
  changedOnDisk(uris: readonly string[]): void {
    if (!uris.some((uri) => this.disk.has(uri) || looksLikeLog(uri))) return;
    this.begin();
  }

  facts(uri: string): LogFacts | undefined {
    return this.find(uri)?.facts;
  }

  lines(uri: string): LineIndex | undefined {
    return this.find(uri)?.lines;
  }

  /** Resolves when every log was read. */
  async ready(): Promise<void> {
    await this.loading;
  }

  /** Reads the logs in the background; what is judged meanwhile is judged again when they are there. */
  private begin(): void {
    const loading: Promise<void> = this.load().then((found) => {
      // A later beginning has overtaken this one.
      if (this.loading !== loading) return;
      const same = found.size === 0 && this.disk.size === 0;
      this.disk = found;
      if (!same) this.onChange();
    });
    this.loading = loading;
  }

  /**
   * What all logs say of a configuration with this disklist and of this name. Logs of another configuration at hand are
   * left out; those of a name that no folder has count, unless some have the right one: a copy of a configuration often
   * lies in a folder of another name.
   */
  observations(disklist: Disklist, config: string, others: ReadonlySet<string>): Observations {
    const known = disklist.hosts.map((host) => ({
      name: host.name,
      disks: host.dles.map((dle) => dle.disk),
    }));
    const all = new Map([...this.disk, ...this.given, ...this.opened]);
    const facts = [...all.values()].map((one) => one.facts);
    const named = facts.some((one) => one.config === config);
    const foreign = (one: LogFacts) =>
      one.config !== undefined && one.config !== config && (named || others.has(one.config));
    return observe(
      facts.filter((one) => !foreign(one) || this.opened.has(one.uri)),
      known,
    );
  }

  private find(uri: string): Known | undefined {
    return this.opened.get(uri) ?? this.given.get(uri) ?? this.disk.get(uri);
  }

  private async load(): Promise<ReadonlyMap<string, Known>> {
    const request = { names: LOG_NAMES, exclude: this.exclude, maxResults: MAX_LOGS * 4 };
    const lists = await Promise.all(
      this.sources.map(async (source) => {
        const found = await this.host.find(source, request);
        return found.length > 0 || !looksLikeLog(source) ? found : [source];
      }),
    );
    const newest = [...new Set(lists.flat())]
      .sort((a, b) => (stamp(a) < stamp(b) ? 1 : -1))
      .slice(0, MAX_LOGS);
    const read = new Map<string, Known>();
    let total = 0;
    for (const uri of newest) {
      const known = await this.read(uri);
      if (!known) continue;
      total += known.facts.length;
      if (total > MAX_TOTAL) break;
      read.set(uri, known);
    }
    return read;
  }

  private async read(uri: string): Promise<Known | undefined> {
    const result = await this.host.read(uri);
    if (result.kind !== 'text' || result.text.length > MAX_ONE) return undefined;
    const kind = detectLog(uri, result.text);
    if (!kind) return undefined;
    const reader = new LogReader(uri, kind);
    for (let at = 0; at < result.text.length; at += SLICE) {
      reader.push(result.text.slice(at, at + SLICE));
      // Other messages get a turn between two pieces.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return { facts: reader.end(), lines: new LineIndex(result.text) };
  }
}

/** How many of the ascending numbers are not above `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function looksLikeLog(uri: string): boolean {
  return /\.debug$|^amdump(\.|$)|^log\.\d|amreport|amcheck/.test(baseName(uri));
}

/** Sorts by the time stamp in the name, so that the newest come first. */
function stamp(uri: string): string {
  return (/\d{8,17}/.exec(baseName(uri))?.[0] ?? '').padEnd(17, '0') + uri;
}
