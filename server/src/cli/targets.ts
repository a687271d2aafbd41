import type { Snapshot } from '../model/snapshot';
import { baseName, fileUri, folderOf, resolveUri, uriPath } from '../text/uri';
import { Histories } from '../workspace/history';
import { whyNot, type FileHost } from '../workspace/host';
import { isClientConf, loadSnapshot, type Target } from '../workspace/load';
import { Trouble, UsageError, type Io, type Values } from './command';
import { shortPath } from './formats/text';
import { logsOf } from './logs';
import { readSettings } from './settings';

/** A configuration to judge, and which of its files count. */
export interface Job {
  readonly target: Target;
  /** Only what is found in this file counts (and what keeps Amanda from reading it). */
  readonly only?: string;
  /** A disklist without an amanda.conf beside it: what it refers to cannot be judged. */
  readonly loose?: boolean;
}

const ROOTS = ['amanda.conf', 'amanda-client.conf'];

/** Configurations below one path. */
const MAX_CONFIGURATIONS = 10_000;

/** The URI of a path given on the command line. */
export function uriOf(io: Io, path: string): string {
  return resolveUri(fileUri(io.cwd), path);
}

/** What a path stands for. */
export interface Found {
  readonly jobs: readonly Job[];
  /** What could not be searched, in words. */
  readonly troubles: readonly string[];
}

/**
 * The configurations that a path stands for: a configuration folder, an amanda.conf or amanda-client.conf, a disklist
 * or another file of a configuration, or a folder of configuration folders. Throws Trouble where there is none.
 */
export async function jobsOf(io: Io, path: string): Promise<Found> {
  if (path === '') throw new UsageError("expected a PATH, not ''");
  const uri = uriOf(io, path);
  const found = await io.files.read(uri);
  if (found.kind === 'directory') return folderJobs(io, path, uri);
  if (found.kind === 'text') return { jobs: await fileJobs(io, uri, found.text), troubles: [] };
  throw new Trouble(`${path}: ${whyNot(found)}`);
}

async function fileJobs(io: Io, uri: string, text: string): Promise<readonly Job[]> {
  if (ROOTS.includes(baseName(uri))) return [{ target: { root: uri } }];
  const root = resolveUri(folderOf(uri), 'amanda.conf');
  const beside = await io.files.read(root);
  if (beside.kind === 'text') {
    const snapshot = await loadSnapshot(io.files, { root });
    const known = [...snapshot.config.files, ...snapshot.disklist.files].includes(uri);
    if (known) return [{ target: { root }, only: uri }];
    if (!looksLikeConf(uri, text)) return [{ target: { root, disklist: uri }, only: uri }];
  }
  if (looksLikeConf(uri, text)) return [{ target: { root: uri }, only: uri }];
  return [{ target: { root, disklist: uri }, only: uri, loose: beside.kind !== 'text' }];
}

async function folderJobs(io: Io, path: string, uri: string): Promise<Found> {
  const own: Job[] = [];
  const refusals: string[] = [];
  for (const name of ROOTS) {
    const root = resolveUri(uri, name);
    const result = await io.files.read(root);
    if (result.kind === 'unreadable') refusals.push(result.reason);
    if (result.kind !== 'missing') own.push({ target: { root } });
  }
  // Nobody can say that there are both: it is the folder that may not be entered.
  if (refusals.length === ROOTS.length) throw new Trouble(`${path}: ${refusals[0] ?? ''}`);
  const isConfig = own.some(({ target }) => baseName(target.root) === 'amanda.conf');
  if (isConfig && baseName(uri) !== 'amanda') return { jobs: own, troubles: [] };

  const troubles: string[] = [];
  const roots = await io.files.find(uri, {
    names: ROOTS,
    exclude: ['**/.git'],
    maxResults: MAX_CONFIGURATIONS,
    followLinks: true,
    onUnsearched: (folder, reason) => troubles.push(`${shortPath(io, uriPath(folder))}: ${reason}`),
  });
  if (roots.length >= MAX_CONFIGURATIONS)
    troubles.push(`${path}: more configurations than are judged at once`);
  const below = roots
    .filter((root) => folderOf(root) !== uri)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((root): Job => ({ target: { root } }));
  if (own.length + below.length === 0) {
    for (const trouble of troubles) io.err(`amanda-lint: ${trouble}`);
    throw new Trouble(`${path}: no amanda.conf in this folder nor in folders below it`);
  }
  // The amanda.conf of /etc/amanda is that of the whole site: the configurations below are judged with it.
  const siteOnly = isConfig && below.length > 0 && !(await hasDisklist(io, uri));
  return { jobs: [...(siteOnly ? own.filter(isClientJob) : own), ...below], troubles };
}

async function hasDisklist(io: Io, folder: string): Promise<boolean> {
  return (await io.files.read(resolveUri(folder, 'disklist'))).kind !== 'missing';
}

/** True for a job that judges an amanda-client.conf. */
export function isClientJob({ target }: Job): boolean {
  return isClientConf(target.root);
}

/** A configuration that was loaded. */
export interface Loaded {
  readonly snapshot: Snapshot;
  /** Files that are there and could not be read, with the reason: what was judged is not the whole configuration. */
  readonly unread: readonly string[];
}

/** Loads a job's configuration with the settings of its folder. */
export async function loadJob(io: Io, { target }: Job, values: Values): Promise<Loaded> {
  const settings = await readSettings(io, folderOf(target.root), values);
  const unread = new Set<string>();
  const files: FileHost = {
    async read(uri) {
      const result = await io.files.read(uri);
      if (result.kind === 'unreadable' || result.kind === 'too-large')
        unread.add(`${shortPath(io, uriPath(uri))}: ${whyNot(result)}`);
      return result;
    },
    find: (folder, request) => io.files.find(folder, request),
  };
  const logs = await logsOf(io, values);
  const name = baseName(folderOf(target.root));
  const snapshot = await loadSnapshot(files, target, {
    settings,
    ...(logs && {
      observe: (disklist) => logs.observations(disklist, name, new Set([name])),
      logLines: (uri) => logs.lines(uri),
    }),
  });
  // Not among the files that must be readable: without an info database tonight is unknown, and nothing else.
  const { config, disklist } = snapshot;
  const history = await new Histories(io.files).load(config, disklist);
  return { snapshot: history ? { ...snapshot, history } : snapshot, unread: [...unread] };
}

/** A file of unknown name is read as amanda.conf when its name or its first statement says so. */
function looksLikeConf(uri: string, text: string): boolean {
  if (/\.conf$/i.test(baseName(uri))) return true;
  const first = text.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? '';
  return /^\s*(define|org|mailto|includefile|holdingdisk|tapetype|dumpuser|infofile|logdir|inparallel|dumpcycle)\b/i.test(
    first,
  );
}
