import type { Snapshot } from '../model/snapshot';
import type { Problem } from '../model/types';
import { problemsOf } from './problem';
import { similar } from './similar';

/** Comparisons of names that a snapshot is worth: a disklist may name 100,000 dumptypes that none of 10,000 is. */
const MOST_COMPARISONS = 100_000;

const ordinals = new WeakMap<Snapshot, ReadonlyMap<string, number>>();

/** How many problems with the same id come before this one. */
function ordinalOf(snapshot: Snapshot, problem: Problem): number {
  let known = ordinals.get(snapshot);
  if (known === undefined) {
    const made = new Map<string, number>();
    for (const list of problemsOf(snapshot).values()) list.forEach((one, n) => made.set(keyOf(one), n));
    ordinals.set(snapshot, (known = made));
  }
  return known.get(keyOf(problem)) ?? 0;
}

function keyOf({ id, place }: Problem): string {
  return `${id} ${String(place.span.start)} ${place.uri}`;
}

/**
 * The names that the user probably meant, as `similar` gives them. Where thousands of names are wrong and thousands are
 * right only the first problems get hints: comparing all with all would take hours.
 */
export function hints(
  snapshot: Snapshot,
  problem: Problem,
  word: string,
  size: number,
  candidates: () => Iterable<string>,
): readonly string[] {
  if (ordinalOf(snapshot, problem) * size > MOST_COMPARISONS) return [];
  return similar(word, candidates());
}
