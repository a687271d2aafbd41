import type { Check } from '../check';
import { diskEntries, placeIn } from '../disk-lines';
import { edit } from '../edit';
import { eolOf } from '../suppress';

export const unclosedInlineBlock: Check = {
  id: 'trap/unclosed-inline-block',
  severity: 'warning',
  title: 'An inline block is never closed',
  doc: `Amanda accepts a disklist that ends inside an inline block, so a \`}\` that is missing at the end of the file is not
reported; but the next DLE that somebody appends becomes part of the block. Close the block.`,
  run(snapshot, report) {
    const { problems } = snapshot.disklist;
    for (const entry of diskEntries(snapshot)) {
      const { block } = entry.node;
      if (block === undefined || block.close !== undefined || entry.dle === undefined) continue;
      // What Amanda refuses in the block is said elsewhere.
      if (problems.some((one) => one.place.uri === entry.uri && one.place.span.start >= entry.at)) continue;
      const end = entry.text.length;
      const glue = entry.text.endsWith('\n') ? '' : eolOf(entry.text);
      report({
        place: placeIn(entry, block.open),
        message:
          'This block is never closed. Amanda lets it pass at the end of the file, but the next DLE that is appended will be swallowed: add the `}`.',
        fixes: () => [
          {
            title: 'Add the closing brace',
            preferred: true,
            safe: true,
            edits: [edit(entry.uri, { start: end, end }, `${glue}}${eolOf(entry.text)}`)],
          },
        ],
      });
    }
  },
};
