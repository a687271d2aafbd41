import type { Observations } from '../logs/types';
import type { Snapshot } from '../model/snapshot';
import { nightsOf } from './night';
import type { Night, NightDle } from './types';

const nights = new WeakMap<Observations, readonly Night[]>();

/** The runs that the logs at hand of a snapshot are of, the newest first; put together once. */
export function nightsIn({ observations, disklist }: Snapshot): readonly Night[] {
  let known = nights.get(observations);
  if (!known) {
    const hosts = disklist.hosts.map(({ name, dles }) => ({ name, disks: dles.map(({ disk }) => disk) }));
    known = observations.logs.size === 0 ? [] : nightsOf([...observations.logs.values()], hosts);
    nights.set(observations, known);
  }
  return known;
}

/**
 * The newest run of each program: what counts. The older ones are history. All are of this configuration, whether their
 * logs name it or not. A folder of clients' logs may be for several servers: what only clients tell counts when one of
 * them is in this disklist.
 */
export function lastNights(snapshot: Snapshot): readonly Night[] {
  const own = new Set(snapshot.disklist.hosts.map(({ name }) => name.toLowerCase()));
  const seen = new Set<string>();
  return nightsIn(snapshot).filter(({ program, clientsOnly, hosts }) => {
    if (clientsOnly && !hosts.some(({ host }) => own.has(host.toLowerCase()))) return false;
    return !seen.has(program) && seen.add(program);
  });
}

/** What became of a host's DLEs in the newest run of amdump; empty where no log tells. */
export function lastNightOf(snapshot: Snapshot, host: string): { night?: Night; dles: readonly NightDle[] } {
  const last = lastNights(snapshot).filter(({ program }) => program === 'amdump');
  const night = last.find(({ clientsOnly }) => !clientsOnly) ?? last[0];
  const name = host.toLowerCase();
  return { night, dles: night?.hosts.find((one) => one.host.toLowerCase() === name)?.dles ?? [] };
}
