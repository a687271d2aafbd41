import { SymbolKind, SymbolTag, type DocumentSymbol } from 'vscode-languageserver-types';
import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle } from '../../model/types';
import type { ConfLine, ConfNode, ConfTree, Token } from '../../syntax/nodes';
import { lookup } from '../../schema/index';
import type { BlockKind, Context } from '../../schema/types';
import type { LineIndex } from '../../text/lines';
import type { Place, Span } from '../../text/span';
import { blockKindOf, blockNameOf } from '../locate';

const KINDS: Readonly<Record<BlockKind, SymbolKind>> = {
  dumptype: SymbolKind.Class,
  tapetype: SymbolKind.Struct,
  interface: SymbolKind.Interface,
  holdingdisk: SymbolKind.Package,
  application: SymbolKind.Module,
  script: SymbolKind.Event,
  device: SymbolKind.Object,
  changer: SymbolKind.Object,
  interactivity: SymbolKind.Event,
  taperscan: SymbolKind.Operator,
  policy: SymbolKind.Enum,
  storage: SymbolKind.Package,
};

/** The outline of a configuration file. */
export function documentSymbols(snapshot: Snapshot, uri: string): DocumentSymbol[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  if (tree.kind === 'disklist') return disklistSymbols(snapshot, uri, tree.lines);
  return confSymbols(tree, snapshot.config.client);
}

function confSymbols(tree: ConfTree, client: boolean): DocumentSymbol[] {
  const top: Context = client ? 'client' : 'global';
  return tree.items.flatMap(({ at, node }) => nodeSymbols(node, at, top, tree.lines));
}

function nodeSymbols(
  node: ConfNode,
  base: number,
  context: Context | undefined,
  lines: LineIndex,
): DocumentSymbol[] {
  if (node.kind === 'line') return lineSymbols(node, base, context, lines);
  const kind = blockKindOf(node.head, context);
  const name = blockNameOf(node.head);
  const [first] = node.head.tokens;
  if (!first) return [];
  const selection = shift(name ?? first, base);
  const children = node.body.flatMap((one) => nodeSymbols(one, base, kind, lines));
  const symbol: DocumentSymbol = {
    name: labelOf(name ?? first),
    detail: kind ?? '',
    kind: kind ? KINDS[kind] : SymbolKind.Object,
    range: lines.range(shift(node, base)),
    selectionRange: lines.range(selection),
    children,
  };
  return [symbol];
}

function lineSymbols(
  line: ConfLine,
  base: number,
  context: Context | undefined,
  lines: LineIndex,
): DocumentSymbol[] {
  const [first, ...rest] = line.tokens;
  const last = line.tokens.at(-1);
  if (!first || !last || first.kind === 'rbrace' || !context) return [];
  const parameter = first.kind === 'word' ? lookup(context, first.value) : undefined;
  const span = { start: first.start, end: last.end };
  const values = rest.map((token) => token.text).join(' ');
  return [
    {
      name: labelOf(first),
      detail: values.length > 80 ? `${values.slice(0, 79)}…` : values,
      kind: parameter ? SymbolKind.Property : SymbolKind.Variable,
      ...(parameter?.deprecated && { tags: [SymbolTag.Deprecated] }),
      range: lines.range(shift(span, base)),
      selectionRange: lines.range(shift(first, base)),
    },
  ];
}

/** What a token is called in the outline; editors refuse names that are empty or blank. */
function labelOf({ value, text }: Token): string {
  return value.trim() === '' ? text : value;
}

function shift(span: Span, base: number): Span {
  return { start: span.start + base, end: span.end + base };
}

/** Hosts, each with the DLEs that follow one another. */
function disklistSymbols(snapshot: Snapshot, uri: string, lines: LineIndex): DocumentSymbol[] {
  const groups: { host: string; dles: Dle[] }[] = [];
  for (const dle of snapshot.disklist.dles) {
    if (dle.place.uri !== uri) continue;
    const last = groups.at(-1);
    if (last?.host === dle.host) last.dles.push(dle);
    else groups.push({ host: dle.host, dles: [dle] });
  }
  return groups.flatMap(({ host, dles }) => {
    const [first] = dles;
    const end = dles.at(-1)?.place.span.end;
    if (!first || end === undefined) return [];
    return {
      name: host,
      detail: `${dles.length} DLE${dles.length === 1 ? '' : 's'}`,
      kind: SymbolKind.Namespace,
      range: lines.range({ start: first.place.span.start, end }),
      selectionRange: lines.range(first.hostPlace.span),
      children: dles.map((dle) => ({
        name: dle.disk.trim() === '' ? `"${dle.disk}"` : dle.disk,
        detail: dle.dumptype.inline ? 'inline dumptype' : dle.dumptype.name,
        kind: SymbolKind.File,
        range: lines.range(dle.place.span),
        selectionRange: lines.range(dle.diskPlace.span),
      })),
    };
  });
}

/** A name of the whole workspace. */
export interface FoundSymbol {
  readonly name: string;
  readonly container: string;
  readonly kind: SymbolKind;
  readonly place: Place;
}

/** Blocks, hosts and DLEs whose name holds the letters of the query in their order; at most `most`. */
export function workspaceSymbols(snapshot: Snapshot, query: string, most: number): FoundSymbol[] {
  const found: FoundSymbol[] = [];
  const add = (name: string, container: string, kind: SymbolKind, place: Place | undefined) => {
    if (place && found.length < most && matches(name, query)) found.push({ name, container, kind, place });
  };
  const { config, disklist } = snapshot;
  for (const blocks of Object.values<ReadonlyMap<string, Block>>(config.blocks)) {
    for (const block of blocks.values())
      if (!block.inline) add(block.name, block.kind, KINDS[block.kind], block.place);
  }
  for (const host of disklist.hosts) add(host.name, 'host', SymbolKind.Namespace, host.dles[0]?.hostPlace);
  for (const dle of disklist.dles) add(`${dle.host} ${dle.disk}`, 'DLE', SymbolKind.File, dle.diskPlace);
  return found;
}

function matches(name: string, query: string): boolean {
  const text = name.toLowerCase();
  let at = 0;
  for (const char of query.toLowerCase()) {
    at = text.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
