import { planHost } from '../../estimate/hostplan';
import type { Check } from '../check';
import { hostAuthFixes, streamAdvice } from '../remedies/auth';
import { bytesText } from '../../text/quantities';

export const fragments: Check = {
  id: 'network/fragments',
  severity: 'hint',
  title: 'The estimate request is sent in fragments',
  doc: `A UDP packet above the MTU of the network (1,500 bytes on Ethernet, 1,472 of them payload) travels in fragments. When one of them
is lost the whole request is, and some firewalls and UDP stacks drop or garble fragments on principle: the client then never
sees the request, and the server says \`timeout waiting for ACK\`.

Over TCP (\`auth "bsdtcp"\`, \`"ssh"\`) this cannot happen.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const plan = planHost(snapshot, host);
      const { worst } = plan.days;
      const dle = host.dles[0];
      // A request that does not fit at all has a finding of its own.
      if (!plan.udp || worst.fragments < 2 || worst.cutAt !== undefined || dle === undefined) continue;
      report({
        place: dle.hostPlace,
        message: `${host.name}: the estimate request of up to ${bytesText(worst.largestPacket)} is sent in ${String(worst.fragments)} fragments (MTU 1,500), and all of it is lost when one is.${streamAdvice(plan.row, ' If requests get lost between server and client, use ', '.')}`,
        fixes: () => hostAuthFixes(snapshot, plan),
      });
    }
  },
};
