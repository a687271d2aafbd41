import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';

export const includeTrailing: Check = {
  id: 'trap/include-trailing-text',
  severity: 'warning',
  title: 'Text behind the name of an included file is ignored',
  doc: `Behind \`includefile NAME\` in the disklist Amanda ignores the rest of the line without a message (\`server-src/diskfile.c\`,
\`parse_diskline\`), for instance the second of two names. Write one includefile line for each file.`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      const [, , first] = entry.node.fields;
      const last = entry.node.fields.at(-1);
      if (entry.node.kind !== 'include' || first === undefined || last === undefined) continue;
      const place = placeIn(entry, { start: first.start, end: last.end });
      report({
        place,
        message:
          'Amanda ignores what stands behind the name of the file. Write one includefile line for each file.',
      });
    }
  },
};
