import type { EstimateTime, HostObservation } from '../logs/types';
import type { Snapshot } from '../model/snapshot';
import type { Host } from '../model/types';
import { versionRow } from '../schema/versions';
import type { Place } from '../text/span';
import { budgetOf } from './timing';

/** What the client's logs say about one DLE's estimates, in seconds. */
export interface MeasuredDle {
  readonly disk: string;
  /** All its estimates together. */
  readonly seconds: number;
  /** Its slowest level; for calcsize and all-level applications, the one time for all of them. */
  readonly slowest: EstimateTime;
  readonly times: readonly EstimateTime[];
  /** One time stands for all levels, so that a further level costs nothing. */
  readonly allLevels: boolean;
  /** What three levels (0, n, n+1) would take, taking the slowest known level for each that was not measured. */
  readonly threeLevels: number;
}

/** What the client's logs say about a host, against what Amanda allows. Times in seconds. */
export interface Measured {
  readonly host: string;
  readonly observation: HostObservation;
  readonly dles: readonly MeasuredDle[];
  /** From sendsize's first line to its last; without them, all estimates one after the other. */
  readonly took: number;
  /** True when `took` comes from the log's own start and finish. */
  readonly tookFromLog: boolean;
  readonly tookPlace?: Place;
  /** (DLE, level) pairs that were asked for in that run. */
  readonly levels: number;
  /** etimeout × levels, or the absolute value of a negative etimeout. */
  readonly allowed: number;
  /** The etimeout in force, in seconds. */
  readonly etimeout: number;
  /** True when the planner had given up its first attempt before the client was done. */
  readonly late: boolean;
  /** How often the planner asks, and after how many seconds it gives up for good. A reply up to then is taken. */
  readonly attempts: number;
  readonly total: number;
}

/** Amanda's default, in seconds (common-src/conffile.c, CNF_ETIMEOUT). */
const DEFAULT_ETIMEOUT = 300;

/** The etimeout in force, in seconds. */
export function etimeoutOf(snapshot: Snapshot): number {
  const value = snapshot.config.global.get('etimeout')?.value;
  return value?.t === 'int' ? value.n : DEFAULT_ETIMEOUT;
}

/**
 * What the logs at hand say about a host; undefined when they say nothing of its estimates, and when one of them has no
 * end: what those that did end took does not stand in for it.
 */
export function measured(snapshot: Snapshot, host: string): Measured | undefined {
  const observation = snapshot.observations.hosts.get(host.toLowerCase());
  if (!observation || (observation.estimates.length === 0 && observation.totalSeconds === undefined))
    return undefined;
  if (observation.unended.length > 0) return undefined;
  const dles = byDle(observation.estimates);
  const took = observation.totalSeconds ?? round(dles.reduce((total, dle) => total + dle.seconds, 0));
  const { levels } = observation;
  const etimeout = etimeoutOf(snapshot);
  const budget = budgetOf(versionRow(snapshot.settings.version), etimeout, Math.max(levels, 1));
  const allowed = budget.perAttempt;
  return {
    host: observation.host,
    observation,
    dles,
    took,
    tookFromLog: observation.totalSeconds !== undefined,
    tookPlace: observation.totalPlace ?? observation.estimates[0]?.place,
    levels,
    allowed,
    etimeout,
    late: took > allowed,
    attempts: budget.attempts,
    total: budget.total,
  };
}

function byDle(estimates: readonly EstimateTime[]): MeasuredDle[] {
  const groups = new Map<string, EstimateTime[]>();
  for (const estimate of estimates) {
    const group = groups.get(estimate.disk);
    if (group) group.push(estimate);
    else groups.set(estimate.disk, [estimate]);
  }
  return [...groups].map(([disk, times]) => {
    const slowest = times.reduce((a, b) => (b.seconds > a.seconds ? b : a));
    const seconds = round(times.reduce((total, time) => total + time.seconds, 0));
    const allLevels = times.every((time) => time.level === undefined);
    const missing = allLevels ? 0 : Math.max(0, 3 - times.length);
    return {
      disk,
      seconds,
      slowest,
      times,
      allLevels,
      threeLevels: round(seconds + missing * slowest.seconds),
    };
  });
}

/**
 * The smallest etimeout, in seconds, with which the measured estimates of a host end in time on every day, with half
 * as much again in reserve, rounded up to a full minute. Amanda multiplies it by the number of (DLE, level) pairs, so
 * the day on which each DLE is asked for one level is the hardest: each DLE then needs its slowest level.
 */
export function sufficientEtimeout(m: Measured, host: Host): number {
  const slowest = m.dles.reduce((total, dle) => total + dle.slowest.seconds, 0);
  const oneLevelDay = slowest / Math.max(host.dles.length, 1);
  const measuredDay = m.took / Math.max(m.levels, 1);
  return Math.max(60, Math.ceil((Math.max(oneLevelDay, measuredDay) * 1.5) / 60) * 60);
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
