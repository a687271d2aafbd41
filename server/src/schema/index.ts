import { applicationParameters } from './application';
import { changerParameters } from './changer';
import { clientParameters } from './client';
import { deviceParameters } from './device';
import { dumptypeParameters } from './dumptype';
import { globalParameters } from './global';
import { holdingdiskParameters } from './holdingdisk';
import { interactivityParameters } from './interactivity';
import { interfaceParameters } from './interface';
import { goneParameters } from './gone';
import { fold, keywordClass, spelling } from './keywords';
import { policyParameters } from './policy';
import { scriptParameters } from './script';
import { storageParameters } from './storage';
import { taperscanParameters } from './taperscan';
import { tapetypeParameters } from './tapetype';
import type { BlockKind, Change, Context, Parameter } from './types';
import { compareVersions, hasSince, newestVersion } from './versions';

/** Every parameter of the newest release in the order of the tables, by context. */
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

/** The newest release's parameters by context and canonical name. */
export const parameters: Readonly<Record<Context, ReadonlyMap<string, Parameter>>> = Object.fromEntries(
  contexts.map((c) => [c, index(parameterLists[c])]),
) as Record<Context, ReadonlyMap<string, Parameter>>;

interface Release {
  readonly lists: Readonly<Record<Context, readonly Parameter[]>>;
  readonly index: Readonly<Record<Context, ReadonlyMap<string, Parameter>>>;
}

const releases = new Map<string, Release>([[newestVersion, { lists: parameterLists, index: parameters }]]);

/** The parameters as a release has them, with its readers and defaults. */
function releaseOf(version: string): Release {
  const known = releases.get(version);
  if (known) return known;
  const lists = Object.fromEntries(
    contexts.map((context) => [
      context,
      [...parameterLists[context], ...goneParameters.filter((p) => p.context === context)]
        .filter((p) => hasSince(version, p.since, p.until))
        .map((p) => asIn(p, version)),
    ]),
  ) as unknown as Record<Context, readonly Parameter[]>;
  const made: Release = {
    lists,
    index: Object.fromEntries(contexts.map((c) => [c, index(lists[c])])) as Release['index'],
  };
  if (releases.size > 100) releases.clear();
  releases.set(version, made);
  return made;
}

/** A parameter with the changes that hold in a release. */
function asIn(p: Parameter, version: string): Parameter {
  const holds = ({ before, since }: Change) =>
    (before === undefined || compareVersions(version, before) < 0) &&
    (since === undefined || compareVersions(version, since) >= 0);
  let made: Parameter = p;
  for (const change of p.changes ?? []) {
    if (!holds(change)) continue;
    const { before: _before, since: _since, validation, ...fields } = change;
    made = { ...made, ...fields };
    if (validation !== undefined)
      made = { ...made, validation: validation === 'none' ? undefined : validation };
  }
  if (made.deprecated && !hasSince(version, made.deprecated.since)) made = { ...made, deprecated: undefined };
  // Words that are keywords of newer releases only are names here.
  const isClient = p.context === 'client';
  const late = (word: string) =>
    keywordClass(word, isClient) && !keywordClass(spelling(word, version), isClient, version);
  return made.values?.some(late) ? { ...made, values: made.values.filter((word) => !late(word)) } : made;
}

/** The parameters of a context in a release, in the order of the tables. */
export function parametersOf(context: Context, version: string = newestVersion): readonly Parameter[] {
  return releaseOf(version).lists[context];
}

/** The parameter of this canonical name in a context of a release. */
export function parameterOf(
  context: Context,
  name: string,
  version: string = newestVersion,
): Parameter | undefined {
  return releaseOf(version).index[context].get(name);
}

/** The parameter of this name in whatever release has one in this context, for what is to be said about it. */
export function anyParameter(context: Context, word: string): Parameter | undefined {
  const name = fold(word);
  return (
    parameters[context].get(name) ?? goneParameters.find((p) => p.context === context && p.name === name)
  );
}

/**
 * The parameter that a word means in a context of a release, whatever its case and whether written with `-` or `_`. In
 * amanda-client.conf (`isClient`) a word that is not in the client's keyword table is a name, even inside a block.
 */
export function lookup(
  context: Context,
  word: string,
  isClient = context === 'client',
  version: string = newestVersion,
): Parameter | undefined {
  const name = fold(word);
  const found = parameterOf(context, name, version);
  return found && isClient && !keywordClass(word, true, version) ? undefined : found;
}

/** Every context of a release that has a parameter of this name, for "this belongs into a dumptype" and the like. */
export function contextsOf(word: string, version: string = newestVersion): readonly Context[] {
  const name = fold(word);
  return contexts.filter((c) => parameterOf(c, name, version) !== undefined);
}
