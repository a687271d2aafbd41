import type { Check } from '../check';
import { numberOf } from '../in-force';
import { groups, where, related } from './host-values';
import { count } from '../../text/quantities';

export const hostMaxdumps: Check = {
  id: 'trap/host-maxdumps',
  severity: 'warning',
  title: 'DLEs of one host have different maxdumps',
  doc: `\`maxdumps\` is a limit for the whole host although it is written in dumptypes. When the DLEs of a host differ, the *last* one in
the disklist decides for all (\`server-src/diskfile.c\`, \`parse_diskline\`), and amcheck complains: \`Multiple DLE's for host 'H'
use different maxdumps values\`.

Give all DLEs of the host the same maxdumps.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const found = groups(host, (dle) => numberOf(snapshot, dle.dumptype, 'maxdumps'));
      const last = host.dles.at(-1);
      if (found.size < 2 || last === undefined) continue;
      const value = numberOf(snapshot, last.dumptype, 'maxdumps');
      const others = host.dles.length - (found.get(value)?.length ?? 0);
      report({
        place: where(last),
        message: `The last DLE of a host decides: maxdumps ${String(value)} counts for all of ${host.name}, also for the ${count(others, 'DLE')} that ${others === 1 ? 'has' : 'have'} another value. Give them all the same maxdumps.`,
        related: related(found, 'maxdumps') ?? [],
      });
    }
  },
};
