import { planHost } from '../../estimate/hostplan';
import { replyBytes } from '../../estimate/reply';
import type { Check } from '../check';
import { hostAuthFixes, streamAdvice } from '../remedies/auth';
import { copyFix, sysctlCommands } from '../remedies/commands';
import { bytesText } from '../../text/quantities';

export const replyTooLarge: Check = {
  id: 'network/reply-too-large',
  severity: 'warning',
  title: 'The reply to the estimate request may not fit into a UDP packet',
  doc: `The client answers the estimate request with one UDP packet: a line \`DISK LEVEL SIZE KIB\` for each estimate. It has the same
limit as the request, 65,503 bytes in Amanda 3.5, or what the *client's* system sends: 9,216 bytes on FreeBSD and macOS unless
\`net.inet.udp.maxdgram\` is raised. Say which clients those are with the setting \`amanda.udp.clientMaxDatagram\`. A reply that
is not sent looks like one that came too late: \`Some estimate timeout on HOST\`. Long names of DLEs make the reply longer, since
a name is in it once for each level.

Use \`auth "bsdtcp"\`, shorter names, or fewer DLEs for the host. The size is computed with ten digits for each estimate.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const plan = planHost(snapshot, host);
      const { worst } = plan.days;
      const dle = host.dles[0];
      // A request that does not fit gets no such reply, and has a finding of its own.
      if (!plan.udp || dle === undefined || worst.cutAt !== undefined) continue;
      const reply = replyBytes(plan, 'worst');
      const { bytes, rule, pattern = '' } = plan.replyLimit;
      if (reply <= bytes) continue;
      const carries =
        rule === 'client'
          ? `this client sends at most ${bytesText(bytes)} (setting for ${pattern})`
          : `UDP carries ${bytesText(bytes)}`;
      report({
        place: dle.hostPlace,
        message: `${host.name}: the reply with all estimates has up to ${bytesText(reply)}, but ${carries} (the request of ${bytesText(worst.largestPacket)} fits). Use ${streamAdvice(plan.row, '', ', or ')}shorter names of DLEs.`,
        fixes: () => [
          ...hostAuthFixes(snapshot, plan),
          ...(rule === 'client'
            ? [
                copyFix(
                  'Copy the sysctl commands that let FreeBSD or macOS send 65,535 bytes',
                  sysctlCommands(`on ${host.name}`),
                  `Afterwards take ${host.name} out of the setting amanda.udp.clientMaxDatagram, or raise it there.`,
                ),
              ]
            : []),
        ],
      });
    }
  },
};
