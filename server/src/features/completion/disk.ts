import { CompletionItemKind } from 'vscode-languageserver-types';
import { quoteString } from '../../model/quote';
import type { Dle } from '../../model/types';
import type { DiskTree } from '../../syntax/nodes';
import { commentCompletions, confCompletions, type Place } from './conf';
import { cursorInBody } from './cursor';
import type { Completion, Slot } from './item';
import { blockNames } from './names';

/** What can stand at a place of a disklist: each column has its own. */
export function diskCompletions(place: Place, tree: DiskTree): Completion[] {
  const { offset } = place;
  const item = tree.items.findLast((one) => one.at + one.node.start <= offset);
  const block = item?.node.block;
  if (item && block && !block.sameLine && offset > block.open.end + item.at) {
    const closed = block.close ? block.close.start + item.at : Infinity;
    if (offset <= closed) return inlineCompletions(place, tree, item.at);
    const behind = columnsOf(tree.text.slice(closed + 1, offset), offset);
    if (behind) return afterDumptype(place, behind.before.length, behind.slot);
    return [];
  }
  const start = tree.text.lastIndexOf('\n', offset - 1) + 1;
  const line = tree.text.slice(start, offset);
  const hash = commentStart(line);
  if (hash >= 0) return commentCompletions({ text: line.slice(hash), start: start + hash }, offset);
  const columns = columnsOf(line, offset);
  return columns ? byColumn(place, columns, wordEnd(tree.text, offset)) : [];
}

function inlineCompletions(place: Place, tree: DiskTree, at: number): Completion[] {
  const item = tree.items.find((one) => one.at === at);
  const block = item?.node.block;
  if (!block) return [];
  // On the line of the brace nothing can stand.
  if (!tree.text.slice(block.open.end + at, place.offset).includes('\n')) return [];
  return confCompletions(place, cursorInBody(block.body, at, place.offset, tree.text));
}

interface Columns {
  /** The finished columns in front of the one being typed, unquoted. */
  readonly before: readonly string[];
  readonly slot: Slot;
}

/** The columns of a line up to the cursor; undefined where they cannot be told. */
function columnsOf(line: string, offset: number): Columns | undefined {
  const found = [...line.matchAll(/"(?:[^"\\]|\\.)*"?|[^\s"]+/g)];
  const last = found.at(-1);
  const typing =
    last && last.index + last[0].length === line.length && !/^".*[^\\]"$/.test(last[0]) ? last[0] : '';
  const before = found.slice(0, typing === '' ? undefined : -1).map((one) => one[0].replace(/^"|"$/g, ''));
  const quoted = typing.startsWith('"');
  return { before, slot: { span: { start: offset - typing.length, end: offset }, quoted, open: quoted } };
}

/** Where a `#` begins a comment: outside double quotes. */
function commentStart(line: string): number {
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === '\\') i++;
    else if (char === '"') quoted = !quoted;
    else if (char === '#' && !quoted) return i;
  }
  return -1;
}

/** The end of the word that the cursor stands in. */
function wordEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !/[\s{}#]/.test(text.charAt(end))) end++;
  return end;
}

function byColumn(place: Place, { before, slot: typed }: Columns, end: number): Completion[] {
  const { snapshot } = place;
  const slot: Slot = { ...typed, span: { start: typed.span.start, end } };
  const [host, , third] = before;
  switch (before.length) {
    case 0:
      return [...hostNames(place, slot), ...starts(slot)];
    case 1:
      if (host === 'includefile')
        return place.files.map((name) => text(name, slot, CompletionItemKind.File, 0));
      return diskNames(place, slot, host ?? '');
    case 2:
      return dumptypes(place, slot);
    case 3:
      if (snapshot.config.blocks.dumptype.has((third ?? '').toLowerCase()))
        return afterDumptype(place, 0, slot);
      return dumptypes(place, slot);
    default: {
      const named = snapshot.config.blocks.dumptype.has((third ?? '').toLowerCase()) ? 3 : 4;
      return afterDumptype(place, before.length - named, slot);
    }
  }
}

function hostNames(place: Place, slot: Slot): Completion[] {
  return place.snapshot.disklist.hosts.map((host) => ({
    ...text(host.name, slot, CompletionItemKind.Constant, 0),
    insert: host.name,
    detail: `${host.dles.length} ${host.dles.length === 1 ? 'DLE' : 'DLEs'}`,
    subject: { about: 'host', name: host.name },
  }));
}

/** Whole entries, for editors that have no snippets of their own. */
function starts(slot: Slot): Completion[] {
  return [
    {
      ...text('includefile', slot, CompletionItemKind.Keyword, 2),
      insert: 'includefile "',
      snippet: 'includefile "$1"',
      subject: {
        about: 'text',
        text: 'Reads another file of DLEs. A relative name is taken from the configuration folder.',
      },
      more: true,
    },
    {
      ...text('DLE with an inline dumptype', slot, CompletionItemKind.Snippet, 3),
      insert: 'host disk {\n  dumptype\n}',
      snippet: '${1:host} ${2:/disk} {\n  ${3:dumptype}\n  $0\n}',
      detail: 'host disk { … }',
    },
  ];
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

function dumptypes(place: Place, slot: Slot): Completion[] {
  const names = blockNames(place.snapshot, 'dumptype', slot, { quote: false, rank: 0 }).map((item) => ({
    ...item,
    insert: quote(item.label, slot),
    ...(slot.quoted ? { filter: `"${item.label}` } : {}),
  }));
  const inline: Completion = {
    ...text('{ … }', slot, CompletionItemKind.Snippet, 2),
    insert: '{\n  \n}',
    snippet: '{\n  ${1:dumptype}\n  $0\n}',
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
  if (column === 1) return blockNames(place.snapshot, 'interface', slot, { quote: false, rank: 0 });
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
