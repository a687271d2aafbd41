/** The kinds of blocks that amanda.conf knows. */
export type BlockKind =
  | 'dumptype'
  | 'tapetype'
  | 'interface'
  | 'holdingdisk'
  | 'application'
  | 'script'
  | 'device'
  | 'changer'
  | 'interactivity'
  | 'taperscan'
  | 'policy'
  | 'storage';

/** Where a parameter may stand: `global` is the top level of amanda.conf, `client` that of amanda-client.conf. */
export type Context = 'global' | 'client' | BlockKind;

/** How Amanda reads a parameter's value (common-src/conffile.c, the read_* functions); the names of parameters.json. */
export type ValueKind =
  | 'int'
  | 'int64'
  | 'size'
  | 'real'
  | 'time'
  | 'string'
  | 'identifier'
  | 'bool'
  | 'no_yes_all'
  | 'enum'
  | 'compress'
  | 'holding'
  | 'estimatelist'
  | 'priority'
  | 'rate'
  | 'exinclude'
  | 'intrange'
  | 'property_hidden'
  | 'property_visible'
  | 'ref'
  | 'ref_or_block'
  | 'script_list'
  | 'execute_on'
  | 'int_or_string'
  | 'host_limit'
  | 'autolabel'
  | 'labelstr'
  | 'identlist'
  | 'str_list'
  | 'dump_selection'
  | 'vault_list'
  | 'holdingdisk';

export type Unit =
  | 'KiB'
  | 'bytes'
  | 'seconds'
  | 'days'
  | 'tapes'
  /** Suffixes are read as for KiB (CONF_UNIT_K), so `1 mbps` is 1024. */
  | 'KiB/s'
  | 'bytes/s'
  | 'percent'
  | 'hhmm'
  | 'runs'
  | 'count';

/** Rules that Amanda applies after reading a value (conffile.c, the validate_* functions). */
export type ValidationRule =
  | 'positive'
  | 'nonnegative'
  | 'nonzero'
  | 'runspercycle'
  | 'percent'
  | 'bumpmult'
  | 'displayunit'
  | 'debug'
  | 'reserved-port'
  | 'unreserved-port'
  | 'columnspec'
  | 'tmpdir'
  | 'blocksize'
  | 'chunksize'
  | 'holding-use'
  | 'program'
  | 'no-space'
  | 'no-space-dquote'
  | 'dump-limit'
  | 'org'
  /** Up to 3.3: between 1 and 63 (MAX_DUMPERS). */
  | 'inparallel'
  /** Always gives the warning that a global changerfile is deprecated. */
  | 'changerfile';

/** A difference of some releases from the row. */
export interface Change extends Partial<
  Pick<Parameter, 'kind' | 'values' | 'unit' | 'default' | 'syntax' | 'example'>
> {
  /** It holds in the releases before this one. */
  readonly before?: string;
  /** It holds from this release on. */
  readonly since?: string;
  /** `none` for a value that is not looked at any more. */
  readonly validation?: ValidationRule | 'none';
}

/** One parameter in one context. Data only: readers and validators are in model/. */
export interface Parameter {
  /** Canonical spelling, lower case with `-`. */
  readonly name: string;
  readonly context: Context;
  readonly kind: ValueKind;
  /** For word-valued kinds: the words that are accepted, in the order to offer them. */
  readonly values?: readonly string[];
  /** What a number without a suffix counts; `KiB` and `KiB/s` also change how suffixes are read (units.ts, isKilo). */
  readonly unit?: Unit;
  /** The default in amanda.conf syntax (strings in quotes); empty text when there is none. */
  readonly default: string;
  /** Checked after reading. */
  readonly validation?: ValidationRule | undefined;
  /** The kind of block that the value names. */
  readonly refers?: BlockKind;
  /** True where Amanda never checks that a block of that name exists: the value may be something else altogether. */
  readonly unchecked?: true;
  /** Amanda release that first had it; "2.4" for what was always there. */
  readonly since: string;
  /** The first release that does not have it any more. */
  readonly until?: string;
  /**
   * What was different in the releases before one, or is in those from one on: the fields that change. Of several that
   * hold for a release the later ones in the list win.
   */
  readonly changes?: readonly Change[];
  /** Set when Amanda warns about it: the release that first did, and what to write instead, if there is anything. */
  readonly deprecated?: { readonly since: string; readonly replacement?: string } | undefined;
  /** One to four sentences in our own words: what it does, unit, range, version where it matters. Markdown. */
  readonly doc: string;
  /** Grammar of the line, for signature help, e.g. `exclude [list|file] [optional] [append] "pattern"...`. */
  readonly syntax: string;
  /** An example line worth copying. */
  readonly example?: string;
}
