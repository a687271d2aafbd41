import type { Context } from '../../schema/types';
import type { ConfBlock, ConfLine, ConfNode, ConfTree, DiskTree } from '../../syntax/nodes';
import type { Span } from '../../text/span';
import { blockKindOf } from '../locate';

/** A line of amanda.conf or of an inline block, with what stands around it. */
export interface WalkedLine {
  readonly line: ConfLine;
  /** What the offsets of the line count from. */
  readonly base: number;
  /** How many blocks are around it; the lines of `{` and `}` stand as deep as their block. */
  readonly depth: number;
  /** Which parameters are read here; undefined inside a block of an unknown kind. */
  readonly context: Context | undefined;
  /** Set for the line that opens a block and for the one that closes it. */
  readonly block?: ConfBlock;
  readonly role: 'statement' | 'open' | 'close';
}

/** Calls `visit` for every line of these nodes in the order of the text. */
export function walkLines(
  nodes: readonly ConfNode[],
  base: number,
  depth: number,
  context: Context | undefined,
  visit: (line: WalkedLine) => void,
): void {
  for (const node of nodes) {
    if (node.kind === 'line') {
      visit({ line: node, base, depth, context, role: 'statement' });
      continue;
    }
    visit({ line: node.head, base, depth, context, block: node, role: 'open' });
    walkLines(node.body, base, depth + 1, blockKindOf(node.head, context), visit);
    if (node.close) visit({ line: node.close, base, depth, context, block: node, role: 'close' });
  }
}

/** Calls `visit` for every line in amanda.conf's syntax: of the whole file, or of a disklist's inline blocks. */
export function walkTree(
  tree: ConfTree | DiskTree,
  client: boolean,
  visit: (line: WalkedLine) => void,
  within?: Span,
): void {
  const outside = (start: number, end: number) =>
    within !== undefined && (end < within.start || start > within.end);
  if (tree.kind === 'conf') {
    for (const { at, node } of tree.items)
      if (!outside(at + node.start, at + node.end))
        walkLines([node], at, 0, client ? 'client' : 'global', visit);
    return;
  }
  for (const { at, node } of tree.items)
    if (node.block && !outside(at + node.start, at + node.end))
      walkLines(node.block.body, at, 1, 'dumptype', visit);
}

/** Moves a span from an item's offsets to the file's. */
export function placed(span: Span, base: number): Span {
  return { start: span.start + base, end: span.end + base };
}

/** True when nothing but spaces and tabs stands between the offsets. */
export function blankBetween(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x09) return false;
  }
  return true;
}
