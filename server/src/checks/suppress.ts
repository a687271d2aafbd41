import type { Snapshot } from '../model/snapshot';
import type { ConfNode, ConfTree, DiskTree } from '../syntax/nodes';
import type { FileEdit, Place, Span } from '../text/span';
import { addAll, countBefore } from '../text/lists';

/**
 * Comments that turn checks off:
 *   # amanda-lint-disable-next-line ID…   for the line below
 *   # amanda-lint-disable-line ID…        for the line it ends
 *   # amanda-lint-disable ID…             for the file; only above the first statement
 * Several ids are separated by blanks or commas; ` -- ` begins a reason; without an id every check is meant.
 */
const directive = /^#+\s*amanda-lint-disable(-next-line|-line)?(?![\w-])([^\r\n]*)/;
const marker = 'amanda-lint-disable';

/** One id (or `*`) of one such comment. */
export interface Suppression {
  readonly id: string;
  readonly uri: string;
  /** The line (from 0) it covers; undefined for the whole file. */
  readonly line: number | undefined;
  /** The whole comment. */
  readonly comment: Span;
  /** The id inside it; the comment where there is no id. */
  readonly place: Place;
  /** How many ids the comment has. */
  readonly count: number;
  /** True for a file-level comment below the first statement, which does nothing. */
  readonly late: boolean;
}

export interface Suppressions {
  /** True when a comment turns `id` off at the place; remembers that the comment was of use. */
  covers(id: string, place: Place): boolean;
  /** The comments that turned nothing off, with the reason; call it after `covers` has seen every finding. */
  unused(known: (id: string) => boolean): readonly UnusedSuppression[];
}

export interface UnusedSuppression {
  readonly suppression: Suppression;
  readonly why: 'unused' | 'unknown-id' | 'late';
}

/** Reads the suppression comments of every file of a snapshot. */
export function readSuppressions(snapshot: Snapshot): Suppressions {
  const all: Suppression[] = [];
  /** The comments that cover the same: a file may hold a hundred thousand of them. */
  const groups = new Map<string, { used: boolean }>();
  const keyOf = (uri: string, id: string, line: number | undefined) => `${String(line)} ${id} ${uri}`;
  const files = new Set<string>();
  for (const uri of new Set([...snapshot.config.files, ...snapshot.disklist.files])) {
    const tree = snapshot.tree(uri);
    if (tree === undefined || !tree.text.includes(marker)) continue;
    const found = inTree(uri, tree);
    addAll(all, found);
    if (found.length > 0) files.add(uri);
    for (const one of found) if (!one.late) groups.set(keyOf(uri, one.id, one.line), { used: false });
  }
  const groupOf = ({ uri, id, line }: Suppression) => groups.get(keyOf(uri, id, line));
  return {
    covers(id, { uri, span }) {
      if (!files.has(uri)) return false;
      const line = snapshot.lines(uri)?.lineAt(span.start);
      let covered = false;
      for (const where of new Set([line, undefined])) {
        for (const what of [id, '*']) {
          const group = groups.get(keyOf(uri, what, where));
          if (group === undefined) continue;
          group.used = true;
          covered = true;
        }
      }
      return covered;
    },
    unused(known) {
      return all
        .filter((one) => one.late || groupOf(one)?.used !== true)
        .map((suppression) => ({
          suppression,
          why:
            suppression.id !== '*' && !known(suppression.id)
              ? 'unknown-id'
              : suppression.late
                ? 'late'
                : 'unused',
        }));
    },
  };
}

function inTree(uri: string, tree: ConfTree | DiskTree): Suppression[] {
  const { comments, firstStatement } = commentsOf(tree);
  const out: Suppression[] = [];
  for (const comment of comments) {
    const match = directive.exec(tree.text.slice(comment.start, comment.end));
    if (match === null) continue;
    const [whole = '', form, rest = ''] = match;
    const here = tree.lines.lineAt(comment.start);
    const line = form === undefined ? undefined : form === '-line' ? here : here + 1;
    const late = form === undefined && comment.start > firstStatement;
    const reason = /\s--(\s|$)/.exec(rest);
    const ids = [...(reason === null ? rest : rest.slice(0, reason.index)).matchAll(/[^\s,]+/g)];
    const from = comment.start + whole.length - rest.length;
    const common = { uri, line, comment, late, count: Math.max(1, ids.length) };
    if (ids.length === 0) out.push({ ...common, id: '*', place: { uri, span: comment } });
    for (const id of ids) {
      const start = from + id.index;
      out.push({ ...common, id: id[0], place: { uri, span: { start, end: start + id[0].length } } });
    }
  }
  return out;
}

/** Every comment of a file (absolute spans), and where its first statement begins. */
function commentsOf(tree: ConfTree | DiskTree): { comments: Span[]; firstStatement: number } {
  const comments: Span[] = [];
  let firstStatement = Infinity;
  const add = (at: number, span: Span | undefined) => {
    if (span !== undefined) comments.push({ start: at + span.start, end: at + span.end });
  };
  const statement = (offset: number) => {
    firstStatement = Math.min(firstStatement, offset);
  };
  const node = (at: number, one: ConfNode): void => {
    if (one.kind === 'line') {
      const token = one.tokens[0];
      if (token !== undefined) statement(at + token.start);
      add(at, one.comment);
      return;
    }
    node(at, one.head);
    for (const inner of one.body) node(at, inner);
    if (one.close !== undefined) node(at, one.close);
  };
  if (tree.kind === 'conf') for (const item of tree.items) node(item.at, item.node);
  else {
    for (const item of tree.items) {
      if (item.node.kind !== 'blank') statement(item.at + item.node.start);
      add(item.at, item.node.comment);
      for (const inner of item.node.block?.body ?? []) node(item.at, inner);
    }
  }
  return { comments, firstStatement };
}

/** Edits that write `# amanda-lint-disable-next-line ID` above a place, or undefined where a comment line cannot stand. */
export function disableLineEdit(snapshot: Snapshot, id: string, place: Place): FileEdit | undefined {
  const tree = snapshot.tree(place.uri);
  if (tree === undefined) return undefined;
  // What is said about a file as a whole stands at its beginning, where no line can be put above it.
  if (place.span.start === 0 && place.span.end === 0) return undefined;
  const { lines, text } = tree;
  const line = lines.lineAt(place.span.start);
  const span = lines.lineSpan(line);
  // Behind a backslash, or inside a string, a new line would become part of what Amanda reads.
  if (
    line > 0 &&
    (text.slice(lines.lineSpan(line - 1).start, span.start).match(/\\\r?\n$/) || inString(tree, span.start))
  )
    return undefined;
  const above = line > 0 ? lines.lineSpan(line - 1) : undefined;
  const aboveText = above === undefined ? '' : text.slice(above.start, above.end);
  if (above !== undefined && /^\s*#+\s*amanda-lint-disable-next-line\s+\S/.test(aboveText)) {
    const reason = /\s+--(\s|$)/.exec(aboveText);
    const at = above.start + (reason === null ? aboveText.trimEnd().length : reason.index);
    return { uri: place.uri, edits: [{ span: { start: at, end: at }, text: ` ${id}` }] };
  }
  const indent = /^[ \t]*/.exec(text.slice(span.start, span.end))?.[0] ?? '';
  const comment = `${indent}# amanda-lint-disable-next-line ${id}${eolOf(text)}`;
  return { uri: place.uri, edits: [{ span: { start: span.start, end: span.start }, text: comment }] };
}

/** Edits that write `# amanda-lint-disable ID` as the first line of the file, or add the id to such a line. */
export function disableFileEdit(snapshot: Snapshot, id: string, uri: string): FileEdit | undefined {
  const tree = snapshot.tree(uri);
  if (tree === undefined) return undefined;
  const first = tree.lines.lineSpan(0);
  const firstText = tree.text.slice(first.start, first.end);
  if (/^#+\s*amanda-lint-disable\s+\S/.test(firstText)) {
    const reason = /\s+--(\s|$)/.exec(firstText);
    const at = reason === null ? firstText.trimEnd().length : reason.index;
    return { uri, edits: [{ span: { start: at, end: at }, text: ` ${id}` }] };
  }
  return {
    uri,
    edits: [{ span: { start: 0, end: 0 }, text: `# amanda-lint-disable ${id}${eolOf(tree.text)}` }],
  };
}

/** The line end that the file uses. */
export function eolOf(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

function inString(tree: ConfTree | DiskTree, offset: number): boolean {
  const within = (at: number, span: Span) => at + span.start < offset && offset < at + span.end;
  const node = (at: number, one: ConfNode): boolean => {
    if (!within(at, one)) return false;
    if (one.kind === 'line') return one.tokens.some((token) => token.kind === 'string' && within(at, token));
    return (
      node(at, one.head) ||
      one.body.some((inner) => node(at, inner)) ||
      (one.close !== undefined && node(at, one.close))
    );
  };
  // Items stand in the order of the file: what holds the place is the last one that begins before it.
  if (tree.kind === 'conf') {
    const item = lastBefore(tree.items, offset);
    return item !== undefined && node(item.at, item.node);
  }
  const item = lastBefore(tree.items, offset);
  return (
    item !== undefined &&
    (item.node.fields.some((field) => within(item.at, field)) ||
      (item.node.block?.body.some((inner) => node(item.at, inner)) ?? false))
  );
}

function lastBefore<T extends { readonly at: number }>(items: readonly T[], offset: number): T | undefined {
  return items[countBefore<{ readonly at: number }>(items, ({ at }) => at < offset) - 1];
}
