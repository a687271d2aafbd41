import { parseDisklist } from '../syntax/disklist';
import type { DiskLine, DiskTree, Field, Placed } from '../syntax/nodes';
import type { Span } from '../text/span';
import { lastBefore } from './locate';

/** What stands around the cursor in a line of a disklist. */
export interface DiskCursor {
  readonly item: Placed<DiskLine>;
  /**
   * In front of the inline block or where there is none (`columns`), behind its `}` (`after`), in its lines (`body`),
   * or where nothing can stand, such as behind a `{` (`nowhere`).
   */
  readonly where: 'columns' | 'after' | 'body' | 'nowhere';
  /** The finished columns in front of the cursor, counted from the host or from the `}`. */
  readonly before: readonly Field[];
  /** The column that is being typed. */
  readonly current?: Field;
  /** What is being typed, absolute: with its quotes, and empty between columns. */
  readonly span: Span;
  /** True where further columns or an inline block follow. */
  readonly more: boolean;
  /** Set inside a comment: its text up to the cursor, and where that begins. */
  readonly comment?: { readonly text: string; readonly start: number };
}

/** Where the cursor is in a disklist; undefined on a line with nothing in it. */
export function diskCursorIn(tree: DiskTree, offset: number): DiskCursor | undefined {
  const item = entryAt(tree, offset);
  if (!item) return undefined;
  const { at, node } = item;
  const rel = offset - at;
  const { block, comment } = node;
  const base: DiskCursor = {
    item,
    where: 'nowhere',
    before: [],
    span: { start: offset, end: offset },
    more: false,
  };
  if (block && isInBody(tree, item, offset)) return { ...base, where: 'body' };
  if (comment && comment.start < rel && rel <= comment.end) {
    const start = comment.start + at;
    return { ...base, comment: { text: tree.text.slice(start, offset), start } };
  }
  if (block?.close && rel >= block.close.end) return columnAt(base, 'after', block.after, tree.text, offset);
  if (block && rel >= block.open.end) return base;
  return columnAt(base, 'columns', node.fields, tree.text, offset);
}

function columnAt(
  base: DiskCursor,
  where: 'columns' | 'after',
  fields: readonly Field[],
  text: string,
  offset: number,
): DiskCursor {
  const { at, node } = base.item;
  const rel = offset - at;
  const current = fields.find((field) => field.start < rel && rel <= field.end);
  const before = fields.filter((field) => field.end < rel && field !== current);
  const behind = fields.length > before.length + (current ? 1 : 0);
  const cursor = {
    ...base,
    where,
    before,
    more: behind || (where === 'columns' && node.block !== undefined),
  };
  if (!current) return cursor;
  // Directly behind a closing quote nothing goes on.
  if (current.quoted && current.flaw === undefined && rel === current.end) return { ...base, before };
  const start = current.start + at;
  const end = current.flaw === undefined ? current.end + at : wordEnd(text, offset);
  return { ...cursor, current, span: { start, end } };
}

/** The entry whose lines hold the offset. */
function entryAt(tree: DiskTree, offset: number): Placed<DiskLine> | undefined {
  const item = lastBefore(tree.items, offset);
  if (!item || offset > item.at + item.node.end) return undefined;
  if (item.node.block && isInBody(tree, item, offset)) return item;
  const fields = [...item.node.fields, ...(item.node.block?.after ?? [])];
  if (!fields.some((field) => field.start + item.at < offset && field.text.includes('\n'))) return item;
  // A quote that nobody has closed yet swallows the lines below it: the line of the cursor is read by itself.
  const { start, end } = tree.lines.lineSpan(tree.lines.lineAt(offset));
  const [alone] = parseDisklist(tree.text.slice(start, end)).items;
  return alone && { at: alone.at + start, node: alone.node };
}

/** True in the lines between `{` and `}`: not on the line of the `{`. */
function isInBody(tree: DiskTree, { at, node }: Placed<DiskLine>, offset: number): boolean {
  const { block } = node;
  if (!block || block.sameLine || offset <= block.open.end + at) return false;
  if (block.close && offset > block.close.start + at) return false;
  return tree.text.slice(block.open.end + at, offset).includes('\n');
}

/** The end of the word that the cursor stands in. */
function wordEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !/[\s{}#]/.test(text.charAt(end))) end++;
  return end;
}
