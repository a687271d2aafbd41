import type { Check } from '../check';
import { reportCause } from './causes';
import { timeFixes } from './remedies';
import { allowanceText, dleRelated, runTime, type RunTime } from './run-time';
import { secondsText } from '../../text/quantities';

/** What becomes of a reply that came after the first wait. */
function outcome({ took, attempts, total }: RunTime): string {
  if (attempts < 2) return 'so their results are missing';
  const asks = `${attempts} times, ${secondsText(total)} in all`;
  return took > total
    ? `${asks}, so their results are missing`
    : `and had to ask again: it gives up after ${asks}`;
}

/** The client was done only after the planner had stopped waiting. */
export const finishedLate: Check = {
  id: 'log/finished-late',
  severity: 'warning',
  title: 'The estimates ended after the server had given up',
  doc: `The last line of the client's \`sendsize\` debug log shows how long all estimates of the host took. Amanda's
planner waits \`etimeout\` seconds for each estimate that it asked for (each level of each DLE), or the absolute value
of a negative \`etimeout\` for the whole host. Then it asks again, up to three times and not later than an hour after the
first request, and takes an answer that comes meanwhile. Here the client needed longer than one such wait; where it
needed longer than all of them, its answer came when nobody waited for it any more, and the report says RESULTS MISSING
or \`Some estimate timeout on HOST\`.

Raise \`etimeout\`, or use \`estimate calcsize\` or \`estimate server\` for the slow DLEs.`,
  run(snapshot, report) {
    const said = new Set<string>();
    for (const facts of snapshot.observations.logs.values()) {
      const run = runTime(snapshot, facts);
      if (!run || run.took <= run.allowed) continue;
      said.add(run.place.uri);
      const slowest = facts.estimates.reduce((a, b) => (b.seconds > a.seconds ? b : a), {
        disk: '',
        seconds: -1,
      });
      const whose =
        slowest.seconds > 0 ? ` Most of it went into ${slowest.disk} (${secondsText(slowest.seconds)}):` : '';
      report({
        place: run.place,
        message:
          `The estimates took ${secondsText(run.took)}, but Amanda waits only ${secondsText(run.allowed)} (${allowanceText(run)}), ` +
          `${outcome(run)}.${whose} raise etimeout or choose \`estimate calcsize\` for the slow DLE.`,
        related: dleRelated(snapshot, run.host, slowest.disk),
        fixes: () => timeFixes(snapshot, run.host, slowest.disk),
      });
    }
    // The server's logs of that night show it too.
    reportCause(snapshot, 'log/finished-late', 'warning', (finding) => {
      if (!said.has(finding.place.uri)) report(finding);
    });
  },
};
