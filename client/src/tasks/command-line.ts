/** Programs of Amanda that are offered as tasks: both only look. */
export type Program = 'amcheck' | 'amadmin';

export interface Call {
  readonly program: Program;
  /** What is started: the full path, or the name when a command of the user starts it elsewhere. */
  readonly path: string;
  readonly config: string;
  /** Options of amcheck and hosts; for amadmin its own command and what it takes. */
  readonly args: readonly string[];
  /** The user's command in front, such as `["ssh", "backup@server"]`, `["sudo", "-u", "backup"]`, `["su", "backup", "-c"]`. */
  readonly prefix: readonly string[];
  /** Where the configuration lies, when the program runs on this machine. */
  readonly folder?: string;
}

/**
 * The words of a command. Amanda looks for a configuration by its name below its own folder, or takes `.` for the
 * working directory (common-src/conffile.c, config_init_with_global): a configuration elsewhere is named that way.
 */
export function commandLine({ program, path, config, args, prefix, folder }: Call): {
  readonly command: readonly string[];
  readonly cwd?: string;
} {
  const elsewhere =
    folder !== undefined && !/^(?:\/usr\/local|\/opt\/amanda)?\/etc\/amanda\/[^/]+$/.test(folder);
  const name = elsewhere ? '.' : config;
  const options = args.filter((arg) => arg.startsWith('-'));
  const others = args.filter((arg) => !arg.startsWith('-'));
  const words = program === 'amadmin' ? [path, name, ...args] : [path, ...options, name, ...others];
  return { command: [...prefix, ...handedOn(words, prefix)], ...(elsewhere ? { cwd: folder } : {}) };
}

/** A shell at the other end reads the words once more: ssh joins them, and `-c` takes them as one. */
function handedOn(words: readonly string[], prefix: readonly string[]): readonly string[] {
  const first = prefix[0]?.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  if (prefix.at(-1) === '-c') return [words.map(quoted).join(' ')];
  return first === 'ssh' ? words.map(quoted) : words;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
