import type { Snapshot } from '../../model/snapshot';
import type { ConfBlock, ConfLine, ConfNode, DiskTree, Token } from '../../syntax/nodes';
import type { Span } from '../../text/span';
import { itemAt } from '../locate';
import { placed } from './walk';
import { addAll } from '../../text/lists';

/**
 * The spans around an offset from the innermost to the whole file, each larger than the one before: what is inside
 * quotes, the word, the values, the statement, the line, the block's lines, the block; in a disklist the column, the
 * entry and the host.
 */
export function selectionSpans(snapshot: Snapshot, uri: string, offset: number): Span[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  const { lines, text } = tree;
  const outer: Span[] = [{ start: 0, end: text.length }];
  if (tree.kind === 'conf') {
    const item = itemAt(tree.items, offset);
    if (item) descend([item.node], item.at, offset, outer, text);
  } else diskSpans(snapshot, uri, tree, offset, outer);
  outer.push(lines.lineSpan(lines.lineAt(offset)));
  // The CR of a line end belongs to no line of an editor.
  const inLines = outer.map(({ start, end }) =>
    text.startsWith('\r\n', end - 1) ? { start, end: end - 1 } : { start, end },
  );
  return nested(inLines, offset);
}

/** Those that hold the offset, from small to large, without those that cross or repeat another. */
function nested(spans: readonly Span[], offset: number): Span[] {
  const holding = spans
    .filter(({ start, end }) => start < end && start <= offset && offset <= end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const chosen: Span[] = [];
  for (const span of holding) {
    const last = chosen.at(-1);
    if (!last) chosen.push(span);
    else if (
      span.start <= last.start &&
      span.end >= last.end &&
      span.end - span.start > last.end - last.start
    )
      chosen.push(span);
  }
  return chosen.length > 0 ? chosen : [{ start: offset, end: offset }];
}

function descend(nodes: readonly ConfNode[], base: number, offset: number, out: Span[], text: string): void {
  const node = nodes.find((one) => one.start + base <= offset && offset <= one.end + base);
  if (!node) return;
  if (node.kind === 'line') return statement(node, base, out);
  blockSpans(node, base, out, text);
  for (const line of [node.head, node.close])
    if (line && line.start + base <= offset && offset <= line.end + base) statement(line, base, out);
  descend(node.body, base, offset, out, text);
}

function blockSpans(node: ConfBlock, base: number, out: Span[], text: string): void {
  const first = node.head.tokens[0];
  const last = node.close?.tokens[0];
  out.push({ start: (first?.start ?? node.start) + base, end: (last?.end ?? node.end) + base });
  out.push({ start: node.start + base, end: node.end + base });
  out.push(trimmed(text, { start: node.head.end + base, end: (last?.start ?? node.end) + base }));
}

function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end };
}

function statement(line: ConfLine, base: number, out: Span[]): void {
  const [first, second] = line.tokens;
  const last = line.tokens.at(-1);
  out.push(placed(line, base));
  if (line.comment) out.push(placed(line.comment, base));
  if (!first || !last) return;
  out.push({ start: first.start + base, end: last.end + base });
  if (second) out.push({ start: second.start + base, end: last.end + base });
  for (const token of line.tokens) addAll(out, tokenSpans(token, base));
}

function tokenSpans(token: Token, base: number): Span[] {
  const whole = placed(token, base);
  return token.kind === 'string' && !token.flaw && token.end - token.start >= 2
    ? [whole, { start: whole.start + 1, end: whole.end - 1 }]
    : [whole];
}

function diskSpans(snapshot: Snapshot, uri: string, tree: DiskTree, offset: number, out: Span[]): void {
  const item = itemAt(tree.items, offset);
  if (!item) return;
  const { at, node } = item;
  out.push(placed(node, at));
  if (node.comment) out.push(placed(node.comment, at));
  const [first] = node.fields;
  const last = node.fields.at(-1);
  if (first && last) out.push({ start: first.start + at, end: last.end + at });
  for (const field of [...node.fields, ...(node.block?.after ?? [])]) {
    out.push(placed(field, at));
    if (/^".*"$/s.test(field.text) && field.text.length > 1)
      out.push({ start: field.start + at + 1, end: field.end + at - 1 });
  }
  const { block } = node;
  if (block) {
    const end = (block.close?.start ?? block.end) + at;
    out.push({ start: block.open.start + at, end: (block.close?.end ?? block.end) + at });
    out.push(trimmed(tree.text, { start: block.open.end + at, end }));
    descend(block.body, at, offset, out, tree.text);
  }
  const host = hostSpan(snapshot, uri, first?.text, offset);
  if (host) out.push(host);
}

/** The entries of the host around the offset that follow one another. */
function hostSpan(
  snapshot: Snapshot,
  uri: string,
  name: string | undefined,
  offset: number,
): Span | undefined {
  let span: Span | undefined;
  let host: string | undefined;
  const lines = snapshot.lines(uri);
  for (const { place, host: one } of snapshot.disklist.dles) {
    if (place.uri !== uri || !lines) continue;
    if (span && host !== one && name === host && span.start <= offset && offset <= span.end) return span;
    // Comments behind entries belong to them.
    const start = lines.lineSpan(lines.lineAt(place.span.start)).start;
    const end = lines.lineSpan(lines.lineAt(place.span.end)).end;
    span = span && host === one ? { start: span.start, end } : { start, end };
    host = one;
  }
  return span && span.start <= offset && offset <= span.end ? span : undefined;
}
