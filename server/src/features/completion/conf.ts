import { CompletionItemKind } from 'vscode-languageserver-types';
import { allChecks } from '../../checks/registry';
import type { Snapshot } from '../../model/snapshot';
import { lookup, parametersOf } from '../../schema/index';
import { defineWords, fold, keywordClass, spelling } from '../../schema/keywords';
import type { BlockKind, Parameter } from '../../schema/types';
import { grammarOf } from '../../schema/versions';
import type { Cursor } from './cursor';
import { inQuotes, type Completion } from './item';
import { blockSnippet } from './blocks';
import { blockNames, likelyName } from './names';
import { starterConfiguration } from './starter';
import { valueCompletions } from './values';

/** What can stand at a place of amanda.conf, amanda-client.conf or an inline block. */
export interface Place {
  readonly snapshot: Snapshot;
  readonly uri: string;
  readonly offset: number;
  /** Names of files in the configuration's folder, for includefile. */
  readonly files: readonly string[];
  /** Whether a whole configuration is offered as a snippet. */
  readonly starter: boolean;
}

export function confCompletions(place: Place, cursor: Cursor): Completion[] {
  if (cursor.comment) return commentCompletions(cursor.comment, place.offset);
  const { prior, context } = cursor;
  const first = prior[0];
  if (!first) return cursor.string ? inheritable(place, cursor, 0) : statements(place, cursor);
  const word = first.kind === 'word' ? fold(first.value) : '';
  if (word === 'define' && (context === 'global' || context === 'client'))
    return prior.length === 1 ? kinds(place, cursor) : [];
  if (word === 'includefile' && (context === 'global' || context === 'client'))
    return prior.length === 1 ? includes(place, cursor) : [];
  if (!cursor.parameter) return [];
  return valueCompletions(place, cursor, cursor.parameter);
}

/** What a line can begin with. */
function statements(place: Place, cursor: Cursor): Completion[] {
  const { context, slot } = cursor;
  if (!context) return [];
  const set = new Set(
    cursor.siblings.flatMap((node) => {
      const word = node.kind === 'line' ? node.tokens[0] : node.head.tokens[0];
      return word?.kind === 'word' ? [fold(word.value)] : [];
    }),
  );
  set.delete(fold(cursor.typed));
  const { version } = place.snapshot.settings;
  const { client } = place.snapshot.config;
  const items = parametersOf(context, version)
    .filter((p) => lookup(context, spelling(p.name, version), client, version))
    .map((p): Completion => parameterItem(p, spelling(p.name, version), cursor, set.has(p.name)));
  if (context !== 'global' && context !== 'client') return [...items, ...inheritable(place, cursor, 3)];
  for (const word of ['define', 'includefile'].filter((each) => keywordClass(each, client, version))) {
    const quotes = word === 'includefile' && !hasMore(cursor);
    items.push({
      label: word,
      kind: CompletionItemKind.Keyword,
      span: slot.span,
      insert: keyword(cursor, word),
      ...(quotes ? { snippet: 'includefile "$1"' } : {}),
      rank: 1,
      subject: { about: 'structure', word },
      more: true,
    });
  }
  if (place.starter && !hasMore(cursor)) {
    const own = kindsOf(place);
    for (const [word, kind] of own)
      if (word === kind || !own.some(([each]) => each === kind))
        items.push(wholeBlock(place, cursor, word, kind));
    if (context === 'global' && !grammarOf(version).namedHoldingdisks)
      items.push(wholeBlock(place, cursor, 'holdingdisk', 'holdingdisk', ''));
    if (context === 'global') items.push(starterConfiguration(slot));
  }
  return items;
}

/** True where something follows on the line, so that only the word at the cursor is to be replaced. */
function hasMore({ later }: Cursor): boolean {
  return later.length > 0;
}

/** A keyword, and a blank where nothing follows it yet. */
function keyword(cursor: Cursor, word: string): string {
  return hasMore(cursor) && cursor.typed !== '' ? word : `${word} `;
}

/** Parameters that take several lines, so that one more is no surprise. */
const repeated = new Set([
  'property',
  'device-property',
  'script',
  'exclude',
  'include',
  'holdingdisk',
  'vault',
  'dump-selection',
]);

function parameterItem(p: Parameter, word: string, cursor: Cursor, alreadySet: boolean): Completion {
  const quotes = (p.kind === 'string' || p.kind === 'ref_or_block') && !hasMore(cursor);
  const more = (p.values?.length ?? 0) > 0 || p.refers !== undefined || p.name === 'plugin';
  const syntax = p.syntax.replace(p.name, word);
  const rank = p.deprecated ? 9 : alreadySet && !repeated.has(p.name) ? 4 : 0;
  return {
    label: word,
    kind: CompletionItemKind.Property,
    span: cursor.slot.span,
    insert: keyword(cursor, word),
    ...(quotes ? { snippet: `${word} "$1"` } : {}),
    detail: alreadySet ? `${syntax} (already set)` : syntax,
    rank,
    subject: { about: 'parameter', context: p.context, name: p.name },
    ...(p.deprecated ? { deprecated: true } : {}),
    ...(more ? { more: true } : {}),
  };
}

/** Blocks of the same kind that a block can inherit from here. */
function inheritable(place: Place, cursor: Cursor, rank: number): Completion[] {
  const { context } = cursor;
  if (!context || context === 'global' || context === 'client') return [];
  return blockNames(place.snapshot, context, cursor.slot, {
    quote: false,
    before: { uri: place.uri, offset: place.offset },
    except: cursor.blockName,
    rank,
  });
}

/** What a new block at the cursor could name. */
const naming = (place: Place) => (kind: BlockKind) => likelyName(place.snapshot, kind, place);

function kindsOf(place: Place): [string, BlockKind][] {
  const { define, clientDefine } = grammarOf(place.snapshot.settings.version);
  const words = (place.snapshot.config.client ? clientDefine?.words : define.words) ?? [];
  return [...defineWords].filter(([word]) => words.includes(word));
}

function kinds(place: Place, cursor: Cursor): Completion[] {
  return kindsOf(place).map(([word, kind]) => ({
    label: word,
    kind: CompletionItemKind.Struct,
    span: cursor.slot.span,
    insert: keyword(cursor, word),
    ...(hasMore(cursor)
      ? {}
      : { snippet: blockSnippet(word, kind, naming(place), place.snapshot.settings.version) }),
    rank: word === kind ? 0 : 5,
    subject: { about: 'kind', kind },
  }));
}

/** A block from its `define` on, for editors that have no snippets of the extension. */
function wholeBlock(
  place: Place,
  cursor: Cursor,
  word: string,
  kind: BlockKind,
  define = 'define ',
): Completion {
  return {
    label: `${define}${word}`,
    kind: CompletionItemKind.Snippet,
    span: cursor.slot.span,
    insert: `${define}${word} `,
    snippet: `${define}${blockSnippet(word, kind, naming(place), place.snapshot.settings.version)}`,
    detail: `${define}${word} NAME { … }`,
    rank: 2,
    subject: { about: 'kind', kind },
  };
}

function includes(place: Place, cursor: Cursor): Completion[] {
  return place.files.map((name) => ({
    label: name,
    kind: CompletionItemKind.File,
    span: cursor.slot.span,
    insert: inQuotes(cursor.slot, name),
    rank: /\.conf$|types?$/.test(name) ? 0 : 1,
  }));
}

/** The ids of checks behind a comment that turns some off, and the comments themselves. */
export function commentCompletions(comment: { text: string; start: number }, offset: number): Completion[] {
  const ids = /^#+\s*amanda-lint-disable(?:-next-line|-line)?\s+(?:[\w/,-]+[\s,]+)*([\w/-]*)$/.exec(
    comment.text,
  );
  if (ids)
    return allChecks.map((check) => ({
      label: check.id,
      kind: CompletionItemKind.EnumMember,
      span: { start: offset - (ids[1]?.length ?? 0), end: offset },
      insert: check.id,
      detail: check.title,
      rank: 0,
      subject: { about: 'check', id: check.id },
    }));
  // A blank behind the `#` begins most comments; it alone asks for nothing.
  const word = /^#+(?:\s*([\w-]+))?$/.exec(comment.text);
  if (!word) return [];
  const words = ['amanda-lint-disable-next-line', 'amanda-lint-disable-line', 'amanda-lint-disable'];
  const typed = word[1] ?? '';
  return words
    .filter((text) => text.startsWith(typed))
    .map((text) => ({
      label: text,
      kind: CompletionItemKind.Keyword,
      span: { start: offset - typed.length, end: offset },
      insert: `${text} `,
      rank: 0,
      more: true,
    }));
}
