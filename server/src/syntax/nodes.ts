import type { LineIndex } from '../text/lines';
import type { Span } from '../text/span';

/**
 * Trees are per file, immutable, and know no meaning. Offsets inside an item are relative to the item's start, so
 * that an item that was not edited is kept as it is when text before it changes; `Placed` says where it stands.
 */
export interface Placed<T> {
  /** Absolute offset of the item in the file's text. */
  readonly at: number;
  readonly node: T;
}

export type TokenKind = 'word' | 'number' | 'string' | 'lbrace' | 'rbrace' | 'comma' | 'unknown';

/** What is wrong with a token itself. */
export type TokenFlaw = 'unterminated' | 'string-too-long' | 'word-too-long' | 'nul';

/** A token of amanda.conf. Offsets are relative to the item that holds it. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** The characters as they stand in the file. */
  readonly text: string;
  /** Of a string: its value after Amanda's unquoting. Of the others: `text`. */
  readonly value: string;
  readonly flaw?: TokenFlaw;
}

/** One logical line: a statement, or nothing but blanks and a comment. A string may carry it over several physical lines. */
export interface ConfLine extends Span {
  readonly kind: 'line';
  readonly tokens: readonly Token[];
  readonly comment?: Span;
  /** False for the last line of a file that does not end in a newline. `end` does not count the newline. */
  readonly newline: boolean;
}

/** A line that ends in `{`, the lines up to the `}` that closes it, and that line. */
export interface ConfBlock extends Span {
  readonly kind: 'block';
  readonly head: ConfLine;
  readonly body: readonly ConfNode[];
  /** The line that begins with `}`; absent where the block is never closed. */
  readonly close?: ConfLine;
}

export type ConfNode = ConfLine | ConfBlock;

/** A parsed amanda.conf or amanda-client.conf, or a file that one of them includes. */
export interface ConfTree {
  readonly kind: 'conf';
  readonly text: string;
  readonly lines: LineIndex;
  readonly items: readonly Placed<ConfNode>[];
}

/** A column of a disklist line. Offsets are relative to the item that holds it. */
export interface Field extends Span {
  readonly text: string;
  /** After Amanda's unquoting; the host column is never unquoted, so use `text` there. */
  readonly value: string;
  readonly quoted: boolean;
  readonly flaw?: TokenFlaw;
}

/** The inline dumptype after a `{`. */
export interface InlineBlock extends Span {
  /** Where the `{` stands. */
  readonly open: Span;
  /** What stands behind `{` on its line (Amanda ignores it), if anything. */
  readonly trailing?: Span;
  readonly body: readonly ConfNode[];
  /** The `}`; absent where the block is never closed. */
  readonly close?: Span;
  /** Columns behind `}`: spindle and interface. */
  readonly after: readonly Field[];
}

/** One logical line of a disklist: a DLE, an includefile, or nothing but blanks and a comment. */
export interface DiskLine extends Span {
  readonly kind: 'dle' | 'include' | 'blank';
  readonly fields: readonly Field[];
  readonly comment?: Span;
  /** The inline dumptype after a `{`; its nodes' offsets are relative to this same item. */
  readonly block?: InlineBlock;
}

export interface DiskTree {
  readonly kind: 'disklist';
  readonly text: string;
  readonly lines: LineIndex;
  readonly items: readonly Placed<DiskLine>[];
}
