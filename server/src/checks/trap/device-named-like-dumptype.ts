import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';

export const deviceNamedLikeDumptype: Check = {
  id: 'trap/device-named-like-dumptype',
  severity: 'warning',
  title: 'The third column is a dumptype although it looks like a device',
  doc: `The third column of a DLE is the dumptype when a dumptype of that name exists, and only otherwise the device
(\`server-src/diskfile.c\`, \`parse_diskline\`). A device that is called like a dumptype can therefore not be given: the line is
read as a DLE without a device, and the next column as its spindle.

Rename the dumptype, or write the device in another form (a trailing slash, a link).`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      const field = entry.node.fields[2];
      const { dle } = entry;
      if (field === undefined || dle === undefined || dle.dumptype.inline || dle.device !== undefined)
        continue;
      const fourth = entry.node.fields[3]?.value;
      const looks = /[/:\\]/.test(field.value) || field.value === dle.disk;
      const other = fourth !== undefined && snapshot.config.blocks.dumptype.has(fourth.toLowerCase());
      if (!looks && !other) continue;
      report({
        place: placeIn(entry, field),
        message: `Amanda takes ${field.text} for the dumptype of that name and not for a device${fourth === undefined ? '' : `, and ${fourth} for the spindle`}. Rename the dumptype if the device was meant.`,
        related:
          dle.dumptype.place === undefined
            ? []
            : [{ place: dle.dumptype.place, text: `the dumptype ${dle.dumptype.name}` }],
      });
    }
  },
};
