import { lookup } from '../schema/index';
import { defineWords, fold } from '../schema/keywords';
import type { BlockKind, Context, Parameter } from '../schema/types';
import type { ConfLine, ConfNode, ConfTree, DiskLine, DiskTree, Field, Placed, Token } from '../syntax/nodes';
import type { Span } from '../text/span';

/** Where an offset lies in amanda.conf, or in the inline block of a disklist. Spans are absolute. */
export interface ConfSpot {
  readonly line: ConfLine;
  /** What the offsets of the line's tokens count from. */
  readonly base: number;
  /** Which parameters are read here; undefined inside a block of an unknown kind. */
  readonly context: Context | undefined;
  /** The name in the head of the innermost block, and where it stands. */
  readonly block?: { readonly kind: BlockKind | undefined; readonly name?: string; readonly head: ConfLine };
  /** The token under the offset, and its number in the line. */
  readonly token?: Token;
  readonly index: number;
  readonly span?: Span;
  /** True where the line begins a block. */
  readonly opens: boolean;
  /** What the line's first word means here, where it is a parameter. */
  readonly parameter?: Parameter;
}

/** Where an offset lies in a disklist. */
export interface DiskSpot {
  readonly item: Placed<DiskLine>;
  readonly field?: Field;
  readonly index: number;
  readonly span?: Span;
  /** Set inside an inline block. */
  readonly inline?: ConfSpot;
}

/** The last item that begins at an offset or before it, by halving: files may have tens of thousands. */
export function lastBefore<T extends Span>(
  items: readonly Placed<T>[],
  offset: number,
): Placed<T> | undefined {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item && item.at + item.node.start <= offset) low = middle;
    else high = middle - 1;
  }
  const item = items[low];
  return item && item.at + item.node.start <= offset ? item : undefined;
}

/** The item that an offset lies in. */
export function itemAt<T extends Span>(items: readonly Placed<T>[], offset: number): Placed<T> | undefined {
  const item = lastBefore(items, offset);
  return item && offset <= item.at + item.node.end ? item : undefined;
}

/** The kind of block that a line opens with its `{`. */
export function blockKindOf(head: ConfLine, outer: Context | undefined): BlockKind | undefined {
  const [first, second] = head.tokens;
  const word = fold(first?.value ?? '');
  if (word === 'define') return second && defineWords.get(fold(second.value));
  if (outer === undefined) return undefined;
  if (word === 'holdingdisk' && (outer === 'global' || outer === 'client')) return 'holdingdisk';
  return lookup(outer, word)?.refers;
}

/** The token of a block's head that is its name; inline blocks have none. */
export function blockNameOf(head: ConfLine): Token | undefined {
  const word = fold(head.tokens[0]?.value ?? '');
  const name = word === 'define' ? head.tokens[2] : word === 'holdingdisk' ? head.tokens[1] : undefined;
  return name?.kind === 'lbrace' ? undefined : name;
}

/** Finds an offset in amanda.conf; undefined between statements. */
export function locateConf(tree: ConfTree, offset: number, client: boolean): ConfSpot | undefined {
  const item = itemAt(tree.items, offset);
  return item && within([item.node], item.at, offset, { context: client ? 'client' : 'global' });
}

/** Finds an offset in a disklist; undefined between entries. */
export function locateDisk(tree: DiskTree, offset: number): DiskSpot | undefined {
  const item = itemAt(tree.items, offset);
  if (!item) return undefined;
  const { at, node } = item;
  const inline = node.block && within(node.block.body, at, offset, { context: 'dumptype' });
  // The columns behind the `}` of an inline block are counted as if it were the name of a dumptype.
  const fields = [...node.fields, ...(node.block?.after ?? [])];
  const found = fields.findIndex((field) => holds(field, offset - at));
  const field = fields[found];
  const index = node.block && found >= node.fields.length ? found + 1 : found;
  return { item, index, field, span: field && shift(field, at), inline };
}

interface Around {
  readonly context: Context | undefined;
  readonly block?: ConfSpot['block'];
}

function within(
  nodes: readonly ConfNode[],
  base: number,
  offset: number,
  around: Around,
): ConfSpot | undefined {
  const node = nodes.find((one) => holds(one, offset - base));
  if (!node) return undefined;
  if (node.kind === 'line') return spotIn(node, base, offset, around);
  if (holds(node.head, offset - base)) return spotIn(node.head, base, offset, around, true);
  const kind = blockKindOf(node.head, around.context);
  const inside: Around = {
    context: kind,
    block: { kind, name: blockNameOf(node.head)?.value, head: node.head },
  };
  if (node.close && holds(node.close, offset - base)) return spotIn(node.close, base, offset, inside);
  return within(node.body, base, offset, inside);
}

function spotIn(line: ConfLine, base: number, offset: number, around: Around, opens = false): ConfSpot {
  const index = line.tokens.findIndex((token) => holds(token, offset - base));
  const token = line.tokens[index];
  const first = line.tokens[0];
  const parameter =
    around.context && first?.kind === 'word' ? lookup(around.context, first.value) : undefined;
  return { line, base, ...around, opens, index, token, span: token && shift(token, base), parameter };
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
