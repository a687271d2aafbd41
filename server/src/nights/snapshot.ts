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

/** Seconds by which a client's clock may be ahead of the server's: another time zone. */
const ZONES = 15 * 3600;

/**
 * The newest run of each program: what counts. The older ones are history. All are of this configuration, whether their
 * logs name it or not. What only clients tell counts where one of them is in this disklist, for a folder of clients' logs
 * may be for several servers, and where the server's newest run is older than any time zone explains.
 */
export function lastNights(snapshot: Snapshot): readonly Night[] {
  const own = new Set(snapshot.disklist.hosts.map(({ name }) => name.toLowerCase()));
  const all = nightsIn(snapshot);
  const served = new Map<string, number>();
  for (const { clientsOnly, program, began = 0 } of all)
    if (!clientsOnly) served.set(program, Math.max(began, served.get(program) ?? 0));
  const seen = new Set<string>();
  return all.filter(({ program, clientsOnly, hosts, began = 0 }) => {
    const known = served.get(program);
    if (clientsOnly && known !== undefined && began < known + ZONES) return false;
    if (clientsOnly && !hosts.some(({ host }) => own.has(host.toLowerCase()))) return false;
    return !seen.has(program) && seen.add(program);
  });
}

/** What became of a host's DLEs in the newest run of amdump; empty where no log tells. */
export function lastNightOf(snapshot: Snapshot, host: string): { night?: Night; dles: readonly NightDle[] } {
  const night = lastNights(snapshot).find(({ program }) => program === 'amdump');
  const name = host.toLowerCase();
  return { night, dles: night?.hosts.find((one) => one.host.toLowerCase() === name)?.dles ?? [] };
}
