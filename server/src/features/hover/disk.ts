import type { DayPlan, DleNight, HostPlan } from '../../estimate/hostplan';
import { planHost } from '../../estimate/hostplan';
import { NIGHTS, soonerText, waitText } from '../../estimate/waiting';
import { effective } from '../../model/effective';
import type { Snapshot } from '../../model/snapshot';
import type { Dle, Host } from '../../model/types';
import { valueText } from '../value-text';
import { bytesText, durationText, numberText } from '../../text/quantities';
import { bullets, code, paragraphs, whereText } from './markdown';

const SUMMARY = [
  'auth',
  'program',
  'application',
  'compress',
  'encrypt',
  'estimate',
  'exclude',
  'include',
  'strategy',
];

/** A DLE: what is backed up how, its part of the estimate request, and what the logs say of it. */
export function dleHover(snapshot: Snapshot, dle: Dle): string {
  const { config, settings } = snapshot;
  const dumptype = dle.dumptype.inline ? 'an inline dumptype' : `dumptype ${code(dle.dumptype.name)}`;
  const lines = SUMMARY.flatMap((name) => {
    const found = effective(config, dle.dumptype, name, settings.version);
    if (!found) return [];
    const text = valueText(found.value, found.parameter);
    if (found.origin === 'default' && (text === 'none' || text === '""')) return [];
    const from =
      found.origin === 'default'
        ? ' (default)'
        : found.origin === 'inherited' && found.owner
          ? ` (from ${code(found.owner.name)})`
          : found.origin === 'global'
            ? ' (from the top level)'
            : '';
    return [code(`${name} ${text}`) + from];
  });
  const device =
    dle.device !== undefined && dle.device !== dle.disk && `Backs up ${code(dle.device)} under this name.`;
  return paragraphs(
    `**DLE** ${code(`${dle.host} ${dle.disk}`)} — ${dumptype}`,
    device,
    bullets(lines),
    request(snapshot, dle),
    observed(snapshot, dle),
  );
}

function request(snapshot: Snapshot, dle: Dle): string {
  const host = snapshot.disklist.hosts.find((one) => one.dles.includes(dle));
  const plan = host && planHost(snapshot, host).dles.find((one) => one.dle === dle);
  if (!plan) return '';
  switch (plan.absent?.why) {
    case undefined:
      return `Its part of the estimate request: ${bytesText(plan.bytes.first)} on the first day, ${bytesText(plan.bytes.worst)} on the worst${tonightText(plan.tonight)}.`;
    case 'refused':
      return `The planner leaves it out: ${plan.absent?.text ?? ''}.`;
    case 'server':
      return 'The server estimates it alone; the client is not asked.';
    default:
      return 'No estimate is asked for: it is not backed up by this run.';
  }
}

function tonightText(tonight: DleNight | undefined): string {
  if (!tonight) return '';
  if (tonight.levels.length === 0) return '; tonight it is skipped';
  const levels = tonight.levels.map(({ level }) => String(level)).join(', ');
  return `; tonight ${bytesText(tonight.bytes)} for ${tonight.levels.length === 1 ? 'level' : 'levels'} ${levels}`;
}

function observed(snapshot: Snapshot, dle: Dle): string {
  const { hosts } = snapshot.observations;
  const times = hosts.get(dle.host.toLowerCase())?.estimates.filter((one) => one.disk === dle.disk) ?? [];
  if (times.length === 0) return '';
  const parts = times.map(({ level, seconds }) =>
    level === undefined ? durationText(seconds) : `${durationText(seconds)} for level ${level}`,
  );
  return `In the newest log its estimate took ${parts.join(', ')}.`;
}

/** A host: its DLEs, its request against the limit on the days that matter, and how long Amanda waits for it. */
export function hostHover(snapshot: Snapshot, host: Host): string {
  const plan = planHost(snapshot, host);
  const { first, typical, worst } = plan.days;
  const dles = host.dles.length === 1 ? '1 DLE' : `${numberText(host.dles.length)} DLEs`;
  const from = plan.authPlace ? ` (${whereText(snapshot, plan.authPlace)})` : ' (default)';
  const safe =
    plan.lowerBound > 0 ? ` Below ${durationText(plan.lowerBound)} in all, every day is safe.` : '';
  const days = [
    ['First day, level 0 only', first],
    ['Typical day', typical],
    ['Worst day, three levels per DLE', worst],
    ...(plan.tonight ? [['Tonight, by the info database', plan.tonight] as const] : []),
  ] as const;
  return paragraphs(
    `**Host** ${code(host.name)} — ${dles}, auth ${code(plan.auth)}${from}`,
    plan.udp
      ? `The estimate request goes in one UDP datagram of at most ${bytesText(plan.limit.bytes)}${limitReason(plan)}:`
      : `The estimate request goes over a TCP stream, which takes up to ${bytesText(plan.limit.bytes)}:`,
    bullets(days.map(([name, day]) => `${name}: ${dayText(day)}`)),
    `For its estimates Amanda ${waitText(first.budget, NIGHTS.first)}; it ${waitText(worst.budget, NIGHTS.worst)}.${safe}`,
    soonerText(plan),
  );
}

function limitReason(plan: HostPlan): string {
  switch (plan.limit.rule) {
    case 'release':
      return ` (Amanda ${plan.row.version})`;
    case 'setting':
      return ' (setting amanda.udp.maxDatagram)';
    case 'client':
    case 'stream':
      return '';
  }
}

function dayText(day: DayPlan): string {
  if (day.dles === 0) return 'no request';
  const tooMany = day.tooMany > 0 ? `, ${day.fits} DLEs fit, **${day.tooMany} too many**` : '';
  const split =
    day.pieces === undefined
      ? ''
      : ` in ${day.pieces.length} packets of up to ${bytesText(day.largestPacket)}`;
  const fragments = day.fragments > 1 ? `, ${day.fragments} fragments` : '';
  return `${bytesText(day.bytes)} for ${day.dles === 1 ? '1 DLE' : `${numberText(day.dles)} DLEs`}${split}${fragments}${tooMany}`;
}
