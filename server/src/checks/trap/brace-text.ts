import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';
import { edit } from '../edit';
import { eolOf } from '../suppress';

export const braceText: Check = {
  id: 'trap/brace-text',
  severity: 'warning',
  title: 'Text that touches a brace of an inline block',
  doc: `Behind the \`{\` of an inline block the line must end. Other text is refused, but text that *touches* the brace (\`{user-tar\`) is
dropped without a message, and the DLE does without it (\`server-src/diskfile.c\`, \`parse_diskline\`). What touches the \`}\` is
read as the spindle: \`}3\` is spindle 3.

Put the text on a line of its own, and a blank behind the \`}\`.`,
  run(snapshot, report) {
    for (const entry of diskEntries(snapshot)) {
      const { block } = entry.node;
      if (block === undefined) continue;
      const { trailing } = block;
      if (trailing?.glued === true && block.close !== undefined) {
        const place = placeIn(entry, trailing);
        const text = entry.text.slice(place.span.start, place.span.end);
        report({
          place,
          message: `Amanda drops \`${text}\` without a word, because it touches the brace. Write it on a line of its own inside the block.`,
          fixes: () => [
            {
              title: `Move ${text} to a line of its own`,
              preferred: true,
              edits: [edit(entry.uri, place.span, `${eolOf(entry.text)}    ${text}`)],
            },
          ],
        });
      }
      const after = block.after[0];
      if (after !== undefined && block.close !== undefined && after.start === block.close.end) {
        const place = placeIn(entry, after);
        report({
          place,
          message: `Amanda reads \`${after.text}\`, which touches the closing brace, as the spindle of this DLE. Write \`} ${after.text}\` if that is meant, else take it out.`,
          fixes: () => [
            {
              title: 'Put a blank behind the brace',
              safe: true,
              preferred: true,
              edits: [edit(entry.uri, { start: place.span.start, end: place.span.start }, ' ')],
            },
          ],
        });
      }
    }
  },
};
