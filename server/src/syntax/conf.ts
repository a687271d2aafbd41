import { LineIndex } from '../text/lines';
import { modernDialect, type Dialect } from './dialect';
import type { Span } from '../text/span';
import { isToken, Lexer, type LineEnd } from './lexer';
import type { ConfBlock, ConfLine, ConfNode, ConfTree, Placed, Token } from './nodes';

/**
 * Blocks deeper than this are read as plain lines: Amanda knows two levels, and nobody who walks a tree should run
 * out of stack because of a file full of braces.
 */
const MAX_DEPTH = 32;

/**
 * Parses amanda.conf, amanda-client.conf, or a file that one of them includes. Never fails. The tree knows no
 * meaning, with one exception made for half-typed files: a `define` (or `holdingdisk NAME {`) at the start of a line
 * ends a block that lacks its `}`, because no block may hold one. With `previous`, the tree of an earlier state of
 * the file, the items that were not edited are used again.
 *
 * A line whose `newline` is false and that is not the last one goes on in the next node on the same physical line:
 * Amanda takes `application { plugin "x"` and ends a block inside a block without a newline.
 */
export function parseConf(text: string, previous?: ConfTree, dialect: Dialect = modernDialect): ConfTree {
  if (previous?.text === text) return previous;
  const lines = new LineIndex(text);
  const items: Placed<ConfNode>[] = [];
  const reuse = previous ? unchanged(previous, text) : undefined;
  let at = 0;
  if (previous && reuse) {
    for (let i = 0; i < reuse.head; i++) {
      const item = previous.items[i];
      if (item) items.push(item);
    }
    at = reuse.from;
  }
  let tail = reuse?.tail ?? 0;
  while (at < text.length) {
    if (previous && reuse && at >= reuse.to) {
      while (tail < previous.items.length && (previous.items[tail]?.at ?? 0) + reuse.shift < at) tail++;
      if (previous.items[tail] && (previous.items[tail]?.at ?? 0) + reuse.shift === at) {
        for (; tail < previous.items.length; tail++) {
          const item = previous.items[tail];
          if (item) items.push(reuse.shift === 0 ? item : { at: item.at + reuse.shift, node: item.node });
        }
        break;
      }
    }
    const parser = new Parser(text, at, at, dialect);
    const node = parser.node(0);
    items.push({ at, node });
    at = parser.at;
  }
  return { kind: 'conf', text, lines, items };
}

/** The lines of an inline block, as a disklist holds them. Offsets are relative to `base`. */
export interface InlineLines {
  readonly body: readonly ConfNode[];
  /** The `}`; absent where the file ends before it. */
  readonly close?: Span;
  /** Absolute offset behind the `}`, or the end of the text. */
  readonly end: number;
}

/** Reads from `start`, the line after a `{`, to the `}` that closes it (server-src/diskfile.c hands over to conffile.c there). */
export function parseConfLines(
  text: string,
  start: number,
  base: number,
  dialect: Dialect = modernDialect,
): InlineLines {
  const parser = new Parser(text, start, base, dialect, true);
  const { body, close } = parser.body(1);
  const brace = close?.tokens[0];
  if (!brace) return { body, end: text.length };
  return { body, close: { start: brace.start, end: brace.end }, end: base + brace.end };
}

/** The tokens of one line up to a brace that opens or closes a block, or to its end. */
interface Piece {
  readonly line: ConfLine;
  readonly stop: 'end' | 'open' | 'close';
}

class Parser {
  private readonly lexer: Lexer;

  constructor(
    private readonly text: string,
    start: number,
    private readonly base: number,
    dialect: Dialect,
    private readonly inline = false,
  ) {
    this.lexer = new Lexer(text, start, base, dialect);
  }

  get at(): number {
    return this.lexer.at;
  }

  /** A line or a block at the current place; `depth` counts the blocks around it. */
  node(depth: number): ConfNode {
    const piece = this.piece(depth);
    if (piece.stop !== 'open') return piece.line;
    return this.block(piece.line, depth);
  }

  private block(head: ConfLine, depth: number): ConfBlock {
    const { body, close } = this.body(depth + 1);
    const last = close ?? body[body.length - 1] ?? head;
    return { kind: 'block', start: head.start, end: last.end, head, body, ...(close ? { close } : {}) };
  }

  /** The lines of a block up to its `}`; `depth` is the block's own, 1 for one at the top level. */
  body(depth: number): { body: ConfNode[]; close?: ConfLine } {
    const body: ConfNode[] = [];
    while (this.lexer.at < this.text.length) {
      const start = this.lexer.at;
      const piece = this.piece(depth);
      const first = piece.line.tokens[0];
      if (first?.kind === 'rbrace') return { body, close: piece.line };
      if (!this.inline && opensAnother(piece)) {
        this.lexer.at = start;
        break;
      }
      body.push(piece.stop === 'open' ? this.block(piece.line, depth) : piece.line);
    }
    return { body };
  }

  private piece(depth: number): Piece {
    const { lexer } = this;
    const start = lexer.at;
    const tokens: Token[] = [];
    for (;;) {
      const before = lexer.at;
      const read = lexer.next();
      if (!isToken(read)) return { line: this.line(start, tokens, read), stop: 'end' };
      if (read.kind === 'rbrace' && depth > 0) {
        if (tokens.length > 0) {
          // The rest of the line is the line that closes the block.
          lexer.at = before;
          return { line: this.unfinished(start, tokens, before), stop: 'end' };
        }
        tokens.push(read);
        return { line: this.closing(start, tokens, depth), stop: 'close' };
      }
      tokens.push(read);
      if (read.kind === 'lbrace' && depth < MAX_DEPTH) {
        const brace = lexer.at;
        const end = lexer.next();
        if (!isToken(end)) return { line: this.line(start, tokens, end), stop: 'open' };
        lexer.at = brace;
        return { line: this.unfinished(start, tokens, brace), stop: 'open' };
      }
    }
  }

  /** The line of a `}`. Behind the brace of a block inside a block Amanda wants no newline, so that line ends there. */
  private closing(start: number, tokens: Token[], depth: number): ConfLine {
    const { lexer } = this;
    for (;;) {
      const before = lexer.at;
      const read = lexer.next();
      if (!isToken(read)) return this.line(start, tokens, read);
      if (depth > 1 || this.inline) {
        lexer.at = before;
        return this.unfinished(start, tokens, before);
      }
      tokens.push(read);
    }
  }

  private line(start: number, tokens: readonly Token[], end: LineEnd): ConfLine {
    const span = { start: start - this.base, end: Math.max(end.end, start) - this.base };
    const line = { kind: 'line' as const, ...span, tokens, newline: end.newline };
    return end.comment ? { ...line, comment: end.comment } : line;
  }

  private unfinished(start: number, tokens: readonly Token[], end: number): ConfLine {
    return { kind: 'line', start: start - this.base, end: end - this.base, tokens, newline: false };
  }
}

/** True for a line that cannot stand in a block: then the block lacks its `}`. */
function opensAnother({ line, stop }: Piece): boolean {
  const [first, second] = line.tokens;
  if (first?.kind !== 'word') return false;
  const word = first.text.toLowerCase();
  if (word === 'define') return true;
  return word === 'holdingdisk' && stop === 'open' && line.tokens.length === 3 && second?.kind !== 'lbrace';
}

/** Which items of an earlier tree still stand. */
interface Reuse {
  /** This many items at the start are unchanged. */
  readonly head: number;
  /** Where to read from. */
  readonly from: number;
  /** From here on the new text equals the old one, `shift` further down. */
  readonly to: number;
  readonly shift: number;
  /** The first old item that may be used again behind the change. */
  readonly tail: number;
}

function unchanged(previous: ConfTree, text: string): Reuse {
  const old = previous.text;
  const shorter = Math.min(old.length, text.length);
  let same = 0;
  while (same < shorter && old.charCodeAt(same) === text.charCodeAt(same)) same++;
  let equal = 0;
  while (
    equal < shorter - same &&
    old.charCodeAt(old.length - 1 - equal) === text.charCodeAt(text.length - 1 - equal)
  )
    equal++;
  // The item that holds the first difference, and the one before it: that one may end where it does because of
  // what the next line begins with.
  let low = 0;
  let high = previous.items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((previous.items[middle]?.at ?? 0) <= same) low = middle + 1;
    else high = middle;
  }
  const head = Math.max(0, low - 2);
  return {
    head,
    from: previous.items[head]?.at ?? 0,
    to: text.length - equal,
    shift: text.length - old.length,
    tail: head,
  };
}
