import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Snapshot } from '../../model/snapshot';
import type { Block } from '../../model/types';
import { keywordClass } from '../../schema/keywords';
import type { BlockKind } from '../../schema/types';
import { whereText } from '../hover/markdown';
import { inQuotes, type Completion, type Slot } from './item';

export interface NameOptions {
  /** Write the name in quotes even where Amanda would take it bare. */
  readonly quote: boolean;
  /** Leave out what is defined behind this place of the file: Amanda resolves these names at once. */
  readonly before?: { readonly uri: string; readonly offset: number };
  /** Leave out the block at hand. */
  readonly except?: string;
  readonly rank: number;
}

/** The blocks of a kind, the newest definition last, as names to insert. */
export function blockNames(
  snapshot: Snapshot,
  kind: BlockKind,
  slot: Slot,
  options: NameOptions,
): Completion[] {
  const { before, except } = options;
  return [...snapshot.config.blocks[kind].values()]
    .filter((block) => !block.inline && block.name.toLowerCase() !== except?.toLowerCase())
    .filter((block) => isBefore(block, before))
    .map((block) => ({
      label: block.name,
      kind: CompletionItemKind.Class,
      span: slot.span,
      insert: options.quote || slot.quoted || !isBare(block.name) ? inQuotes(slot, block.name) : block.name,
      detail: detailOf(snapshot, block),
      rank: block.builtin ? options.rank + 1 : options.rank,
      subject: { about: 'block', kind, name: block.name },
    }));
}

/** True for names that need no quotes in amanda.conf. */
function isBare(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(name) && keywordClass(name) === undefined;
}

function detailOf(snapshot: Snapshot, block: Block): string {
  const comment = block.values.get('comment')?.value;
  const text = comment?.t === 'string' && comment.s !== '' ? ` — ${comment.s}` : '';
  if (block.builtin) return `built-in ${block.kind}`;
  return `${block.kind}${block.place ? `, ${whereText(snapshot, block.place)}` : ''}${text}`;
}

/** The name of a kind of block to fill a snippet with: the first one of the configuration that needs no quotes. */
export function likelyName(
  snapshot: Snapshot,
  kind: BlockKind,
  before?: NameOptions['before'],
): string | undefined {
  return [...snapshot.config.blocks[kind].values()].find(
    (block) => !block.inline && !block.builtin && isBare(block.name) && isBefore(block, before),
  )?.name;
}

/** Amanda resolves most names at once, so what the same file defines further down cannot be named yet. */
function isBefore(block: Block, before: NameOptions['before']): boolean {
  return !before || !block.place || block.place.uri !== before.uri || block.place.span.start < before.offset;
}
