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

/**
 * A line as Amanda's reader hands it on (common-src/file.c, debug_agets): without comment, lines that a backslash
 * joins in one piece, cut at a NUL. `joins` are the places in `text` in front of which two characters of the file
 * (backslash and newline) were left out, one entry for each.
 */
export interface Logical {
  readonly text: string;
  /** Where `text` begins, relative to the item. */
  readonly start: number;
  readonly joins: readonly number[];
}

/** The inline dumptype after a `{`. */
export interface InlineBlock extends Span {
  /** Where the `{` stands. */
  readonly open: Span;
  /** What stands behind `{` on its line, if anything: Amanda ignores it, without a word where it touches the brace. */
  readonly trailing?: Span & { readonly glued: boolean };
  /** A `}` on the line of the `{`: Amanda stops reading there, so there is no body. */
  readonly sameLine?: Span;
  readonly body: readonly ConfNode[];
  /** The `}`; absent where the block is never closed. */
  readonly close?: Span;
  /** Columns behind `}`: spindle and interface. */
  readonly after: readonly Field[];
  /** The text behind `}`. */
  readonly afterText: Logical;
}

/** One logical line of a disklist: a DLE, an includefile, or nothing but blanks and a comment. */
export interface DiskLine extends Span {
  readonly kind: 'dle' | 'include' | 'blank';
  /**
   * The columns, each but the first read as a quoted string. Amanda reads spindle and interface without a thought for
   * quotes: `ColumnReader` gives them exactly.
   */
  readonly fields: readonly Field[];
  readonly comment?: Span;
  readonly text: Logical;
  /** Newlines inside the entry that Amanda does not count, so that its line numbers fall behind by so many. */
  readonly uncounted: number;
  /** True when the end of the file and not a newline ends the entry. */
  readonly atEnd: boolean;
  /** The inline dumptype after a `{`; its nodes' offsets are relative to this same item. */
  readonly block?: InlineBlock;
}

export interface DiskTree {
  readonly kind: 'disklist';
  readonly text: string;
  readonly lines: LineIndex;
  readonly items: readonly Placed<DiskLine>[];
}
