import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';
import { edit } from '../edit';

export const quotedHost: Check = {
  id: 'trap/quoted-host',
  severity: 'warning',
  title: 'The quotes of a host become part of its name',
  doc: `Disk, device and dumptype of a disklist line may stand in double quotes; the host may not: Amanda does not take its quotes
off (\`server-src/diskfile.c\`, \`parse_diskline\`), looks for a host whose name contains them, and finds none.

Write the host without quotes.`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      const field = entry.node.fields[0];
      if (entry.node.kind !== 'dle' || field === undefined || !/["']/.test(field.text)) continue;
      const bare = field.text.replace(/["']/g, '');
      const place = placeIn(entry, field);
      report({
        place,
        message: `Amanda keeps the quotes: it will look for a host called ${field.text} and not find it. Write the host without quotes.`,
        fixes: () =>
          bare === '' || /\s/.test(bare)
            ? []
            : [
                {
                  title: `Write ${bare} without quotes`,
                  preferred: true,
                  edits: [edit(entry.uri, place.span, bare)],
                },
              ],
      });
    }
  },
};
