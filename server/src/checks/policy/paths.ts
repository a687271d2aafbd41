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

/** Links that most systems of today have: the first name is the same directory as the second. */
const links: readonly (readonly [string, string])[] = [
  ['/bin', '/usr/bin'],
  ['/sbin', '/usr/sbin'],
  ['/lib', '/usr/lib'],
  ['/lib32', '/usr/lib32'],
  ['/lib64', '/usr/lib64'],
  ['/var/run', '/run'],
  ['/var/lock', '/run/lock'],
  ['/etc', '/private/etc'],
  ['/var', '/private/var'],
  ['/tmp', '/private/tmp'],
  ['/home', '/usr/home'],
];

export const linkedPaths: Check = {
  id: 'policy/linked-paths',
  severity: 'info',
  title: 'Two DLEs that usually are one directory',
  doc: `On most systems of today \`/bin\`, \`/sbin\` and \`/lib\` are links into \`/usr\`, \`/var/run\` is \`/run\`, FreeBSD's \`/home\` is \`/usr/home\`, and on
macOS \`/etc\`, \`/var\` and \`/tmp\` are in \`/private\`. Amanda follows the link that a DLE names, so both names dump the same files.

Keep the real directory and take the link out.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const byPath = new Map(host.dles.map((dle) => [dle.device ?? dle.disk, dle]));
      for (const [link, real] of links) {
        const [a, b] = [byPath.get(link), byPath.get(real)];
        if (a === undefined || b === undefined) continue;
        report({
          place: a.diskPlace,
          message: `${link} usually is a link to ${real}, which ${host.name} backs up, too: the same files are dumped twice. Keep ${real}.`,
          related: [{ place: b.diskPlace, text: `${real} of the same host` }],
        });
      }
    }
  },
};
