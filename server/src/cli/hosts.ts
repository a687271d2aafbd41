import { planHost, type DayPlan, type HostPlan } from '../estimate/hostplan';
import type { Day } from '../estimate/levels';
import { measured } from '../estimate/measured';
import { replyBytes } from '../estimate/reply';
import { selfcheckOf } from '../estimate/selfcheck';
import { soonerText, waitText } from '../estimate/waiting';
import type { Snapshot } from '../model/snapshot';
import { uriPath } from '../text/uri';
import { EXIT, formatOf, formatOption, UsageError, type Command } from './command';
import { configOption, loadConfig, refused } from './config';
import { logsOption } from './logs';
import { plain } from './plain';
import { settingOptions } from './settings';
import { stringify } from './formats/stringify';
import { count, numberText, secondsText } from '../text/quantities';

/** `amanda-lint hosts`: requests, limits and waiting times of every host. */
export const hosts: Command = {
  name: 'hosts',
  summary: 'Show what each host is asked for: estimates, bytes, limit and how long Amanda waits',
  usage: 'hosts --config DIR',
  options: {
    config: configOption,
    format: formatOption,
    logs: logsOption,
    ...settingOptions,
  },
  examples: [
    'amanda-lint hosts --config /etc/amanda/DailySet1',
    'amanda-lint hosts --config /etc/amanda/DailySet1 --format json --client-max-datagram mac*=9216',
  ],
  async run(io, args, values) {
    if (args.length) throw new UsageError(`hosts: unexpected argument '${args[0] ?? ''}'`);
    const format = formatOf(values);
    const snapshot = await loadConfig(io, values);
    const broken = refused(io, snapshot);
    io.out(format === 'json' ? stringify(hostsReport(snapshot)) : plain(hostsText(snapshot)));
    return broken ? EXIT.findings : EXIT.ok;
  },
};

/** What `amanda-lint hosts --format json` writes. Sizes in bytes, times in seconds. */
export function hostsReport(snapshot: Snapshot) {
  return {
    version: 1,
    config: uriPath(snapshot.config.folder),
    amanda: snapshot.settings.version,
    hosts: snapshot.disklist.hosts.map((host) => hostReport(snapshot, planHost(snapshot, host))),
  };
}

function hostReport(snapshot: Snapshot, plan: HostPlan) {
  const absent = plan.dles.flatMap(({ dle, absent }) =>
    absent ? [{ disk: dle.disk, why: absent.why, text: absent.text }] : [],
  );
  return {
    host: plan.host.name,
    dles: plan.dles.length,
    auth: plan.auth,
    authKnown: plan.authKnown,
    udp: plan.udp,
    dialect: plan.dialect,
    features: plan.features.text,
    limit: plan.limit,
    replyLimit: plan.replyLimit,
    etimeout: plan.etimeout,
    lowerBoundSeconds: plan.lowerBound,
    days: {
      first: dayReport(plan, plan.days.first, 'first'),
      typical: dayReport(plan, plan.days.typical, 'typical'),
      worst: dayReport(plan, plan.days.worst, 'worst'),
    },
    // By the info database or the last amdump log; null where neither is at hand.
    tonight: plan.tonight
      ? {
          source: plan.tonight.source,
          newDles: plan.tonight.newDles,
          ...dayReport(plan, plan.tonight, 'tonight'),
        }
      : null,
    selfcheck: selfcheckReport(plan),
    // By the logs at hand; null where they do not tell, or where an estimate never ended.
    measured: measuredReport(snapshot, plan.host.name),
    absent,
  };
}

/** How long the estimates took on the client, and how long Amanda would have waited for them with the etimeout in force. */
function measuredReport(snapshot: Snapshot, host: string) {
  const found = measured(snapshot, host);
  if (!found) return null;
  return {
    tookSeconds: found.took,
    estimates: found.levels,
    waitSeconds: found.allowed,
    totalWaitSeconds: found.total,
    dles: found.dles.map(({ disk, seconds }) => ({ disk, seconds })),
  };
}

/** amcheck's request. */
function selfcheckReport(plan: HostPlan) {
  const { udp, bytes, dles, fits, cutAt } = selfcheckOf(plan);
  return { udp, dles, requestBytes: bytes, fits, tooMany: dles - fits, ...(cutAt && { cutAt: cutAt.disk }) };
}

function dayReport(plan: HostPlan, day: DayPlan, night: Day | 'tonight') {
  return {
    dles: day.dles,
    estimates: day.budget.estimates,
    requestBytes: day.bytes,
    replyBytes: replyBytes(plan, night),
    fits: day.fits,
    tooMany: day.tooMany,
    ...(day.cutAt ? { cutAt: day.cutAt.disk } : {}),
    ...(day.pieces ? { pieces: day.pieces } : {}),
    fragments: day.fragments,
    waitSeconds: day.budget.perAttempt,
    attempts: day.budget.attempts,
    totalWaitSeconds: day.budget.total,
  };
}

const RULES: Readonly<Record<HostPlan['limit']['rule'], string>> = {
  release: "Amanda's own buffer",
  setting: "what the server's system sends",
  client: "what the client's system sends",
  stream: 'the packet size of stream auths',
};

/** What `amanda-lint hosts` writes for people: a line per host and one per day. */
export function hostsText(snapshot: Snapshot): string {
  return snapshot.disklist.hosts.map((host) => hostText(snapshot, planHost(snapshot, host))).join('');
}

function hostText(snapshot: Snapshot, plan: HostPlan): string {
  const auth = plan.authKnown ? `auth ${plan.auth}` : `auth ${plan.auth}, which Amanda does not have`;
  const limit = `limit ${numberText(plan.limit.bytes)} bytes (${RULES[plan.limit.rule]})`;
  const lines = [`${plan.host.name}: ${count(plan.dles.length, 'DLE')}, ${auth}, ${limit}`];
  const days = [...Object.values(plan.days), ...(plan.tonight ? [plan.tonight] : [])];
  for (const day of days) lines.push(`  ${dayText(day)}`);
  const sooner = soonerText(plan);
  if (sooner !== undefined) lines.push(`  ${sooner}`);
  const { udp, bytes, cutAt } = selfcheckOf(plan);
  if (bytes > 0 && udp)
    lines.push(
      `  amcheck  ${numberText(bytes)} bytes${cutAt ? `, TOO LARGE: cut off in ${cutAt.disk}` : ''}`,
    );
  const found = measured(snapshot, plan.host.name);
  if (found) {
    const slowest = found.dles.toSorted((a, b) => b.seconds - a.seconds)[0];
    const most = slowest && found.dles.length > 1 ? `, ${slowest.disk} ${secondsText(slowest.seconds)}` : '';
    const late = found.took > found.total ? ', TOO LATE' : '';
    lines.push(
      `  measured ${secondsText(found.took)} for ${count(found.levels, 'estimate')}${most}${late}; Amanda gives up after ${secondsText(found.total)}`,
    );
  }
  for (const { dle, absent } of plan.dles)
    if (absent) lines.push(`  not asked for: ${dle.disk} (${absent.text ?? absent.why})`);
  return `${lines.join('\n')}\n`;
}

function dayText({ day, dles, bytes, pieces, tooMany, cutAt, budget }: DayPlan): string {
  if (!dles) return `${day.padEnd(8)} no request`;
  const size = `${numberText(bytes)} bytes for ${count(dles, 'DLE')} and ${count(budget.estimates, 'estimate')}`;
  const split = pieces ? ` in ${count(pieces.length, 'packet')}` : '';
  const cut = cutAt ? `, TOO LARGE by ${count(tooMany, 'DLE')}: cut off in ${cutAt.disk}` : '';
  const wait = waitText(budget, '');
  return `${day.padEnd(8)} ${size}${split}${cut}; ${wait}`;
}
