import type { Snapshot } from '../../model/snapshot';
import type { Problem } from '../../model/types';
import type { Check, Fix } from '../check';
import { diskEntries, placeIn, type DiskEntry } from '../disk-lines';
import { edit, merged, removeLine } from '../edit';
import { eolOf } from '../suppress';
import { count } from '../../text/quantities';

export const afterIncludefile: Check = {
  id: 'trap/after-includefile',
  severity: 'error',
  title: 'Lines below an includefile line are never read',
  doc: `When Amanda has printed any warning by the time it has read an \`includefile\` of the disklist (one deprecated keyword in
amanda.conf is enough, and so is one in an inline dumptype further up or in the included file), it drops every line of the
disklist that stands below that \`includefile\` line: no message, exit code 0, and those DLEs are in no backup
(\`server-src/diskfile.c\`, \`parse_diskline\` takes the warning for a failure of the include; measured with Amanda 3.5.1). A second
\`includefile\` is dropped like a DLE, with all that is in its file.

Take away what Amanda warns about, or move the includefile line to the end of the disklist. The quick fix moves the line, which
changes nothing but the order in which DLEs are read; of several includefile lines only the first is read as long as there is
a warning.`,
  run(snapshot, report) {
    const { unread } = snapshot.disklist;
    if (unread.length === 0) return;
    const dropped = new Set(unread.map(({ uri, span }) => `${uri} ${String(span.start)}`));
    const isDropped = (entry: DiskEntry) =>
      dropped.has(`${entry.uri} ${String(entry.at + (entry.node.fields[0]?.start ?? 0))}`);
    let cause: DiskEntry | undefined;
    let lost: DiskEntry[] = [];
    const flush = () => {
      if (cause !== undefined && lost.length > 0) report(finding(snapshot, cause, lost));
      cause = undefined;
      lost = [];
    };
    for (const entry of diskEntries(snapshot)) {
      if (entry.uri !== cause?.uri) flush();
      if (isDropped(entry)) lost.push(entry);
      else if (entry.node.kind === 'include') cause = entry;
    }
    flush();
  },
};

function finding(snapshot: Snapshot, entry: DiskEntry, lost: readonly DiskEntry[]) {
  const includes = lost.filter((one) => one.node.kind === 'include').length;
  const dles = lost.length - includes;
  const what = [
    ...(dles > 0 ? [count(dles, 'DLE')] : []),
    ...(includes > 0 ? [count(includes, 'included file')] : []),
  ].join(' and ');
  const warning = [...snapshot.config.problems, ...snapshot.disklist.problems].find(isWarning);
  const first = lost[0] ?? entry;
  return {
    place: placeIn(entry, firstField(entry)),
    message: `Amanda has given a warning, and then it silently drops every line below an includefile: ${what} here ${lost.length === 1 ? 'is' : 'are'} never ${includes > 0 ? 'read' : 'backed up'}. ${includes > 0 ? 'Take away what it warns about.' : 'Put this line at the end of the file, or take away what Amanda warns about.'}`,
    related: [
      { place: placeIn(first, firstField(first)), text: 'the first line that is never read' },
      ...(warning === undefined ? [] : [{ place: warning.place, text: `the warning: ${warning.amanda}` }]),
    ],
    fixes: () => (includes > 0 ? [] : moveToEnd(snapshot, entry)),
  };
}

const isWarning = ({ amanda }: Problem) => amanda.startsWith('warning');

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
