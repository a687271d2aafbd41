import { planHost } from '../../estimate/hostplan';
import { measured } from '../../estimate/measured';
import { lastNightOf } from '../../nights/snapshot';
import type { Check } from '../check';
import { hostAuthFixes, streamAdvice } from '../remedies/auth';
import { hostWaitText } from '../../estimate/waiting';
import { beyond, copyFix, modprobeLines, netcatFixes, replySeconds } from '../remedies/commands';
import { secondsText } from '../../text/quantities';

/** Causes for which no reply was there in time that a firewall could have dropped. */
const OTHER = new Set(['log/finished-late', 'log/estimate-hung', 'log/planner-died', 'log/no-answer']);

/** What nf_conntrack_amanda keeps a connection when nothing else is configured, in seconds. */
const CONNTRACK_DEFAULT = 300;

export const firewallTimeout: Check = {
  id: 'network/firewall-timeout',
  severity: 'info',
  title: 'A firewall forgets the request before the reply comes',
  doc: `A reply over UDP belongs to a request only in the memory of the firewall between client and server (or on either of them). Some
keep it for 40 seconds, which is enough for DNS; Linux's helper for Amanda (\`nf_conntrack_amanda\`, once \`ip_conntrack_amanda\`)
keeps it 300 s. Estimates take longer: Amanda waits etimeout for each level of each DLE, and a reply that comes after the
firewall has forgotten the request is dropped. The report then says RESULTS MISSING or \`Some estimate timeout\`.

The quick fixes copy what is needed: the \`options nf_conntrack_amanda master_timeout=N\` line with N from this host's budget,
and the netcat test of the Amanda wiki for old and new versions of nc. Over TCP (\`auth "bsdtcp"\`) there is nothing to forget.
The setting \`amanda.firewall.timeout\` says how long your firewall remembers (40 s unless set).`,
  run(snapshot, report) {
    const keeps = snapshot.settings.firewallTimeout;
    for (const host of snapshot.disklist.hosts) {
      const plan = planHost(snapshot, host);
      const dle = host.dles[0];
      const { perAttempt } = plan.days.worst.budget;
      if (!plan.udp || dle === undefined || perAttempt <= keeps) continue;
      // Last night's reply did not come for another reason.
      if (lastNightOf(snapshot, host.name).dles.some(({ cause }) => OTHER.has(cause ?? ''))) continue;
      const known = measured(snapshot, host.name);
      // Known to answer while the firewall still remembers.
      if (known !== undefined && known.took <= keeps) continue;
      const seconds = replySeconds(plan, known);
      const n = beyond(seconds);
      const late = known === undefined ? '' : ` (its estimates took ${secondsText(Math.round(known.took))})`;
      report({
        place: dle.hostPlace,
        severity: known === undefined ? 'info' : 'warning',
        message: `For ${host.name}${late} Amanda ${hostWaitText(plan)}, but a firewall may forget a UDP request after ${secondsText(keeps)} (nf_conntrack_amanda: ${secondsText(CONNTRACK_DEFAULT)}) and drop the reply. Set master_timeout=${String(n)} there${streamAdvice(plan.row, ', or use ')}.`,
        related:
          known?.tookPlace === undefined
            ? []
            : [{ place: known.tookPlace, text: 'how long the client took' }],
        fixes: () => [
          ...hostAuthFixes(snapshot, plan),
          copyFix(
            `Copy the modprobe line with master_timeout=${String(n)}`,
            modprobeLines(n),
            'Reload the module on the firewall (or restart it). Each attempt of Amanda begins with a new packet from the server.',
          ),
          ...netcatFixes(host.name, Math.max(seconds, keeps)),
        ],
      });
    }
  },
};
