import type { Check } from '../check';
import { planHost } from '../../estimate/hostplan';

export const oneFileSystem: Check = {
  id: 'policy/one-file-system',
  severity: 'info',
  title: 'A dump of / stops at mount points',
  doc: `GNU tar (as Amanda calls it), dump and amgtar without \`property "ONE-FILE-SYSTEM" "no"\` stay on the file system on which they begin:
a DLE \`/\` does not hold \`/home\` or \`/boot\` when those are mounted there. Nothing is said about it until a restore.

Give each mounted file system a DLE of its own. When the host has only one file system, turn this check off for the line.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const [only] = host.dles;
      if (only === undefined || host.dles.length > 1 || (only.device ?? only.disk) !== '/') continue;
      const plan = planHost(snapshot, host).dles[0];
      if (plan === undefined || plan.absent !== undefined) continue;
      const property = plan.facts.application?.values.get('property')?.value;
      const one = property?.t === 'properties' ? property.map.get('one-file-system') : undefined;
      if (one !== undefined && /^no$/i.test(one.values[0] ?? '')) continue;
      report({
        place: only.diskPlace,
        message: `This is the only DLE of ${host.name}, and a dump of / stops at mount points: mounted file systems such as /home or /boot are in no backup. Add a DLE for each of them.`,
      });
    }
  },
};
