import { encodeLossless } from '../text/bytes';
import { compilePosix, RegexError, type PosixRegex } from './posix-regex';

/**
 * Host and disk expressions (amanda-match(7); common-src/match.c). Amanda compares the names of the hosts in a disklist
 * with them, and amadmin takes them as arguments.
 */

/** Amanda stops at an expression that does not compile; the message is the one it prints. */
export class MatchError extends Error {}

/** True when host `word` matches the expression; letters' case does not count. Throws MatchError. */
export function matchHost(expression: string, host: string): boolean {
  if (expression.startsWith('=')) return expression.slice(1) === host;
  return matchWord(foldedBytes(expression), foldedBytes(host), '.');
}

/** True when the disk matches the expression. Of a Windows share backslashes count as slashes. Throws MatchError. */
export function matchDisk(expression: string, disk: string): boolean {
  if (expression.startsWith('=')) return expression.slice(1) === disk;
  const share = disk.startsWith('\\\\') && !disk.includes('/');
  if (!share) return matchWord(bytes(expression), bytes(disk), '/');
  return matchWord(bytes(expression).replaceAll('\\\\', '/'), bytes(disk).replaceAll('\\', '/'), '/');
}

/** Lower case as C's tolower gives it in the C locale. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The word with a separator on both sides, except where the expression is anchored (match.c, wrap_word). */
export function wrapWord(word: string, separator: string, glob: string): string {
  if (word === '') return separator;
  if (word === separator) return separator + separator;
  const before = word.startsWith(separator) || glob.startsWith('^') ? '' : separator;
  const after = word.endsWith(separator) || glob.endsWith('$') ? '' : separator;
  return before + word + after;
}

/** One character for each byte, as the C library sees the text. */
export function bytes(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  return Array.from(encodeLossless(text), (byte) => String.fromCharCode(byte)).join('');
}

/** Host names are compared with each other again and again. */
const folded = new Map<string, string>();

function foldedBytes(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const made = asciiLower(bytes(text));
  if (folded.size > 2000) folded.clear();
  folded.set(text, made);
  return made;
}

function matchWord(glob: string, word: string, separator: '.' | '/'): boolean {
  const wrapped = wrapWord(word, separator, glob);
  if ([separator, `^${separator}`, `${separator}$`, `^${separator}$`].includes(glob)) {
    return wrapped === separator + separator;
  }
  return expressionOf(glob, separator).test(wrapped);
}

const compiled = new Map<string, PosixRegex>();

/** The regular expression that Amanda makes of an expression. */
function expressionOf(glob: string, separator: '.' | '/'): PosixRegex {
  const key = separator + glob;
  const known = compiled.get(key);
  if (known) return known;
  const made = compile(sourceOf(glob, separator));
  if (compiled.size > 1000) compiled.clear();
  compiled.set(key, made);
  return made;
}

function sourceOf(glob: string, separator: '.' | '/'): string {
  const plain = `\\${separator}`;
  let begin = plain;
  let rest = glob;
  if (rest.startsWith('^')) {
    rest = rest.slice(1);
    begin = '^';
    if (rest.startsWith(separator)) {
      begin = `^${plain}`;
      rest = rest.slice(1);
    }
  } else if (rest.startsWith(separator)) begin = '';
  let end = plain;
  const last = glob.at(-1);
  if (last === '\\' || last === separator) end = '';
  else if (last === '$') {
    rest = rest.slice(0, -1);
    if (rest.endsWith(separator) || glob.at(-2) === separator) {
      rest = rest.slice(0, -1);
      if (glob.at(-3) === '\\') rest = rest.slice(0, -1);
      end = `${plain}$`;
    } else end = '$';
  }
  return globToRegex(rest, begin, end, separator);
}

function globToRegex(glob: string, begin: string, end: string, separator: string): string {
  let out = begin;
  let inClass = false;
  let quoted = false;
  for (let i = 0; i < glob.length; i++) {
    const char = glob.charAt(i);
    if (inClass) {
      inClass = char !== ']' || glob.charAt(i - 1) === '\\';
      out += char;
    } else if (quoted) {
      quoted = false;
      out += char;
    } else if (char === '\\') {
      quoted = true;
      out += char;
    } else if (char === '[') {
      out += char;
      inClass = true;
      if (glob.charAt(i + 1) === '!') {
        out += '^';
        i++;
      }
    } else if ('.(){}+^$|'.includes(char)) out += `\\${char}`;
    else if (char === '?') out += `[^${separator}]`;
    else if (char === '*') {
      if (glob.charAt(i + 1) === '*') {
        out += '.*';
        i++;
      } else out += `[^${separator}]*`;
    } else out += char;
  }
  return quoted ? out : out + end;
}

/** An expression as a regular expression of the C library. Throws MatchError. */
export function compile(source: string): PosixRegex {
  try {
    return compilePosix(source);
  } catch (error) {
    const reason = error instanceof RegexError ? error.message : 'Invalid regular expression';
    throw new MatchError(`regex "${source}": ${reason}`);
  }
}
