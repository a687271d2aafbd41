import { byteLength } from '../text/bytes';
import type { Span } from '../text/span';
import { modernDialect, type Dialect } from './dialect';
import type { Token, TokenFlaw } from './nodes';
import { unquote } from './unquote';

/** What a physical or logical line ends in. */
export interface LineEnd {
  /** Where the line's text ends: its newline, and a CR before it, are not counted. */
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
  readonly newline: boolean;
  readonly comment?: Span;
}

/** Longest word in bytes (conffile.c, get_conftoken: tkbuf holds 4096 with the final NUL). */
const WORD_LIMIT = 4095;
/** Longest string in raw bytes between its quotes: the opening quote and the closing one are in the buffer too. */
const STRING_LIMIT = 4093;

/**
 * Reads the tokens of amanda.conf one after the other as common-src/conffile.c, get_conftoken does: a word is an ASCII
 * letter and what follows of letters, digits, `_` and `-`; blanks are space, TAB, CR and form feed; `#` starts a
 * comment anywhere outside a string; every other character that is no number, string, brace or comma is unknown.
 * Never fails. Offsets of the tokens are relative to `base`.
 */
export class Lexer {
  constructor(
    readonly text: string,
    public at: number,
    readonly base: number,
    private readonly dialect: Dialect = modernDialect,
  ) {}

  /** The next token of the logical line, or the line's end (then `at` stands behind the newline). */
  next(): Token | LineEnd {
    const { text } = this;
    let i = this.at;
    const { verticalTab } = this.dialect;
    while (i < text.length && (isBlank(text.charCodeAt(i)) || (verticalTab && text.charCodeAt(i) === 0x0b)))
      i++;
    this.at = i;
    if (i >= text.length) return { end: i, next: i, newline: false };
    const code = text.charCodeAt(i);
    if (code === 0x0a) {
      this.at = i + 1;
      return { end: text.charCodeAt(i - 1) === 0x0d ? i - 1 : i, next: i + 1, newline: true };
    }
    if (code === 0x23) return this.comment(i);
    if (isLetter(code)) return this.word(i);
    if (isDigit(code)) return this.number(i, i);
    if (code === 0x2d && isDigit(text.charCodeAt(i + 1))) return this.number(i, i + 1);
    if (code === 0x22) return this.string(i);
    const wide = code >= 0xd800 && code <= 0xdbff && isLow(text.charCodeAt(i + 1));
    return this.token(PUNCTUATION[text.charAt(i)] ?? 'unknown', i, wide ? i + 2 : i + 1);
  }

  private comment(start: number): LineEnd {
    const newline = this.text.indexOf('\n', start);
    const stop = newline < 0 ? this.text.length : newline;
    this.at = newline < 0 ? stop : stop + 1;
    const cut = this.text.charCodeAt(stop - 1) === 0x0d ? stop - 1 : stop;
    const comment = { start: start - this.base, end: Math.max(start + 1, cut) - this.base };
    return { end: cut, next: this.at, newline: newline >= 0, comment };
  }

  private word(start: number): Token {
    let i = start + 1;
    while (i < this.text.length && isWordPart(this.text.charCodeAt(i))) i++;
    return this.token('word', start, i, i - start > WORD_LIMIT ? 'word-too-long' : undefined);
  }

  private number(start: number, digits: number): Token {
    let i = digits;
    while (isDigit(this.text.charCodeAt(i))) i++;
    if (this.text.charCodeAt(i) === 0x2e) {
      i++;
      while (isDigit(this.text.charCodeAt(i))) i++;
    }
    return this.token('number', start, i);
  }

  private string(start: number): Token {
    const { text } = this;
    const parts: string[] = [];
    let from = start;
    let flaw: TokenFlaw | undefined = 'unterminated';
    let i = start + 1;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      if (code === 0x0a) break;
      if (code === 0x5c) {
        if (text.charCodeAt(i + 1) === 0x0a) {
          // The backslash goes, the newline stays in the value.
          parts.push(text.slice(from, i));
          from = i + 1;
        }
        const pair = text.charCodeAt(i + 1) === 0x5c && !this.dialect.pairsBackslashes;
        i += pair ? 1 : 2;
        continue;
      }
      i++;
      if (code === 0x22) {
        flaw = undefined;
        break;
      }
    }
    i = Math.min(i, text.length);
    parts.push(text.slice(from, i));
    const raw = parts.length === 1 ? (parts[0] ?? '') : parts.join('');
    const inner = raw.length - (flaw ? 1 : 2);
    if (!flaw && inner * 4 > STRING_LIMIT && byteLength(raw) - 2 > STRING_LIMIT) flaw = 'string-too-long';
    const nul = raw.indexOf('\0');
    if (!flaw && nul >= 0) flaw = 'nul';
    const token = this.token('string', start, i, flaw);
    return { ...token, value: unquote(nul >= 0 ? raw.slice(0, nul) : raw, this.dialect) };
  }

  private token(kind: Token['kind'], start: number, end: number, flaw?: TokenFlaw): Token {
    this.at = end;
    const text = this.text.slice(start, end);
    const span = { kind, start: start - this.base, end: end - this.base, text, value: text };
    return flaw ? { ...span, flaw } : span;
  }
}

const PUNCTUATION: Readonly<Record<string, Token['kind']>> = { '{': 'lbrace', '}': 'rbrace', ',': 'comma' };

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0c;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isWordPart(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 0x5f || code === 0x2d;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** True when the lexer gave a token and not the end of the line. */
export function isToken(read: Token | LineEnd): read is Token {
  return 'kind' in read;
}
