import { CompletionItemKind } from 'vscode-languageserver-types';
import {
  changers,
  devices,
  dumpOrders,
  interactivities,
  labelVariables,
  pluginsByKind,
  programsByParameter,
  propertiesOf,
  propertyKey,
  reportColumns,
  type CatalogEntry,
  type CatalogPlugin,
} from '../../schema/catalog';
import { infinity, suffixByWord } from '../../schema/units';
import { fold } from '../../schema/keywords';
import type { BlockKind, Parameter, Unit, ValidationRule } from '../../schema/types';
import { grammarOf, hasSince, versionRow } from '../../schema/versions';
import type { ConfNode, Token } from '../../syntax/nodes';
import type { Place } from './conf';
import type { Cursor } from './cursor';
import { inQuotes, type Completion } from './item';
import { stringOf } from '../value-text';
import { blockNames } from './names';
import { addAll } from '../../text/lists';

/** What can stand behind a parameter's keyword. */
export function valueCompletions(place: Place, cursor: Cursor, p: Parameter): Completion[] {
  const args = cursor.prior.slice(1);
  // A word that stands further on in a list is used up too.
  const used = said([...args, ...cursor.later]);
  if (cursor.string && /^[^"]*[%$!]?$/.test(cursor.typed.slice(1)) && takesTemplate(p))
    return template(cursor);
  switch (p.kind) {
    case 'int':
    case 'int64':
    case 'size':
      return numbers(place, cursor, p, args);
    case 'bool':
    case 'no_yes_all':
    case 'enum':
    case 'holding':
    case 'priority':
      return args.length === 0 ? words(cursor, p, p.values ?? []) : [];
    case 'compress':
      return words(cursor, p, compressWords(used));
    case 'estimatelist':
      return words(cursor, p, unused(estimates(place, p), used));
    case 'exinclude':
    case 'property_hidden':
    case 'property_visible':
      return marked(place, cursor, p, args);
    case 'execute_on':
      return args.length === 0 || args.at(-1)?.kind === 'comma'
        ? words(cursor, p, unused(p.values ?? [], used))
        : [];
    case 'autolabel':
      return args.length === 0 ? [] : words(cursor, p, unused(p.values ?? [], used));
    case 'labelstr':
      return args.length === 0 ? words(cursor, p, p.values ?? []) : [];
    case 'host_limit':
      return [
        ...words(cursor, p, unused(p.values ?? [], used)),
        ...(p.name === 'dump-limit' ? [] : hosts(place, cursor)),
      ];
    case 'str_list':
      return [
        ...(args.length === 0 ? words(cursor, p, p.values ?? []) : []),
        ...(p.name === 'tag' ? tags(place, cursor) : []),
      ];
    case 'dump_selection':
      if (args.length === 0) return [...words(cursor, p, ['all', 'other']), ...tags(place, cursor)];
      return args.length === 1 ? words(cursor, p, ['all', 'full', 'incr']) : [];
    case 'vault_list':
      return args.length % 2 === 0 ? references(place, cursor, p) : [];
    case 'ref':
    case 'ref_or_block':
    case 'identifier':
      return args.length === 0 ? references(place, cursor, p) : [];
    case 'script_list':
    case 'identlist':
    case 'holdingdisk':
      return references(place, cursor, p).filter((item) => !used.includes(fold(item.label)));
    case 'string':
      return args.length === 0 ? strings(place, cursor, p) : [];
    case 'real':
    case 'rate':
    case 'time':
    case 'intrange':
    case 'int_or_string':
      return args.length === 0 ? defaultValue(cursor, p) : [];
  }
}

const said = (args: readonly Token[]): readonly string[] => args.map((token) => fold(token.value));

const unused = (all: readonly string[], used: readonly string[]): readonly string[] =>
  all.filter((word) => !used.includes(word));

function words(cursor: Cursor, p: Parameter, list: readonly string[]): Completion[] {
  if (cursor.string) return [];
  return list.map((word) => ({
    label: word,
    kind: CompletionItemKind.EnumMember,
    span: cursor.slot.span,
    insert: word,
    rank: 0,
    ...(p.default === word ? { detail: 'default' } : {}),
    subject: { about: 'word', context: p.context, name: p.name, word },
  }));
}

function compressWords(used: readonly string[]): readonly string[] {
  if (used.includes('none')) return [];
  const side = used.some((word) => word === 'client' || word === 'server') ? [] : ['client', 'server'];
  const how = used.some((word) => ['fast', 'best', 'custom'].includes(word))
    ? []
    : ['fast', 'best', 'custom'];
  return used.length === 0 ? ['none', ...side, ...how] : [...how, ...side];
}

function estimates(place: Place, p: Parameter): readonly string[] {
  const row = versionRow(place.snapshot.settings.version);
  return (p.values ?? []).filter((word) => row.estimates.includes(word));
}

/** Suffixes that make sense for a unit; Amanda itself takes any. */
const suffixesOf: Partial<Record<Unit, readonly string[]>> = {
  KiB: ['kb', 'mb', 'gb', 'tb'],
  'KiB/s': ['kbps', 'mbps', 'gbps'],
  bytes: ['bytes', 'kb', 'mb'],
  'bytes/s': ['bps', 'kbps', 'mbps'],
  days: ['days', 'weeks'],
  tapes: ['tapes'],
};

function numbers(place: Place, cursor: Cursor, p: Parameter, args: readonly Token[]): Completion[] {
  if (cursor.string) return [];
  if (args.length === 0) {
    const touching = /^-?\d+$/.test(cursor.typed) && cursor.later.length === 0;
    return [
      ...(touching ? suffixes(place, cursor, p, `${cursor.typed} `) : []),
      ...defaultValue(cursor, p),
      ...(p.validation !== undefined && BOUNDED.has(p.validation) ? [] : [unlimited(cursor)]),
    ];
  }
  return args.length === 1 && args[0]?.kind === 'number' ? suffixes(place, cursor, p, '') : [];
}

/** Rules that refuse `inf`. */
const BOUNDED: ReadonlySet<ValidationRule> = new Set(['percent', 'debug']);

function unlimited(cursor: Cursor): Completion {
  return {
    label: infinity.word,
    kind: CompletionItemKind.Value,
    span: cursor.slot.span,
    insert: infinity.word,
    rank: 3,
    subject: { about: 'text', text: infinity.doc },
  };
}

/** The suffixes that suit a parameter, behind `number`: what was typed of it so far, where the cursor touches it. */
function suffixes(place: Place, cursor: Cursor, p: Parameter, number: string): Completion[] {
  const { tera } = grammarOf(place.snapshot.settings.version).numbers;
  const list = (p.unit ? (suffixesOf[p.unit] ?? []) : []).filter((word) => tera || word !== 'tb');
  return list.map((word) => ({
    label: word,
    kind: CompletionItemKind.Unit,
    span: cursor.slot.span,
    insert: number + word,
    rank: 0,
    detail: suffixByWord.get(word)?.doc ?? '',
    subject: { about: 'unit', word },
    ...(number === '' ? {} : { filter: number + word }),
  }));
}

function defaultValue(cursor: Cursor, p: Parameter): Completion[] {
  // A default that nobody may write, such as 0 for a port, only says that there is none.
  const refused = p.validation === 'positive' && p.default === '0';
  if (p.default === '' || p.default === '""' || refused || cursor.string) return [];
  return [
    {
      label: p.default,
      kind: CompletionItemKind.Value,
      span: cursor.slot.span,
      insert: p.default,
      detail: 'default',
      rank: 2,
      subject: { about: 'parameter', context: p.context, name: p.name },
    },
  ];
}

/** Words in front of strings that must keep their order: exclude, include, property. */
function marked(place: Place, cursor: Cursor, p: Parameter, args: readonly Token[]): Completion[] {
  const order =
    p.kind === 'exinclude'
      ? [['list', 'file'], ['optional'], ['append']]
      : [['priority'], ['append'], ['hidden', 'visible'].filter((word) => p.values?.includes(word))];
  const strings = args.filter((token) => token.kind === 'string');
  const behind = order.findLastIndex((group) => group.some((word) => said(args).includes(word)));
  const list = strings.length > 0 ? [] : order.slice(behind + 1).flat();
  if (p.kind === 'exinclude') return words(cursor, p, list);
  if (strings.length === 0) return [...words(cursor, p, list), ...propertyNames(place, cursor, p)];
  const known = propertiesAt(place, cursor, p).find(
    (one) => propertyKey(one.name) === propertyKey(strings[0]?.value ?? ''),
  );
  return (known?.values ?? []).map((value) =>
    quotedItem(cursor, { name: value, doc: known?.doc ?? '' }, CompletionItemKind.Value, 0),
  );
}

/** Names of properties, those that the block sets already behind the others. */
function propertyNames(place: Place, cursor: Cursor, p: Parameter): Completion[] {
  const set = new Set(
    cursor.siblings.flatMap((node) => {
      const tokens = node.kind === 'line' ? node.tokens : [];
      const name = tokens.find((token) => token.kind === 'string');
      // The line at hand is in the list too.
      const here = cursor.prior[0] !== undefined && tokens.includes(cursor.prior[0]);
      return name && !here && fold(tokens[0]?.value ?? '') === p.name ? [propertyKey(name.value)] : [];
    }),
  );
  return propertiesAt(place, cursor, p).map((one) =>
    quotedItem(cursor, one, CompletionItemKind.Field, set.has(propertyKey(one.name)) ? 2 : 1),
  );
}

/** The properties that the block at hand can set, from its plugin, changer or device. */
function propertiesAt(place: Place, cursor: Cursor, p: Parameter): readonly CatalogEntry[] {
  const { config } = place.snapshot;
  const { context, blockName } = cursor;
  const isBlock = context !== undefined && context !== 'global' && context !== 'client';
  const block = isBlock ? config.blocks[context].get((blockName ?? '').toLowerCase()) : undefined;
  return propertiesOf(
    p,
    // What the block inherits, or another file of the top level sets, is known to the model only.
    (name) => stringIn(cursor.siblings, name) ?? stringOf(isBlock ? block?.values : config.global, name),
    blockName,
  );
}

/** The string that a line of a block gives to a parameter. */
function stringIn(nodes: readonly ConfNode[], name: string): string | undefined {
  for (const node of nodes) {
    if (node.kind !== 'line') continue;
    const [keyword, value] = node.tokens;
    if (keyword && value?.kind === 'string' && fold(keyword.value) === name) return value.value;
  }
  return undefined;
}

function strings(place: Place, cursor: Cursor, p: Parameter): Completion[] {
  const { version } = place.snapshot.settings;
  if (p.name === 'auth') {
    const row = versionRow(version);
    return (p.values ?? row.auths)
      .filter((auth) => row.auths.includes(auth))
      .map((auth) => quotedWord(cursor, p, auth));
  }
  if (p.name === 'plugin') {
    const plugins =
      (cursor.context &&
        cursor.context !== 'global' &&
        cursor.context !== 'client' &&
        pluginsByKind[cursor.context]) ||
      interactivities;
    return plugins
      .filter((one) => hasSince(version, one.since ?? '2.4'))
      .map((one) => quotedItem(cursor, one, CompletionItemKind.Module, 0));
  }
  if (p.name === 'columnspec') return columns(cursor);
  if (p.name === 'dumporder') return orders(cursor);
  const own = (p.values ?? []).map((word) => quotedWord(cursor, p, word));
  const programs = (programsByParameter[p.name] ?? []).map((one) =>
    quotedItem(cursor, one, CompletionItemKind.File, 0),
  );
  return [
    ...own,
    ...programs,
    ...(p.refers ? references(place, cursor, p) : []),
    ...schemes(place, cursor, p),
  ];
}

function quotedWord(cursor: Cursor, p: Parameter, word: string): Completion {
  return {
    label: word,
    kind: CompletionItemKind.EnumMember,
    span: cursor.slot.span,
    insert: inQuotes(cursor.slot, word),
    rank: 0,
    ...(p.default.toLowerCase() === `"${word.toLowerCase()}"` ? { detail: 'default' } : {}),
    subject: { about: 'word', context: p.context, name: p.name, word },
  };
}

function quotedItem(cursor: Cursor, entry: CatalogEntry, kind: CompletionItemKind, rank: number): Completion {
  return {
    label: entry.name,
    kind,
    span: cursor.slot.span,
    insert: inQuotes(cursor.slot, entry.name),
    rank,
    subject: { about: 'text', text: entry.doc },
  };
}

/** Devices and changers, with an example of how they go on. */
function schemes(place: Place, cursor: Cursor, p: Parameter): Completion[] {
  const list: CatalogPlugin[] = [];
  if (p.name === 'tapedev') addAll(list, devices);
  if (p.name === 'tpchanger' || namesChanger(p)) addAll(list, changers);
  return list
    .filter((one) => hasSince(place.snapshot.settings.version, one.since ?? '2.4'))
    .map((one) => ({
      ...quotedItem(cursor, one, CompletionItemKind.Interface, 2),
      insert: inQuotes(cursor.slot, one.example ?? one.name),
      detail: one.example ?? one.name,
    }));
}

/** Names of blocks that a parameter can refer to. */
function references(place: Place, cursor: Cursor, p: Parameter): Completion[] {
  if (!p.refers) return [];
  const atOnce = p.kind === 'ref_or_block' || p.kind === 'script_list';
  // Where a storage has no tpchanger, its tapedev may name a changer.
  const kinds: readonly BlockKind[] = namesChanger(p) ? [p.refers, 'changer'] : [p.refers];
  return kinds.flatMap((kind) =>
    blockNames(place.snapshot, kind, cursor.slot, {
      quote: p.kind === 'string' || p.kind === 'ref_or_block',
      ...(atOnce ? { before: { uri: place.uri, offset: place.offset } } : {}),
      ...(kind === cursor.context && cursor.blockName !== undefined ? { except: cursor.blockName } : {}),
      rank: 0,
    }),
  );
}

/** True for a `tapedev` that can also name a changer. */
function namesChanger(p: Parameter): boolean {
  return p.name === 'tapedev' && ['global', 'storage', 'changer'].includes(p.context);
}

function hosts(place: Place, cursor: Cursor): Completion[] {
  return place.snapshot.disklist.hosts.map((host) => ({
    label: host.name,
    kind: CompletionItemKind.Constant,
    span: cursor.slot.span,
    insert: inQuotes(cursor.slot, host.name),
    rank: 1,
    subject: { about: 'host', name: host.name },
  }));
}

/** Tags that dumptypes have or storages ask for. */
function tags(place: Place, cursor: Cursor): Completion[] {
  const { config } = place.snapshot;
  const names = new Set<string>();
  for (const block of config.blocks.dumptype.values()) {
    const value = block.values.get('tag')?.value;
    if (value?.t === 'strings') for (const tag of value.list) names.add(tag);
  }
  for (const block of config.blocks.storage.values()) {
    const value = block.values.get('dump-selection')?.value;
    if (value?.t === 'selection')
      for (const one of value.list) if (one.tagType === 'name') names.add(one.tag);
  }
  return [...names].map((tag) =>
    quotedItem(cursor, { name: tag, doc: 'A tag of this configuration.' }, CompletionItemKind.Constant, 1),
  );
}

function takesTemplate(p: Parameter): boolean {
  return ['autolabel', 'labelstr', 'meta-autolabel', 'tapepool', 'label-new-tapes'].includes(p.name);
}

function template(cursor: Cursor): Completion[] {
  const { span } = cursor.slot;
  const typed = /[%$!]$/.exec(cursor.typed)?.[0] ?? '';
  const at = span.start + cursor.typed.length - 1;
  return labelVariables.map((one) => ({
    label: one.name,
    kind: CompletionItemKind.Variable,
    span: { start: at - typed.length, end: at },
    insert: one.name === '%' || one.name === '!' ? one.name.repeat(3) : one.name,
    rank: 0,
    subject: { about: 'text', text: one.doc },
  }));
}

/** One more letter of a dumporder: each dumper has one, so they are added and not replaced. */
function orders(cursor: Cursor): Completion[] {
  const at = cursor.slot.span.start + Math.max(0, cursor.typed.length - 1);
  return dumpOrders.map((one) => ({
    ...quotedItem(cursor, one, CompletionItemKind.EnumMember, 0),
    ...(cursor.slot.quoted ? { span: { start: at, end: at } } : {}),
    detail: one.doc,
  }));
}

/** A column's name at the end of what is typed of a columnspec. */
function columns(cursor: Cursor): Completion[] {
  const { slot } = cursor;
  if (!slot.quoted) return [];
  const typed = /(?:^|,)([A-Za-z]*)$/.exec(cursor.typed.slice(1));
  if (!typed) return [];
  const at = slot.span.start + cursor.typed.length - 1;
  return reportColumns.map((one) => ({
    label: one.name,
    kind: CompletionItemKind.Field,
    span: { start: at - (typed[1]?.length ?? 0), end: at },
    insert: `${one.name}=`,
    rank: 0,
    subject: { about: 'text', text: one.doc },
  }));
}
