import type { Check } from '../check';
import { relatedDles } from '../causes';
import { factsOf } from '../../estimate/hostplan';
import { count } from '../../text/quantities';

export const spindles: Check = {
  id: 'policy/spindle',
  severity: 'info',
  title: 'One spindle serialises the dumps of a host',
  doc: `DLEs of one host with the same spindle (0 or more) are never dumped at the same time; −1, the default, means "no limit". When all
DLEs of a host share a spindle, a \`maxdumps\` above 1 does nothing for it (\`server-src/driver.c\`). Spindles help when they tell
disks apart: one number for each disk.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const last = host.dles.at(-1);
      if (last === undefined || host.dles.length < 2) continue;
      const maxdumps = factsOf(snapshot, last).maxdumps;
      const used = new Set(host.dles.map((dle) => dle.spindle));
      if (maxdumps < 2 || used.size >= maxdumps || used.has(-1)) continue;
      const first = host.dles[0];
      report({
        place: first?.spindlePlace ?? last.diskPlace,
        message: `${host.name} may run ${String(maxdumps)} dumps at once (maxdumps), but its ${count(host.dles.length, 'DLE')} have ${used.size === 1 ? 'one and the same spindle' : `${String(used.size)} spindles only`}, and DLEs of one spindle wait for each other. Number the spindles by disk, or use -1.`,
        related: relatedDles(host.dles, 'same host'),
      });
    }
  },
};
