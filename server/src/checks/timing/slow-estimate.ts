import type { Check } from '../check';
import { dlePlace } from '../network/request-too-large';
import { estimateFixes } from '../remedies/estimate';
import { TAR_AT_WORK } from '../wording';
import { judge } from './judge';
import { secondsText } from '../../text/quantities';

/** Below this, in seconds, no estimate is called slow. */
const SLOW = 60;

export const slowEstimate: Check = {
  id: 'timing/slow-estimate',
  severity: 'info',
  title: 'One DLE takes most of the time of the estimates',
  doc: `The client's \`sendsize\` log shows that the estimate of this DLE takes a minute or more and most of the host's time. With GNU tar
that usually means very many small files: tar reads every directory and the inode of every file, once for each level. A long
silence *before* the first estimate points to a mount that does not answer (NFS), on which tar waits.

\`estimate calcsize\` walks the directory once for all levels, \`estimate server\` not at all.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const judged = judge(snapshot, host);
      if (judged === undefined) continue;
      const { known, slow } = judged;
      const all = known.dles.reduce((sum, one) => sum + one.seconds, 0);
      for (const { measured: one, planned } of slow) {
        // The budget's finding is about the same DLE.
        if (judged.over !== undefined && one === slow[0]?.measured) continue;
        if (one.slowest.seconds < SLOW || (known.dles.length > 1 && one.seconds * 2 < all)) continue;
        if (!planned.facts.estimate.includes('client') || planned.absent !== undefined) continue;
        const gap = known.observation.gaps.find((pause) => pause.beforeFirstEntry && pause.seconds >= SLOW);
        const times = one.times.length;
        const why =
          gap === undefined
            ? one.slowest.method === 'gnutar'
              ? `; ${TAR_AT_WORK}`
              : ''
            : `; before its first estimate nothing happened for ${secondsText(gap.seconds)}, as with a mount that does not answer`;
        const saves =
          times > 1
            ? ` \`estimate calcsize\` walks once instead of ${String(times)} times, \`estimate server\` saves all of it.`
            : ' Use `estimate calcsize`, or `estimate server`, which saves all of it.';
        report({
          place: dlePlace(planned.dle),
          message: `The estimate of ${one.disk} took ${secondsText(one.seconds)} of the ${secondsText(known.took)} that ${host.name} needed (allowed: ${secondsText(known.allowed)})${why}.${saves}`,
          related: [
            { place: one.slowest.place, text: `${secondsText(one.slowest.seconds)} for one level` },
            ...(gap === undefined ? [] : [{ place: gap.place, text: 'the long silence' }]),
          ],
          fixes: () => estimateFixes(snapshot, planned.dle),
        });
      }
    }
  },
};
