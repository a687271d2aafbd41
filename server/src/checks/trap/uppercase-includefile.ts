import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';
import { edit } from '../edit';

export const uppercaseIncludefile: Check = {
  id: 'trap/uppercase-includefile',
  severity: 'warning',
  title: 'An includefile in capitals is a host',
  doc: `In the disklist only the lower-case word \`includefile\` in the first column includes a file; \`INCLUDEFILE\` or \`include-file\`
is a host of that name, although amanda.conf takes such spellings (\`server-src/diskfile.c\`, \`parse_diskline\`).`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      const field = entry.node.fields[0];
      if (entry.node.kind !== 'dle' || field === undefined) continue;
      if (field.text.toLowerCase().replace(/[-_]/g, '') !== 'includefile') continue;
      const place = placeIn(entry, field);
      report({
        place,
        message: `Amanda takes this for a host called ${field.text}: in the disklist only lower-case \`includefile\` includes a file.`,
        fixes: () => [
          {
            title: 'Write includefile',
            preferred: true,
            edits: [edit(entry.uri, place.span, 'includefile')],
          },
        ],
      });
    }
  },
};
