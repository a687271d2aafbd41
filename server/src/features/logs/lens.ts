import { isUdp, planHost } from '../../estimate/hostplan';
import { measured, type Measured } from '../../estimate/measured';
import { IP_UDP_HEADER_BYTES } from '../../nights/summary';
import { pairsIn } from '../../logs/observe';
import { failuresIn } from '../../nights/failures';
import type { LogFacts } from '../../logs/types';
import type { Snapshot } from '../../model/snapshot';
import type { Place } from '../../text/span';
import { dleAt } from './navigate';
import { count, numberText, secondsText } from '../../text/quantities';

/** A line above a place in a log; `command` is what a click does, with its arguments. */
export interface LogLens {
  readonly place: Place;
  readonly title: string;
  readonly command?: {
    readonly id: 'amanda.openChecklist' | 'amanda.revealPlace';
    readonly args: readonly unknown[];
  };
}

/** Largest UDP payload over IPv4: 65,535 bytes less the headers. */
const LARGEST_PAYLOAD = 65_535 - IP_UDP_HEADER_BYTES;
/** Header line and SECURITY line of a request, which newer debug logs leave out (measured with 3.5.1 and user backup). */
const HEADER_BYTES = 71;

/** The figures of a log that an administrator would otherwise count with tail, grep and wc. */
export function logLenses(facts: LogFacts, snapshot: Snapshot): LogLens[] {
  return [
    ...timeLenses(facts, snapshot),
    ...packetLenses(facts, snapshot),
    ...dleLenses(facts, snapshot),
    ...eventLenses(facts, snapshot),
  ];
}

function timeLenses(facts: LogFacts, snapshot: Snapshot): LogLens[] {
  if (facts.estimates.length === 0) return [];
  const m = [...snapshot.observations.hosts.keys()]
    .map((host) => measured(snapshot, host))
    .find((found) => found?.tookFromLog && found.tookPlace?.uri === facts.uri);
  const lenses: LogLens[] = [];
  for (const run of facts.runs) {
    if (run.seconds === undefined || !run.finishPlace) continue;
    const newest = m?.tookPlace?.span.start === run.finishPlace.span.start ? m : undefined;
    const allowed = newest
      ? `of ${secondsText(newest.allowed)} allowed (${outcome(newest)})`
      : `(${count(pairsIn(facts, run.place.span.start, run.place.span.end), 'estimate')})`;
    lenses.push({ place: run.finishPlace, title: `Estimates took ${secondsText(run.seconds)} ${allowed}` });
  }
  return lenses;
}

function outcome({ late, took, attempts, total }: Measured): string {
  if (!late) return 'in time';
  return took > total
    ? 'too late'
    : `late: Amanda asks ${attempts} times and gives up after ${secondsText(total)}`;
}

function packetLenses(facts: LogFacts, snapshot: Snapshot): LogLens[] {
  return facts.packets
    .filter((packet) => packet.type === 'REQ' || packet.disks.length > 0)
    .map((packet) => {
      const what = packet.type === 'REQ' ? 'Request' : packet.type === 'unknown' ? 'Packet' : 'Reply';
      const header = packet.hasHeader ? '' : ` + ${HEADER_BYTES} (packet header)`;
      const auth =
        packet.auth ?? (facts.program === 'planner' ? authOf(snapshot, packet.hostname) : undefined);
      const content = packet.disks.length > 0 ? `, ${count(packet.disks.length, 'DLE')}` : '';
      const pairs = packet.levels > 0 ? `, ${count(packet.levels, 'estimate')}` : '';
      const cut = packet.complete ? '' : packet.closed ? ', CUT OFF' : ', the log stops here';
      const size =
        auth === undefined || isUdp(auth)
          ? `${numberText(packet.bytes)}${header} + ${IP_UDP_HEADER_BYTES} bytes of ${numberText(LARGEST_PAYLOAD)}`
          : `${numberText(packet.bytes)} bytes by ${auth}, which has no such limit`;
      return { place: packet.place, title: `${what} ${size}${content}${pairs}${cut}` };
    });
}

/** The auth of a client as it is configured now: planner's log does not tell whose driver is whose. */
function authOf(snapshot: Snapshot, hostname: string | undefined): string | undefined {
  const host = snapshot.disklist.hosts.find((one) => one.name.toLowerCase() === hostname?.toLowerCase());
  return host && planHost(snapshot, host).auth;
}

function dleLenses(facts: LogFacts, snapshot: Snapshot): LogLens[] {
  return facts.phases.flatMap((phase) => {
    const mention = facts.mentions.find((m) => m.disk === phase.disk);
    const dle = mention && dleAt(snapshot, facts, mention.place.span.start);
    if (!dle) return [];
    return [
      {
        place: phase.place,
        title: `Disklist entry: ${dle.host} ${dle.disk}`,
        command: { id: 'amanda.revealPlace' as const, args: [dle.place] },
      },
    ];
  });
}

function eventLenses(facts: LogFacts, snapshot: Snapshot): LogLens[] {
  const seen = new Set<string>();
  return failuresIn(facts).flatMap((failure) => {
    const host = failure.host ?? facts.host;
    const key = `${failure.cause ?? failure.kind}\0${host ?? ''}`;
    if (host === undefined || seen.has(key)) return [];
    seen.add(key);
    return [
      {
        place: failure.place,
        title: `Diagnose: checklist "Results missing" for ${host}`,
        command: { id: 'amanda.openChecklist' as const, args: [snapshot.config.folder, host] },
      },
    ];
  });
}
