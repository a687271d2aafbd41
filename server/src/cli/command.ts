import type { FileHost } from '../workspace/host';

/** Exit codes of the command line, a contract (docs/ARCHITECTURE.md). */
export const EXIT = { ok: 0, findings: 1, trouble: 2 } as const;

/** What a command may do to the world; the entry point gives the real one, tests give their own. */
export interface Io {
  /** The current folder, absolute. */
  readonly cwd: string;
  readonly files: FileHost;
  readonly writer: FileWriter;
  /** True when standard output is a terminal that wants colours. */
  readonly color: boolean;
  /** All of standard input, decoded losslessly. */
  input(): Promise<string>;
  /** Writes to standard output: text (encoded losslessly, see text/bytes.ts) or bytes as they are. */
  out(data: string | Uint8Array): void;
  /** Writes a line to standard error. */
  err(line: string): void;
}

/** Changes files of the disk. */
export interface FileWriter {
  /**
   * Replaces the file's contents in one step, keeping what it has besides (owner, mode, access list, attributes), if it
   * still holds `before`; returns why not otherwise. Files that are read-only, another user's or have several names are
   * written with `force` only, and what cannot be kept is lost then.
   */
  replace(path: string, before: string, after: string, force?: boolean): Promise<string | undefined>;
}

/** An option in the form that node:util's parseArgs takes, with its line in the help. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** Stands for the value in the help. */
  readonly value?: string;
  readonly help: string;
}

/** Options as they were read. */
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** A sub-command: one row of the table in commands.ts. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The line behind `amanda-lint`, e.g. `check PATH...`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Command lines worth copying. */
  readonly examples: readonly string[];
  /** Does the work and returns the exit code. Throws UsageError for arguments that make no sense. */
  run(io: Io, args: readonly string[], values: Values): Promise<number>;
}

/** Wrong arguments: the message goes to standard error with a pointer to the help, the exit code is 2. */
export class UsageError extends Error {}

/** Trouble that the user can do something about: the message goes to standard error, the exit code is 2. */
export class Trouble extends Error {}

/** What `work` gives, or undefined after its Trouble was told to `complain`: one path's trouble is not the next one's. */
export async function attempt<T>(
  work: () => Promise<T>,
  complain: (message: string) => void,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    complain(error.message);
    return undefined;
  }
}

/** The text of a string option that was given at most once. */
export function textOption(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** `--format` of the commands that write text or JSON. */
export const formatOption: Option = {
  type: 'string',
  short: 'f',
  value: 'FORMAT',
  help: 'text (default) or json',
};

/** What `--format` says; a {@link UsageError} for any other. */
export function formatOf(values: Values): 'text' | 'json' {
  const format = textOption(values, 'format') ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--format ${format}: expected text or json`);
  return format;
}

/** The texts of an option that may be given several times. */
export function textOptions(values: Values, name: string): readonly string[] {
  const value = values[name];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
