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
  /**
   * Whether a shell at the other end of that command reads the words once more, as with ssh; undefined where the user
   * has not said so. The command's first word does not tell: there are sudo, timeout, sshpass, plink and wrappers.
   */
  readonly remoteShell?: boolean;
  /** Where the configuration lies, when the program runs on this machine. */
  readonly folder?: string;
}

/**
 * The words of a command. Amanda looks for a configuration by its name below its own folder, or takes `.` for the
 * working directory (common-src/conffile.c, config_init_with_global): a configuration elsewhere is named that way.
 * Undefined where a name could become an option, or would be read by a shell that nobody has declared.
 */
export function commandLine({ program, path, config, args, prefix, remoteShell, folder }: Call):
  | {
      readonly command: readonly string[];
      readonly cwd?: string;
    }
  | undefined {
  const elsewhere =
    folder !== undefined && !/^(?:\/usr\/local|\/opt\/amanda)?\/etc\/amanda\/[^/]+$/.test(folder);
  const name = elsewhere ? '.' : config;
  if (name.startsWith('-')) return undefined;
  const options = args.filter((arg) => arg.startsWith('-'));
  const others = args.filter((arg) => !arg.startsWith('-'));
  const words = program === 'amadmin' ? [path, name, ...args] : [path, ...options, name, ...others];
  if (words.some((word) => word.includes('\0'))) return undefined;
  const handed = handedOn(words, prefix, remoteShell);
  return handed && { command: [...prefix, ...handed], ...(elsewhere ? { cwd: folder } : {}) };
}

/** A shell at the other end reads the words once more, and `-c` takes them as one word for a shell of its own. */
function handedOn(
  words: readonly string[],
  prefix: readonly string[],
  remoteShell: boolean | undefined,
): readonly string[] | undefined {
  if (prefix.length === 0) return words;
  // With `-c` at its end the command says itself that a shell reads the words.
  const inner = prefix.at(-1) === '-c' ? [words.map(quoted).join(' ')] : words;
  if (remoteShell === true) return inner.map(quoted);
  if (remoteShell === undefined && words.some((word) => quoted(word) !== word)) return undefined;
  return inner;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
