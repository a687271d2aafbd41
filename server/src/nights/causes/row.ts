import type { Phase } from '../types';

/** The program whose text it is: that of the log line, or that of the client whose words the server repeats. */
export type Writer =
  | 'planner'
  | 'driver'
  | 'dumper'
  | 'chunker'
  | 'taper'
  | 'amflush'
  | 'amvault'
  | 'amdump'
  | 'amreport'
  | 'amcheck'
  | 'amandad'
  | 'sendsize'
  | 'sendbackup'
  | 'selfcheck'
  | 'application'
  | 'security';

/**
 * `failure`: something went wrong, and this says what; `follow-up`: the consequence of another failure, never a cause
 * where there is another text; `note`: nothing failed, but the administrator should know; `harmless`: nothing to do.
 */
export type Weight = 'failure' | 'follow-up' | 'note' | 'harmless';

/** What the configuration can do about it: the key of a function in checks/log/remedies.ts that makes the quick fixes. */
export type RemedyKey =
  | 'etimeout'
  | 'ctimeout'
  | 'dtimeout'
  | 'estimate'
  | 'stream-auth'
  | 'known-auth'
  | 'holdingdisk'
  | 'holdingdisk-use'
  | 'reserve'
  | 'chunksize'
  | 'runtapes'
  | 'tapelength'
  | 'split'
  | 'autolabel'
  | 'tapecycle'
  | 'maxdumps'
  | 'inparallel'
  | 'spindle'
  | 'netusage'
  | 'dumpcycle'
  | 'program'
  | 'exclude'
  | 'compress'
  | 'amandahosts'
  | 'shorten-request';

/** Something to do, in the order in which to try it. */
export interface Remedy {
  /** In the imperative, without a full stop; `code` in back quotes. `{host}`, `{disk}`, `{config}` and named groups are filled in. */
  readonly title: string;
  /** The quick fixes that do it. */
  readonly fix?: RemedyKey;
  /** Commands to copy; the same words in braces are filled in. `on` says where they run. */
  readonly run?: { readonly on: 'server' | 'client'; readonly commands: string };
}

/**
 * A text that an Amanda program writes about a failure, or a note that matters: one row of the catalogue. The first row
 * that fits a text wins, so the particular ones stand before the general ones.
 */
export interface CauseRow {
  /** Names the row, in kebab case: unique. */
  readonly key: string;
  /** Who writes it. A row is only looked at for texts of these programs. */
  readonly writers: readonly Writer[];
  /** Takes linear time. Named groups: `host`, `disk`, `level`, `seconds`, `size`, `path`, `program`, `text`, `line`. */
  readonly text: RegExp;
  readonly weight: Weight;
  /** The id of the check that explains it (checks/log), e.g. `log/dump-timeout`. */
  readonly cause: string;
  readonly phase: Phase;
  /** What happened, in plain words: one sentence, the figures first; `{…}` as in remedies. */
  readonly what: string;
  /** Why it happens, the likeliest first, each a sentence. */
  readonly because: readonly string[];
  readonly remedies: readonly Remedy[];
  /** Where Amanda writes it: `server-src/dumper.c, do_dump`. */
  readonly source: string;
  /** The releases whose sources have it: the first, and the last where later ones do not. */
  readonly since: string;
  readonly until?: string;
  /** Texts as Amanda writes them, made from the format string in the source or taken from a real run. */
  readonly examples: readonly string[];
}
