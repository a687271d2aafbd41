import type { Check } from '../check';
import { directoryOf } from '../paths';

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
      const byPath = new Map(host.dles.map((dle) => [directoryOf(dle.device ?? dle.disk), dle]));
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
