import { decodeLossless } from '../text/bytes';

/**
 * Reads names and texts as Amanda writes them into logs: plain, or in double quotes with backslash escapes
 * (common-src/quoting: quote_string), or base64 in a `raw` attribute of its XML (common-src/amxml.c).
 */

/** One name at `from`: its value, and where it ends. Undefined where nothing is left. */
export function readName(
  text: string,
  from: number,
): { value: string; start: number; end: number } | undefined {
  let start = from;
  while (text[start] === ' ' || text[start] === '\t') start++;
  if (start >= text.length) return undefined;
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== ' ' && text[end] !== '\t') end++;
    return { value: text.slice(start, end), start, end };
  }
  let value = '';
  let i = start + 1;
  for (; i < text.length && text[i] !== '"'; i++) {
    const char = text[i] ?? '';
    if (char !== '\\') {
      value += char;
      continue;
    }
    i++;
    const next = text[i] ?? '';
    const octal = /^[0-7]{1,3}/.exec(text.slice(i, i + 3));
    if (octal) {
      value += String.fromCharCode(parseInt(octal[0], 8) & 255);
      i += octal[0].length - 1;
    } else value += ({ n: '\n', t: '\t', r: '\r', f: '\f' } as Record<string, string>)[next] ?? next;
  }
  return { value, start, end: Math.min(i + 1, text.length) };
}

/** The value of an XML element on one line of a request, e.g. `  <disk>/usr</disk>`; undefined where it is another. */
export function readElement(
  line: string,
  tag: string,
): { value: string; start: number; end: number } | undefined {
  const open = line.indexOf(`<${tag}`);
  if (open < 0 || !/[ >]/.test(line[open + tag.length + 1] ?? '')) return undefined;
  const start = line.indexOf('>', open) + 1;
  if (start === 0) return undefined;
  const close = line.indexOf(`</${tag}>`, start);
  const end = close < 0 ? line.length : close;
  const raw = /raw="([A-Za-z0-9+/=]*)"/.exec(line.slice(open, start));
  const value = raw ? decodeBase64(raw[1] ?? '') : line.slice(start, end);
  return { value, start, end };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const digit = ALPHABET.indexOf(char);
    if (digit < 0) break;
    bits = (bits << 6) | digit;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 255);
    }
  }
  return decodeLossless(Uint8Array.from(bytes));
}

/** The first `most` words of a text, quoted ones without their quotes. */
export function words(text: string, most: number): string[] {
  const found: string[] = [];
  for (let next = readName(text, 0); next && found.length < most; next = readName(text, next.end))
    found.push(next.value);
  return found;
}
