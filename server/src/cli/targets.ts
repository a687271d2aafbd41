import type { FileResult } from '../model/types';
import type { Snapshot } from '../model/snapshot';
import { baseName, fileUri, folderOf, resolveUri } from '../text/uri';
import { loadSnapshot, type Target } from '../workspace/load';
import { Trouble, type Io, type Values } from './command';
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

/** The URI of a path given on the command line. */
export function uriOf(io: Io, path: string): string {
  return resolveUri(fileUri(io.cwd), path);
}

/**
 * The configurations that a path stands for: a configuration folder, an amanda.conf or amanda-client.conf, a disklist
 * or another file of a configuration, or a folder of configuration folders. Throws Trouble where there is none.
 */
export async function jobsOf(io: Io, path: string): Promise<readonly Job[]> {
  const uri = uriOf(io, path);
  const found = await io.files.read(uri);
  if (found.kind === 'directory') return folderJobs(io, path, uri);
  if (found.kind !== 'text') throw new Trouble(`${path}: ${whyNot(found)}`);
  if (ROOTS.includes(baseName(uri))) return [{ target: { root: uri } }];
  const root = resolveUri(folderOf(uri), 'amanda.conf');
  const beside = await io.files.read(root);
  if (beside.kind === 'text') {
    const snapshot = await loadSnapshot(io.files, { root });
    const known = [...snapshot.config.files, ...snapshot.disklist.files].includes(uri);
    if (known) return [{ target: { root }, only: uri }];
    if (!looksLikeConf(uri, found.text)) return [{ target: { root, disklist: uri }, only: uri }];
  }
  if (looksLikeConf(uri, found.text)) return [{ target: { root: uri }, only: uri }];
  return [{ target: { root, disklist: uri }, only: uri, loose: beside.kind !== 'text' }];
}

async function folderJobs(io: Io, path: string, uri: string): Promise<readonly Job[]> {
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
  if (own.some(({ target }) => baseName(target.root) === 'amanda.conf')) return own;
  const roots = await io.files.find(uri, { names: ROOTS, exclude: ['**/.git'], maxResults: 10_000 });
  const below = roots.filter((root) => folderOf(root) !== uri).map((root): Job => ({ target: { root } }));
  if (own.length + below.length === 0) {
    throw new Trouble(`${path}: no amanda.conf in this folder nor in folders below it`);
  }
  return [...own, ...below.sort((a, b) => (a.target.root < b.target.root ? -1 : 1))];
}

/** Loads a job's configuration with the settings of its folder. */
export async function loadJob(io: Io, { target }: Job, values: Values): Promise<Snapshot> {
  const settings = await readSettings(io, folderOf(target.root), values);
  return loadSnapshot(io.files, target, { settings });
}

/** Why a file cannot be read, in words. */
export function whyNot(result: Exclude<FileResult, { kind: 'text' }>): string {
  switch (result.kind) {
    case 'missing':
      return 'No such file or directory';
    case 'directory':
      return 'Is a directory';
    case 'special':
      return 'a FIFO, device or socket; only plain files are read';
    case 'unreadable':
      return result.reason;
    case 'too-large':
      return `too large to be a configuration file (${String(result.size)} bytes)`;
  }
}

/** A file of unknown name is read as amanda.conf when its name or its first statement says so. */
function looksLikeConf(uri: string, text: string): boolean {
  if (/\.conf$/i.test(baseName(uri))) return true;
  const first = text.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? '';
  return /^\s*(define|org|mailto|includefile|holdingdisk|tapetype|dumpuser|infofile|logdir|inparallel|dumpcycle)\b/i.test(
    first,
  );
}
