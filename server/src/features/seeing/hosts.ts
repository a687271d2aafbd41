import type { Snapshot } from '../../model/snapshot';
import type { Dle, Host } from '../../model/types';

const cache = new WeakMap<Snapshot, ReadonlyMap<Dle, Host>>();

/** The hosts by their first DLE. */
export function hostsByFirstDle(snapshot: Snapshot): ReadonlyMap<Dle, Host> {
  let hosts = cache.get(snapshot);
  if (!hosts) {
    hosts = new Map(
      snapshot.disklist.hosts.flatMap((host) => (host.dles[0] ? [[host.dles[0], host] as const] : [])),
    );
    cache.set(snapshot, hosts);
  }
  return hosts;
}
