import { estimateFixes, etimeoutFix } from '../remedies/estimate';
import type { Check, Fix } from '../check';
import { dlePlace } from '../network/request-too-large';
import { judge, needed, related } from './judge';
import { waitText } from '../../estimate/waiting';
import { count, secondsText } from '../../text/quantities';

export const estimateBudget: Check = {
  id: 'timing/estimate-budget',
  severity: 'warning',
  title: 'Estimates take longer than Amanda waits',
  doc: `The planner waits \`etimeout\` seconds for each (DLE, level) pair that it asks a host for, or the absolute value of a negative
\`etimeout\` for the whole host (\`server-src/planner.c\`, \`getsize\`). It asks for up to three levels of each DLE, so the wait is
never shorter than etimeout × DLEs. A client that needs longer is asked again, up to three times in all, and then *all* its
DLEs fail: \`Some estimate timeout on HOST\`, or RESULTS MISSING.

How long estimates take is read from the client's \`sendsize\` debug logs, in the workspace or in a folder that the setting
\`amanda.logs\` names. Remedies: a larger \`etimeout\`, or \`estimate calcsize\` (one fast walk for all levels) or \`estimate server\` (no
walk at all, sizes from the last runs) for the slow DLE.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const judged = judge(snapshot, host);
      const over = judged?.over;
      const [slowest] = judged?.slow ?? [];
      if (judged === undefined || over === undefined || slowest === undefined) continue;
      const { known } = judged;
      const etimeout =
        known.etimeout < 0
          ? `etimeout ${String(known.etimeout)} for the whole host`
          : `etimeout ${String(known.etimeout)} × ${count(over.pairs, 'estimate')}`;
      const took = over.predicted
        ? `would take ${secondsText(over.took)} ${over.predicted === 'tonight' ? 'tonight' : 'on a day with one level for each DLE'}`
        : `took ${secondsText(over.took)}`;
      const { took: seconds, allowed: perAttempt, pairs: estimates, attempts, total } = over;
      const waits = waitText({ estimates, perAttempt, attempts, total }, '', etimeout);
      const until =
        seconds > total
          ? 'all DLEs of the host fail'
          : 'a reply until then is taken, after that all its DLEs fail';
      const enough = needed(known, host, over.took);
      report({
        place: dlePlace(slowest.planned.dle),
        message: `${host.name}: estimates ${took}, but Amanda ${waits}: ${until}. ${slowest.measured.disk} alone took ${secondsText(slowest.measured.seconds)}: use \`estimate calcsize\` for it, or set etimeout ${String(enough)}.`,
        related: related(snapshot, known, slowest.measured),
        fixes: (): readonly Fix[] => [
          ...estimateFixes(snapshot, slowest.planned.dle),
          ...etimeoutFix(snapshot, enough),
        ],
      });
    }
  },
};
