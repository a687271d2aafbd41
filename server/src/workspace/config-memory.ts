import type { Config, FileResult, FileSource } from '../model/types';

/**
 * Keeps a resolved amanda.conf for as long as none of the files that it was read from changes: a key typed in the
 * disklist then resolves the disklist alone.
 */
export class ConfigMemory {
  private last?: {
    readonly config: Config;
    /** What every file that was asked for was then, the missing ones too. */
    readonly read: ReadonlyMap<string, FileResult | undefined>;
    readonly version: string;
  };

  /** The configuration as it is known, or what `resolve` makes of the files as they are now. */
  of(source: FileSource, version: string, resolve: (source: FileSource) => Config): Config {
    const { last } = this;
    if (last?.version === version && [...last.read].every(([uri, was]) => same(was, source.read(uri))))
      return last.config;
    const read = new Map<string, FileResult | undefined>();
    const noted: FileSource = {
      read: (uri) => {
        const result = source.read(uri);
        read.set(uri, result);
        return result;
      },
    };
    const config = resolve(noted);
    this.last = { config, read, version };
    return config;
  }
}

function same(a: FileResult | undefined, b: FileResult | undefined): boolean {
  if (a?.kind !== b?.kind) return false;
  if (a?.kind === 'text' && b?.kind === 'text') return a.text === b.text;
  if (a?.kind === 'unreadable' && b?.kind === 'unreadable') return a.reason === b.reason;
  return a?.kind !== 'too-large' || b?.kind !== 'too-large' || a.size === b.size;
}
