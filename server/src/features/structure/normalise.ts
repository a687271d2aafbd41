import type { Snapshot } from '../../model/snapshot';
import { lookup, parametersOf } from '../../schema/index';
import { defineWords, fold, keywordClass, spelling } from '../../schema/keywords';
import type { Context, Parameter } from '../../schema/types';
import type { TextEdit } from '../../text/span';
import type { Token } from '../../syntax/nodes';
import { placed, walkTree, type WalkedLine } from './walk';

/**
 * Edits that write keywords as the manual does: lower case with `-` (`Max_Warnings` becomes `max-warnings`). A word
 * that Amanda does not know but that differs from one parameter by `-` and `_` only (`dump_cycle`) becomes that one.
 * Names of blocks and everything in quotes stay as they are.
 */
export function normaliseEdits(snapshot: Snapshot, uri: string): TextEdit[] {
  const tree = snapshot.tree(uri);
  if (!tree) return [];
  const edits: TextEdit[] = [];
  walkTree(tree, snapshot.config.client, (line) => {
    for (const [token, word] of houseStyle(snapshot, line))
      if (token.text !== word) edits.push({ span: placed(token, line.base), text: word });
  });
  return edits;
}

function houseStyle(snapshot: Snapshot, { line, context, role }: WalkedLine): [Token, string][] {
  const [first, second] = line.tokens;
  if (first?.kind !== 'word' || !context || role === 'close') return [];
  const word = fold(first.text);
  const top = context === 'global' || context === 'client';
  if (top && word === 'includefile') return [[first, word]];
  if (top && word === 'define') {
    const kind = second?.kind === 'word' && defineWords.has(fold(second.text));
    return [[first, word], ...(kind ? [[second, fold(second.text)] as [Token, string]] : [])];
  }
  const { version } = snapshot.config;
  const parameter =
    lookup(context, first.text, snapshot.config.client, version) ??
    squeezed(snapshot, context, first.text, line.tokens);
  if (!parameter) return [];
  return [[first, spelling(parameter.name, version)], ...valueWords(parameter, line.tokens.slice(1))];
}

const BOOLEANS = new Set(['yes', 'no', 'on', 'off', 'true', 'false', 'y', 'n', 't', 'f']);

/** Words behind a parameter that Amanda reads as keywords: those of its table and the booleans. */
function valueWords(parameter: Parameter, tokens: readonly Token[]): [Token, string][] {
  if (parameter.refers) return [];
  const words = new Set((parameter.values ?? []).map(fold));
  const boolean =
    parameter.kind === 'bool' || parameter.kind === 'no_yes_all' || parameter.kind === 'holding';
  return tokens.flatMap((token): [Token, string][] => {
    const word = fold(token.text);
    const known = words.has(word) || (boolean && BOOLEANS.has(word));
    return token.kind === 'word' && known ? [[token, word]] : [];
  });
}

/** The one parameter that a word which is nothing else must mean. */
function squeezed(
  snapshot: Snapshot,
  context: Context,
  word: string,
  tokens: readonly Token[],
): Parameter | undefined {
  if (keywordClass(word, snapshot.config.client, snapshot.config.version) !== undefined) return undefined;
  // A word alone in a block may be the name of one to inherit from.
  const top = context === 'global' || context === 'client';
  if (!top && (tokens.length === 1 || snapshot.config.blocks[context].has(word.toLowerCase())))
    return undefined;
  const letters = squeeze(word);
  const found = parametersOf(context, snapshot.config.version).filter(
    ({ name }) => squeeze(name) === letters,
  );
  return found.length === 1 ? found[0] : undefined;
}

function squeeze(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}
