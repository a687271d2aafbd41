import type { Snapshot } from '../../model/snapshot';
import type { Check, Fix } from '../check';
import { diskEntries, placeIn, type DiskEntry } from '../disk-lines';
import { edit, merged, removeLine } from '../edit';
import { eolOf } from '../suppress';
import { count } from '../walk';

export const afterIncludefile: Check = {
  id: 'trap/after-includefile',
  severity: 'error',
  title: 'DLEs below an includefile line are never backed up',
  doc: `When amanda.conf gives any warning (one deprecated keyword is enough), Amanda drops every line of the disklist that stands
below an \`includefile\` line: no message, exit code 0, and those DLEs are in no backup (\`server-src/diskfile.c\`,
\`read_diskfile\` takes the warning for a failure of the include; measured with Amanda 3.5.1).

Move the includefile lines to the end of the disklist, or take away what amanda.conf warns about. The quick fix moves the
line, which changes nothing but the order in which DLEs are read.`,
  run(snapshot, report) {
    const { config, disklist } = snapshot;
    if (!config.hasWarnings) return;
    const entries = diskEntries(snapshot);
    for (const entry of entries) {
      if (entry.node.kind !== 'include') continue;
      const lost = entries.filter(
        (other) =>
          other.uri === entry.uri &&
          other.at > entry.at &&
          other.node.kind === 'dle' &&
          disklist.unread.some(
            (place) =>
              place.uri === other.uri &&
              place.span.start >= other.at &&
              place.span.start < other.at + other.node.end,
          ),
      );
      const first = lost[0];
      const before = entries.some(
        (other) => other.uri === entry.uri && other.at < entry.at && other.node.kind === 'include',
      );
      if (first === undefined || before) continue;
      report({
        place: placeIn(entry, firstField(entry)),
        message: `amanda.conf gives a warning, and then Amanda silently drops every line below an includefile: ${count(lost.length, 'DLE')} here ${lost.length === 1 ? 'is' : 'are'} never backed up. Put this line at the end of the file.`,
        related: [
          { place: placeIn(first, firstField(first)), text: 'the first DLE that is never read' },
          ...config.problems
            .filter((problem) => /warning/.test(problem.amanda))
            .slice(0, 1)
            .map((problem) => ({ place: problem.place, text: `the warning: ${problem.amanda}` })),
        ],
        fixes: () => moveToEnd(snapshot, entry),
      });
    }
  },
};

function firstField(entry: DiskEntry): { start: number; end: number } {
  const last = entry.node.kind === 'include' ? entry.node.fields.at(-1) : entry.node.fields[1];
  const first = entry.node.fields[0];
  return { start: first?.start ?? 0, end: last?.end ?? first?.end ?? 0 };
}

function moveToEnd(snapshot: Snapshot, entry: DiskEntry): Fix[] {
  const { text, uri } = entry;
  const eol = eolOf(text);
  const line = text.slice(entry.at, entry.at + entry.node.end).trim();
  const glue = text.endsWith('\n') ? '' : eol;
  const removal = removeLine(snapshot, { uri, span: { start: entry.at, end: entry.at + entry.node.end } });
  return [
    {
      title: 'Move the includefile line to the end of the file',
      preferred: true,
      edits: merged([removal, edit(uri, { start: text.length, end: text.length }, `${glue}${line}${eol}`)]),
    },
  ];
}
