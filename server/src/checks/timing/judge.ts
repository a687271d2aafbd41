import { roundUp } from '../remedies/estimate';
import { planHost, type DayPlan, type DlePlan, type HostPlan } from '../../estimate/hostplan';
import { measured, sufficientEtimeout, type Measured, type MeasuredDle } from '../../estimate/measured';
import type { Snapshot } from '../../model/snapshot';
import type { Host } from '../../model/types';
import type { Finding } from '../check';
import { secondsText } from '../../text/quantities';

/** The DLE of the disklist that a measurement is about. */
export function planOf(plan: HostPlan, dle: MeasuredDle): DlePlan | undefined {
  return plan.dles.find((one) => one.dle.disk === dle.disk);
}

interface Slow {
  readonly measured: MeasuredDle;
  readonly planned: DlePlan;
}

export interface Judged {
  readonly plan: HostPlan;
  readonly known: Measured;
  /** Slowest first, those of the disklist only. */
  readonly slow: readonly Slow[];
  /** Seconds that are not enough, and what they are compared with. */
  readonly over?: {
    readonly took: number;
    readonly allowed: number;
    readonly pairs: number;
    /** How often Amanda asks, and after how many seconds it gives up for good. */
    readonly attempts: number;
    readonly total: number;
    /** The day that the time is predicted for; undefined where it was measured. */
    readonly predicted?: 'first' | 'tonight';
  };
}

export function judge(snapshot: Snapshot, host: Host): Judged | undefined {
  const known = measured(snapshot, host.name);
  if (known === undefined) return undefined;
  const plan = planHost(snapshot, host);
  const slow = known.dles
    .flatMap((one) => {
      const planned = planOf(plan, one);
      return planned === undefined ? [] : [{ measured: one, planned }];
    })
    .sort((a, b) => b.measured.seconds - a.measured.seconds);
  const base = { plan, known, slow: slow.filter(stillSo) };
  const all = known.dles.reduce((sum, one) => sum + one.seconds, 0);
  const left = known.dles.filter((one) => {
    const now = slow.find((other) => other.measured === one);
    return now === undefined || stillSo(now);
  });
  const time = left.reduce((sum, one) => sum + one.seconds, 0);
  // DLEs that have got a faster method since the log was written no longer count.
  const took = all > 0 ? (known.took * time) / all : known.took;
  if (took > known.allowed && base.slow.length > 0) {
    const { allowed, levels: pairs, attempts, total } = known;
    return { ...base, over: { took, allowed, pairs, attempts, total } };
  }
  // Estimates of several DLEs may run side by side.
  const side = known.tookFromLog && all > 0 ? Math.min(1, known.took / all) : 1;
  const predict = (day: DayPlan | undefined, seconds: (one: Slow) => number): Judged['over'] => {
    if (day?.day !== 'first' && day?.day !== 'tonight') return undefined;
    const time = base.slow.reduce((sum, one) => sum + seconds(one), 0) * side;
    const { perAttempt, estimates, attempts, total } = day.budget;
    if (perAttempt === 0 || time <= perAttempt) return undefined;
    return { took: time, allowed: perAttempt, pairs: estimates, attempts, total, predicted: day.day };
  };
  // A day on which each DLE is asked for one level allows the least.
  const over =
    predict(plan.tonight, tonightSeconds) ??
    predict(plan.days.first, ({ measured: one }) => one.slowest.seconds);
  return over ? { ...base, over } : base;
}

/** What a DLE's estimates will take tonight: levels that were not measured are taken for as slow as the slowest. */
function tonightSeconds({ measured: one, planned }: Slow): number {
  const levels = planned.tonight?.levels ?? [];
  if (one.allLevels) return levels.length > 0 ? one.seconds : 0;
  const time = (level: number) =>
    one.times.find((time) => time.level === level)?.seconds ?? one.slowest.seconds;
  return levels.reduce((sum, { level }) => sum + time(level), 0);
}

/** True when the DLE is still estimated by the method that the log shows. */
export function stillSo({ measured: one, planned }: { measured: MeasuredDle; planned: DlePlan }): boolean {
  const { estimate } = planned.facts;
  if (one.slowest.method === 'calcsize' || one.allLevels) return !estimate.every((word) => word === 'server');
  return estimate[0] === 'client';
}

/** The etimeout that suffices, in seconds: longer than the one in use, and negative where that is. */
export function needed(known: Measured, host: Host, took: number): number {
  const longer = roundUp(Math.abs(known.etimeout) + 1);
  return known.etimeout < 0
    ? -Math.max(roundUp(took * 1.5), longer)
    : Math.max(sufficientEtimeout(known, host), longer);
}

export function related(snapshot: Snapshot, known: Measured, slowest: MeasuredDle): Finding['related'] {
  const etimeout = snapshot.config.global.get('etimeout')?.place;
  return [
    ...(etimeout === undefined ? [] : [{ place: etimeout, text: 'etimeout is set here' }]),
    ...(known.tookPlace === undefined ? [] : [{ place: known.tookPlace, text: 'when the client was done' }]),
    { place: slowest.slowest.place, text: `the slowest estimate: ${secondsText(slowest.slowest.seconds)}` },
  ];
}
