import { factsOf } from '../../estimate/hostplan';
import type { Snapshot } from '../../model/snapshot';
import type { Dle } from '../../model/types';
import type { Check } from '../check';
import { removeLine } from '../edit';
import { asString } from '../in-force';
import { cleanPath } from '../directories';

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
        const path = readAs(snapshot, dle);
        if (path === undefined) continue;
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

/** These applications save directories, so that a name of theirs means what it means to GNU tar. */
const archivers = new Set(['amgtar', 'amstar', 'ambsdtar', 'amsuntar']);

/** What a DLE reads; undefined where its name is no directory, as with an application that saves databases. */
function readAs(snapshot: Snapshot, dle: Dle): string | undefined {
  const { application } = factsOf(snapshot, dle);
  const plugin = asString(application?.values.get('plugin')?.value);
  return plugin === undefined || archivers.has(plugin) ? cleanPath(dle.device ?? dle.disk) : undefined;
}
