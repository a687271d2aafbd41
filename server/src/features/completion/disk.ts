import { CompletionItemKind } from 'vscode-languageserver-types';
import { quoteString } from '../../model/quote';
import type { Dle } from '../../model/types';
import type { DiskTree } from '../../syntax/nodes';
import { diskCursorIn, type DiskCursor } from '../disk-cursor';
import { commentCompletions, confCompletions, type Place } from './conf';
import { cursorInBody, released } from './cursor';
import type { Completion, Slot } from './item';
import { blockNames, likelyName } from './names';

/** What can stand at a place of a disklist: each column has its own. */
export function diskCompletions(place: Place, tree: DiskTree): Completion[] {
  const { offset } = place;
  const cursor = diskCursorIn(tree, offset);
  if (!cursor) return byColumn(place, emptyLine(offset));
  const { item, where, comment, current } = cursor;
  if (comment) return commentCompletions(comment, offset);
  if (where === 'nowhere') return [];
  if (where === 'body') {
    const body = item.node.block?.body ?? [];
    return confCompletions(place, released(place.snapshot, cursorInBody(body, item.at, offset, tree.text)));
  }
  const quoted = current?.quoted ?? false;
  const slot: Slot = { span: cursor.span, quoted, open: quoted };
  if (where === 'after') return afterDumptype(place, cursor.before.length, slot);
  return byColumn(place, { cursor, slot, before: cursor.before.map((field) => field.value) });
}

/** The column at hand. */
interface Column {
  readonly before: readonly string[];
  readonly slot: Slot;
  readonly cursor?: DiskCursor;
}

function emptyLine(offset: number): Column {
  return { before: [], slot: { span: { start: offset, end: offset }, quoted: false, open: false } };
}

function byColumn(place: Place, column: Column): Completion[] {
  const { before, slot, cursor } = column;
  const [host, , third] = before;
  const isDumptype = place.snapshot.config.blocks.dumptype.has((third ?? '').toLowerCase());
  const more = cursor?.more ?? false;
  if (before.length === 0) return [...hostNames(place, slot), ...(more ? [] : starts(place, slot))];
  if (host === 'includefile')
    return before.length === 1 ? place.files.map((name) => text(name, slot, CompletionItemKind.File, 0)) : [];
  switch (before.length) {
    case 1:
      return diskNames(place, slot, host ?? '');
    case 2:
      // In front of an inline block only a device can stand.
      if (cursor?.item.node.block) return devices(place, slot);
      return [...dumptypes(place, slot, more), ...devices(place, slot)];
    case 3:
      if (isDumptype) return afterDumptype(place, 0, slot);
      return cursor?.item.node.block ? [] : dumptypes(place, slot, more);
    default:
      return afterDumptype(place, before.length - (isDumptype ? 3 : 4), slot);
  }
}

function hostNames(place: Place, slot: Slot): Completion[] {
  const others = place.snapshot.disklist.hosts.filter(
    (host) => !host.dles.every((dle) => typedHere(dle, place)),
  );
  return others.map((host) => ({
    ...text(host.name, slot, CompletionItemKind.Constant, 0),
    insert: host.name,
    detail: `${host.dles.length} ${host.dles.length === 1 ? 'DLE' : 'DLEs'}`,
    subject: { about: 'host', name: host.name },
  }));
}

function starts(place: Place, slot: Slot): Completion[] {
  const include: Completion = {
    ...text('includefile', slot, CompletionItemKind.Keyword, 2),
    insert: 'includefile ',
    snippet: 'includefile "$1"',
    subject: {
      about: 'text',
      text: 'Reads another file of DLEs. A relative name is taken from the configuration folder.',
    },
    more: true,
  };
  return place.starter ? [include, wholeEntry(place, slot)] : [include];
}

/** An entry with a block of its own, for editors that have no snippets of the extension. */
function wholeEntry(place: Place, slot: Slot): Completion {
  const dumptype = likelyName(place.snapshot, 'dumptype');
  const parent = dumptype === undefined ? '' : `  ${dumptype}\n`;
  const hole = dumptype === undefined ? '' : `  \${3:${dumptype}}\n`;
  return {
    ...text('DLE with an inline dumptype', slot, CompletionItemKind.Snippet, 3),
    insert: `host /disk {\n${parent}}`,
    snippet: `\${1:host} \${2:/disk} {\n${hole}  $0\n}`,
    detail: 'host disk { … }',
  };
}

/** Disks of other hosts that this one does not back up yet. */
function diskNames(place: Place, slot: Slot, host: string): Completion[] {
  const { dles } = place.snapshot.disklist;
  const own = new Set(
    dles.filter((dle) => dle.host === host && !typedHere(dle, place)).map((dle) => dle.disk),
  );
  const count = new Map<string, number>();
  for (const dle of dles)
    if (!own.has(dle.disk) && !typedHere(dle, place)) count.set(dle.disk, (count.get(dle.disk) ?? 0) + 1);
  return [...count]
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
    .slice(0, 500)
    .map(([disk, n]) => ({
      ...text(disk, slot, CompletionItemKind.Folder, n > 1 ? 0 : 1),
      detail: `on ${n} ${n === 1 ? 'host' : 'hosts'}`,
    }));
}

function typedHere(dle: Dle, place: Place): boolean {
  const { uri, span } = dle.place;
  return uri === place.uri && span.start <= place.offset && place.offset <= span.end;
}

/** Devices that other entries name. */
function devices(place: Place, slot: Slot): Completion[] {
  const names = new Set<string>();
  for (const dle of place.snapshot.disklist.dles)
    if (dle.device !== undefined && dle.device !== dle.disk && !typedHere(dle, place)) names.add(dle.device);
  return [...names].slice(0, 500).map((name) => ({
    ...text(name, slot, CompletionItemKind.Folder, 1),
    detail: 'device',
  }));
}

function dumptypes(place: Place, slot: Slot, more: boolean): Completion[] {
  const names = blockNames(place.snapshot, 'dumptype', slot, { quote: false, rank: 0 }).map((item) => ({
    ...item,
    insert: quote(item.label, slot),
    ...(slot.quoted ? { filter: `"${item.label}` } : {}),
  }));
  if (more) return names;
  const dumptype = likelyName(place.snapshot, 'dumptype');
  const inline: Completion = {
    ...text('{ … }', slot, CompletionItemKind.Snippet, 2),
    insert: '{\n  \n}',
    snippet: dumptype === undefined ? '{\n  $0\n}' : `{\n  \${1:${dumptype}}\n  $0\n}`,
    detail: 'inline dumptype',
    subject: {
      about: 'text',
      text: 'A dumptype for this DLE alone: settings one a line, and the name of a dumptype to inherit from.',
    },
  };
  return [...names, inline];
}

/** Spindle and interface. */
function afterDumptype(place: Place, column: number, slot: Slot): Completion[] {
  // Amanda reads this column without a thought for quotes, so a name with a blank cannot be given.
  if (column === 1)
    return blockNames(place.snapshot, 'interface', slot, { quote: false, rank: 0 })
      .filter((item) => !/[\s#"]/.test(item.label))
      .map((item) => ({ ...item, insert: item.label }));
  if (column !== 0) return [];
  const used = new Set(place.snapshot.disklist.dles.map((dle) => dle.spindle));
  return [...new Set([-1, 0, 1, ...used])]
    .sort((a, b) => a - b)
    .slice(0, 50)
    .map((n) => ({
      ...text(String(n), slot, CompletionItemKind.Value, 0),
      detail: n === -1 ? 'spindle: no restriction' : 'spindle',
    }));
}

function quote(name: string, slot: Slot): string {
  if (slot.quoted) return `"${name.replace(/[\\"]/g, (char) => `\\${char}`)}"`;
  return /[#{}]/.test(name) && !name.includes('"') ? `"${name}"` : quoteString(name);
}

/** A column's text; its opening quote, where one was typed, is replaced with it. */
function text(label: string, slot: Slot, kind: CompletionItemKind, rank: number): Completion {
  return {
    label,
    kind,
    span: slot.span,
    insert: quote(label, slot),
    rank,
    ...(slot.quoted ? { filter: `"${label}` } : {}),
  };
}
