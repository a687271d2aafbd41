import type { Check } from '../check';
import type { Dle } from '../../model/types';
import { removeLine } from '../edit';

export const nearDuplicate: Check = {
  id: 'trap/near-duplicate',
  severity: 'warning',
  title: 'The same directory is backed up twice under two names',
  doc: `Amanda compares disk names letter by letter: \`/usr\` and \`/usr/\` are two DLEs, and so are two names with the same device
(\`server-src/diskfile.c\`, \`parse_diskline\`). Both are dumped in full, which takes twice the time and the tape.

Keep one of the two. If two DLEs of one directory are wanted (with different excludes), turn this check off for the line.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const seen = new Map<string, Dle>();
      for (const dle of host.dles) {
        const path = normal(dle.device ?? dle.disk);
        const before = seen.get(path);
        if (before === undefined) {
          seen.set(path, dle);
          continue;
        }
        // Different includes share out one directory on purpose.
        if (dle.dumptype.values.has('include') || before.dumptype.values.has('include')) continue;
        report({
          place: (dle.device === undefined ? undefined : dle.devicePlace) ?? dle.diskPlace,
          message: `${host.name} backs up ${path} twice: here as ${dle.disk} and before as ${before.disk}. Keep one of the two, each dumps the whole directory.`,
          related: [{ place: before.diskPlace, text: 'the first DLE of this directory' }],
          fixes: () => [
            { title: `Remove the DLE ${host.name} ${dle.disk}`, edits: [removeLine(snapshot, dle.place)] },
          ],
        });
      }
    }
  },
};

function normal(path: string): string {
  const slashes = path.replace(/\/+/g, '/').replace(/\/\.(?=\/|$)/g, '');
  return slashes.length > 1 ? slashes.replace(/\/$/, '') || '/' : slashes || '/';
}
