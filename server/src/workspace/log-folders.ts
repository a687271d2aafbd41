import type { Config } from '../model/types';
import { sanitiseFilename } from '../model/quote';
import { baseName, fileUri, isFileUri, isWithin, resolveUri } from '../text/uri';

/** A folder or file in which logs are looked for. */
export interface LogSource {
  readonly uri: string;
  /** Levels of folders below it that are searched too; all of them where it is left out. */
  readonly depth?: number;
  /** The folder of the one configuration that its logs are for; left out for logs that are for all. */
  readonly config?: string;
}

/**
 * Where builds of Amanda put their debug logs (AMANDA_DBGDIR): the folder of configure's `--with-debugging`, else that
 * of `--with-tmpdir`, which is `/tmp/amanda` (config/amanda/debugging.m4 and dirs.m4; configure.in to 2.5). Packages
 * mostly say `/var/log/amanda`; with `/tmp/amanda-dbg` nobody else's files of `/tmp/amanda` are among them.
 */
const DEBUG_FOLDERS: readonly string[] = ['/var/log/amanda', '/tmp/amanda', '/tmp/amanda-dbg'];

/**
 * Where this machine has the logs of a configuration, if it is its server: `logdir` with the folders below it, and
 * what common-src/debug.c (debug_setup_1) makes of AMANDA_DBGDIR: all in one folder to 2.5.0, later `server/CONFIG`,
 * `client/CONFIG`, `CONFIG` and `amandad`. Nothing that is within `folders`, where logs are looked for anyway.
 */
export function logSourcesOf(config: Config, folders: readonly string[]): readonly LogSource[] {
  if (config.client || !isFileUri(config.folder)) return [];
  const name = sanitiseFilename(baseName(config.folder));
  const sources: LogSource[] = [];
  const logdir = config.global.get('logdir')?.value;
  if (logdir?.t === 'string' && logdir.s !== '') sources.push({ uri: resolveUri(config.folder, logdir.s) });
  for (const folder of DEBUG_FOLDERS) {
    sources.push({ uri: fileUri(folder), depth: 0 });
    for (const below of ['amandad', name, `client/${name}`, `server/${name}`])
      sources.push({ uri: fileUri(`${folder}/${below}`), depth: 0 });
  }
  const roots = (uri: string) => uri === 'file:///' || folders.some((folder) => isWithin(folder, uri));
  return sources.filter(({ uri }) => !roots(uri)).map((source) => ({ ...source, config: config.folder }));
}
