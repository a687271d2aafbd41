import type { Check } from '../check';
import { dleRelated, runTime } from './run-time';
import { secondsText } from '../../text/quantities';

/** Seconds without a line before the first estimate that ask for a look at the client. */
const LONG_SILENCE = 60;

/** Nothing happened before the first estimate: something outside Amanda blocked it. */
export const silence: Check = {
  id: 'log/silence',
  severity: 'warning',
  title: 'Nothing happened for a long time before the first entry',
  doc: `A long gap before the first estimate ends points to a mount that does not answer: GNU tar calls \`stat()\` on
every mount point it meets, and only then knows that it would cross a file system, so an NFS server that is down blocks
it for as long as the mount waits.

Look at the mounts of the client (\`df\`, \`mount\`), or take the mount point out of the DLE with an exclude pattern.`,
  run(snapshot, report) {
    for (const facts of snapshot.observations.logs.values()) {
      if (!facts.program?.startsWith('sendsize')) continue;
      const gap = facts.gaps.find((g) => g.beforeFirstEntry && g.seconds >= LONG_SILENCE);
      if (!gap) continue;
      const host = facts.host ?? runTime(snapshot, facts)?.host;
      const during = gap.disk === undefined ? '' : ` while it worked on ${gap.disk}`;
      report({
        place: gap.place,
        message:
          `The log is silent for ${secondsText(gap.seconds)} before the first estimate${during}: a mount that does not answer ` +
          'blocks GNU tar in this way. Check the NFS mounts of the client, or exclude the mount point.',
        related: dleRelated(snapshot, host, gap.disk),
      });
    }
  },
};
