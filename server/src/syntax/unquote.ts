import { decodeLossless, encodeLossless } from '../text/bytes';
import { modernDialect, type Dialect } from './dialect';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };

/**
 * Takes quotes and escapes out of a token as Amanda does (common-src/amutil.c, unquote_string): double quotes vanish
 * wherever they stand, `\n \t \r \f` and one to three octal digits are characters, before any other character the
 * backslash vanishes. As there, the character directly behind an octal escape is taken as it is, even a quote or a
 * backslash, and an octal value that is 0 modulo 256 gives nothing.
 */
export function unquote(raw: string, dialect: Dialect = modernDialect): string {
  if (!/["\\]/.test(raw)) return raw;
  let out = '';
  let bytes = false;
  let i = 0;
  while (i < raw.length) {
    const char = raw.charAt(i);
    if (char === '"') {
      i++;
      continue;
    }
    if (char !== '\\') {
      out += char;
      i++;
      continue;
    }
    i++;
    if (i >= raw.length) break;
    const next = raw.charAt(i);
    const known = ESCAPES[next];
    if (known !== undefined) {
      out += known;
      i++;
      continue;
    }
    const digits = dialect.octalEscapes ? /^[0-7]{1,3}/.exec(raw.slice(i, i + 3))?.[0] : undefined;
    if (digits) {
      const value = parseInt(digits, 8) & 0xff;
      i += digits.length;
      if (value >= 0x80) {
        out += String.fromCharCode(0xdc00 + value);
        bytes = true;
      } else if (value > 0) out += String.fromCharCode(value);
      if (i >= raw.length) break;
    }
    out += raw.charAt(i);
    i++;
  }
  // Single bytes may have made up a character together with their neighbours.
  return bytes ? decodeLossless(encodeLossless(out)) : out;
}
