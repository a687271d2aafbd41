import { globalValue } from './effective';
import type { Config } from './types';
import { resolveUri } from '../text/uri';
import { sanitiseFilename } from './quote';

/** The last dump of a level. Size in KiB, the date in seconds since 1970. */
export interface LastDump {
  readonly size: number;
  readonly date: number;
  /** The volume that holds it; empty when it is on none. */
  readonly label: string;
}

/** What the planner knows of the past of a DLE (server-src/infofile.h, info_t), as far as it decides what is asked for. */
export interface DumpRecord {
  /** What `amadmin` wants of the next run; bits of Force. */
  readonly command: number;
  /** The last dump of each level that was ever made. */
  readonly last: ReadonlyMap<number, LastDump>;
  /** The level of the last dump, and for how many runs it is at that level; -1 where the record does not say. */
  readonly lastLevel: number;
  readonly runs: number;
  /** Levels whose size the server can estimate itself (server-src/server_util.c, server_can_do_estimate). */
  readonly estimable: ReadonlySet<number>;
  /** Where the date of the last full dump is not known (-1): that the next one was due in `days` at a time, in seconds. */
  readonly due?: { readonly days: number; readonly at: number };
}

/** The command bits of a record (server-src/infofile.h). */
export const Force = { full: 1, bump: 2, noBump: 4, level1: 8 } as const;

/** The past of a configuration's DLEs, and the moment that it is looked at for. */
export interface History {
  /** Where it was read: the info database, or the amdump log of the last run, which leaves some things open. */
  readonly source: 'info' | 'amdump';
  /** URI of the folder or of the log. */
  readonly uri: string;
  /** When the next run is expected, in seconds since 1970. */
  readonly tonight: number;
  /** Undefined for a DLE that was never dumped. */
  of(host: string, disk: string): DumpRecord | undefined;
}

/** The longest time between two runs that are a night apart, in seconds. */
const DAY = 86400;

/** When the next run is expected: a day after the last one, or now when that is over. All in seconds since 1970. */
export function nextRun(now: number, records: Iterable<DumpRecord>): number {
  let newest = 0;
  for (const { last } of records) for (const { date } of last.values()) newest = Math.max(newest, date);
  // A clock that is wrong by more than a run is not to be trusted.
  return newest > now ? now : Math.max(now, newest + DAY);
}

/** The amdump log of the last run, the newest name first; empty for a client's configuration. */
export function amdumpLogs(config: Config): readonly string[] {
  const value = config.client ? undefined : globalValue(config, 'logdir')?.value;
  if (value?.t !== 'string') return [];
  return ['amdump.1', 'amdump'].map((name) => resolveUri(config.folder, `${value.s}/${name}`));
}

/** The folder of the info database; undefined for a client's configuration. */
export function infoFolder(config: Config): string | undefined {
  const value = config.client ? undefined : globalValue(config, 'infofile')?.value;
  return value?.t === 'string' ? resolveUri(config.folder, value.s) : undefined;
}

/** The file of a DLE in the info database (server-src/infofile.c, open_txinfofile). */
export function infoFile(folder: string, host: string, disk: string): string {
  return resolveUri(folder, `${sanitiseFilename(host)}/${sanitiseFilename(disk)}/info`);
}
