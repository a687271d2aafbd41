import { etimeoutOf, measured } from '../../estimate/measured';
import { budgetOf } from '../../estimate/timing';
import { pairsIn } from '../../logs/observe';
import type { LogFacts } from '../../logs/types';
import type { Dle } from '../../model/types';
import type { Snapshot } from '../../model/snapshot';
import { versionRow } from '../../schema/versions';
import type { Place } from '../../text/span';
import { secondsText } from '../../text/quantities';

/** One run of sendsize as its log shows it. Times in seconds. */
export interface RunTime {
  readonly host?: string;
  readonly took: number;
  readonly place: Place;
  /** (DLE, level) pairs asked for, as far as the logs tell. */
  readonly levels: number;
  readonly etimeout: number;
  readonly allowed: number;
  /** How often Amanda asks, and after how many seconds it gives up for good. */
  readonly attempts: number;
  readonly total: number;
}

/** How long the newest run in a sendsize log took and how long Amanda waits for it; undefined for other logs. */
export function runTime(snapshot: Snapshot, facts: LogFacts): RunTime | undefined {
  if (!facts.program?.startsWith('sendsize')) return undefined;
  for (const { host } of snapshot.observations.hosts.values()) {
    const m = measured(snapshot, host);
    if (m?.tookFromLog && m.tookPlace?.uri === facts.uri) {
      return {
        host,
        took: m.took,
        place: m.tookPlace,
        levels: m.levels,
        etimeout: m.etimeout,
        allowed: m.allowed,
        attempts: m.attempts,
        total: m.total,
      };
    }
  }
  const run = facts.runs.findLast((r) => r.seconds !== undefined);
  const place = run?.finishPlace ?? run?.place;
  if (run?.seconds === undefined || !place || facts.estimates.length === 0) return undefined;
  const etimeout = etimeoutOf(snapshot);
  const levels = pairsIn(facts, run.place.span.start, run.place.span.end);
  const { perAttempt, attempts, total } = budgetOf(
    versionRow(snapshot.settings.version),
    etimeout,
    Math.max(levels, 1),
  );
  return { took: run.seconds, place, levels, etimeout, allowed: perAttempt, attempts, total };
}

/** "etimeout 300 s × 4 estimates", for messages. */
export function allowanceText(run: Pick<RunTime, 'etimeout' | 'levels'>): string {
  return run.etimeout < 0
    ? `etimeout ${run.etimeout}, so ${secondsText(-run.etimeout)} for the whole host`
    : `etimeout ${secondsText(run.etimeout)} × ${run.levels} estimate${run.levels === 1 ? '' : 's'}`;
}

/** The disklist entry of a host and disk; hosts compare without case. */
export function findDle(snapshot: Snapshot, host: string | undefined, disk: string): Dle | undefined {
  const entries = snapshot.disklist.dles.filter((dle) => dle.disk === disk);
  if (host === undefined) return entries.length === 1 ? entries[0] : undefined;
  return entries.find((dle) => dle.host.toLowerCase() === host.toLowerCase());
}

/** A link to the disklist entry, for a finding in a log. */
export function dleRelated(snapshot: Snapshot, host: string | undefined, disk: string | undefined) {
  const dle = disk === undefined ? undefined : findDle(snapshot, host, disk);
  return dle ? [{ place: dle.place, text: `The disklist entry of ${dle.host} ${dle.disk}` }] : [];
}
