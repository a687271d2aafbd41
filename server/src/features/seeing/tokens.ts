import type { Snapshot } from '../../model/snapshot';
import { defineWords, fold } from '../../schema/keywords';
import { lookup } from '../../schema/index';
import type { BlockKind } from '../../schema/types';
import { falseWords, suffixByWord, trueWords } from '../../schema/units';
import type { Token } from '../../syntax/nodes';
import type { LineIndex } from '../../text/lines';
import type { Place, Span } from '../../text/span';
import { placed, walkTree, type WalkedLine } from '../structure/walk';

/** The types and modifiers in the order in which their numbers are sent; all of them are the protocol's own. */
export const tokenTypes = [
  'keyword',
  'type',
  'class',
  'struct',
  'interface',
  'function',
  'property',
  'enumMember',
  'number',
  'string',
  'comment',
  'namespace',
  'variable',
] as const;
export const tokenModifiers = ['definition', 'deprecated', 'defaultLibrary'] as const;

type TokenType = (typeof tokenTypes)[number];
type Modifier = (typeof tokenModifiers)[number];

/** A part of the text and what it means. */
export interface MeaningfulToken {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly Modifier[];
}

const BLOCKS: Readonly<Record<BlockKind, TokenType>> = {
  dumptype: 'class',
  tapetype: 'struct',
  interface: 'interface',
  application: 'function',
  script: 'function',
  holdingdisk: 'type',
  device: 'type',
  changer: 'type',
  interactivity: 'type',
  taperscan: 'type',
  policy: 'type',
  storage: 'type',
};

/**
 * What names and words mean, in the order of the text: only what a grammar that looks at one line cannot know, such as
 * whether a word is a parameter here, and whether a name is defined. With `everything`, for editors without a grammar,
 * strings, comments, numbers and units too.
 */
export function tokensOf(
  snapshot: Snapshot,
  uri: string,
  everything: boolean,
  range?: Span,
): MeaningfulToken[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  const found: MeaningfulToken[] = [];
  const add = (span: Span, type: TokenType, ...modifiers: Modifier[]) => {
    if (span.end > span.start && !(range && (span.end < range.start || span.start > range.end)))
      found.push({ span, type, modifiers });
  };
  names(snapshot, uri, tree.text, add);
  walkTree(tree, snapshot.config.client, (line) => words(snapshot, line, everything, add), range);
  if (tree.kind === 'disklist') {
    for (const { at, node } of tree.items) {
      const [first] = node.fields;
      if (node.kind === 'include' && first) add(placed(first, at), 'keyword');
      if (everything && node.comment) add(placed(node.comment, at), 'comment');
    }
  }
  return withoutOverlaps(found);
}

type Add = (span: Span, type: TokenType, ...modifiers: Modifier[]) => void;

function names(snapshot: Snapshot, uri: string, text: string, add: Add): void {
  const { config, disklist } = snapshot;
  const here = (place: Place | undefined): place is Place => place?.uri === uri;
  for (const blocks of Object.values(config.blocks))
    for (const { place, inline, kind } of blocks.values())
      if (here(place) && !inline) add(inner(text, place.span), BLOCKS[kind], 'definition');
  for (const { place, target } of [...config.uses, ...disklist.uses]) {
    if (!here(place) || !target || target.inline) continue;
    add(inner(text, place.span), BLOCKS[target.kind], ...(target.builtin ? ['defaultLibrary' as const] : []));
  }
  for (const dle of disklist.dles) {
    if (dle.place.uri !== uri) continue;
    add(dle.hostPlace.span, 'namespace');
    add(dle.diskPlace.span, 'variable');
    if (dle.devicePlace) add(dle.devicePlace.span, 'variable');
    if (dle.spindlePlace) add(dle.spindlePlace.span, 'number');
  }
}

/** Without the quotes around it. */
function inner(text: string, { start, end }: Span): Span {
  const quoted = end - start >= 2 && text[start] === '"' && text[end - 1] === '"';
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

function words(snapshot: Snapshot, walked: WalkedLine, everything: boolean, add: Add): void {
  const { line, base, context, role } = walked;
  const [first, second] = line.tokens;
  if (everything && line.comment) add(placed(line.comment, base), 'comment');
  if (everything) plainTokens(line.tokens, base, add);
  if (first?.kind !== 'word' || !context || role === 'close') return;
  const word = fold(first.text);
  const top = context === 'global' || context === 'client';
  if (top && (word === 'define' || word === 'includefile')) {
    add(placed(first, base), 'keyword');
    if (word === 'define' && second && defineWords.has(fold(second.text))) add(placed(second, base), 'type');
    return;
  }
  if (role === 'open' && word === 'holdingdisk' && line.tokens.length > 2) {
    add(placed(first, base), 'type');
    return;
  }
  const parameter = lookup(context, first.text, snapshot.config.client, snapshot.config.version);
  if (!parameter) return;
  add(placed(first, base), 'property', ...(parameter.deprecated ? ['deprecated' as const] : []));
  const known = new Set((parameter.values ?? []).map(fold));
  const boolean = ['bool', 'no_yes_all', 'holding'].includes(parameter.kind);
  for (const token of line.tokens.slice(1)) {
    if (token.kind !== 'word') continue;
    const value = fold(token.text);
    if (known.has(value) || (boolean && (trueWords.includes(value) || falseWords.includes(value))))
      add(placed(token, base), 'enumMember');
  }
}

function plainTokens(tokens: readonly Token[], base: number, add: Add): void {
  tokens.forEach((token, i) => {
    if (token.kind === 'number') add(placed(token, base), 'number');
    if (token.kind === 'string') add(placed(token, base), 'string');
    const unit = token.kind === 'word' && suffixByWord.has(token.text.toLowerCase());
    if (unit && tokens[i - 1]?.kind === 'number') add(placed(token, base), 'keyword');
  });
}

/** In the order of the text; of two that overlap the shorter one, because a name says more than the string around it. */
function withoutOverlaps(found: MeaningfulToken[]): MeaningfulToken[] {
  found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const kept: MeaningfulToken[] = [];
  for (const token of found) {
    const last = kept.at(-1);
    if (!last || last.span.end <= token.span.start) kept.push(token);
    else if (token.span.end - token.span.start < last.span.end - last.span.start)
      kept[kept.length - 1] = token;
  }
  return kept;
}

/** The five numbers that the protocol sends for each token; a token over several lines is sent once for each. */
export function encodeTokens(tokens: readonly MeaningfulToken[], lines: LineIndex): number[] {
  const data: number[] = [];
  let lastLine = 0;
  let lastCharacter = 0;
  for (const { span, type, modifiers } of tokens) {
    const bits = modifiers.reduce((sum, one) => sum | (1 << tokenModifiers.indexOf(one)), 0);
    const endLine = lines.lineAt(span.end);
    for (let line = lines.lineAt(span.start); line <= endLine; line++) {
      const own = lines.lineSpan(line);
      const start = Math.max(own.start, span.start);
      const length = Math.min(own.end, span.end) - start;
      if (length <= 0) continue;
      // Not the distance to the line's start: a byte order mark has no column.
      const { character } = lines.positionAt(start);
      const from = line === lastLine ? character - lastCharacter : character;
      data.push(line - lastLine, from, length, tokenTypes.indexOf(type), bits);
      lastLine = line;
      lastCharacter = character;
    }
  }
  return data;
}
