import { applicationParameters } from './application';
import { changerParameters } from './changer';
import { clientParameters } from './client';
import { deviceParameters } from './device';
import { dumptypeParameters } from './dumptype';
import { globalParameters } from './global';
import { holdingdiskParameters } from './holdingdisk';
import { interactivityParameters } from './interactivity';
import { interfaceParameters } from './interface';
import { fold, keywordClass } from './keywords';
import { policyParameters } from './policy';
import { scriptParameters } from './script';
import { storageParameters } from './storage';
import { taperscanParameters } from './taperscan';
import { tapetypeParameters } from './tapetype';
import type { BlockKind, Context, Parameter } from './types';

/** Every parameter in the order of the tables, by context. */
export const parameterLists: Readonly<Record<Context, readonly Parameter[]>> = {
  global: globalParameters,
  client: clientParameters,
  dumptype: dumptypeParameters,
  tapetype: tapetypeParameters,
  interface: interfaceParameters,
  holdingdisk: holdingdiskParameters,
  application: applicationParameters,
  script: scriptParameters,
  device: deviceParameters,
  changer: changerParameters,
  interactivity: interactivityParameters,
  taperscan: taperscanParameters,
  policy: policyParameters,
  storage: storageParameters,
};

export const contexts = Object.keys(parameterLists) as readonly Context[];
export const blockKinds = contexts.filter((c): c is BlockKind => c !== 'global' && c !== 'client');

const index = (list: readonly Parameter[]): ReadonlyMap<string, Parameter> =>
  new Map(list.map((p) => [p.name, p]));

/** The parameters by context and canonical name. */
export const parameters: Readonly<Record<Context, ReadonlyMap<string, Parameter>>> = Object.fromEntries(
  contexts.map((c) => [c, index(parameterLists[c])]),
) as Record<Context, ReadonlyMap<string, Parameter>>;

/**
 * The parameter that a word means in a context, whatever its case and whether written with `-` or `_`. In
 * amanda-client.conf (`isClient`) a word that is not in the client's keyword table is a name, even inside a block.
 */
export function lookup(
  context: Context,
  word: string,
  isClient = context === 'client',
): Parameter | undefined {
  const name = fold(word);
  const found = parameters[context].get(name);
  return found && isClient && !keywordClass(name, true) ? undefined : found;
}

/** Every context that has a parameter of this name, for "this belongs into a dumptype" and the like. */
export function contextsOf(word: string): readonly Context[] {
  const name = fold(word);
  return contexts.filter((c) => parameters[c].has(name));
}
