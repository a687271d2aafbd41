import { detectLog } from '../logs/detect';
import { observe } from '../logs/observe';
import { LogReader, parseLog } from '../logs/parse';
import { noObservations, type LogFacts, type Observations } from '../logs/types';
import type { Disklist, FileResult } from '../model/types';
import { LineIndex } from '../text/lines';
import { baseName, folderOf, isWithin, resolveUri, uriPath } from '../text/uri';
import type { FileHost } from './host';
import type { LogSource } from './log-folders';

/** Names that Amanda gives its logs (common-src/debug.c, server-src/logfile.c, amdump), as globs. */
const LOG_NAMES: readonly string[] = [
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
/** Logs that were rotated away may be packed. */
const SOUGHT: readonly string[] = LOG_NAMES.flatMap((name) =>
  name.endsWith('*') ? [name] : [name, `${name}.gz`],
);
/** Names that are looked at in one folder: a year's logs, so that the newest are among them. */
const MAX_NAMES = 20_000;
/** Bounds: newest logs first, so that a folder of a year's logs costs no more than a month's. */
const MAX_LOGS = 400;
const MAX_TOTAL = 64 * 1024 * 1024;
const MAX_ONE = 16 * 1024 * 1024;
/** Milliseconds after a change until logs are read, so that many changes are one, and the least between two readings. */
const DELAY = 300;
const REST = 2_000;
/** UTF-16 units that are parsed in one go. */
const SLICE = 512 * 1024;

interface Known {
  readonly facts: LogFacts;
  readonly lines?: LineIndex;
}

/** What a reading of the disk found: logs, whose they are, what is outside the workspace, and all names. */
interface Found {
  readonly disk: ReadonlyMap<string, Known>;
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
  readonly outside: ReadonlyMap<string, 'folder' | 'file' | 'missing'>;
  readonly seen: ReadonlySet<string>;
}

/** What in a folder is to be watched, as a glob. */
export interface WatchedPlace {
  readonly folder: string;
  readonly pattern: string;
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
  /** What was read from the disk and has not changed since; undefined for a file that is no log. */
  private readonly cache = new Map<string, Known | undefined>();
  /** Files that are being read, and whether they changed meanwhile. */
  private readonly reading = new Map<string, { changed: boolean }>();
  /** Of logs that were found only where configurations have theirs: the folders of those configurations. */
  private owners: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  /** Where each configuration has its own logs, by its root. */
  private readonly own = new Map<string, readonly LogSource[]>();
  /** Sources outside the workspace, with what the disk has there. */
  private outside: ReadonlyMap<string, 'folder' | 'file' | 'missing'> = new Map();
  /** What was last said of each configuration, by its folder. */
  private readonly observed = new Map<
    string,
    { readonly key: string; readonly own: readonly LogFacts[]; readonly value: Observations }
  >();
  /** Files that the user gave in answer to a question. */
  private readonly given = new Map<string, Known>();
  private folders: readonly string[] = [];
  private sources: readonly string[] = [];
  private exclude: readonly string[] = [];
  private loading: Promise<void> | undefined;
  /** Something changed while logs were being read. */
  private again = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When logs were last read, in milliseconds since 1970. */
  private ended = 0;

  /** Called when other facts are known than before. */
  onChange: () => void = () => undefined;
  /** Called when other places are to be watched than before. */
  onWatchedChange: () => void = () => undefined;

  constructor(private readonly host: FileHost) {}

  /** Folders and files in which logs are looked for; those of the setting come on top of the workspace's. */
  setSources(folders: readonly string[], named: readonly string[], exclude: readonly string[]): void {
    const base = folders[0] ?? '';
    const sources = [...new Set([...folders, ...named.map((name) => resolveUri(base, name))])];
    if (sources.join('\n') === this.sources.join('\n') && exclude.join('\n') === this.exclude.join('\n'))
      return;
    this.folders = folders;
    this.sources = sources;
    this.exclude = exclude;
    this.begin();
  }

  /** Where the configuration with this root has its own logs: they are read and count for it alone. */
  setOwn(root: string, sources: readonly LogSource[]): void {
    const text = (list: readonly LogSource[] = []) => list.map(({ uri }) => uri).join('\n');
    if (text(sources) === text(this.own.get(root))) return;
    if (sources.length > 0) this.own.set(root, sources);
    else this.own.delete(root);
    this.schedule();
  }

  /**
   * What has to be watched so that nothing is missed: names below the workspace's folders, and globs in folders
   * outside of them. A folder that is not there yet is watched for in the one that would hold it.
   */
  watched(): { readonly names: readonly string[]; readonly places: readonly WatchedPlace[] } {
    const places = [...this.outside].flatMap(([uri, state]): WatchedPlace[] => {
      const own = !this.sources.includes(uri);
      if (state === 'folder') return [{ folder: uri, pattern: own ? '*' : '**/*' }];
      // The debug folders of other builds than the one at hand never come.
      return own && state === 'missing' ? [] : [{ folder: folderOf(uri), pattern: baseName(uri) }];
    });
    return { names: SOUGHT, places };
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
        const kind = detectLog(unpackedName(uri), text);
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

  /** Files or folders changed on disk: logs among them are read again, soon, and once for many changes. */
  changedOnDisk(uris: readonly string[]): void {
    const outside = [...this.outside.keys()];
    let concerned = false;
    for (const uri of uris) {
      const known = [...this.cache.keys()].filter((one) => isWithin(uri, one));
      for (const one of known) this.cache.delete(one);
      for (const [one, state] of this.reading) if (isWithin(uri, one)) state.changed = true;
      concerned ||=
        known.length > 0 ||
        looksLikeLog(uri) ||
        outside.some((source) => isWithin(source, uri) || isWithin(uri, source));
    }
    if (concerned) this.schedule();
  }

  /** For editors that do not tell of changes: new logs are looked for, and those read again that have no time in their name. */
  recheck(): void {
    for (const [uri, known] of this.cache)
      if (known === undefined || !/\d{8}/.test(baseName(uri))) this.cache.delete(uri);
    this.schedule();
  }

  facts(uri: string): LogFacts | undefined {
    return this.find(uri)?.facts;
  }

  lines(uri: string): LineIndex | undefined {
    return this.find(uri)?.lines;
  }

  /** Resolves when every log was read that is known to be there or to have changed. */
  async ready(): Promise<void> {
    for (;;) {
      if (this.timer !== undefined) this.begin();
      if (!this.loading) return;
      await this.loading;
    }
  }

  /** Reads nothing more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Reads what changed, soon; while a run writes its logs not all the time. */
  private schedule(): void {
    if (this.stopped || this.timer !== undefined) return;
    const wait = Math.max(DELAY, this.ended + REST - Date.now());
    this.timer = setTimeout(() => this.begin(), wait);
  }

  /** Reads the logs in the background; what is judged meanwhile is judged again when they are there. */
  private begin(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = this.load().then((found) => {
      this.loading = undefined;
      this.ended = Date.now();
      if (this.again) this.schedule();
      this.again = false;
      if (!this.stopped) this.take(found);
    });
  }

  private take(found: Found): void {
    const watched = JSON.stringify(this.watched());
    const same = sameMap(found.disk, this.disk) && sameOwners(found.owners, this.owners);
    this.disk = found.disk;
    this.owners = found.owners;
    this.outside = found.outside;
    for (const uri of [...this.cache.keys()]) if (!found.seen.has(uri)) this.cache.delete(uri);
    if (JSON.stringify(this.watched()) !== watched) this.onWatchedChange();
    if (!same) this.onChange();
  }

  /**
   * What all logs say of a configuration with this disklist and of this name. Logs of another configuration at hand are
   * left out; those of a name that no folder has count, unless some have the right one: a copy of a configuration often
   * lies in a folder of another name.
   */
  observations(
    disklist: Disklist,
    config: string,
    others: ReadonlySet<string>,
    /** The folder of the configuration, to tell its own logs from those of others. */
    folder = '',
  ): Observations {
    const known = disklist.hosts.map((host) => ({
      name: host.name,
      disks: host.dles.map((dle) => dle.disk),
    }));
    // Where a server keeps its logs there are those of all its configurations: none of them is about a copy of another name.
    const mine = ([uri, { facts }]: [string, Known]) => {
      const owners = this.owners.get(uri);
      return !owners || (owners.has(folder) && (facts.config === undefined || facts.config === config));
    };
    const all = new Map([...[...this.disk].filter(mine), ...this.given, ...this.opened]);
    const facts = [...all.values()].map((one) => one.facts);
    if (facts.length === 0) return noObservations;
    const nameOf = (one: LogFacts) => one.config ?? folderNamed(one.uri, others);
    const named = facts.some((one) => nameOf(one) === config);
    const foreign = (one: LogFacts) => {
      const name = nameOf(one);
      return name !== undefined && name !== config && (named || others.has(name));
    };
    const own = facts.filter((one) => !foreign(one) || this.opened.has(one.uri));
    // A key in the disklist that leaves hosts and disks alone changes nothing here, and nothing that is read from it.
    const key = known.map(({ name, disks }) => `${name}\0${disks.join('\0')}`).join('\n');
    const before = this.observed.get(folder);
    const same = before?.key === key && before.own.length === own.length;
    if (before && same && own.every((one, i) => one === before.own[i])) return before.value;
    const value = observe(own, known);
    this.observed.set(folder, { key, own, value });
    return value;
  }

  private find(uri: string): Known | undefined {
    return this.opened.get(uri) ?? this.given.get(uri) ?? this.disk.get(uri);
  }

  /** What the disk has now; files that did not change are not read again. */
  private async load(): Promise<Found> {
    const { exclude, folders } = this;
    const sources: readonly LogSource[] = [
      ...this.sources.map((uri) => ({ uri })),
      ...[...this.own.values()].flat(),
    ];
    const outside = new Map<string, 'folder' | 'file' | 'missing'>();
    const owners = new Map<string, Set<string>>();
    const everybody = new Set<string>();
    for (const { uri: source, depth, config } of sources) {
      if (!folders.some((folder) => isWithin(folder, source))) {
        const state = outside.get(source) ?? (await this.stateOf(source));
        outside.set(source, state);
        if (state === 'missing') continue;
      }
      const found = await this.host.find(source, { names: SOUGHT, exclude, maxResults: MAX_NAMES, depth });
      for (const uri of found.length > 0 || !looksLikeLog(source) ? found : [source]) {
        if (config === undefined) everybody.add(uri);
        else owners.set(uri, (owners.get(uri) ?? new Set()).add(config));
      }
    }
    for (const uri of everybody) owners.delete(uri);
    const seen = new Set([...everybody, ...owners.keys()]);
    const newest = newestFirst(seen).slice(0, MAX_LOGS);
    const disk = new Map<string, Known>();
    let total = 0;
    for (const uri of newest) {
      const known = this.cache.has(uri) ? this.cache.get(uri) : await this.readAnew(uri);
      if (!known) continue;
      total += known.facts.length;
      if (total > MAX_TOTAL) break;
      disk.set(uri, known);
    }
    return { disk, owners, outside, seen };
  }

  private async stateOf(uri: string): Promise<'folder' | 'file' | 'missing'> {
    const { kind } = await this.host.read(uri);
    return kind === 'directory' ? 'folder' : kind === 'missing' ? 'missing' : 'file';
  }

  private async readAnew(uri: string): Promise<Known | undefined> {
    const state = { changed: false };
    this.reading.set(uri, state);
    const known = await this.read(uri);
    this.reading.delete(uri);
    if (!state.changed) this.cache.set(uri, known);
    return known;
  }

  private async read(uri: string): Promise<Known | undefined> {
    const result = await this.host.read(uri);
    if (result.kind !== 'text' || result.text.length > MAX_ONE) return undefined;
    const kind = detectLog(unpackedName(uri), result.text);
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

function sameMap<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function sameOwners(
  a: ReadonlyMap<string, ReadonlySet<string>>,
  b: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const text = (map: typeof a) => [...map].map(([uri, folders]) => [uri, ...folders].join('|')).sort();
  return text(a).join('\n') === text(b).join('\n');
}

/** The name without what packing adds to it. */
function unpackedName(uri: string): string {
  return baseName(uri).replace(/\.gz$/, '');
}

/** The configuration that a log is of by the folder it lies in: logdir has its name, and so has `client/NAME`. */
function folderNamed(uri: string, names: ReadonlySet<string>): string | undefined {
  const folders = uriPath(uri).split('/').slice(0, -1);
  return folders.findLast((name) => names.has(name));
}

function looksLikeLog(uri: string): boolean {
  return /\.debug$|^amdump(\.|$)|^log\.\d|amreport|amcheck/.test(unpackedName(uri));
}

/** Logs by the time stamp in their names, the newest first; before them what has none, as `amdump.1`. */
export function newestFirst(uris: Iterable<string>): string[] {
  return [...uris].sort((a, b) => (stamp(a) < stamp(b) ? 1 : -1));
}

function stamp(uri: string): string {
  return (/\d{8,17}/.exec(baseName(uri))?.[0] ?? '9').padEnd(17, '0') + uri;
}
