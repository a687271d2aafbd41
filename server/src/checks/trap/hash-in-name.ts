import type { Snapshot } from '../../model/snapshot';
import type { Field } from '../../syntax/nodes';
import type { Check } from '../check';
import { diskEntries, placeIn, type DiskEntry } from '../disk-lines';
import { edit, quoted } from '../edit';

export const hashInName: Check = {
  id: 'trap/hash-in-name',
  severity: 'warning',
  title: 'A # inside a word begins a comment',
  doc: `In a disklist \`#\` outside double quotes begins a comment even in the middle of a word: \`/a#b\` is the disk \`/a\`, and the
rest of the line, the dumptype included, is gone (\`common-src/file.c\`, \`debug_agets\`).

Put the word into double quotes, or a blank in front of the \`#\` when a comment is meant.`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      const { node, text } = entry;
      const { comment } = node;
      if (comment === undefined) continue;
      const last = [...node.fields, ...(node.block?.after ?? [])].findLast(
        (field) => field.end === comment.start,
      );
      if (last === undefined || readsAsMeant(entry, comment.start, last)) continue;
      const end = wordEnd(text, entry.at + comment.start) - entry.at;
      const place = placeIn(entry, { start: last.start, end });
      const whole = text.slice(place.span.start, place.span.end);
      const first = last === node.fields[0];
      report({
        place,
        message: `Amanda reads only \`${last.text}\` here: the # begins a comment, and the rest of the line is lost. ${first ? 'No host name has a # in it, and quotes do not help there' : 'Put the word into double quotes, or a blank before the #'}.`,
        fixes: () => [
          ...(mayHold(snapshot, entry, last, whole)
            ? [
                {
                  title: `Put ${whole} into double quotes`,
                  preferred: node.kind === 'include' || entry.dle === undefined,
                  edits: [edit(entry.uri, place.span, quoted(whole))],
                },
              ]
            : []),
          {
            title: 'Put a blank before the comment',
            safe: true,
            edits: [edit(entry.uri, { start: entry.at + comment.start, end: entry.at + comment.start }, ' ')],
          },
        ],
      });
    }
  },
};

/** A comment that only touches a complete line, as in `d# old`, and one behind a lone byte order mark. */
function readsAsMeant({ at, dle, text, node }: DiskEntry, hash: number, last: Field): boolean {
  if (last === node.fields[0] && /^[\ufeff\u200b]+$/.test(last.text)) return true;
  return dle !== undefined && /^#+(\s|$)/.test(text.slice(at + hash, at + hash + 80));
}

/** True where the word with its # may stand in quotes: a disk, a device, a file, and a dumptype that exists. */
function mayHold(snapshot: Snapshot, { node }: DiskEntry, field: Field, whole: string): boolean {
  const column = node.fields.indexOf(field);
  if (field.quoted || column < 1) return false;
  if (node.kind === 'include') return column === 1;
  const type = (word: string) => snapshot.config.blocks.dumptype.has(word.toLowerCase());
  return column === 1 || type(whole) || (column === 2 && !type(field.value));
}

function wordEnd(text: string, from: number): number {
  return from + (/^[^\s]*/.exec(text.slice(from, from + 4096))?.[0].length ?? 0);
}
