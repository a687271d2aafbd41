import type { Span } from './span';

/** A place as the Language Server Protocol counts it: line and UTF-16 code unit, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Finds lines by offset and the other way round. Lines end in LF, as for Amanda; a CR before it belongs to the line end.
 * A byte order mark at the start has an offset but no column, because editors do not show it.
 */
export class LineIndex {
  private readonly starts: readonly number[];
  private readonly hidden: number;

  constructor(readonly text: string) {
    const starts = [0];
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
    this.starts = starts;
    this.hidden = text.startsWith('\ufeff') ? 1 : 0;
  }

  /** How many lines there are, the one after the last LF included. */
  get count(): number {
    return this.starts.length;
  }

  /** The line (from 0) that `offset` is in. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineAt(clamped);
    const hidden = line === 0 ? this.hidden : 0;
    return { line, character: Math.max(0, clamped - (this.starts[line] ?? 0) - hidden) };
  }

  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.starts.length) return this.text.length;
    const start = this.starts[position.line] ?? 0;
    const hidden = position.line === 0 ? this.hidden : 0;
    return Math.max(start, Math.min(start + hidden + position.character, this.lineSpan(position.line).end));
  }

  /** The line's text without its line end (CR LF or LF). */
  lineSpan(line: number): Span {
    const start = this.starts[line] ?? this.text.length;
    const next = this.starts[line + 1];
    let end = next === undefined ? this.text.length : next - 1;
    if (next !== undefined && end > start && this.text.charCodeAt(end - 1) === 13) end--;
    return { start, end };
  }

  range(span: Span): { start: Position; end: Position } {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}
