import type { Place, Span } from '../text/span';
import type { Grammar } from '../schema/grammar';
import { keywordClass } from '../schema/keywords';
import { grammarOf } from '../schema/versions';
import type { Problem } from './types';
import type { Tok, TokenStream } from './stream';

/** Thrown to give up the statement at hand: its problem is noted, and reading goes on where a new one can begin. */
export class GiveUp extends Error {}

/** Where a problem is; of a token also on which logical line, which tells consequences from causes. */
export type At = Span & { readonly line?: number };

/** What a problem says besides where it is. */
export type Args = Readonly<Record<string, string | number | undefined>>;

/**
 * Takes tokens one after the other with one token of look-back, as conffile.c does with get_conftoken and
 * unget_conftoken, and collects problems. Knows no parameter.
 */
export class Reader {
  readonly problems: Problem[] = [];
  /** The token taken last; undefined after it was given back. */
  tok: Tok | undefined;
  /** The keyword of the statement at hand: where a missing value is shown. */
  keyword: Tok | undefined;
  /** Amanda keeps a word's or string's text and a number in one place and believes it finds a text there (see `crashes`). */
  private holdsNumber = true;
  /** The last token taken that is neither the end of a line nor of the file. */
  last: Tok | undefined;
  /** True once Amanda would have printed a warning. */
  warned = false;
  private beforeLast: Tok | undefined;
  private given: Tok | undefined;
  private spoiltLine = -1;
  /** How the assumed release reads. */
  readonly grammar: Grammar;
  /** The string of this statement that older releases carry over to the next line. */
  private open: Tok | undefined;
  /** True when the end of the line that such a string has swallowed is next. */
  private swallows = false;

  constructor(
    public stream: TokenStream,
    readonly client: boolean,
    /** The Amanda release that is assumed. */
    readonly version: string,
  ) {
    this.grammar = grammarOf(version);
  }

  get uri(): string {
    return this.stream.uri;
  }

  /** Takes the next token. A token that is itself faulty is reported and ends the statement. */
  take(): Tok {
    const tok = this.given ?? this.fresh();
    if (!this.given) {
      if (tok.kind === 'word' || tok.kind === 'string') this.holdsNumber = false;
      else if (tok.kind === 'number') this.holdsNumber = true;
    }
    this.given = undefined;
    this.tok = tok;
    if (tok.kind !== 'nl' && tok.kind !== 'end') {
      this.beforeLast = this.last;
      this.last = tok;
    }
    if (tok.kind === 'nl') this.open = undefined;
    if (tok.flaw === 'unterminated' && this.grammar.wantsClosedStrings) {
      this.fail('syntax/string-not-terminated', 'string not terminated', tok);
    }
    if (tok.flaw === 'string-too-long') {
      this.fail('syntax/string-too-long', `string too long: ${tok.text.slice(0, 20)}...`, tok);
    }
    if (tok.flaw === 'word-too-long') {
      this.fail('syntax/word-too-long', `token too long: ${tok.text.slice(0, 20)}...`, tok);
    }
    return tok;
  }

  /** Gives the last token back: the next take() returns it again. */
  back(): void {
    if (this.tok && this.tok === this.last) this.last = this.beforeLast;
    this.given = this.tok;
    this.tok = undefined;
  }

  /** The next token of the file; the end of a line that a string has swallowed is none. */
  private fresh(): Tok {
    let tok = this.stream.next();
    if (this.swallows && tok.kind === 'nl') tok = this.stream.next();
    this.swallows = tok.flaw === 'unterminated' && !this.grammar.wantsClosedStrings;
    if (this.swallows) this.open = tok;
    return tok;
  }

  peek(count: number): readonly Tok[] {
    const [first, ...rest] = this.stream.peek(this.swallows ? count + 1 : count);
    const ahead = first === undefined ? [] : this.swallows && first.kind === 'nl' ? rest : [first, ...rest];
    return this.given ? [this.given, ...ahead.slice(0, count - 1)] : ahead;
  }

  /** Where the next token stands. */
  here(): Tok {
    const [first] = this.peek(1);
    return first ?? this.stream.next();
  }

  /** Goes on with another file's tokens; the function that it returns goes back to those of this one. */
  enter(stream: TokenStream): () => void {
    const { stream: saved, last, beforeLast } = this;
    this.stream = stream;
    this.spoiltLine = -1;
    return () => {
      this.stream = saved;
      this.last = last;
      this.beforeLast = beforeLast;
      this.spoiltLine = -1;
    };
  }

  /**
   * True when a text that is no word at the start of a statement makes Amanda crash, if it is one that the release looks
   * up (Grammar.crashesOn): handle_invalid_keyword in conffile.c takes the text of the token before it, and that token was
   * a number, or there was none.
   */
  get crashes(): boolean {
    return this.holdsNumber && this.problems.length === 0 && this.grammar.crashesOn !== 'nothing';
  }

  isKeyword(word: string): boolean {
    return keywordClass(word, this.client, this.version) !== undefined;
  }

  place(span: Span): Place {
    return { uri: this.uri, span: { start: span.start, end: span.end } };
  }

  /** Notes a problem; a second one on a line whose statement was given up is a consequence and is left out. */
  note(id: string, amanda: string, span: At, args: Args = {}, related?: Problem['related']): void {
    if (this.open && span !== this.open && !/^(trap|style)/.test(id)) {
      // Whatever Amanda makes of the rest, the quote that is missing is what is wrong.
      const { open } = this;
      this.open = undefined;
      return this.note('syntax/string-not-terminated', amanda, open, { carried: 1 });
    }
    const line = span.line ?? this.tok?.line;
    if (amanda.startsWith('warning:')) this.warned = true;
    if (line !== undefined && line === this.spoiltLine) return;
    if (id.startsWith('syntax/') || id === 'value/number-too-large') this.spoiltLine = line ?? -1;
    this.problems.push({ id, place: this.place(span), amanda, args, ...(related ? { related } : {}) });
  }

  /** Notes a problem and gives up the statement. */
  fail(id: string, amanda: string, span: At, args: Args = {}, related?: Problem['related']): never {
    this.note(id, amanda, span, args, related);
    this.spoiltLine = span.line ?? this.tok?.line ?? this.spoiltLine;
    throw new GiveUp(id);
  }

  /** Notes a problem that belongs to a file as a whole or to a place found elsewhere. */
  add(problem: Problem): void {
    this.problems.push(problem);
  }

  /**
   * Skips the rest of a statement that was given up, with the block that it opens. In a block (`inside`) a `}` that
   * stands behind it is left for the block to end at.
   */
  recover(inside: boolean): void {
    let depth = 0;
    let fresh = false;
    let tok = this.tok;
    // The token that ended the statement was given back: it begins the next one.
    if (tok === undefined) return;
    if (tok.kind === 'lbrace') depth++;
    if (tok.kind === 'nl' || tok.kind === 'end') return;
    for (;;) {
      tok = this.given ?? this.fresh();
      this.given = undefined;
      this.tok = tok;
      if (tok.kind === 'end') return;
      if (tok.kind === 'nl') {
        if (depth <= 0) return;
        fresh = true;
        continue;
      }
      if (fresh && tok.kind === 'word' && tok.text.toLowerCase() === 'define') return this.back();
      fresh = false;
      if (tok.kind === 'lbrace') depth++;
      if (tok.kind === 'rbrace') {
        if (depth === 0 && inside) return this.back();
        depth--;
      }
    }
  }
}
