import { anyParameter, lookup } from '../schema/index';
import type { Context, Parameter } from '../schema/types';
import { hasSince } from '../schema/versions';
import { code } from './hover/markdown';

/** A place in a line of amanda.conf: the parameter that the line sets is looked up in the newest release. */
interface Spot {
  readonly context: Context | undefined;
  readonly parameter?: Parameter | undefined;
}

/** The same place with the parameter as the assumed release has it; `word` is the line's first word. */
export function inRelease<T extends Spot>(
  spot: T,
  word: string | undefined,
  version: string,
  client: boolean,
): T {
  const { context } = spot;
  const parameter =
    context && word !== undefined
      ? lookup(context, word, client || context === 'client', version)
      : undefined;
  return { ...spot, parameter };
}

/** The parameter's documentation, with the default where it is another one in the assumed release. */
export function docOf(p: Parameter, version: string): string {
  const now = anyParameter(p.context, p.name);
  if (now === undefined || now.default === p.default || p.default === '') return p.doc;
  return `${p.doc} In Amanda ${version} the default is ${code(p.default)}.`;
}

/** What is to be said of a word that only other releases take here; undefined for one that none takes, or this one too. */
export function otherRelease(context: Context, word: string, version: string): Parameter | undefined {
  const p = anyParameter(context, word);
  return p && !hasSince(version, p.since, p.until) ? p : undefined;
}

/** Since and until when a parameter exists, for somebody who assumes another release. */
export function lifeText(p: Parameter, version: string): string {
  const until = p.until === undefined ? '' : `, gone since ${p.until}`;
  return `Not in Amanda ${version}, which is assumed here: since ${p.since}${until}.`;
}
