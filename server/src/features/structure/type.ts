import type { Snapshot } from '../../model/snapshot';
import type { ConfNode, ConfTree, DiskTree } from '../../syntax/nodes';
import type { TextEdit } from '../../text/span';
import type { FormatOptions } from './format';
import { blankBetween } from './walk';
import { countBefore } from '../../text/lists';

/** Characters after which an editor asks for the indentation of the line. */
export const typeTriggers = ['}', '\n'] as const;

/** Indents the line that a `}` or a new line was just typed in; `offset` is behind what was typed. */
export function typeEdits(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  typed: string,
  options: FormatOptions,
): TextEdit[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  const { text, lines } = tree;
  const { start, end } = lines.lineSpan(lines.lineAt(offset));
  let first = start;
  while (first < end && (text[first] === ' ' || text[first] === '\t')) first++;
  // Only a brace that begins its line closes a block there.
  if (typed === '}' && (text[first] !== '}' || !blankBetween(text, start, offset - 1))) return [];
  const depth = depthAt(tree, start);
  if (depth === undefined) return [];
  const wanted = options.indent.repeat(Math.max(0, text[first] === '}' ? depth - 1 : depth));
  return text.slice(start, first) === wanted ? [] : [{ span: { start, end: first }, text: wanted }];
}

/** How many blocks are open at the start of a line; undefined inside a string or a line that a backslash joins. */
function depthAt(tree: ConfTree | DiskTree, lineStart: number): number | undefined {
  const item = lastBefore(tree, lineStart);
  if (!item) return 0;
  const { at, node } = item;
  if (node.kind === 'line' || node.kind === 'block') return depthIn([node], at, lineStart, 0);
  const { block } = node;
  if (block && !block.sameLine && lineStart > block.open.end + at) {
    if (!block.close || lineStart <= block.close.start + at) return depthIn(block.body, at, lineStart, 1);
    return lineStart <= at + node.end && block.afterText.joins.length > 0 ? undefined : 0;
  }
  return lineStart > at + node.start && lineStart <= at + node.end ? undefined : 0;
}

function lastBefore(tree: ConfTree | DiskTree, offset: number) {
  const { items } = tree;
  return items[countBefore<{ readonly at: number }>(items, ({ at }) => at < offset) - 1];
}

function depthIn(
  nodes: readonly ConfNode[],
  base: number,
  lineStart: number,
  depth: number,
): number | undefined {
  const node = nodes.findLast((one) => one.start + base < lineStart);
  if (!node) return depth;
  if (node.kind === 'line') {
    const inside = node.tokens.some((one) => one.start + base < lineStart && lineStart <= one.end + base);
    return inside ? undefined : depth;
  }
  if (lineStart <= node.head.end + base) return depthIn([node.head], base, lineStart, depth);
  if (node.close && lineStart > (node.close.tokens[0]?.start ?? node.close.end) + base) return depth;
  return depthIn(node.body, base, lineStart, depth + 1);
}
