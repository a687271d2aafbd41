import { planForced, planHost, type DayPlan, type HostPlan } from '../../estimate/hostplan';
import type { Night } from '../../estimate/levels';
import type { Snapshot } from '../../model/snapshot';
import type { Dle } from '../../model/types';
import type { Place } from '../../text/span';
import type { Check, Finding, Fix } from '../check';
import { hostAuthFixes, streamAdvice } from '../remedies/auth';
import { Scales } from '../remedies/bytes';
import { copyFix, forceCommand, sysctlCommands } from '../remedies/commands';
import { groupFix, linkFix, mergeFix } from '../remedies/paths';
import { listFixes } from '../remedies/patterns';
import { bytesText, count, numberText } from '../../text/quantities';

export const requestTooLarge: Check = {
  id: 'network/request-too-large',
  severity: 'warning',
  title: 'The estimate request of a host does not fit into one UDP packet',
  doc: `With the auths bsd and bsdudp the planner asks a client for the estimates of *all* its DLEs in one UDP packet. Since Amanda 2.5.1
what goes beyond 65,503 bytes is cut off without a word (\`common-src/dgram.c\`); the client cannot read the rest
(\`FORMAT ERROR IN REQUEST PACKET\`), and *every* DLE of the host fails or shows as RESULTS MISSING. Before 2.5.1 the planner
split requests at 32,751 bytes. A server that runs FreeBSD or macOS sends no more than 9,216 bytes unless
\`net.inet.udp.maxdgram\` is raised: say so with the setting \`amanda.udp.maxDatagram\`. (On such a *client* the same limit holds for
what it sends: [\`network/reply-too-large\`](reply-too-large.md).)

The size is that of the very text the planner sends: on the first day (nothing was ever dumped: level 0 only), on a typical day
(two levels for each DLE) and on the worst (three). Where the info database (\`infofile\`) can be read, tonight's exact request is
known too. It is an **error** when even the first day's does not fit or tonight's does not, a **warning** when only other days'
do not. The finding stands on the DLE at which the request is cut off. The planner begins with the *last* DLE of the disklist,
so the first ones of the file are those that do not fit.

Remedies, best first: \`auth "bsdtcp"\` or \`"ssh"\` (Amanda 2.5.1 and later), a list file on the client instead of many patterns,
shorter names by links, several directories grouped in one DLE, subdirectories given back to their parent. For one night,
\`amadmin CONFIG force HOST\` makes a request of level 0 only; it is offered, with its size, where that is enough. A host that was
dumped before says for each level that the server could estimate it (\`<server>YES</server>\`, 20 bytes), so a forced night is
larger than the very first one.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const plan = planHost(snapshot, host);
      if (!plan.udp) continue;
      const { first, typical, worst } = plan.days;
      const day = [first, plan.tonight, typical, worst].find((one) => one?.cutAt !== undefined);
      if (day?.cutAt === undefined) continue;
      report(finding(snapshot, plan, day, day.cutAt));
    }
  },
};

const dayNames: Readonly<Record<Night, string>> = {
  first: 'even on the first day',
  tonight: 'tonight',
  forced: 'after amadmin force',
  typical: 'on a typical day',
  worst: 'on the worst day',
};

function finding(snapshot: Snapshot, plan: HostPlan, day: DayPlan, cutAt: Dle): Finding {
  const { host, limit } = plan;
  const certain = day.day === 'first' || day.day === 'tonight';
  const others = [
    ...(plan.tonight && plan.tonight !== day && plan.tonight.dles > 0
      ? [`${numberText(plan.tonight.largestPacket)} tonight`]
      : []),
    ...(plan.days.worst.largestPacket > day.largestPacket
      ? [`${bytesText(plan.days.worst.largestPacket)} on the worst day`]
      : []),
  ];
  const larger = others.length > 0 ? ` (${others.join(', ')})` : '';
  const what = day.pieces === undefined ? 'the estimate request has' : 'a packet of the estimate request has';
  const carries = limit.rule === 'setting' ? 'this server sends at most' : 'UDP carries';
  const where =
    limit.rule === 'setting'
      ? 'it is not sent ("Message too long") and every DLE of the host fails'
      : plan.row.cutsRequest
        ? 'the rest is cut off and every DLE of the host fails'
        : 'it is lost and its DLEs fail';
  return {
    place: dlePlace(cutAt),
    severity: certain ? 'error' : 'warning',
    message: `${host.name}: ${what} ${bytesText(day.largestPacket)} ${dayNames[day.day]}${larger}, but ${carries} ${bytesText(limit.bytes)}${limit.rule === 'setting' ? ' (setting)' : ''}: ${where}. ${count(day.fits, 'DLE')} fit, ${String(day.tooMany)} ${day.tooMany === 1 ? 'is' : 'are'} too many${streamAdvice(plan.row, '; ', ' has no such limit')}.`,
    related: related(plan, cutAt),
    fixes: () => remedies(snapshot, plan),
  };
}

/** Host and disk of a DLE. */
export function dlePlace(dle: Dle): Place {
  const { hostPlace, diskPlace } = dle;
  return hostPlace.uri === diskPlace.uri
    ? { uri: hostPlace.uri, span: { start: hostPlace.span.start, end: diskPlace.span.end } }
    : diskPlace;
}

function related(plan: HostPlan, cutAt: Dle): Finding['related'] {
  const written = plan.authPlace?.uri === '' ? undefined : plan.authPlace;
  const auth = written ?? plan.authDle?.dumptype.place ?? plan.authDle?.dumptypePlace;
  const others = plan.host.dles.filter((dle) => dle !== cutAt);
  const text =
    plan.authPlace === undefined ? `auth ${plan.auth} is the default` : `auth ${plan.auth} is set here: UDP`;
  return [
    ...(auth === undefined ? [] : [{ place: auth, text }]),
    ...others.slice(0, 8).map((dle) => ({ place: dle.diskPlace, text: `in the same request: ${dle.disk}` })),
  ];
}

/** Every remedy that the wiki's article names, with what it does to the request of the worst day, which must fit too. */
export function remedies(snapshot: Snapshot, plan: HostPlan): readonly Fix[] {
  const scales = new Scales(plan, 'worst');
  const fixes: (Fix | undefined)[] = [...hostAuthFixes(snapshot, plan, ' (no such limit over TCP)')];
  fixes.push(forceFix(snapshot, plan));
  if (plan.limit.rule === 'setting') {
    fixes.push(
      copyFix(
        `Copy the sysctl commands that let FreeBSD or macOS send 65,535 bytes`,
        sysctlCommands('on the Amanda server'),
        'Afterwards raise the setting amanda.udp.maxDatagram.',
      ),
    );
  }
  fixes.push(
    ...listFixes(snapshot, scales),
    linkFix(scales),
    groupFix(snapshot, scales),
    mergeFix(snapshot, scales),
  );
  return fixes.filter((fix) => fix !== undefined);
}

/**
 * `amadmin force`, where it makes tonight's request fit: not where tonight's fits without it, nor where level 0 alone is
 * too much.
 */
function forceFix(snapshot: Snapshot, plan: HostPlan): Fix | undefined {
  const forced = planForced(snapshot, plan.host);
  if (forced.cutAt !== undefined || forced.dles === 0 || (plan.tonight && !plan.tonight.cutAt))
    return undefined;
  const command = forceCommand(snapshot, plan.host.name);
  const known = plan.tonight ? '' : ' if the host was dumped before';
  return copyFix(
    `Copy \`${command}\`: level 0 only for a night, ${numberText(forced.bytes)} of ${bytesText(plan.limit.bytes)}${known}`,
    command,
    'A full dump of every DLE of the host is then due tonight; the next night asks for more levels again.',
  );
}
