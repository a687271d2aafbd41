import type { Snapshot } from '../../model/snapshot';
import type { ConfNode, ConfTree, DiskLine, DiskTree, Placed } from '../../syntax/nodes';
import { parseConf } from '../../syntax/conf';
import { parseDisklist } from '../../syntax/disklist';
import { applyEdits, type Span, type TextEdit } from '../../text/span';
import { alignmentEdits } from './align';
import { blankBetween, walkLines, type WalkedLine } from './walk';

/** How a file is to look. */
export interface FormatOptions {
  /** What one level is indented by: spaces or a TAB. */
  readonly indent: string;
  /** How many columns a TAB takes. */
  readonly tabSize: number;
  /** Whether the columns of a disklist are put below one another. */
  readonly align: boolean;
}

/**
 * Edits that indent blocks, take blanks off the ends of lines and, where asked for, align the columns of a disklist.
 * Only blanks between tokens change, so Amanda reads the same. What is broken stays as it is, and so does every line
 * that begins inside a string or behind a backslash. With `range` only the lines in it are touched.
 */
export function formatEdits(
  snapshot: Snapshot,
  uri: string,
  options: FormatOptions,
  range?: Span,
): TextEdit[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  const layout = new Layout(tree, options, brokenOffsets(snapshot, uri));
  const all = tree.kind === 'conf' ? confEdits(tree, snapshot, layout) : diskEdits(tree, layout, options);
  // The promise is kept by looking, not by trusting the rules above.
  if (!sameReading(tree, applyEdits(tree.text, all))) return [];
  return range ? all.filter((edit) => inLines(tree, edit, range)) : all;
}

function inLines({ lines }: ConfTree | DiskTree, edit: TextEdit, range: Span): boolean {
  const line = lines.lineAt(edit.span.start);
  const last = lines.lineAt(range.end);
  // A selection of whole lines ends at the start of the next one, which does not belong to it.
  const end = last > lines.lineAt(range.start) && lines.lineSpan(last).start === range.end ? last - 1 : last;
  return lines.lineAt(range.start) <= line && line <= end;
}

/** Where Amanda's reader of this file stumbles, in the order of the text. */
function brokenOffsets(snapshot: Snapshot, uri: string): readonly number[] {
  return [...snapshot.config.problems, ...snapshot.disklist.problems]
    .filter(({ id, place }) => place.uri === uri && /^(?:syntax|disklist)\//.test(id))
    .map(({ place }) => place.span.start)
    .sort((a, b) => a - b);
}

class Layout {
  readonly edits: TextEdit[] = [];
  /** The comment at the end of the last line seen: its line, and its column before and after formatting. */
  private comment:
    { line: number; columns: readonly number[]; newColumn: number; moved: boolean } | undefined;

  constructor(
    private readonly tree: ConfTree | DiskTree,
    private readonly options: FormatOptions,
    private readonly broken: readonly number[],
  ) {}

  /** Whether the reader stumbles between the offsets, both included. */
  isBroken(start: number, end: number): boolean {
    let low = 0;
    let high = this.broken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.broken[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return (this.broken[low] ?? Infinity) <= end;
  }

  replace(start: number, end: number, text: string): void {
    const last = this.edits.at(-1)?.span;
    // Behind the brace of a block inside a block begins another line of the tree, on the same line of the file.
    if (last?.start === start && last.end === end) return;
    if (this.tree.text.slice(start, end) !== text) this.edits.push({ span: { start, end }, text });
  }

  /** Indents the line whose first token or comment begins at `first`; nothing else may stand before it. */
  indent(first: number, depth: number, onlyComment = false): void {
    const { text, lines } = this.tree;
    const line = lines.lineAt(first);
    const { start } = lines.lineSpan(line);
    if (!blankBetween(text, start, first)) return;
    if (onlyComment && this.followsComment(line, start, first)) return;
    this.replace(start, first, this.options.indent.repeat(depth));
  }

  /** Takes the blanks off the end of the line behind `last`, the end of its last token or comment. */
  trim(last: number): void {
    const { text, lines } = this.tree;
    const { end } = lines.lineSpan(lines.lineAt(last));
    let from = end;
    while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
    // A backslash that came to stand at the end of a disklist line would join it with the next one.
    if (from === end || text[from - 1] === '\\') return;
    const { start } = lines.lineSpan(lines.lineAt(last));
    this.replace(Math.max(from, start), end, '');
  }

  /** Remembers the comment behind a statement: comment lines below it that go on with it keep their column. */
  remember(firstToken: number, comment: number, depth: number): void {
    const { text, lines } = this.tree;
    const line = lines.lineAt(comment);
    const { start } = lines.lineSpan(line);
    if (line !== lines.lineAt(firstToken)) return;
    const { tabSize, indent } = this.options;
    const before = text.slice(start, comment);
    const after = indent.repeat(depth) + text.slice(firstToken, comment);
    const newColumn = columnOf(after, tabSize);
    const columns = [columnOf(before, tabSize), columnOf(before, 8)];
    this.comment = { line, columns, newColumn, moved: before !== after };
  }

  private followsComment(line: number, start: number, first: number): boolean {
    const { comment, tree, options } = this;
    if (!comment || comment.line !== line - 1 || (comment.columns[0] ?? 0) === 0) return false;
    const before = tree.text.slice(start, first);
    const aligned =
      columnOf(before, options.tabSize) === comment.columns[0] || columnOf(before, 8) === comment.columns[1];
    if (!aligned) return false;
    if (comment.moved) this.replace(start, first, ' '.repeat(comment.newColumn));
    comment.line = line;
    return true;
  }
}

/** How many columns a text takes from the start of a line. */
function columnOf(text: string, tabSize: number): number {
  let column = 0;
  for (const char of text) column += char === '\t' ? tabSize - (column % tabSize) : 1;
  return column;
}

function confEdits(tree: ConfTree, snapshot: Snapshot, layout: Layout): TextEdit[] {
  const top = snapshot.config.client ? 'client' : 'global';
  for (const { at, node } of tree.items) {
    if (isWhole(node) && !layout.isBroken(at + node.start, at + node.end))
      walkLines([node], at, 0, top, (line) => layoutLine(tree, line, layout));
  }
  return layout.edits;
}

function layoutLine(
  tree: ConfTree | DiskTree,
  { line, base, depth, role }: WalkedLine,
  layout: Layout,
): void {
  const [first] = line.tokens;
  const last = line.tokens.at(-1);
  const { comment } = line;
  const start = first?.start ?? comment?.start;
  const end = comment?.end ?? last?.end;
  if (start === undefined || end === undefined) {
    // A blank line, or the nothing behind a brace.
    if (blankBetween(tree.text, line.start + base, line.end + base)) layout.trim(line.end + base);
    return;
  }
  layout.indent(start + base, depth, !first);
  if (first && comment) layout.remember(first.start + base, comment.start + base, depth);
  if (role === 'open' && last?.kind === 'lbrace' && line.tokens.length > 1) {
    const brace = last.start + base;
    const before = line.tokens.at(-2);
    if (before && before.end === last.start) layout.replace(brace, brace, ' ');
  }
  if (blankBetween(tree.text, end + base, tree.lines.lineSpan(tree.lines.lineAt(end + base)).end))
    layout.trim(end + base);
}

/** Whether every block has its end and every token is one. */
function isWhole(node: ConfNode): boolean {
  if (node.kind === 'line')
    return node.tokens.every((token) => token.flaw === undefined && token.kind !== 'unknown');
  // Amanda wants the `{` on the line of its `define`.
  return (
    node.head.tokens.length > 1 &&
    node.close !== undefined &&
    [node.head, ...node.body, node.close].every(isWhole)
  );
}

function diskEdits(tree: DiskTree, layout: Layout, { align }: FormatOptions): TextEdit[] {
  const aligned: Placed<DiskLine>[] = [];
  for (const item of tree.items) {
    const { at, node } = item;
    const from = at + node.start;
    const simple = isSimple(tree, item) && !layout.isBroken(from, Math.max(from, at + node.end));
    if (!simple) continue;
    const [first] = node.fields;
    if (!first) {
      if (node.comment) layout.indent(node.comment.start + at, 0, true);
      layout.trim((node.comment?.start ?? node.start) + at);
      continue;
    }
    layout.indent(first.start + at, 0);
    if (node.block) blockEdits(tree, item, layout);
    else {
      if (node.comment) layout.remember(first.start + at, node.comment.start + at, 0);
      layout.trim(first.start + at);
    }
    if (node.kind === 'dle') aligned.push(item);
  }
  return align ? [...layout.edits, ...alignmentEdits(tree, aligned)] : layout.edits;
}

function blockEdits(tree: DiskTree, { at, node }: Placed<DiskLine>, layout: Layout): void {
  const { block } = node;
  if (!block?.close) return;
  layout.trim(block.open.start + at);
  walkLines(block.body, at, 1, 'dumptype', (line) => layoutLine(tree, line, layout));
  layout.indent(block.close.start + at, 0);
  layout.trim(block.close.start + at);
}

/** An entry on one line (its inline block aside), so that no blank in it is part of a string or behind a backslash. */
function isSimple({ text, lines }: DiskTree, { at, node }: Placed<DiskLine>): boolean {
  const { block } = node;
  if (node.text.joins.length > 0 || node.text.text.includes('\n')) return false;
  if (node.fields.some((field) => field.flaw !== undefined)) return false;
  const start = at + node.start;
  const { end } = lines.lineSpan(lines.lineAt(start));
  // Amanda cuts a line at a NUL.
  if (text.slice(start, Math.max(end, at + node.end)).includes('\0')) return false;
  if (!block) return at + node.end <= end + 1;
  if (block.sameLine || !block.close || block.trailing) return false;
  if (block.afterText.joins.length > 0 || block.afterText.text.includes('\n')) return false;
  return block.body.every(isWhole);
}

/** Whether a text has the same tokens in the same lines as the tree. */
function sameReading(tree: ConfTree | DiskTree, text: string): boolean {
  const after = tree.kind === 'conf' ? parseConf(text) : parseDisklist(text);
  const [a, b] = [reading(tree), reading(after)];
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

/** What Amanda sees of a file, one string for each line: its tokens, and whether a line end is there. */
function reading(tree: ConfTree | DiskTree): readonly string[] {
  const parts: string[] = [];
  const line = ({ line: one }: WalkedLine) =>
    parts.push(
      `${one.newline ? 'n' : ''}${one.tokens.map((token) => `\u0001${token.text}`).join('')}${one.comment ? '#' : ''}`,
    );
  if (tree.kind === 'conf') {
    for (const { at, node } of tree.items) walkLines([node], at, 0, undefined, line);
    return parts;
  }
  for (const { at, node } of tree.items) {
    const { block } = node;
    const fields = node.fields.map(({ text }) => text).join('\u0001');
    const after = block?.after.map(({ text }) => text).join('\u0001') ?? '';
    const marks = `${node.kind} ${node.uncounted} ${node.atEnd ? 1 : 0} ${node.comment ? '#' : ''}`;
    const brace = block ? `{${block.close ? '}' : ''}${block.trailing ? 't' : ''}` : '';
    parts.push(`${marks}\u0002${fields}\u0002${brace}${after}`);
    if (block) walkLines(block.body, at, 1, 'dumptype', line);
  }
  return parts;
}
