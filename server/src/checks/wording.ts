import type { Snapshot } from '../model/snapshot';
import type { Problem } from '../model/types';
import type { Place, Span } from '../text/span';
import { baseName } from '../text/uri';
import type { Fix } from './check';
import { eolOf } from './suppress';

/** What the checks that word Amanda's refusals share. */

/** The text of the file that a problem is in. */
export function sourceOf(problem: Problem, snapshot: Snapshot): string {
  return snapshot.tree(problem.place.uri)?.text ?? '';
}

/** The text at a problem's place. */
export function shownAt(problem: Problem, snapshot: Snapshot): string {
  return sourceOf(problem, snapshot).slice(problem.place.span.start, problem.place.span.end);
}

/** An argument of a problem as text; empty when it has none. */
export function arg(problem: Problem, name: string): string {
  const value = problem.args[name];
  return value === undefined ? '' : String(value);
}

/**
 * A word or value as a message shows it: without control characters, cut where it is long. A single character that
 * nobody can see is called by its name.
 */
export function show(text: string): string {
  if (/^[\udc80-\udcff]$/.test(text)) {
    const byte = (text.charCodeAt(0) & 0xff).toString(16).toUpperCase();
    return `the byte 0x${byte}, which is no UTF-8`;
  }
  if (INVISIBLE.test(text)) {
    const code = text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return NAMES[text] ?? `the invisible character U+${code}`;
  }
  const clean = text.replace(/[\0-\x1f\x7f\ufeff]/g, (c) => NAMES[c] ?? ' ').replace(/[\udc80-\udcff]/g, '?');
  return clean.length > 40 ? `${clean.slice(0, 37)}…` : clean;
}

/** One character without a shape of its own: controls, blanks that Amanda does not take for blanks, marks without width. */
const INVISIBLE = /^[\0-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]$/;

const NAMES: Readonly<Record<string, string>> = {
  '\ufeff': 'a byte order mark',
  '\0': 'a NUL byte',
  '\v': 'a vertical tab',
  '\u00a0': 'a no-break space',
  '\u202f': 'a narrow no-break space',
  '\u200b': 'a zero-width space',
};

/** An edit of the file that the problem is in. */
export function change(
  problem: Problem,
  title: string,
  span: Span,
  text: string,
  more: Partial<Fix> = {},
): Fix {
  return changes(problem, title, [{ span, text }], more);
}

/** Several edits of the file that the problem is in. */
export function changes(
  problem: Problem,
  title: string,
  edits: readonly { readonly span: Span; readonly text: string }[],
  more: Partial<Fix> = {},
): Fix {
  return { title, edits: [{ uri: problem.place.uri, edits }], ...more };
}

/** The span of the physical line that holds an offset, without its newline. */
export function lineSpan(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  let end = newline < 0 ? text.length : newline;
  if (end > start && text[end - 1] === '\r') end--;
  return { start, end };
}

/** From an offset to the last character of its line that is neither blank nor in a comment. */
export function restOfLine(text: string, offset: number): Span {
  const { end } = lineSpan(text, offset);
  // A loop and no regular expression: a line may be a megabyte long.
  let quoted = false;
  let last = offset;
  for (let i = offset; i < end; i++) {
    const char = text.charAt(i);
    if (char === '#' && !quoted) break;
    if (char === '"') quoted = !quoted;
    if (char === '\\' && quoted && i + 1 < end) i++;
    if (char !== ' ' && char !== '\t' && char !== '\r' && char !== '\f') last = i + 1;
  }
  return { start: offset, end: Math.min(last, end) };
}

/** A text without the characters of `tail` at its end. A loop: `/[x]+$/` is quadratic on a long run elsewhere. */
export function trimTail(text: string, tail: string): string {
  let end = text.length;
  while (end > 0 && tail.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The line end that a file uses. */
export function eolIn(problem: Problem, snapshot: Snapshot): string {
  return eolOf(sourceOf(problem, snapshot));
}

/** The blanks at the start of the line that holds an offset. */
export function indentAt(text: string, offset: number): string {
  const { start, end } = lineSpan(text, offset);
  return /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
}

/** Fixes that write one of several words in place of the one that is there. */
export function insteadFixes(
  problem: Problem,
  span: Span,
  words: readonly string[],
  write = (w: string) => w,
): Fix[] {
  return words.map((word, n) =>
    change(problem, `Write ${write(word)}`, span, write(word), n === 0 ? { preferred: true } : {}),
  );
}

/** `did you mean a, b or c?` in words; empty when there is nothing to offer. */
export function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? '' : ` Did you mean ${either(words)}?`;
}

/** `a, b or c`. */
export function either(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** `line 12` of this file, or `line 12 of dumptypes`. */
export function whereIs(place: Place, snapshot: Snapshot, from: Place): string {
  const line = (snapshot.lines(place.uri)?.lineAt(place.span.start) ?? 0) + 1;
  const file = place.uri === from.uri ? '' : ` of ${baseName(place.uri)}`;
  return `line ${String(line)}${file}`;
}

/** A context as an administrator calls it. */
export function contextName(context: string): string {
  if (context === 'global') return 'the top level of amanda.conf';
  if (context === 'client') return 'amanda-client.conf';
  return `${/^[aeiou]/.test(context) ? 'an' : 'a'} ${context} block`;
}

/** A value in double quotes, with Amanda's escapes. */
export function inQuotes(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** Why a long run of GNU tar took long: its log is silent meanwhile, so it does not tell which. */
export const TAR_AT_WORK =
  'GNU tar had very many files to look at, or was blocked (a mount or a disk that does not answer): the log does not tell which';
