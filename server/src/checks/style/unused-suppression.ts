import type { Check, Finding } from '../check';
import type { Snapshot } from '../../model/snapshot';
import type { UnusedSuppression } from '../suppress';

/** Comments that turn off a check that does not report there. The runner feeds it, when all others have reported. */
export const unusedSuppression: Check = {
  id: 'style/unused-suppression',
  severity: 'hint',
  title: 'A suppression comment that turns nothing off',
  doc: `A comment such as \`# amanda-lint-disable-next-line network/udp-auth\` turns off a check that reports nothing there.
It would hide the next real finding without anybody noticing, so it should go.

Three forms are read: \`# amanda-lint-disable-next-line ID…\` for the line below, \`# amanda-lint-disable-line ID…\` at the end
of a line, and \`# amanda-lint-disable ID…\` above the first statement for the whole file. Several ids are separated by blanks
or commas, and \` -- \` begins a reason.`,
  run: () => undefined,
};

/** The finding for one comment, with the fix that takes it out. */
export function unusedSuppressionFinding(unused: UnusedSuppression, snapshot: Snapshot): Finding {
  const { suppression, why } = unused;
  const message =
    why === 'unknown-id'
      ? `There is no check called ${suppression.id}, so this comment turns nothing off.`
      : why === 'late'
        ? 'This comment turns nothing off: the form for the whole file must stand above the first statement.'
        : `${suppression.id === '*' ? 'No check reports anything' : `${suppression.id} reports nothing`} here: the comment can go.`;
  return {
    place: suppression.place,
    message,
    tags: ['unnecessary'],
    fixes: () => [
      {
        title: suppression.count > 1 ? `Remove ${suppression.id} from the comment` : 'Remove the comment',
        preferred: true,
        safe: true,
        edits: [{ uri: suppression.uri, edits: [{ span: removal(unused, snapshot), text: '' }] }],
      },
    ],
  };
}

function removal({ suppression }: UnusedSuppression, snapshot: Snapshot): { start: number; end: number } {
  const text = snapshot.tree(suppression.uri)?.text ?? '';
  let { start, end } = suppression.count > 1 ? suppression.place.span : suppression.comment;
  while (start > 0 && /[ \t,]/.test(text[start - 1] ?? '')) start--;
  if (suppression.count > 1) return { start, end };
  // A line that held nothing else goes as a whole.
  if (start === 0 || text[start - 1] === '\n') {
    while (end < text.length && /[ \t\r]/.test(text[end] ?? '')) end++;
    if (text[end] === '\n') end++;
  }
  return { start, end };
}
