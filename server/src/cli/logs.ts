import { logSourcesOf } from '../workspace/log-folders';
import { Logs, newestFirst } from '../workspace/logs';
import type { LogFacts } from '../logs/types';
import type { Snapshot } from '../model/snapshot';
import { uriPath } from '../text/uri';
import { textOptions, Trouble, type Io, type Option, type Values } from './command';
import { uriOf } from './targets';

/** Files below one folder that are looked at by their names, and logs of it that are read: the newest. */
const MAX_NAMES = 100_000;
const MAX_LOGS = 4000;

/** `--logs`, for the commands that let measured times count. */
export const logsOption: Option = {
  type: 'string',
  multiple: true,
  value: 'PATH',
  help: 'logs, or folders of logs: the times measured in them count, as in the editor',
};

/** Why a file is no log, by what workspace/logs.ts answers. */
export const REASONS: Readonly<Record<string, string>> = {
  missing: 'No such file or folder',
  directory: 'Is a folder, not a log',
  special: 'Is no plain file (a FIFO, device or socket); it was not opened',
  unreadable: 'Cannot be read',
  'no-log': "Is no log of Amanda: no line has the form of one of its logs, its report or amcheck's output",
};

const known = new WeakMap<Values, Promise<Logs | undefined>>();

/** The logs that `--logs` names, read once for all configurations of a call; undefined without the option. */
export function logsOf(io: Io, values: Values): Promise<Logs | undefined> {
  let logs = known.get(values);
  if (!logs) known.set(values, (logs = load(io, values)));
  return logs;
}

async function load(io: Io, values: Values): Promise<Logs | undefined> {
  const paths = textOptions(values, 'logs');
  if (paths.length === 0) return undefined;
  const logs = new Logs(io.files);
  const folders: string[] = [];
  for (const path of paths) {
    const uri = uriOf(io, path);
    if ((await io.files.read(uri)).kind === 'directory') {
      folders.push(uri);
      continue;
    }
    const added = await logs.add(uri, () => true);
    if (typeof added === 'string') throw new Trouble(`${path}: ${REASONS[added] ?? added}`);
  }
  logs.setSources(folders, [], []);
  await logs.ready();
  return logs;
}

/** Every log that paths name, those below folders too, and those of the configuration at hand. */
export interface ReadLogs {
  /** Logs of the paths first; those that only the configuration named are `own`. */
  readonly facts: readonly LogFacts[];
  readonly own: ReadonlySet<string>;
  /** The line, from 1, of an offset in a log. */
  lineOf(uri: string, offset: number): number;
  /** Something could not be read; standard error says what. */
  readonly trouble: boolean;
}

/** Reads logs of any size. What cannot be read is told on standard error, and the rest is read all the same. */
export async function readLogs(
  io: Io,
  paths: readonly string[],
  snapshot: Snapshot | undefined,
): Promise<ReadLogs> {
  const logs = new Logs(io.files);
  const facts = new Map<string, LogFacts>();
  const lines = new Map<string, (offset: number) => number>();
  const own = new Set<string>();
  let trouble = false;
  const complain = (path: string, why: string) => {
    io.err(`amanda-lint: ${path}: ${why}`);
    trouble = true;
  };
  const take = async (uri: string, named: string | undefined) => {
    if (facts.has(uri)) return false;
    const added = await logs.add(uri, () => true);
    if (typeof added !== 'string') {
      facts.set(uri, added.facts);
      lines.set(uri, added.lineOf);
      return true;
    }
    if (named !== undefined) complain(named, REASONS[added] ?? added);
    else if (added === 'unreadable') complain(uriPath(uri), 'Cannot be read');
    return false;
  };
  const below = async (uri: string, depth?: number) => {
    const found = await io.files.find(uri, {
      // What a file is its content says: people give copies names of their own.
      names: ['*'],
      exclude: ['**/.git', '**/index', '**/curinfo', '**/node_modules'],
      depth,
      maxResults: MAX_NAMES,
      onUnsearched: (folder, reason) => complain(uriPath(folder), reason),
    });
    if (found.length >= MAX_NAMES)
      complain(uriPath(uri), `More than ${String(MAX_NAMES)} files: not all of them were looked at`);
    if (found.length > MAX_LOGS)
      io.err(
        `amanda-lint: ${uriPath(uri)}: more than ${String(MAX_LOGS)} files; the newest of them are read`,
      );
    return newestFirst(found).slice(0, MAX_LOGS);
  };
  for (const path of paths) {
    const uri = uriOf(io, path);
    if ((await io.files.read(uri)).kind === 'directory')
      for (const one of await below(uri)) await take(one, undefined);
    else await take(uri, path);
  }
  for (const { uri, depth } of snapshot ? logSourcesOf(snapshot.config, []) : []) {
    if ((await io.files.read(uri)).kind !== 'directory') continue;
    for (const one of await below(uri, depth)) if (await take(one, undefined)) own.add(one);
  }
  return {
    facts: [...facts.values()],
    own,
    lineOf: (uri, offset) => lines.get(uri)?.(offset) ?? 1,
    trouble,
  };
}
