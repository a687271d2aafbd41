import type { Check } from '../check';
import { groups, where, related } from './host-values';
import { count } from '../../text/quantities';

export const hostInterface: Check = {
  id: 'trap/host-interface',
  severity: 'warning',
  title: 'DLEs of one host name different network interfaces',
  doc: `The network interface in the last column belongs to the host, not to the DLE: the *last* DLE of the host in the disklist decides,
and a DLE without one sets it back to the default interface (\`server-src/diskfile.c\`, \`parse_diskline\`). The bandwidth limit
of the interface that the others name is not used.

Write the same interface behind every DLE of the host.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const found = groups(host, (dle) => (dle.interface ?? 'default').toLowerCase());
      const last = host.dles.at(-1);
      if (found.size < 2 || last === undefined) continue;
      const value = last.interface ?? 'default';
      const unnamed = found.get('default')?.length ?? 0;
      // Where only DLEs without an interface differ, the one that is named is used for all.
      const harmless = found.size === 2 && value !== 'default' && unnamed > 0;
      report({
        place: last.interfacePlace ?? where(last),
        severity: harmless ? 'info' : 'warning',
        message: harmless
          ? `The last DLE of a host decides: the interface ${value} counts for all of ${host.name}, also for ${count(unnamed, 'DLE')} that ${unnamed === 1 ? 'names' : 'name'} none. Write it behind every DLE of the host.`
          : `The last DLE of a host decides: ${host.name} uses the interface ${value}, and what its other DLEs name is not used. Write the same interface behind every DLE of the host.`,
        related: related(found, 'interface') ?? [],
      });
    }
  },
};
