import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';
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
      if (comment === undefined || node.kind !== 'dle') continue;
      const last = [...node.fields, ...(node.block?.after ?? [])].findLast(
        (field) => field.end === comment.start,
      );
      if (last === undefined) continue;
      const place = placeIn(entry, {
        start: last.start,
        end: wordEnd(text, entry.at + comment.start) - entry.at,
      });
      const whole = text.slice(place.span.start, place.span.end);
      const first = last === node.fields[0];
      report({
        place,
        message: `Amanda reads only \`${last.text}\` here: the # begins a comment, and the rest of the line is lost. Put the word into double quotes${first ? '' : ', or a blank before the #'}.`,
        fixes: () => [
          ...(first || last.quoted
            ? []
            : [
                {
                  title: `Put ${whole} into double quotes`,
                  preferred: entry.dle === undefined,
                  edits: [edit(entry.uri, place.span, quoted(whole))],
                },
              ]),
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

function wordEnd(text: string, from: number): number {
  return from + (/^[^\s]*/.exec(text.slice(from, from + 4096))?.[0].length ?? 0);
}
