import { lookup } from '../../schema/index';
import { fold } from '../../schema/keywords';
import type { Context, Parameter } from '../../schema/types';
import type { ConfLine, ConfNode, ConfTree, Token } from '../../syntax/nodes';
import type { Snapshot } from '../../model/snapshot';
import { blockKindOf, blockNameOf, lastBefore } from '../locate';
import { inRelease } from '../release';
import type { Slot } from './item';

/** What stands around the cursor in amanda.conf. */
export interface Cursor {
  /** Which parameters are read here; undefined inside a block of an unknown kind. */
  readonly context: Context | undefined;
  /** The name of the innermost block and its nodes. */
  readonly blockName?: string;
  /** The lines of the innermost block, or of the file. */
  readonly siblings: readonly ConfNode[];
  /** The tokens of the line before the one that is being typed. */
  readonly prior: readonly Token[];
  /** The tokens of the line behind the one that is being typed. */
  readonly later: readonly Token[];
  /** What is being typed. */
  readonly slot: Slot;
  readonly typed: string;
  /** The token under the cursor is a string. */
  readonly string: boolean;
  /** The parameter that the line sets. */
  readonly parameter?: Parameter | undefined;
  /** Set inside a comment: its text up to the cursor, and where that begins. */
  readonly comment?: { readonly text: string; readonly start: number };
}

interface Around {
  readonly context: Context | undefined;
  readonly name?: string;
  readonly nodes: readonly ConfNode[];
  readonly base: number;
}

/** Where the cursor is in amanda.conf: also in broken text, and behind a block that nobody has closed yet. */
export function cursorIn(tree: ConfTree, offset: number, isClient: boolean): Cursor {
  const context = isClient ? 'client' : 'global';
  const last = lastBefore(tree.items, offset);
  const siblings = tree.items.map((item) => item.node);
  const around: Around = { context, nodes: siblings, base: 0 };
  if (!last) return cursorOn(undefined, tree.text, offset, around, isClient);
  return descend([last.node], last.at, offset, tree.text, { ...around, base: last.at }, isClient);
}

/** The cursor with the line's parameter as the assumed release has it. */
export function released(snapshot: Snapshot, cursor: Cursor): Cursor {
  const first = cursor.prior[0];
  const { version } = snapshot.settings;
  const word = first?.kind === 'word' ? first.value : undefined;
  return inRelease(cursor, word, version, snapshot.config.client);
}

/** The same inside the inline block of a disklist. */
export function cursorInBody(
  body: readonly ConfNode[],
  base: number,
  offset: number,
  text: string,
  isClient = false,
): Cursor {
  return descend(body, base, offset, text, { context: 'dumptype', nodes: body, base }, isClient);
}

function descend(
  nodes: readonly ConfNode[],
  base: number,
  offset: number,
  text: string,
  around: Around,
  isClient: boolean,
): Cursor {
  const node = nodes.findLast((one) => one.start + base <= offset);
  if (!node) return cursorOn(undefined, text, offset, around, isClient);
  if (node.kind === 'line') {
    const on = offset <= node.end + base ? node : undefined;
    return cursorOn(on, text, offset, around, isClient);
  }
  if (offset <= node.head.end + base && offset - base < (node.head.tokens.at(-1)?.end ?? 0))
    return cursorOn(node.head, text, offset, around, isClient);
  // Behind the `}` of a closed block the text around it goes on.
  const closed = node.close?.tokens[0];
  if (closed && offset >= closed.end + base) {
    const on = offset <= node.end + base ? node.close : undefined;
    return on ? nowhere(text, offset, around) : cursorOn(undefined, text, offset, around, isClient);
  }
  const inner: Around = {
    context: blockKindOf(node.head, around.context),
    name: blockNameOf(node.head)?.value,
    nodes: node.body,
    base,
  };
  if (offset <= node.head.end + base) return nowhere(text, offset, inner);
  return descend(node.body, base, offset, text, inner, isClient);
}

/** A place where nothing can stand, such as behind a `{`. */
function nowhere(text: string, offset: number, around: Around): Cursor {
  const cursor = cursorOn(undefined, text, offset, { ...around, context: undefined }, false);
  return { ...cursor, comment: cursor.comment ?? { text: '', start: offset } };
}

function cursorOn(
  line: ConfLine | undefined,
  text: string,
  offset: number,
  around: Around,
  isClient: boolean,
): Cursor {
  const { base } = around;
  const rest = { context: around.context, blockName: around.name, siblings: around.nodes };
  const comment = line?.comment;
  const start = (comment?.start ?? Infinity) + base;
  if (offset > start)
    return {
      ...rest,
      prior: [],
      later: [],
      slot: { span: { start: offset, end: offset }, quoted: false, open: false },
      typed: '',
      string: false,
      comment: { text: text.slice(start, offset), start },
    };
  const tokens = line?.tokens ?? [];
  const current = tokens.findLast((token) => token.start + base < offset && offset <= token.end + base);
  const typing = current && isTyped(current, offset - base) ? current : undefined;
  const limit = typing ? typing.start : offset - base;
  const prior = tokens.filter((token) => token.end <= limit);
  const later = tokens.filter((token) => token.start >= (typing ? typing.end : offset - base));
  const first = prior[0];
  const parameter =
    around.context && first?.kind === 'word'
      ? lookup(around.context, fold(first.value), isClient)
      : undefined;
  return {
    ...rest,
    prior,
    later,
    slot: slotOf(typing, base, offset),
    typed: typing ? text.slice(typing.start + base, offset) : '',
    string: typing?.kind === 'string',
    ...(parameter ? { parameter } : {}),
  };
}

/** True while the token under the cursor is not finished by what it ends in. */
function isTyped(token: Token, offset: number): boolean {
  if (token.kind === 'string') return offset < token.end || token.flaw === 'unterminated';
  return token.kind === 'word' || token.kind === 'number' || token.kind === 'unknown';
}

function slotOf(token: Token | undefined, base: number, offset: number): Slot {
  if (!token) return { span: { start: offset, end: offset }, quoted: false, open: false };
  const start = token.start + base;
  if (token.kind !== 'string') return { span: { start, end: token.end + base }, quoted: false, open: false };
  const open = token.flaw === 'unterminated';
  return { span: { start: start + 1, end: open ? offset : token.end + base - 1 }, quoted: true, open };
}
