import { etimeoutOf } from '../../estimate/measured';
import type { LogFacts } from '../../logs/types';
import { failuresIn } from '../../nights/failures';
import type { Check } from '../check';
import { timeFixes } from './remedies';
import { secondsText } from '../../text/quantities';
import { TAR_AT_WORK } from '../wording';
import { dleRelated, runTime } from './run-time';

/** One estimate that used up more than its share of the waiting time. */
export const slowDle: Check = {
  id: 'log/slow-dle',
  severity: 'warning',
  title: 'An estimate took longer than etimeout',
  doc: `\`etimeout\` is the time that Amanda allows for one estimate on average. An estimate that takes longer lives on
the time of the others, and on a day with fewer estimates the whole host is given up.

GNU tar on a file system with many small files can take very long, because it reads every directory. Choose
\`estimate calcsize\` (faster, less accurate) or \`estimate server\` (statistics of earlier runs) for such a DLE.`,
  run(snapshot, report) {
    const etimeout = Math.abs(etimeoutOf(snapshot));
    for (const facts of snapshot.observations.logs.values()) {
      const host = facts.host ?? runTime(snapshot, facts)?.host;
      for (const estimate of facts.estimates) {
        if (estimate.seconds <= etimeout) continue;
        const level = estimate.level === undefined ? '' : ` level ${estimate.level}`;
        const reason = why(facts, estimate.disk);
        report({
          place: estimate.place,
          message:
            `The estimate of ${estimate.disk}${level} took ${secondsText(estimate.seconds)}, more than the ${secondsText(etimeout)} ` +
            `of etimeout${reason}. Use \`estimate calcsize\` or \`estimate server\` for this DLE, or raise etimeout.`,
          related: dleRelated(snapshot, host, estimate.disk),
          fixes: () => timeFixes(snapshot, host, estimate.disk),
        });
      }
    }
  },
};

/** The reasons that the article tells apart, where the log shows them. */
function why(facts: LogFacts, disk: string): string {
  const dead = failuresIn(facts).some((one) => one.cause === 'log/dead-mount' && one.disk === disk);
  if (dead) return '; a mount below it does not answer (see the lines of tar)';
  const method = facts.estimates.find((e) => e.disk === disk)?.method;
  return method === 'gnutar' ? `; ${TAR_AT_WORK}` : '';
}
