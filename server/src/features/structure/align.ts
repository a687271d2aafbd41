import type { DiskLine, DiskTree, Placed } from '../../syntax/nodes';
import type { Span, TextEdit } from '../../text/span';
import { blankBetween } from './walk';
import { addAll } from '../../text/lists';

/** A gap between two columns of an entry, absolute, and how long the column before it is, in characters. */
interface Cell {
  readonly gap: Span;
  readonly width: number;
}

/**
 * Puts the columns of entries that follow one another below each other: host, disk, then dumptype, device or the `{`,
 * and what comes behind. A blank line begins a new table; a comment line does not.
 */
export function alignmentEdits(tree: DiskTree, entries: readonly Placed<DiskLine>[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let group: Cell[][] = [];
  let lastEnd = 0;
  const flush = () => {
    addAll(edits, aligned(tree.text, group));
    group = [];
  };
  for (const entry of entries) {
    const { at, node } = entry;
    if (/\n[ \t\r]*\n/.test(tree.text.slice(Math.max(0, lastEnd), at + node.start))) flush();
    group.push(cellsOf(tree.text, entry));
    lastEnd = Math.max(0, at + node.end - 1);
  }
  flush();
  return edits;
}

function cellsOf(text: string, { at, node }: Placed<DiskLine>): Cell[] {
  const cells: Cell[] = [];
  const starts = [...node.fields.map(({ start }) => start), ...(node.block ? [node.block.open.start] : [])];
  node.fields.forEach((field, i) => {
    const next = starts[i + 1];
    const gap = { start: field.end + at, end: (next ?? field.end) + at };
    if (next === undefined || gap.start >= gap.end || !blankBetween(text, gap.start, gap.end)) return;
    // Columns count from the first; one that cannot be moved ends the table of its line.
    if (cells.length === i) cells.push({ gap, width: [...field.text].length });
  });
  return cells;
}

function aligned(text: string, rows: readonly (readonly Cell[])[]): TextEdit[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.width)));
  return rows.flatMap((row) =>
    row.flatMap(({ gap, width }, i) => {
      const blanks = ' '.repeat((widths[i] ?? width) - width + 1);
      return text.slice(gap.start, gap.end) === blanks ? [] : [{ span: gap, text: blanks }];
    }),
  );
}
