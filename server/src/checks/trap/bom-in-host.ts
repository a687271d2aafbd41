import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';
import { edit } from '../edit';

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
            edits: [edit(entry.uri, place.span, '')],
          },
        ],
      });
    }
  },
};
