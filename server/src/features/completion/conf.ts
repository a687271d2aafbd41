import { CompletionItemKind } from 'vscode-languageserver-types';
import { allChecks } from '../../checks/registry';
import type { Snapshot } from '../../model/snapshot';
import { parameterLists } from '../../schema/index';
import { clientDefineWords, defineWords, fold } from '../../schema/keywords';
import type { BlockKind, Parameter } from '../../schema/types';
import { hasSince } from '../../schema/versions';
import type { Cursor } from './cursor';
import { inQuotes, type Completion } from './item';
import { blockNames } from './names';
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
  const items = parameterLists[context]
    .filter((p) => hasSince(place.snapshot.settings.version, p.since))
    .map((p): Completion => parameterItem(p, cursor, set.has(p.name)));
  if (context !== 'global' && context !== 'client') return [...items, ...inheritable(place, cursor, 3)];
  for (const word of ['define', 'includefile'])
    items.push({
      label: word,
      kind: CompletionItemKind.Keyword,
      span: slot.span,
      insert: word === 'define' ? 'define ' : 'includefile ""',
      snippet: word === 'define' ? 'define ' : 'includefile "$1"',
      rank: 1,
      subject: { about: 'structure', word },
      more: true,
    });
  if (place.starter && context === 'global') items.push(starterConfiguration(slot));
  return items;
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

function parameterItem(p: Parameter, cursor: Cursor, alreadySet: boolean): Completion {
  const quotes = p.kind === 'string' || p.kind === 'ref_or_block';
  const more = (p.values?.length ?? 0) > 0 || p.refers !== undefined || p.name === 'plugin';
  const rank = p.deprecated ? 5 : alreadySet && !repeated.has(p.name) ? 4 : 0;
  return {
    label: p.name,
    kind: CompletionItemKind.Property,
    span: cursor.slot.span,
    insert: `${p.name} `,
    ...(quotes ? { snippet: `${p.name} "$1"` } : {}),
    detail: alreadySet ? `${p.syntax} (already set)` : p.syntax,
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

/** Lines that a new block of a kind usually needs, as a snippet. */
const bodies: Partial<Record<BlockKind, readonly string[]>> = {
  dumptype: ['${2:global}', 'program "${3|GNUTAR,APPLICATION,DUMP|}"', 'auth "${4|bsdtcp,ssh,ssl,local|}"'],
  tapetype: ['length ${2:2500 gb}'],
  interface: ['use ${2:100 mb}'],
  holdingdisk: ['directory "${2:/holding/amanda}"', 'use ${3:100 gb}'],
  application: ['plugin "${2:amgtar}"'],
  script: [
    'plugin "${2:script-email}"',
    'execute-on ${3:post-host-backup}',
    'execute-where ${4|client,server|}',
  ],
  device: ['tapedev "${2:tape:/dev/nst0}"'],
  changer: ['tpchanger "${2:chg-disk:/var/lib/amanda/vtapes}"'],
  interactivity: ['plugin "${2|email,tty,tty_email|}"'],
  taperscan: ['plugin "${2|oldest,traditional,lexical|}"'],
  policy: ['retention-tapes ${2:14}'],
  storage: ['tpchanger "${2:changer}"', 'tapetype "${3:tapetype}"'],
};

function kinds(place: Place, cursor: Cursor): Completion[] {
  const isClient = place.snapshot.config.client;
  return [...defineWords]
    .filter(([word]) => !isClient || clientDefineWords.has(word))
    .map(([word, kind]) => ({
      label: word,
      kind: CompletionItemKind.Struct,
      span: cursor.slot.span,
      insert: `${word} `,
      snippet: `${word} \${1:name} {\n  ${(bodies[kind] ?? []).join('\n  ')}\n}`,
      rank: word === kind ? 0 : 5,
      subject: { about: 'kind', kind },
    }));
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
  const word = /^#+\s*([\w-]*)$/.exec(comment.text);
  if (!word) return [];
  return ['amanda-lint-disable-next-line', 'amanda-lint-disable-line', 'amanda-lint-disable'].map((text) => ({
    label: text,
    kind: CompletionItemKind.Keyword,
    span: { start: offset - (word[1]?.length ?? 0), end: offset },
    insert: `${text} `,
    rank: 0,
    more: true,
  }));
}
