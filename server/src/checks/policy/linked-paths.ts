import type { Check } from '../check';
import { cleanPath } from '../directories';

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
      const byPath = new Map(host.dles.map((dle) => [cleanPath(dle.device ?? dle.disk), dle]));
      for (const [link, real] of links) {
        const a = byPath.get(link);
        if (a === undefined) continue;
        // A DLE around the real directory counts as well; what is around both is a matter of disklist/nested-dle.
        const outer = around(real).find((path) => byPath.has(path) && !parents(link).includes(path));
        const b = outer === undefined ? undefined : byPath.get(outer);
        if (b === undefined || outer === undefined) continue;
        report({
          place: a.diskPlace,
          message: `${link} usually is a link to ${real}, which ${host.name} backs up, too${outer === real ? '' : ` (in ${outer})`}: the same files are dumped twice. Keep ${outer}.`,
          related: [{ place: b.diskPlace, text: `${outer} of the same host` }],
        });
      }
    }
  },
};

/** A path and the directories around it, without the root: where a DLE would dump it. */
function around(real: string): readonly string[] {
  // On most systems /home is a directory of its own, whatever is done with /usr.
  return real === '/usr/home' ? [real] : parents(real);
}

function parents(path: string): readonly string[] {
  const parts = path.slice(1).split('/');
  return parts.map((_, n) => `/${parts.slice(0, parts.length - n).join('/')}`);
}
