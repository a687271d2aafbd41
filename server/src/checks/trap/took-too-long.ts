import type { Snapshot } from '../../model/snapshot';
import { numberText } from '../../text/quantities';
import { baseName } from '../../text/uri';
import type { Check, Finding } from '../check';
import { some } from '../walk';

/** The runner reports through this row that it was stopped. */
export const tookTooLong: Check = {
  id: 'trap/took-too-long',
  severity: 'warning',
  title: 'Not judged: took too long',
  doc: `The editor stops checking a configuration after half a minute of work, so that one file of an odd shape does not keep it from
everything else. What was found until then is shown; \`amanda-lint check\` goes on to the end.`,
  run: () => undefined,
};

/** What is said of a configuration for which the checks `left` were not run. */
export function tookTooLongFinding(snapshot: Snapshot, left: readonly Check[]): Finding {
  const { root } = snapshot.config;
  const names = some(left.map(({ id }) => id));
  return {
    place: { uri: root, span: { start: 0, end: 0 } },
    message: `Not judged: took too long. ${numberText(left.length)} checks of ${baseName(root)} and its disklist did not run (${names}); \`amanda-lint check\` runs them all.`,
  };
}
