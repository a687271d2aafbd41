import type { VersionRow } from '../schema/versions';

/** How long the planner waits for a host's estimates, in seconds. */
export interface Budget {
  /** (DLE, level) pairs asked for. */
  readonly estimates: number;
  /** Seconds until one request without a reply is given up. */
  readonly perAttempt: number;
  /** How often the request is sent in all while no reply comes. */
  readonly attempts: number;
  /** Seconds until the planner gives up the host for good. */
  readonly total: number;
}

/**
 * The waiting time of a request: etimeout for every level of every DLE in it, or the absolute value of a negative
 * etimeout for the host, whatever is asked (server-src/planner.c, getsize: the same in 2.4.5, 2.5.2,
 * 2.6.1, 3.1, 3.2.0, 3.3.9 and 3.5.1; asked of 3.5.1 itself in test/amanda/timing.test.ts). A
 * request without a reply is sent again, each time with the full wait, until the attempts or the deadline are used
 * up (common-src/protocol.c, s_repwait: RESET_TRIES, DROP_DEAD_TIME). `etimeout` is in seconds.
 */
export function budgetOf(row: VersionRow, etimeout: number, estimates: number): Budget {
  if (estimates === 0) return { estimates, perAttempt: 0, attempts: 0, total: 0 };
  const perAttempt = etimeout < 0 ? -etimeout : etimeout * estimates;
  const untilDeadline = perAttempt > 0 ? Math.floor(row.requestDeadline / perAttempt) + 1 : Infinity;
  const attempts = Math.min(row.requestAttempts, untilDeadline);
  return { estimates, perAttempt, attempts, total: attempts * perAttempt };
}

/**
 * The simpler rule of the Amanda wiki's article "Results missing": etimeout times the number of DLEs of the host. A
 * host that answers within it is safe on every day.
 */
export function lowerBound(etimeout: number, dles: number): number {
  return etimeout < 0 && dles > 0 ? -etimeout : Math.abs(etimeout) * dles;
}
