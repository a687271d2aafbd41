import type { Snapshot } from '../../model/snapshot';
import type { Dle, Host } from '../../model/types';
import type { Check, Finding } from '../check';
import { numberOf, stringOf } from '../in-force';
import { count } from '../walk';

/** The DLEs of a host by the value that each has, in disklist order. */
function groups<T>(host: Host, value: (dle: Dle) => T): Map<T, Dle[]> {
  const out = new Map<T, Dle[]>();
  for (const dle of host.dles) {
    const key = value(dle);
    const list = out.get(key);
    if (list === undefined) out.set(key, [dle]);
    else list.push(dle);
  }
  return out;
}

function where(dle: Dle): Finding['place'] {
  return dle.dumptypePlace ?? dle.dumptype.place ?? dle.diskPlace;
}

/** The first DLE of each value that is not the one in force. */
function related(found: Map<string | number, Dle[]>, name: string): Finding['related'] {
  return [...found]
    .slice(0, 5)
    .flatMap(([value, [first]]) =>
      first === undefined ? [] : [{ place: where(first), text: `${name} ${String(value)}: ${first.disk}` }],
    );
}

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
      report({
        place: last.interfacePlace ?? where(last),
        message: `The last DLE of a host decides: ${host.name} uses the interface ${value}, and the other one named for this host is not used. Write the same interface behind every DLE of the host.`,
        related: related(found, 'interface') ?? [],
      });
    }
  },
};
