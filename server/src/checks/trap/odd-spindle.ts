import type { Check } from '../check';

export const oddSpindle: Check = {
  id: 'trap/odd-spindle',
  severity: 'warning',
  title: 'A spindle that is not the number it looks like',
  doc: `Amanda takes a lone \`-\` as spindle 0 and lets numbers beyond 32 bits wrap round without a message (\`server-src/diskfile.c\`,
\`parse_diskline\`). Two DLEs may then share a spindle that nobody wrote, and wait for each other. Write a small number, or −1 for
"no limit".`,
  run(snapshot, report) {
    for (const dle of snapshot.disklist.dles) {
      const place = dle.spindlePlace;
      if (place === undefined) continue;
      const text = snapshot.tree(place.uri)?.text.slice(place.span.start, place.span.end) ?? '';
      if (
        !/^-?\d*$/.test(text) ||
        (text !== '-' && Number(text) === dle.spindle && Math.abs(Number(text)) < 2 ** 31)
      ) {
        continue;
      }
      report({
        place,
        message: `Amanda takes this for spindle ${String(dle.spindle)} without a message. Write the number of a disk, or -1 for no limit.`,
      });
    }
  },
};
