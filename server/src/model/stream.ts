import type { ConfLine, ConfNode, ConfTree, Placed, Token, TokenKind } from '../syntax/nodes';

/** A token as the interpreter sees it: placed in its file, with the ends of lines and of the file among them. */
export interface Tok {
  readonly kind: TokenKind | 'nl' | 'end';
  readonly text: string;
  readonly value: string;
  readonly flaw?: Token['flaw'];
  /** Absolute offsets in the file's text. */
  readonly start: number;
  readonly end: number;
  /** The logical line: the same for the tokens that Amanda gives one line number. */
  readonly line: number;
  /** Of a `{` that opens a block: whether the tree found the `}` that closes it. */
  readonly closed?: boolean;
}

interface FlatLine {
  readonly line: ConfLine;
  readonly at: number;
  readonly logical: number;
  /** Undefined for a line that opens no block. */
  readonly closed?: boolean;
}

/** The tokens of a file one after the other, whatever blocks they stand in. */
export class TokenStream {
  private readonly lines: FlatLine[] = [];
  private logical = 0;
  private row = 0;
  private column = 0;

  constructor(
    readonly uri: string,
    readonly text: string,
    items: readonly Placed<ConfNode>[],
  ) {
    for (const item of items) this.flatten(item.node, item.at);
  }

  static ofTree(uri: string, tree: ConfTree): TokenStream {
    return new TokenStream(uri, tree.text, tree.items);
  }

  next(): Tok {
    const flat = this.lines[this.row];
    if (!flat) return this.mark('end', this.text.length, this.logical);
    const token = flat.line.tokens[this.column];
    if (token) {
      this.column++;
      const opens = token.kind === 'lbrace' && this.column === flat.line.tokens.length;
      // Written out, not spread: this runs once for each token of the configuration at each keystroke.
      return {
        kind: token.kind,
        text: token.text,
        value: token.value,
        flaw: token.flaw,
        start: flat.at + token.start,
        end: flat.at + token.end,
        line: flat.logical,
        closed: opens ? flat.closed : undefined,
      };
    }
    this.row++;
    this.column = 0;
    if (flat.line.newline) return this.mark('nl', flat.at + flat.line.end, flat.logical);
    return this.next();
  }

  /** The tokens ahead on this line and, behind an `nl`, on the next one, without taking them. */
  peek(count: number): readonly Tok[] {
    const { row, column } = this;
    const ahead: Tok[] = [];
    while (ahead.length < count) {
      const tok = this.next();
      ahead.push(tok);
      if (tok.kind === 'end') break;
    }
    this.row = row;
    this.column = column;
    return ahead;
  }

  private mark(kind: 'nl' | 'end', at: number, line: number): Tok {
    return { kind, text: '', value: '', start: at, end: at, line };
  }

  private flatten(node: ConfNode, at: number): void {
    if (node.kind === 'line') return this.push(node, at);
    this.push(node.head, at, node.close !== undefined);
    for (const child of node.body) this.flatten(child, at);
    if (node.close) this.push(node.close, at);
  }

  private push(line: ConfLine, at: number, closed?: boolean): void {
    this.lines.push({ line, at, logical: this.logical, ...(closed === undefined ? {} : { closed }) });
    if (line.newline) this.logical++;
  }
}
