import { planHost, type DlePlan, type HostPlan } from '../estimate/hostplan';
import type { Snapshot } from '../model/snapshot';
import type { Dle } from '../model/types';
import type { Place } from '../text/span';
import type { Finding, Fix } from './check';
import { setInBlock } from './edit';
import { nameOfDle } from './walk';

/** DLEs that suffer from one statement. */
export interface Cause<T> {
  /** The statement that sets the parameter; where it is nowhere set, the dumptype in the DLE's line. */
  readonly place: Place;
  readonly what: T;
  readonly dles: readonly Dle[];
  readonly first: DlePlan;
  readonly plan: HostPlan;
}

/**
 * The DLEs for which `wrong` answers something, brought together by the statement that causes it, so that one slip in
 * a base dumptype is one finding and not one for each DLE. `parameter` names the statement to point at.
 */
export function causes<T>(
  snapshot: Snapshot,
  wrong: (dle: DlePlan, plan: HostPlan) => { readonly parameter: string; readonly what: T } | undefined,
): readonly Cause<T>[] {
  const found = new Map<string, Cause<T> & { dles: Dle[] }>();
  for (const host of snapshot.disklist.hosts) {
    const plan = planHost(snapshot, host);
    for (const one of plan.dles) {
      const result = wrong(one, plan);
      if (result === undefined) continue;
      const place = placeOf(one.dle, result.parameter);
      const key = `${place.uri} ${String(place.span.start)} ${JSON.stringify(result.what)}`;
      const known = found.get(key);
      if (known === undefined)
        found.set(key, { place, what: result.what, dles: [one.dle], first: one, plan });
      else known.dles.push(one.dle);
    }
  }
  return [...found.values()];
}

/** Where a DLE's value of a parameter is written; else its dumptype, as the disklist names it. */
export function placeOf(dle: Dle, parameter: string): Place {
  const set = dle.dumptype.values.get(parameter)?.place;
  // What a built-in dumptype sets is written nowhere.
  const written = set === undefined || set.uri === '' ? undefined : set;
  return written ?? dle.dumptypePlace ?? dle.dumptype.place ?? dle.diskPlace;
}

/** The first DLEs concerned, as related places. */
export function relatedDles(dles: readonly Dle[], text = 'concerned'): NonNullable<Finding['related']> {
  return dles.slice(0, 5).map((dle) => ({ place: dle.diskPlace, text: `${nameOfDle(dle)}: ${text}` }));
}

/**
 * A fix that sets a parameter in the block which sets `cause` for a DLE; none where a built-in dumptype does. The value
 * goes to the block's end, so it wins over what the block inherits.
 */
export function setBeside(
  snapshot: Snapshot,
  dle: Dle | undefined,
  cause: string,
  parameter: string,
  value: string,
): readonly Fix[] {
  const owner = dle?.dumptype.values.get(cause)?.owner;
  if (owner === undefined || owner.builtin) return [];
  const made = setInBlock(snapshot, owner, parameter, value);
  const name = owner.inline ? 'this DLE' : `dumptype ${owner.name}`;
  return made === undefined ? [] : [{ title: `Set ${parameter} ${value} in ${name}`, edits: [made] }];
}
