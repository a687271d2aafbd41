import { noObservations, type Observations } from '../logs/types';
import { resolveConfig } from '../model/config';
import { resolveDisklist } from '../model/disklist';
import type { History } from '../model/history';
import type { Snapshot } from '../model/snapshot';
import type { Config, Disklist, FileResult, FileSource } from '../model/types';
import { defaultSettings, type Settings } from '../schema/settings';
import { fold } from '../schema/keywords';
import { grammarOf } from '../schema/versions';
import type { ConfTree, DiskTree } from '../syntax/nodes';
import { TreeCache } from '../syntax/trees';
import type { LineIndex } from '../text/lines';
import { baseName, folderOf, isWithin, resolveUri } from '../text/uri';
import { ConfigMemory } from './config-memory';
import type { FileHost } from './host';

/** What is to be resolved: one amanda.conf or amanda-client.conf, with a disklist. */
export interface Target {
  /** URI of amanda.conf or amanda-client.conf. */
  readonly root: string;
  /** A disklist to read in place of the one that `diskfile` names. */
  readonly disklist?: string;
}

export interface LoadOptions {
  readonly settings?: Settings;
  /** Keeps trees from one load to the next, so that only what changed is parsed again. */
  readonly trees?: TreeCache;
  /** Keeps the resolved amanda.conf from one load of the same target to the next. */
  readonly configs?: ConfigMemory;
  readonly version?: number;
  /** What logs say of the hosts of a disklist. */
  readonly observe?: (disklist: Disklist) => Observations;
  /** What is known of the past of the DLEs. */
  readonly history?: (config: Config, disklist: Disklist) => History | undefined;
  /** Lines of a log, by URI. */
  readonly logLines?: (uri: string) => LineIndex | undefined;
}

/** Resolves a configuration from what `source` has at once; what it lacks counts as empty. Never fails. */
export function buildSnapshot(target: Target, source: FileSource, options: LoadOptions = {}): Snapshot {
  const { settings = defaultSettings, trees = new TreeCache(), version = 0 } = options;
  const { configs = new ConfigMemory() } = options;
  const { root } = target;
  const client = isClientConf(root);
  const folder = folderOf(root);
  // The file of the whole site is read before that of a configuration (conffile.c, config_init_with_global). It is in
  // /etc/amanda; a copy of that tree elsewhere is known by the folder's name.
  const above = folderOf(folder);
  const site = baseName(above) === 'amanda' ? resolveUri(above, baseName(root)) : undefined;
  const config = configs.of(source, settings.version, (files) =>
    resolveConfig({ folder, root, client, site, source: files, trees, version: settings.version }),
  );
  const disklist = client
    ? emptyDisklist(root)
    : resolveDisklist(config, { root: target.disklist ?? diskfile(config), source, trees });
  return snapshotFrom(config, disklist, source, { ...options, settings, trees, version });
}

/**
 * Loads a configuration: resolves it, fetches what was asked for and not there with all that it includes, and resolves
 * again until nothing is missing. Never fails, and opens plain files only (see FileHost).
 */
export async function loadSnapshot(
  host: FileHost,
  target: Target,
  options: LoadOptions = {},
): Promise<Snapshot> {
  const files = new Map<string, FileResult>();
  const trees = options.trees ?? new TreeCache();
  for (let round = 0; ; round++) {
    const source = new GatheringSource((uri) => files.get(uri));
    const snapshot = buildSnapshot(target, source, { ...options, trees });
    if (source.missing.size === 0 || round >= MAX_ROUNDS) return snapshot;
    await fetchAll(snapshot, source.missing, trees, {
      get: (uri) => files.get(uri),
      fetch: async (uri) => {
        const result = await host.read(uri);
        files.set(uri, result);
        return result;
      },
    });
  }
}

/**
 * Rounds of resolving. Each fetches what the one before asked for and what that includes, so a few are enough: the names
 * of the disklist and of includes in it are known only when amanda.conf is.
 */
export const MAX_ROUNDS = 50;

/** Where files come from: what is known, and what can be read. */
export interface Fetcher {
  get(uri: string): FileResult | undefined;
  fetch(uri: string): Promise<FileResult>;
}

/**
 * Fetches the files that a snapshot lacks, and those that they include, and so on: resolving once more for each level of
 * includes would cost the square of their number.
 */
export async function fetchAll(
  snapshot: Snapshot,
  missing: ReadonlySet<string>,
  trees: TreeCache,
  files: Fetcher,
): Promise<void> {
  const { config, disklist } = snapshot;
  const { dialect } = grammarOf(config.version);
  const lists = new Set(disklist.files);
  const asked = new Set(missing);
  let level = [...missing].map((uri) => ({ uri, list: lists.has(uri) }));
  while (level.length > 0) {
    const read = await Promise.all(
      level.map(async ({ uri, list }) => ({ uri, list, result: files.get(uri) ?? (await files.fetch(uri)) })),
    );
    level = [];
    for (const { uri, list, result } of read) {
      if (result.kind !== 'text') continue;
      const tree = list ? trees.disklist(uri, result.text, dialect) : trees.conf(uri, result.text, dialect);
      // The site's own file looks for what it includes beside itself.
      const folder = isWithin(config.folder, uri) || list ? config.folder : folderOf(uri);
      for (const base of new Set([config.folder, folder])) {
        for (const name of includedNames(tree)) {
          const target = resolveUri(base, name);
          if (asked.has(target)) continue;
          asked.add(target);
          level.push({ uri: target, list });
        }
      }
    }
  }
}

/** The names that includefile lines hold, whether Amanda comes by them or not. */
function includedNames(tree: ConfTree | DiskTree): readonly string[] {
  if (tree.kind === 'disklist')
    return tree.items.flatMap(({ node }) =>
      node.kind === 'include' && node.fields[1] ? [node.fields[1].value] : [],
    );
  return tree.items.flatMap(({ node }) => {
    const [word, name] = node.kind === 'line' ? node.tokens : [];
    return word !== undefined &&
      fold(word.text) === 'includefile' &&
      name?.kind === 'string' &&
      name.value !== ''
      ? [name.value]
      : [];
  });
}

/** Answers from what is at hand, and notes what was asked for: all of it, and what was missing. */
export class GatheringSource implements FileSource {
  readonly asked = new Set<string>();
  readonly missing = new Set<string>();

  constructor(private readonly lookUp: (uri: string) => FileResult | undefined) {}

  read(uri: string): FileResult | undefined {
    this.asked.add(uri);
    const result = this.lookUp(uri);
    if (!result) this.missing.add(uri);
    return result;
  }
}

/** True for the file that Amanda's clients read. */
export function isClientConf(uri: string): boolean {
  return /(^|[^a-z])amanda-client\.conf$/i.test(baseName(uri));
}

/** Where Amanda looks for the disklist of this configuration. */
export function diskfile(config: Config): string {
  const value = config.global.get('diskfile')?.value;
  // An empty name is the folder itself, which Amanda reads as an empty file.
  return resolveUri(config.folder, value?.t === 'string' ? value.s : 'disklist');
}

function emptyDisklist(root: string): Disklist {
  return {
    root,
    files: [],
    includes: [],
    dles: [],
    hosts: [],
    inlineBlocks: [],
    uses: [],
    problems: [],
    unread: [],
  };
}

function snapshotFrom(
  config: Config,
  disklist: Disklist,
  source: FileSource,
  options: LoadOptions & { settings: Settings; trees: TreeCache; version: number },
): Snapshot {
  // The texts are fixed now; the trees come out of the cache when somebody asks.
  const texts = new Map<string, { text: string; kind: 'conf' | 'disklist' }>();
  const keep = (uri: string, kind: 'conf' | 'disklist') => {
    const result = source.read(uri);
    if (result?.kind === 'text' && !texts.has(uri)) texts.set(uri, { text: result.text, kind });
  };
  for (const uri of config.files) keep(uri, 'conf');
  for (const uri of disklist.files) keep(uri, 'disklist');
  const { dialect } = grammarOf(config.version);
  const trees = new Map<string, ReturnType<Snapshot['tree']>>();
  for (const [uri, { text, kind }] of texts)
    trees.set(
      uri,
      kind === 'conf' ? options.trees.conf(uri, text, dialect) : options.trees.disklist(uri, text, dialect),
    );
  const history = options.history?.(config, disklist);
  return {
    version: options.version,
    settings: options.settings,
    config,
    disklist,
    ...(history && { history }),
    tree: (uri) => trees.get(uri),
    lines: (uri) => trees.get(uri)?.lines ?? options.logLines?.(uri),
    observations: options.observe?.(disklist) ?? noObservations,
  };
}
