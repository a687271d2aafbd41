import type { Snapshot } from '../model/snapshot';
import { defaultSettings, type Settings } from '../schema/settings';
import { TreeCache } from '../syntax/trees';
import { baseName, canonicalUri, folderOf, isWithin, resolveUri, uriPath } from '../text/uri';
import { ConfigMemory } from './config-memory';
import { Files } from './files';
import { Histories, historyKey } from './history';
import type { FileHost } from './host';
import { logSourcesOf } from './log-folders';
import { Logs } from './logs';
import { buildSnapshot, fetchAll, GatheringSource, isClientConf, MAX_ROUNDS, type Target } from './load';

/** File names that begin a configuration. */
export const ROOT_NAMES: readonly string[] = ['amanda.conf', 'amanda-client.conf'];
/** Bounds of the search for configurations: a host with more than this many is not looked through. */
const MAX_CONFIGURATIONS = 2_000;
/** How many configurations are read to find out which of them includes a file. */
const MAX_SEARCHED = 500;
/** How many configurations are read to find out which of them a log is about. */
const MAX_LOG_OWNERS = 50;
/** How many folders up an include file looks for the amanda.conf that includes it. */
const MAX_PARENTS = 6;

/** A configuration that the workspace knows: its target and a key that names it. */
export interface Configuration extends Target {
  /** Names the configuration; stable while the server runs. */
  readonly key: string;
  /** True for a file that no configuration was found to use: it is judged by itself, without what it refers to. */
  readonly loose?: boolean;
}

/** What kind of configuration file an editor says that a document is. */
export type FileKind = 'conf' | 'disklist';

interface Entry {
  readonly configuration: Configuration;
  /** Grows when a file that the snapshot came from changes. */
  generation: number;
  /** Every file that the last build asked for, found or not. */
  files: ReadonlySet<string>;
  readonly configs: ConfigMemory;
  /** Names the place of its DLEs' past, by the last build. */
  history?: string;
  snapshot?: { readonly value: Snapshot; readonly generation: number };
  loading?: Promise<Snapshot>;
}

/**
 * The configurations of a workspace, the open documents, and a snapshot of each configuration that is built again only
 * when a file it used has changed. Knows nothing of checks or of the protocol.
 */
export class Workspace {
  private readonly entries = new Map<string, Entry>();
  private readonly trees = new TreeCache();
  private readonly files: Files;
  /** The logs at hand. */
  readonly logs: Logs;
  private readonly histories: Histories;
  private readonly kinds = new Map<string, FileKind>();
  private folders: readonly string[] = [];
  private exclude: readonly string[] = [];
  private found?: Promise<readonly string[]>;
  private version = 0;
  private settings: (uri: string) => Settings = () => defaultSettings;
  private ownLogs: (uri: string) => boolean = () => false;

  /** Called with the configurations whose snapshots are out of date, each time that happens. */
  onInvalidated: (configurations: readonly Configuration[]) => void = () => undefined;
  /** Called with a folder below which there are more configurations than are looked at, and how many are. */
  onTooMany: (folder: string, looked: number) => void = () => undefined;
  /** Called when the files that configurations use are others than before. */
  onFilesChanged: () => void = () => undefined;

  constructor(private readonly host: FileHost) {
    this.files = new Files(host);
    this.logs = new Logs(host);
    this.logs.onChange = () => this.invalidate([...this.entries.values()]);
    this.histories = new Histories(host);
    this.histories.onChange = (key) =>
      this.invalidate([...this.entries.values()].filter((entry) => entry.history === key));
    this.logs.onWatchedChange = () => this.onFilesChanged();
  }

  /** The workspace folders, and the globs that the search for configurations leaves out. */
  setFolders(folders: readonly string[], exclude: readonly string[]): void {
    this.folders = folders.map(canonicalUri);
    this.exclude = exclude;
    this.found = undefined;
  }

  /** Where settings come from; the function is asked with the URI of the configuration's root at each build. */
  setSettings(settings: (uri: string) => Settings): void {
    this.settings = settings;
    this.invalidate([...this.entries.values()]);
  }

  /**
   * Whether logs are also looked for where a configuration says that they are, outside the workspace; the function is
   * asked with the URI of its root.
   */
  setOwnLogs(wanted: (uri: string) => boolean): void {
    this.ownLogs = wanted;
    for (const entry of this.entries.values())
      if (entry.snapshot) this.findOwnLogs(entry, entry.snapshot.value);
  }

  private findOwnLogs({ configuration }: Entry, { config }: Snapshot): void {
    const wanted = !configuration.loose && this.ownLogs(config.root);
    this.logs.setOwn(config.root, wanted ? logSourcesOf(config, this.folders) : []);
  }

  /** A document was opened or edited: its text wins over the disk. */
  setDocument(uri: string, text: string, kind: FileKind | undefined): void {
    const key = canonicalUri(uri);
    if (kind) this.kinds.set(key, kind);
    else if (this.logs.setOpen(key, text)) return;
    if (!this.files.setOpen(key, text)) return;
    this.invalidate([...this.entries.values()].filter((entry) => entry.files.has(key)));
  }

  /** A document was opened or saved: the disk knows whether the file begins with a byte order mark. */
  async checkMark(uri: string): Promise<void> {
    const key = canonicalUri(uri);
    if (await this.files.lookForMark(key)) this.invalidateUsersOf([key]);
  }

  /** A document was closed: the disk counts again. */
  closeDocument(uri: string): void {
    const key = canonicalUri(uri);
    this.kinds.delete(key);
    this.logs.close(key);
    this.files.close(key);
    this.invalidateUsersOf([key]);
    for (const entry of this.entries.values())
      if (entry.configuration.loose && isRootOrDisklist(entry.configuration, key))
        this.entries.delete(entry.configuration.key);
  }

  /** Files or folders changed on disk. */
  changedOnDisk(uris: readonly string[]): void {
    const keys = uris.map(canonicalUri);
    if (keys.some((uri) => ROOT_NAMES.includes(baseName(uri)) || !baseName(uri).includes('.')))
      this.found = undefined;
    this.files.forget(keys);
    this.logs.changedOnDisk(keys);
    this.histories.changedOnDisk(keys);
    this.invalidateUsersOf(keys);
  }

  /** Forgets what the disk said: for clients that do not tell of changed files. */
  recheckDisk(): void {
    this.changedOnDisk(this.files.forgetAll());
    this.logs.recheck();
  }

  /** The configurations below the workspace folders, by the bounded search, in order of path. */
  async configurations(): Promise<readonly Configuration[]> {
    this.found ??= this.search();
    const roots = new Set(await this.found);
    for (const uri of this.files.open()) if (ROOT_NAMES.includes(baseName(uri))) roots.add(uri);
    return [...roots].sort().map((root) => this.configuration({ root }));
  }

  /** The text of a file as the server sees it: the open document, else what was last read from the disk. */
  openText(uri: string): string | undefined {
    return this.files.openText(canonicalUri(uri));
  }

  /** Every file that a configuration in use asked for. */
  usedFiles(): readonly string[] {
    return [...new Set([...this.entries.values()].flatMap((entry) => [...entry.files]))];
  }

  /**
   * The configurations that a file belongs to, the one of its own folder first; a loose one when none uses it. Empty for
   * a file that is no configuration file.
   */
  async ownersOf(uri: string): Promise<readonly Configuration[]> {
    const owners: Configuration[] = [];
    for await (const one of this.owners(uri)) owners.push(one);
    return owners;
  }

  /** The same one by one: who is content with the first does not have the others resolved. */
  async *owners(uri: string): AsyncGenerator<Configuration> {
    const key = canonicalUri(uri);
    const name = baseName(key);
    if (ROOT_NAMES.includes(name)) {
      yield this.configuration({ root: key });
      return;
    }
    const kind = this.kinds.get(key) ?? kindOfName(key);
    if (!kind) {
      return yield* this.logs.facts(key) ? await this.ownersOfLog(key) : this.configurationsInUse(key);
    }
    const found = new Set<Configuration>();
    const parents = this.parentsOf(key);
    for (const root of parents) {
      if (!(await this.exists(root))) continue;
      const configuration = this.configuration({ root });
      if (!(await this.uses(configuration, key))) continue;
      found.add(configuration);
      yield configuration;
    }
    // A disklist that its own folder's configuration reads is hardly shared; an include often is.
    if (found.size > 0 && (kind === 'disklist' || name === 'disklist')) return;
    for (const one of (await this.configurations()).slice(0, MAX_SEARCHED)) {
      if (found.has(one) || !(await this.uses(one, key))) continue;
      found.add(one);
      yield one;
    }
    if (found.size === 0) yield* this.looseOwner(key, kind, parents[0]);
  }

  /**
   * The configuration that a log speaks of: the one of its name, else the one that has its hosts, else the first. A log
   * alone gets a configuration that has nothing but defaults.
   */
  private async ownersOfLog(uri: string): Promise<readonly Configuration[]> {
    const facts = this.logs.facts(uri);
    const all = await this.configurations();
    const named = all.filter(({ root }) => baseName(folderOf(root)) === facts?.config);
    const hosts = new Set(
      [facts?.host, ...(facts?.mentions ?? []).map((one) => one.host)].map((one) => one?.toLowerCase()),
    );
    let best: Configuration | undefined;
    for (const one of (named.length > 0 ? named : all).slice(0, MAX_LOG_OWNERS)) {
      const { disklist, observations } = await this.snapshot(one);
      const about = disklist.hosts.some(({ name }) => hosts.has(name.toLowerCase()));
      const matched = [...observations.hosts.values()].some((seen) => seen.totalPlace?.uri === uri);
      if (about || matched) return [one];
      best ??= one;
    }
    return [best ?? this.configuration({ root: resolveUri(folderOf(uri), 'amanda.conf'), loose: true })];
  }

  /** Of the configurations that are loaded those that use a file; asks nothing of the disk. */
  configurationsInUse(uri: string): Configuration[] {
    const users = [...this.entries.values()].filter((entry) => entry.files.has(canonicalUri(uri)));
    return users.map((entry) => entry.configuration);
  }

  /** The snapshot of a configuration as of now. */
  async snapshot(configuration: Configuration): Promise<Snapshot> {
    const entry = this.entry(configuration);
    if (entry.snapshot?.generation === entry.generation) {
      const { value } = entry.snapshot;
      if (!configuration.loose) this.histories.refresh(value.config, value.disklist);
      return value;
    }
    // A load that is under way ends with a build of what is there then, so it is never out of date.
    entry.loading ??= this.load(entry).finally(() => {
      entry.loading = undefined;
    });
    return entry.loading;
  }

  /** False when a file of the snapshot has changed since it was built. */
  isCurrent(configuration: Configuration, snapshot: Snapshot): boolean {
    const entry = this.entry(configuration);
    return entry.snapshot?.value === snapshot && entry.snapshot.generation === entry.generation;
  }

  private async load(entry: Entry): Promise<Snapshot> {
    for (let round = 0; ; round++) {
      const source = new GatheringSource((uri) => this.files.get(uri));
      const settings = this.settings(entry.configuration.root);
      const snapshot = buildSnapshot(entry.configuration, source, {
        settings,
        trees: this.trees,
        configs: entry.configs,
        version: ++this.version,
        observe: (disklist) => {
          const names = [...this.entries.values()].map(({ configuration: { root } }) =>
            baseName(folderOf(root)),
          );
          return this.logs.observations(
            disklist,
            baseName(folderOf(entry.configuration.root)),
            new Set(names),
            folderOf(entry.configuration.root),
          );
        },
        history: (config, disklist) => {
          entry.history = historyKey(config);
          return entry.configuration.loose ? undefined : this.histories.of(config, disklist);
        },
        logLines: (uri) => this.logs.lines(uri),
      });
      if (source.missing.size === 0 || round >= MAX_ROUNDS) {
        const changed = !sameSet(entry.files, source.asked);
        entry.files = source.asked;
        entry.snapshot = { value: snapshot, generation: entry.generation };
        if (changed) this.onFilesChanged();
        this.findOwnLogs(entry, snapshot);
        return snapshot;
      }
      await fetchAll(snapshot, source.missing, this.trees, this.files);
    }
  }

  private configuration(target: Target & { loose?: boolean }): Configuration {
    const key = [target.root, target.disklist ?? '', target.loose ? 'loose' : ''].join('|');
    return this.entry({ ...target, key }).configuration;
  }

  private entry(configuration: Configuration): Entry {
    let entry = this.entries.get(configuration.key);
    if (!entry) {
      entry = { configuration, generation: 0, files: new Set(), configs: new ConfigMemory() };
      this.entries.set(configuration.key, entry);
    }
    return entry;
  }

  /** Names of the files that could be included: those in a folder and below it, nearest first, without what programs write. */
  async includable(folder: string): Promise<readonly string[]> {
    const exclude = ['.*', '*~', '*.bak', '*.debug', 'log.*', 'amdump*', 'index', 'curinfo', 'tapelist*'];
    const found = await this.host.find(folder, { names: ['*'], exclude, maxResults: 200 });
    return found.map((uri) => uriPath(canonicalUri(uri)).slice(uriPath(folder).length + 1));
  }

  private async search(): Promise<readonly string[]> {
    const request = { names: ROOT_NAMES, exclude: this.exclude, maxResults: MAX_CONFIGURATIONS };
    const lists = await Promise.all(this.folders.map((folder) => this.host.find(folder, request)));
    lists.forEach((list, n) => {
      if (list.length >= MAX_CONFIGURATIONS) this.onTooMany(this.folders[n] ?? '', list.length);
    });
    return lists.flat().map(canonicalUri);
  }

  private async uses(configuration: Configuration, uri: string): Promise<boolean> {
    await this.snapshot(configuration);
    return this.entry(configuration).files.has(uri);
  }

  /** True when there is a plain file that can be read. */
  isFile(uri: string): Promise<boolean> {
    return this.exists(canonicalUri(uri));
  }

  private async exists(uri: string): Promise<boolean> {
    return (this.files.get(uri) ?? (await this.files.fetch(uri))).kind === 'text';
  }

  /** The amanda.conf and amanda-client.conf that may include a file: of its own folder and of those above. */
  private parentsOf(uri: string): string[] {
    const roots: string[] = [];
    let folder = folderOf(uri);
    for (let depth = 0; depth < MAX_PARENTS; depth++) {
      for (const name of ROOT_NAMES) roots.push(resolveUri(folder, name));
      const inside = this.folders.some((top) => isWithin(top, folder) && top !== folder);
      const parent = folderOf(folder);
      if (parent === folder || (this.folders.length > 0 && !inside)) break;
      folder = parent;
    }
    return roots;
  }

  private looseOwner(uri: string, kind: FileKind, root: string | undefined): Configuration[] {
    if (kind === 'conf') return [this.configuration({ root: uri, loose: true })];
    return root ? [this.configuration({ root, disklist: uri, loose: true })] : [];
  }

  private invalidateUsersOf(uris: readonly string[]): void {
    const uses = (entry: Entry) =>
      uris.some((uri) => entry.files.has(uri) || [...entry.files].some((file) => isWithin(uri, file)));
    this.invalidate([...this.entries.values()].filter(uses));
  }

  private invalidate(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) entry.generation++;
    this.onInvalidated(entries.map((entry) => entry.configuration));
  }
}

/** True when the configuration was made for this one file. */
function isRootOrDisklist(configuration: Configuration, uri: string): boolean {
  return configuration.disklist === uri || configuration.root === uri;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** What kind of file a name says, where the editor's language does not say it. */
export function kindOfName(uri: string): FileKind | undefined {
  const name = baseName(uri);
  if (ROOT_NAMES.includes(name) || isClientConf(uri)) return 'conf';
  return name === 'disklist' ? 'disklist' : undefined;
}
