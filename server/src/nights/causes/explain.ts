import type { CauseRow, Writer } from './row';
import { causeRows } from './rows';
import { unwrap, type Unwrapped } from './unwrap';

/** A text of Amanda, and the row of the catalogue that explains it. */
export interface Match {
  readonly row: CauseRow;
  /** What the text tells by name: `host`, `disk`, `level`, `text`, `path` and so on. */
  readonly groups: Readonly<Record<string, string>>;
}

interface Indexed {
  readonly row: CauseRow;
  /** What a text must begin with; empty where the pattern does not say. */
  readonly prefix: string;
  /** The named groups that take whatever stands there, and no words of the pattern's own. */
  readonly free: readonly string[];
}

const indexed: readonly Indexed[] = causeRows.map((row) => ({
  row,
  prefix: prefixOf(row.text),
  free: freeGroups(row.text),
}));
const byWriter = new Map<Writer, readonly Indexed[]>();
for (const one of indexed)
  for (const writer of one.row.writers) byWriter.set(writer, [...(byWriter.get(writer) ?? []), one]);

/** Fewer literal characters than this do not make a text of an unknown writer one of Amanda's. */
const TELLING = 7;

/**
 * The first row that explains a text of a program; what is wrapped around it (brackets, quotes, `Request to HOST
 * failed:`, `HOST NAK:`) is taken off, and the innermost text is explained first. Without a writer, the row of any
 * program that fits most of the text's own words. Undefined for a text that nobody knows.
 */
export function explain(writer: Writer | undefined, text: string): Match | undefined {
  const layers = unwrap(text);
  const named = writer ?? writerIn(text);
  if (named) {
    const match = firstOf(layers, (inner) => first(byWriter.get(named) ?? [], inner));
    if (match || writer) return match;
  }
  return firstOf(layers, best);
}

function firstOf(
  layers: readonly Unwrapped[],
  look: (inner: Unwrapped) => Match | undefined,
): Match | undefined {
  for (const inner of layers) {
    const match = look(inner);
    // A client that cannot look the server up has refused it; the server can look up the client.
    if (match && !(inner.refused && match.row.cause === 'log/unknown-host')) return match;
  }
  return undefined;
}

/** The program that a text names itself: `sendbackup: error […]`; and what amreport says of the taper. */
function writerIn(text: string): Writer | undefined {
  const name = /^\s*(?:\? )?(\w+)(?:\[\d+\])?: /.exec(text.slice(0, 40))?.[1];
  if (name && byWriter.has(name as Writer)) return name as Writer;
  return /^\s*(?:(?:\*\*\* )?(?:A )?TAPE ERROR OCCURRED|partial taper|no-tape|Not using all tapes)/.test(text)
    ? 'taper'
    : undefined;
}

function first(rows: readonly Indexed[], inner: Unwrapped): Match | undefined {
  for (const { row, prefix } of rows) {
    if (!inner.text.startsWith(prefix)) continue;
    const found = row.text.exec(inner.text);
    if (found) return { row, groups: groupsOf(found, inner) };
  }
  return undefined;
}

function best(inner: Unwrapped): Match | undefined {
  let most = TELLING - 1;
  let chosen: Match | undefined;
  for (const { row, prefix, free } of indexed) {
    if (!inner.text.startsWith(prefix)) continue;
    const found = row.text.exec(inner.text);
    if (!found) continue;
    const literal = literalLength(found, free);
    if (literal <= most) continue;
    most = literal;
    chosen = { row, groups: groupsOf(found, inner) };
  }
  return chosen;
}

/** How many characters of what was matched are the pattern's own, and not somebody's name or words. */
function literalLength(found: RegExpExecArray, free: readonly string[]): number {
  return free.reduce((length, name) => length - (found.groups?.[name]?.length ?? 0), found[0].length);
}

function freeGroups({ source }: RegExp): string[] {
  const anything = /^(?:[^\w()|]*(?:\.|\\[SsWwDd]|\[[^\]]*\])(?:[*+?]|\{\d*,?\d*\})*\??)+$/;
  return [...source.matchAll(/\(\?<(\w+)>([^()]*)\)/g)].flatMap(([, name = '', body = '']) =>
    anything.test(body) ? [name] : [],
  );
}

function groupsOf(found: RegExpExecArray, inner: Unwrapped): Record<string, string> {
  const groups: Record<string, string> = {};
  for (const name of ['host', 'disk', 'level'] as const) {
    const value = inner[name];
    if (value !== undefined) groups[name] = value;
  }
  for (const [name, value] of Object.entries(found.groups ?? {}))
    if (value) {
      // What leads to a text is not part of it: `: No such file or directory`.
      const bare = value.replace(/^[\s:;,]+/, '');
      if (bare !== '') groups[name] = bare;
    }
  return groups;
}

/** The literal characters that a pattern begins with: `^data timeout` gives `data timeout`. */
function prefixOf(pattern: RegExp): string {
  if (pattern.flags.includes('i') || hasTopLevelBar(pattern.source)) return '';
  const literal = /^\^((?:[A-Za-z0-9 ,:'"=!@%&;<>~`-]|\\[^\w])*)/.exec(pattern.source);
  if (!literal) return '';
  // A quantifier behind the last character makes it optional.
  const behind = pattern.source[literal[0].length] ?? '';
  const text = (literal[1] ?? '').replace(/\\(.)/g, '$1');
  return '?*{'.includes(behind) && behind !== '' ? text.slice(0, -1) : text;
}

function hasTopLevelBar(source: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const char = source[i];
    if (char === '\\') i++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) return true;
  }
  return false;
}
