import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';
import { edit, quoted } from '../edit';

/** Characters that look like a blank, and characters that look like nothing. */
const invisible =
  /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\ufeff\u200b-\u200f\u2060\u00ad]+/;
const columns = ['host name', 'disk name', 'device'];

export const bomInHost: Check = {
  id: 'trap/bom-in-host',
  severity: 'warning',
  title: 'An invisible character is part of a host or disk name',
  doc: `A disklist that was saved "as UTF-8 with BOM", or into which a no-break space or zero-width character was pasted, has
bytes in a column that nobody sees. Amanda makes them part of the name (its only blanks are space, tab, CR, form feed and
vertical tab), looks for such a host or directory, and does not find it.

Delete the character, or write a blank in its place; the quick fix does it.`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      if (entry.node.kind !== 'dle') continue;
      for (const [n, field] of entry.node.fields.slice(0, columns.length).entries()) {
        // A dumptype of such a name does not exist, which Amanda says itself.
        if (n === 2 && entry.dle?.device === undefined) continue;
        const match = invisible.exec(field.text);
        if (match === null) continue;
        const start = field.start + match.index;
        const place = placeIn(entry, { start, end: start + match[0].length });
        const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        const bom = code === 'FEFF';
        const blank = /\s/.test(match[0]) && !bom;
        const what = bom ? 'a byte order mark (BOM)' : `the invisible character U+${code}`;
        report({
          place: placeIn(entry, field),
          message: `The ${columns[n] ?? ''} contains ${what}, so Amanda looks for ${n === 0 ? 'a host' : 'something'} that does not exist. ${blank ? 'Write a plain blank, or nothing, in its place' : 'Delete the character'}${bom ? ' (save the file as UTF-8 without BOM)' : ''}.`,
          fixes: () => {
            // Within a path a plain blank would end the column, were it not for quotes.
            const inside =
              blank && n > 0 && !field.quoted && match.index > 0 && !field.text.endsWith(match[0]);
            const whole = placeIn(entry, field).span;
            return [
              {
                title: blank ? 'Write a plain blank' : 'Delete the invisible character',
                preferred: true,
                edits: [
                  inside
                    ? edit(entry.uri, whole, quoted(field.value.replace(match[0], ' ')))
                    : edit(entry.uri, place.span, blank ? ' ' : ''),
                ],
              },
            ];
          },
        });
      }
    }
  },
};
