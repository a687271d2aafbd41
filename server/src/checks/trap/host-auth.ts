import type { Snapshot } from '../../model/snapshot';
import type { Dle } from '../../model/types';
import type { Check } from '../check';
import { stringOf } from '../in-force';
import { groups, where, related } from './host-values';

function odd<T>(found: Map<T, Dle[]>): Dle | undefined {
  return [...found.values()].sort((a, b) => a.length - b.length)[0]?.[0];
}

export const hostAuth: Check = {
  id: 'trap/host-auth',
  severity: 'warning',
  title: 'DLEs of one host use different auths',
  doc: `A host is asked for its estimates once, so all its DLEs share one connection and one \`auth\`. When they differ, the planner uses
the auth of one of them for all (\`server-src/planner.c\`, \`getsize\`), and amcheck complains: \`Multiple DLE's for host 'H' use
different auth methods\` (with exit code 0, so a script does not notice).

Give all DLEs of the host the same auth, best in one base dumptype.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const found = groups(host, (dle) => auth(snapshot, dle));
      const dle = odd(found);
      if (found.size < 2 || dle === undefined) continue;
      report({
        place: where(dle),
        message: `The DLEs of ${host.name} use different auths (${[...found.keys()].join(', ')}), but a host is asked over one connection: amcheck says "Multiple DLE's for host '${host.name}' use different auth methods". Give them all the same auth.`,
        related: related(found, 'auth') ?? [],
      });
    }
  },
};

function auth(snapshot: Snapshot, dle: Dle): string {
  return stringOf(snapshot, dle.dumptype, 'auth').toLowerCase();
}
