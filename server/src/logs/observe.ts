import { isServerProgram } from './detect';
import type { HostObservation, LogEvent, LogFacts, Observations, Packet } from './types';

/** A host of the disklist, for logs that do not name their client themselves. */
export interface KnownHost {
  readonly name: string;
  readonly disks: readonly string[];
}

/**
 * Puts the facts of many logs together, by host. A log belongs to the host that a packet in it names (OPTIONS
 * hostname=); else to that of an amandad log in the same folder; else to the host whose name is a folder in its
 * path; else to the only host whose DLEs are exactly those that it estimates. Of several runs the newest wins: the
 * one whose file name carries the latest time stamp.
 */
export function observe(logs: readonly LogFacts[], known: readonly KnownHost[]): Observations {
  const ordered = [...logs].sort((a, b) => compare(stampOf(a.uri), stampOf(b.uri)) || compare(a.uri, b.uri));
  const byFolder = new Map<string, string>();
  for (const log of ordered) {
    if (log.host !== undefined && log.program === 'amandad') byFolder.set(folderOf(log.uri), log.host);
  }
  const hosts = new Map<string, Writable>();
  const events: LogEvent[] = [];
  const all = new Map<string, LogFacts>();
  for (const log of ordered) {
    all.set(log.uri, log);
    const host = hostOf(log, known, byFolder);
    for (const event of log.events)
      events.push(event.host === undefined && host ? { ...event, host } : event);
    if (host !== undefined) take(hosts, host, log);
  }
  return { hosts, events, logs: all };
}

type Writable = { -readonly [K in keyof HostObservation]: HostObservation[K] };

function take(hosts: Map<string, Writable>, host: string, log: LogFacts): void {
  const key = host.toLowerCase();
  const seen = hosts.get(key) ?? { host, estimates: [], gaps: [], events: [] };
  hosts.set(key, seen);
  if (log.estimates.length > 0 || log.program?.startsWith('sendsize')) {
    const run = log.runs.findLast((r) => r.seconds !== undefined);
    const from = log.runs.length > 1 ? (log.runs.at(-1)?.place.span.start ?? 0) : 0;
    const newest = log.estimates.filter((estimate) => estimate.place.span.start >= from);
    seen.estimates = (newest.length > 0 ? newest : log.estimates).map((estimate) => ({ ...estimate, host }));
    seen.totalSeconds = run?.seconds;
    seen.totalPlace = run?.finishPlace ?? run?.place;
    seen.gaps = log.gaps;
  }
  const packet = (type: Packet['type'], service: boolean) =>
    log.packets.findLast(
      (p) => p.type === type && p.disks.length > 0 && (!service || p.service === 'sendsize'),
    );
  const request = packet('REQ', true);
  if (request) {
    seen.request = request;
    seen.reply = packet('REP', false);
  }
  seen.events = [...seen.events, ...log.events];
}

function hostOf(
  log: LogFacts,
  known: readonly KnownHost[],
  byFolder: ReadonlyMap<string, string>,
): string | undefined {
  // The server's own programs speak of every host.
  if (log.kind !== 'debug' || isServerProgram(log.program)) return undefined;
  const own = log.host ?? byFolder.get(folderOf(log.uri));
  if (own !== undefined) return known.find((h) => h.name.toLowerCase() === own.toLowerCase())?.name ?? own;
  const path = decodeURIComponentSafely(log.uri).toLowerCase().split('/');
  const named = known.filter((host) => path.some((part) => part === host.name.toLowerCase()));
  if (named.length > 0) return named.at(-1)?.name;
  const disks = new Set(log.estimates.map((estimate) => estimate.disk));
  if (disks.size === 0) return undefined;
  const fits = known.filter((host) => [...disks].every((disk) => host.disks.includes(disk)));
  return fits.length === 1 ? fits[0]?.name : undefined;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** The time stamp in a log's name: `sendsize.20051206000412.debug`, `log.20051206.0`; the number in amdump.1 counts back. */
function stampOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return /\d{8,17}/.exec(name)?.[0].padEnd(17, '0') ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
