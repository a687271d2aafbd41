import { LineIndex } from '../text/lines';
import { ColumnReader, rawOffset } from './columns';
import { parseConfLines } from './conf';
import { modernDialect, type Dialect } from './dialect';
import type { ConfNode, DiskLine, DiskTree, Field, InlineBlock, Logical, Placed } from './nodes';

/**
 * Parses a disklist as server-src/diskfile.c read_diskfile cuts it up: logical lines, and behind a `{` the lines of a
 * dumptype up to its `}`. Never fails. Entries of `previous` that an edit did not touch are taken over as they are.
 *
 * Whether the third column is a dumptype or a device is not known here: a `{` in the third or fourth column is always
 * taken for the beginning of an inline dumptype. Where the third column turns out to be a dumptype Amanda reads the
 * brace as a spindle and stops, so nothing is lost.
 */
export function parseDisklist(text: string, previous?: DiskTree, dialect: Dialect = modernDialect): DiskTree {
  const items: Placed<DiskLine>[] = [];
  const reuse = previous ? unchanged(text, previous) : undefined;
  let at = 0;
  let old = 0;
  if (previous && reuse) {
    while (old < previous.items.length) {
      const item = previous.items[old];
      const next = previous.items[old + 1]?.at ?? previous.text.length;
      if (!item || item.node.atEnd || next > reuse.prefix) break;
      items.push(item);
      at = next;
      old++;
    }
  }
  while (at < text.length) {
    if (previous && reuse && at >= text.length - reuse.suffix) {
      const before = at - reuse.shift;
      while (old < previous.items.length && (previous.items[old]?.at ?? 0) < before) old++;
      if (previous.items[old]?.at === before) {
        for (const item of previous.items.slice(old)) {
          items.push(reuse.shift === 0 ? item : { at: item.at + reuse.shift, node: item.node });
        }
        break;
      }
    }
    const { node, next } = readItem(text, at, dialect);
    items.push({ at, node });
    at = next;
  }
  return { kind: 'disklist', text, lines: new LineIndex(text), items };
}

/** How many characters at the beginning and at the end the two texts share, and how far the end moved. */
function unchanged(text: string, previous: DiskTree): { prefix: number; suffix: number; shift: number } {
  const before = previous.text;
  const most = Math.min(text.length, before.length);
  let prefix = 0;
  while (prefix < most && text.charCodeAt(prefix) === before.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  const shift = text.length - before.length;
  while (
    suffix < most - prefix &&
    text.charCodeAt(text.length - 1 - suffix) === before.charCodeAt(before.length - 1 - suffix)
  )
    suffix++;
  return { prefix, suffix, shift };
}

/** A logical line and what the reader found on its way. */
interface RawLine {
  readonly logical: Logical;
  readonly comment?: { start: number; end: number };
  /** Newlines inside the line. */
  readonly inside: number;
  /** Absolute offset of the newline that ends it, or the length of the text. */
  readonly end: number;
  readonly atEnd: boolean;
}

/** common-src/file.c, debug_agets. `from` is absolute; offsets in the result are relative to `base`. */
function readLine(text: string, from: number, base: number, dialect: Dialect): RawLine {
  let end = text.indexOf('\n', from);
  const ended = end >= 0;
  if (!ended) end = text.length;
  const physical = text.slice(from, end);
  if (!/["\\#\0]/.test(physical)) {
    return {
      logical: { text: physical, start: from - base, joins: [] },
      inside: 0,
      end,
      atEnd: !ended,
    };
  }
  return readDifficultLine(text, from, base, dialect);
}

function readDifficultLine(text: string, from: number, base: number, dialect: Dialect): RawLine {
  const joins: number[] = [];
  const parts: string[] = [];
  let length = 0;
  let run = from;
  let i = from;
  let inside = 0;
  let inQuotes = false;
  let escaped = false;
  let comment: { start: number; end: number } | undefined;
  const take = (end: number) => {
    parts.push(text.slice(run, end));
    length += end - run;
  };
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x23 && !escaped && !inQuotes && dialect.cutsComments) {
      take(i);
      let end = text.indexOf('\n', i);
      if (end < 0) end = text.length;
      comment = { start: i - base, end: end - base };
      run = i = end;
      break;
    }
    if (code === 0x0a && !inQuotes) {
      if (!escaped) break;
      take(i - 1);
      joins.push(length);
      run = i + 1;
      escaped = false;
      inside++;
      continue;
    }
    if (code === 0x0a) inside++;
    if (code === 0x5c) escaped = !escaped || !dialect.pairsBackslashes;
    else {
      if (code === 0x22 && !escaped) inQuotes = !inQuotes;
      escaped = false;
    }
  }
  if (!comment) take(i);
  let logical = parts.join('');
  const nul = logical.indexOf('\0');
  if (nul >= 0) logical = logical.slice(0, nul);
  return {
    logical: { text: logical, start: from - base, joins },
    comment,
    inside,
    end: i,
    atEnd: i >= text.length,
  };
}

function readItem(text: string, at: number, dialect: Dialect): { node: DiskLine; next: number } {
  const line = readLine(text, at, at, dialect);
  const columns = new ColumnReader(line.logical, 0, dialect);
  const whole = (end: number) => ({ start: 0, end: end - at });
  const common = {
    text: line.logical,
    uncounted: line.inside,
    atEnd: line.atEnd,
  };
  if (columns.atEnd()) {
    const node: DiskLine = {
      kind: 'blank',
      ...whole(line.end),
      fields: [],
      ...commentOf(line, columns),
      ...common,
    };
    return { node, next: line.end + 1 };
  }
  const first = columns.plain();
  const fields: Field[] = [first];
  let brace: number | undefined;
  while (!columns.atEnd()) {
    const start = columns.at;
    if (
      first.text !== 'includefile' &&
      (fields.length === 2 || fields.length === 3) &&
      line.logical.text.startsWith('{', start)
    ) {
      brace = start;
      break;
    }
    const field = columns.quoted();
    fields.push(field);
    if (columns.at === start) break;
  }
  const kind = first.text === 'includefile' ? 'include' : 'dle';
  if (brace === undefined) {
    const comment = commentOf(line, columns);
    return { node: { kind, ...whole(line.end), fields, ...comment, ...common }, next: line.end + 1 };
  }
  const comment = line.comment && { comment: line.comment };
  return readBlock(text, at, line, brace, { kind, fields, ...comment, ...common }, dialect);
}

/** The comment of a line: cut off by the reader, or in older releases what the columns end at. */
function commentOf(line: RawLine, columns: ColumnReader): Pick<DiskLine, 'comment'> {
  if (line.comment) return { comment: line.comment };
  const { text } = line.logical;
  if (text.charAt(columns.at) !== '#') return {};
  const start = rawOffset(line.logical, columns.at);
  return { comment: { start, end: rawOffset(line.logical, text.length - 1) + 1 } };
}

/** The rest of an entry from its `{` on (diskfile.c parse_diskline, from "expected line break" to the agets behind). */
function readBlock(
  text: string,
  at: number,
  line: RawLine,
  brace: number,
  node: Omit<DiskLine, 'start' | 'end'>,
  dialect: Dialect,
): { node: DiskLine; next: number } {
  const { logical } = line;
  const start = rawOffset(logical, brace);
  const open = { start, end: start + 1 };
  const behind = logical.text.slice(brace + 1);
  const { refused, from } = textBehindBrace(logical, brace, dialect);
  const blanks = /^[ \t\r\f]*/.exec(behind)?.[0].length ?? 0;
  const trailing = behind.length > blanks && {
    start: rawOffset(logical, brace + 1 + blanks),
    end: rawOffset(logical, brace + behind.trimEnd().length) + 1,
    glued: !refused,
  };
  const rest = logical.text.slice(from);
  const hash = rest.indexOf('#');
  const closing = rest.indexOf('}');
  const base = { open, ...(trailing && { trailing }) };
  const nothing: Logical = { text: '', start: line.end - at, joins: [] };
  if (closing >= 0 && (hash < 0 || closing < hash)) {
    const where = rawOffset(logical, from + closing);
    const block: InlineBlock = {
      start,
      end: line.end - at,
      ...base,
      sameLine: { start: where, end: where + 1 },
      body: [],
      after: [],
      afterText: nothing,
    };
    return { node: { ...node, start: 0, end: line.end - at, block }, next: line.end + 1 };
  }
  const body = parseConfLines(text, Math.min(line.end + 1, text.length), at, dialect);
  const hidden = hiddenNewlines(body.body);
  if (body.close === undefined) {
    const block: InlineBlock = {
      start,
      end: text.length - at,
      ...base,
      body: body.body,
      after: [],
      afterText: { text: '', start: text.length - at, joins: [] },
    };
    const uncounted = node.uncounted + hidden;
    return {
      node: { ...node, start: 0, end: text.length - at, uncounted, atEnd: true, block },
      next: text.length,
    };
  }
  const tail = readLine(text, body.end, at, dialect);
  const columns = new ColumnReader(tail.logical, 0, dialect);
  const after: Field[] = [];
  while (!columns.atEnd()) {
    const before = columns.at;
    after.push(columns.quoted());
    if (columns.at === before) break;
  }
  const block: InlineBlock = {
    start,
    end: body.close.end,
    ...base,
    body: body.body,
    close: body.close,
    after,
    afterText: tail.logical,
  };
  const comment = tail.comment ?? node.comment;
  return {
    node: {
      ...node,
      start: 0,
      end: tail.end - at,
      ...(comment && { comment }),
      uncounted: node.uncounted + hidden + tail.inside,
      atEnd: tail.atEnd,
      block,
    },
    next: tail.end + 1,
  };
}

/**
 * How Amanda looks at what follows a `{`: whether it refuses it, and from where it looks for a `}`. It goes on two
 * characters behind the start of the column, but only if a blank ends the column, so `{d` passes and `{d e` does not.
 */
function textBehindBrace(
  logical: Logical,
  brace: number,
  dialect: Dialect,
): { refused: boolean; from: number } {
  const { text } = logical;
  const column = new ColumnReader(logical, brace, dialect);
  column.quoted();
  let char = text.charAt(column.at);
  let next = brace + 2;
  while (/^[ \t\r\f]$/.test(char)) char = text.charAt(next++);
  return { refused: char !== '' && char !== '#', from: next - 1 };
}

/** Newlines inside the strings of a block: Amanda keeps them in the value and does not count them. */
function hiddenNewlines(nodes: readonly ConfNode[]): number {
  let count = 0;
  for (const node of nodes) {
    if (node.kind === 'block') {
      count += hiddenNewlines([node.head, ...node.body, ...(node.close ? [node.close] : [])]);
      continue;
    }
    for (const token of node.tokens) {
      if (token.kind === 'string') count += token.text.split('\n').length - 1;
    }
  }
  return count;
}
