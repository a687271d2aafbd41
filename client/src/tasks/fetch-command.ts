/** What the words of `amanda.fetchLogs.command` may name as `${host}` and so on. */
export interface FetchVariables {
  readonly host: string;
  readonly config: string;
  /** Where the client keeps its debug logs (AMANDA_DBGDIR). */
  readonly dbgdir: string;
  /** Where the copies go, on the machine that the command runs on. */
  readonly folder: string;
}

/** Why no command can be made of a template, with the word or value that is to blame. */
export interface Refusal {
  readonly refused: 'host' | 'config' | 'dbgdir' | 'template' | 'variable';
  readonly value: string;
}

/**
 * Names that reach a program, and often a shell at the other end: letters, digits and what occurs in host names,
 * addresses and names of configurations. Nothing that a shell reads, and no option.
 */
const NAME = /^(?!-)[\p{L}\p{N}_.:@%+=,[\]-]+$/u;
/** A folder of the client: absolute, without control characters and without what a shell reads. */
const FOLDER = /^\/[\p{L}\p{N}_.:@%+=,/~ -]*$/u;

/** The words of the command that brings the logs of a host, for a program that is started without a shell. */
export function fetchCommand(
  template: readonly unknown[],
  variables: FetchVariables,
): readonly string[] | Refusal {
  for (const key of ['host', 'config'] as const)
    if (!NAME.test(variables[key])) return { refused: key, value: printable(variables[key]) };
  if (!FOLDER.test(variables.dbgdir)) return { refused: 'dbgdir', value: printable(variables.dbgdir) };
  const words = template.filter((word): word is string => typeof word === 'string');
  if (words.length === 0 || words.length < template.length || !words[0]?.trim())
    return { refused: 'template', value: JSON.stringify(template) };
  let unknown: string | undefined;
  const filled = words.map((word) =>
    // An address with colons needs brackets in front of the colon of rsync and scp.
    word.replace(/\$\{(\w+)\}(?=(:?))/g, (whole, name: string, colon: string) => {
      if (name === 'host')
        return colon && /^[^[].*:/.test(variables.host) ? `[${variables.host}]` : variables.host;
      if (name === 'config' || name === 'dbgdir' || name === 'folder') return variables[name];
      unknown ??= whole;
      return whole;
    }),
  );
  return unknown === undefined ? filled : { refused: 'variable', value: unknown };
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => {
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** A folder's name for a host, which must be one below the folder that holds the copies. */
export function hostFolder(host: string): string {
  return host.replace(/[^\p{L}\p{N}_.-]/gu, '_').replace(/^\.+$/, '_');
}
