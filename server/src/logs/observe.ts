import { Clients, type KnownHost } from './clients';
import { readStamp } from './prefix';
import type { HostObservation, LogFacts, Observations, Packet } from './types';
import { newestFrom, unendedOf } from './unended';

export type { KnownHost } from './clients';

/** Seconds between a request in an amandad log and the start of the sendsize that it is for. */
const SAME_RUN = 60;

/**
 * Puts the facts of many logs together, by host. Of several runs the newest wins, by the dates in the logs, else by the
 * time stamps in their names. What became of each DLE in each run is for nights/ to say.
 */
export function observe(logs: readonly LogFacts[], known: readonly KnownHost[]): Observations {
  const ordered = [...logs].sort((a, b) => timeOf(a) - timeOf(b) || compare(a.uri, b.uri));
  const clients = new Clients(ordered, known);
  const hosts = new Map<string, Gathered>();
  for (const log of ordered) {
    const host = clients.of(log);
    if (host !== undefined) take(hosts, host, log);
  }
  for (const host of hosts.values()) host.levels = levelsOf(host);
  return { hosts, logs: new Map(ordered.map((log) => [log.uri, log])) };
}

type Gathered = { -readonly [K in keyof HostObservation]: HostObservation[K] } & {
  /** The log that `estimates` are of. */
  estimated?: LogFacts;
  /** When the client got `request`, in seconds since 1970. */
  requestedAt?: number;
};

function take(hosts: Map<string, Gathered>, host: string, log: LogFacts): void {
  const key = host.toLowerCase();
  const seen: Gathered = hosts.get(key) ?? {
    host,
    estimates: [],
    levels: 0,
    gaps: [],
    unended: [],
    ended: false,
    statements: [],
  };
  hosts.set(key, seen);
  if (log.estimates.length + log.phases.length > 0) {
    const last = log.runs.at(-1);
    const from = newestFrom(log);
    const newest = log.estimates.filter((estimate) => estimate.place.span.start >= from);
    const unended = unendedOf(log);
    // A run that has not come to its end took nobody knows how long: an older one does not stand in for it.
    const run = unended.length > 0 ? last : log.runs.findLast((r) => r.seconds !== undefined);
    const times = newest.length > 0 || unended.length > 0 ? newest : log.estimates;
    seen.estimates = times.map((estimate) => ({ ...estimate, host }));
    seen.totalSeconds = run?.seconds;
    seen.totalPlace = run?.finishPlace ?? run?.place;
    seen.gaps = log.gaps;
    seen.unended = unended;
    seen.ended = last?.finishText !== undefined;
    seen.estimated = log;
  }
  const packet = (type: Packet['type'], service: boolean) =>
    log.packets.findLast(
      (p) => p.type === type && p.disks.length > 0 && (!service || p.service === 'sendsize'),
    );
  const request = packet('REQ', true);
  if (request) {
    const run = log.runs.findLast(({ place }) => place.span.start <= request.place.span.start);
    seen.request = request;
    seen.requestedAt = run?.began === undefined ? undefined : run.began + (request.at ?? 0);
    seen.reply = packet('REP', false);
  }
  seen.statements = [...seen.statements, ...log.statements];
}

/** How many (DLE, level) pairs the newest estimates were asked for: by the request of the same night, else by the log. */
function levelsOf({ estimated, request, requestedAt }: Gathered): number {
  const run = estimated?.runs.at(-1);
  const apart = run?.began === undefined || requestedAt === undefined ? 0 : Math.abs(run.began - requestedAt);
  if (request && apart <= SAME_RUN) return request.levels;
  return estimated ? pairsIn(estimated, run?.place.span.start ?? 0) : 0;
}

/** (DLE, level) pairs that a sendsize log shows from an offset on; calcsize has one time, but a size for each level. */
export function pairsIn(log: LogFacts, from: number, to = Infinity): number {
  const disks = new Map<string, Set<number>>();
  const phases = log.phases.map(({ disk, place }) => ({ disk, place, level: undefined }));
  for (const { disk, level, place } of [...phases, ...log.estimates, ...log.sizes]) {
    if (place.span.start < from || place.span.end > to) continue;
    const levels = disks.get(disk) ?? new Set();
    disks.set(disk, levels);
    if (level !== undefined) levels.add(level);
  }
  return [...disks.values()].reduce((sum, levels) => sum + Math.max(1, levels.size), 0);
}

/** When the newest run in a log began, in seconds since 1970; 0 where neither the log nor its name tells. */
function timeOf(log: LogFacts): number {
  return log.time ?? readStamp(log.uri.slice(log.uri.lastIndexOf('/') + 1)) ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
