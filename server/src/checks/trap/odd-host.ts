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

export const bomInHost: Check = {
  id: 'trap/bom-in-host',
  severity: 'warning',
  title: 'An invisible character is part of the host name',
  doc: `A disklist that was saved "as UTF-8 with BOM", or into which a no-break space or zero-width character was pasted, has
bytes in its host column that nobody sees. Amanda makes them part of the host name (its only blanks are space, tab, CR,
form feed and vertical tab), looks for such a host, and does not find it.

Delete the character; the quick fix does it.`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      const field = entry.node.fields[0];
      if (entry.node.kind !== 'dle' || field === undefined) continue;
      const match = /[\ufeff\u00a0\u200b-\u200f\u2028\u2029\u2060\u00ad]+/.exec(field.text);
      if (match === null) continue;
      const start = field.start + match.index;
      const place = placeIn(entry, { start, end: start + match[0].length });
      const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const what = code === 'FEFF' ? 'a byte order mark (BOM)' : `the invisible character U+${code}`;
      report({
        place: placeIn(entry, field),
        message: `The host name contains ${what}, so Amanda looks for a host that does not exist. Delete the character${code === 'FEFF' ? ' (save the file as UTF-8 without BOM)' : ''}.`,
        fixes: () => [
          {
            title: 'Delete the invisible character',
            preferred: true,
            safe: true,
            edits: [edit(entry.uri, place.span, '')],
          },
        ],
      });
    }
  },
};

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
