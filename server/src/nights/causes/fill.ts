import type { Match } from './explain';
import type { Remedy } from './row';

/** What stands for a name that nobody told, in a sentence and in a command. */
const UNKNOWN: Readonly<Record<string, readonly [sentence: string, command: string]>> = {
  host: ['the client', 'HOST'],
  disk: ['the DLE', 'DISK'],
  config: ['the configuration', 'CONFIG'],
  program: ['the program', 'PROGRAM'],
  path: ['', 'FILE'],
};
/** A message quotes at most so much of Amanda's own words. */
const QUOTED = 400;

type Groups = Readonly<Record<string, string | undefined>>;

/** A sentence of a row with its `{…}` filled in: what is not known is called "the client" and so on, or left out. */
export function fill(template: string, groups: Groups): string {
  // Where nothing is known and nothing stands for it, what leads to the place falls away with it.
  return template.replace(/(:? ?)\{(\w+)\}/g, (_, before: string, name: string, at: number) => {
    const value = groups[name]?.replace(/[\s\p{Cc}]+/gu, ' ').trim();
    if (value)
      return before + (value.length > QUOTED ? `${value.slice(0, QUOTED)}…` : value.replace(/[. ]+$/, ''));
    const instead = UNKNOWN[name]?.[0] ?? '';
    if (instead === '') return '';
    return (
      before + (at === 0 && before === '' ? instead.charAt(0).toUpperCase() + instead.slice(1) : instead)
    );
  });
}

/** Commands of a row with their `{…}` filled in: names come from logs, so each is quoted for the shell. */
export function fillCommands(template: string, groups: Groups): string {
  return template.replace(/(~?)\{(\w+)\}/g, (_, tilde: string, name: string) => {
    const value = groups[name]?.replace(/\p{Cc}+/gu, ' ').trim();
    if (!value) return tilde + (UNKNOWN[name]?.[1] ?? name.toUpperCase());
    if (/^[\w./:@%+,=][\w./:@%+,=-]*$/.test(value)) return tilde + value;
    return `'${value.replace(/'/g, "'\\''")}'`;
  });
}

/** A match in words. */
export interface Wording {
  readonly what: string;
  readonly because: readonly string[];
  readonly remedies: readonly Remedy[];
}

/**
 * What a match says happened. `around` is what the place tells (which wins where it tells something), `text` are all words
 * of the line, for rows that name no part of them.
 */
export function sentenceOf({ row, groups }: Match, around: Groups, text: string): string {
  const host = `${around['host'] ?? groups['host'] ?? ''}: `;
  // amcheck begins with the name that the sentence has already.
  const all: Record<string, string | undefined> = {
    text: text.startsWith(host) ? text.slice(host.length) : text,
  };
  for (const known of [groups, around])
    for (const [name, value] of Object.entries(known)) if (value !== undefined) all[name] = value;
  return fill(row.what, all);
}

/** The words of a match, filled with what its text tells and with what is known around it (which wins). */
export function wordingOf({ row, groups }: Match, around: Groups = {}): Wording {
  const all: Record<string, string | undefined> = { ...groups };
  for (const [name, value] of Object.entries(around)) if (value !== undefined) all[name] = value;
  return {
    what: fill(row.what, all),
    because: row.because.map((one) => fill(one, all)),
    remedies: row.remedies.map((remedy) => ({
      ...remedy,
      title: fill(remedy.title, all),
      ...(remedy.run && { run: { ...remedy.run, commands: fillCommands(remedy.run.commands, all) } }),
    })),
  };
}
