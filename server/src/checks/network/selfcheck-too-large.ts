import { planHost, type DayPlan, type HostPlan } from '../../estimate/hostplan';
import { selfcheckOf } from '../../estimate/selfcheck';
import { bytesText, count, numberText } from '../../text/quantities';
import type { Check } from '../check';
import { hostAuthFixes, streamAdvice } from '../remedies/auth';
import { dlePlace } from './request-too-large';

export const selfcheckTooLarge: Check = {
  id: 'network/selfcheck-too-large',
  severity: 'warning',
  title: "amcheck's own request to a host does not fit into one UDP packet",
  doc: `\`amcheck -c\` asks each client about *all* its DLEs in one \`selfcheck\` request (\`server-src/amcheck.c\`, \`start_host\`): every DLE
once, without levels. Over the auths bsd and bsdudp it has the limit of the request for estimates, and what goes beyond 65,503 bytes
is cut off without a word. The client cannot read the rest, and amcheck reports an error for the host.

That request and the one for estimates differ: amcheck asks about DLEs that no estimate is asked for too, and the planner asks
for up to three levels of each DLE. So one of them may fit while the other does not: an amcheck that passes proves nothing for
tonight, and an amcheck that fails may stand beside estimates that work.

The remedies are those of [\`network/request-too-large\`](request-too-large.md): \`auth "bsdtcp"\`, or fewer and shorter DLEs.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const plan = planHost(snapshot, host);
      const { udp, bytes, fits, cutAt, dles } = selfcheckOf(plan);
      if (!udp || cutAt === undefined) continue;
      report({
        place: dlePlace(cutAt),
        message:
          `${host.name}: amcheck's selfcheck request has ${bytesText(bytes)}, but UDP carries ${bytesText(plan.limit.bytes)}: ` +
          `amcheck will fail for this host${estimates(plan)}. ${count(fits, 'DLE')} of ${numberText(dles)} fit${streamAdvice(plan.row, '; ', ' has no such limit')}.`,
        fixes: () => hostAuthFixes(snapshot, plan, ' (no such limit over TCP)'),
      });
    }
  },
};

/** What becomes of the estimates of the same host. */
function estimates(plan: HostPlan): string {
  const { first, typical, worst } = plan.days;
  const size = (day: DayPlan) => bytesText(day.largestPacket);
  if (!plan.udp || worst.dles === 0) return ', though its estimates are not asked for over UDP';
  if (plan.tonight && !plan.tonight.cutAt && plan.tonight.dles > 0)
    return `, though tonight's request for estimates fits (${size(plan.tonight)})`;
  if (plan.tonight?.cutAt) return `, and so will the estimates tonight (${size(plan.tonight)})`;
  const cut = [first, typical, worst].find((day) => day.cutAt !== undefined);
  if (!cut) return `, though its request for estimates fits on every day (${size(worst)} at most)`;
  const when = { first: 'on every day', typical: 'on a typical day', worst: 'on the worst day' };
  return `, and so will the estimates ${when[cut.day as keyof typeof when]} (${size(cut)})`;
}
