import { modernDialect, type Dialect } from './dialect';
import type { Field, Logical } from './nodes';
import { unquote } from './unquote';

/** What Amanda's macros take for blanks (glib's g_ascii_isspace): no vertical tab, no NBSP. */
function isBlank(char: string, verticalTab: boolean): boolean {
  return (
    (verticalTab && char === '\v') ||
    char === ' ' ||
    char === '\t' ||
    char === '\n' ||
    char === '\r' ||
    char === '\f'
  );
}

/** The offset in the item for an offset in the logical text. */
export function rawOffset(line: Logical, offset: number): number {
  let shift = 0;
  for (const join of line.joins) {
    if (join > offset) break;
    shift += 2;
  }
  return line.start + offset + shift;
}

/**
 * Walks over the columns of a disklist line as server-src/diskfile.c parse_diskline does with its skip_ macros
 * (common-src/amanda.h). A newline inside quotes is not skipped as a blank but ends a column, so that all columns
 * behind it are empty.
 */
export class ColumnReader {
  constructor(
    private readonly line: Logical,
    /** Where to go on, in the logical text. */
    public at = 0,
    private readonly dialect: Dialect = modernDialect,
  ) {}

  /** Skips blanks; true when nothing but a comment or the end is left. */
  atEnd(): boolean {
    const { text } = this.line;
    while (
      this.at < text.length &&
      text.charAt(this.at) !== '\n' &&
      isBlank(text.charAt(this.at), this.dialect.verticalTab)
    )
      this.at++;
    return this.at >= text.length || text.charAt(this.at) === '#';
  }

  /** A column that ends at the first blank, whatever quotes say: host, spindle, interface. Call atEnd first. */
  plain(): Field {
    const { text } = this.line;
    const start = this.at;
    while (this.at < text.length && !isBlank(text.charAt(this.at), this.dialect.verticalTab)) this.at++;
    const raw = text.slice(start, this.at);
    return { ...this.span(start), text: raw, value: raw, quoted: false };
  }

  /** A column in which blanks may stand inside double quotes or behind a backslash. Call atEnd first. */
  quoted(): Field {
    const { text } = this.line;
    const start = this.at;
    let inQuotes = false;
    while (this.at < text.length) {
      const char = text.charAt(this.at);
      if (!inQuotes && isBlank(char, this.dialect.verticalTab)) break;
      if (char === '"') inQuotes = !inQuotes;
      else if (char === '\\' && this.at + 1 < text.length) {
        if (this.dialect.pairsBackslashes || text.charAt(this.at + 1) === '"') this.at++;
      }
      this.at++;
    }
    const raw = text.slice(start, this.at);
    const field = {
      ...this.span(start),
      text: raw,
      value: unquote(raw, this.dialect),
      quoted: raw.startsWith('"'),
    };
    return inQuotes ? { ...field, flaw: 'unterminated' } : field;
  }

  private span(start: number): { start: number; end: number } {
    const from = rawOffset(this.line, start);
    if (this.at === start) return { start: from, end: from };
    // From the last character and not from the end: a join directly behind a column does not belong to it.
    return { start: from, end: rawOffset(this.line, this.at - 1) + 1 };
  }
}
