import type { Check } from '../check';
import { relatedDles } from '../causes';
import { factsOf } from '../../estimate/hostplan';

export const clientCompress: Check = {
  id: 'policy/client-compress-maxdumps',
  severity: 'info',
  title: 'A client compresses several dumps at once',
  doc: `With \`maxdumps\` above 1 a host dumps several DLEs at the same time. With \`compress client\` each of them runs a compressor there,
and the machine's own work suffers. Use \`compress server\`, or \`maxdumps 1\` for this host. \`compress client fast\` is also what a
dumptype has that says nothing about compression.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const last = host.dles.at(-1);
      if (last === undefined) continue;
      const { maxdumps } = factsOf(snapshot, last);
      const busy = host.dles.filter((dle) => {
        const { compress } = factsOf(snapshot, dle);
        return compress.side === 'client';
      });
      const [first] = busy;
      const atOnce = Math.min(maxdumps, busy.length);
      if (first === undefined || atOnce < 2) continue;
      report({
        place: first.dumptypePlace ?? first.diskPlace,
        message: `${host.name} compresses up to ${String(atOnce)} dumps at once itself (maxdumps ${String(maxdumps)}, compress client ${factsOf(snapshot, first).compress.how}). Use \`compress server\`, or fewer dumps at once.`,
        related: relatedDles(busy.slice(1), 'compresses on the client, too'),
      });
    }
  },
};
