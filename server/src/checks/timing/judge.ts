import { roundUp } from '../remedies/estimate';
import { planHost, type DlePlan, type HostPlan } from '../../estimate/hostplan';
import { measured, sufficientEtimeout, type Measured, type MeasuredDle } from '../../estimate/measured';
import type { Snapshot } from '../../model/snapshot';
import type { Host } from '../../model/types';
import type { Finding } from '../check';
import { secondsText } from '../../text/quantities';

/** The DLE of the disklist that a measurement is about. */
export function planOf(plan: HostPlan, dle: MeasuredDle): DlePlan | undefined {
  return plan.dles.find((one) => one.dle.disk === dle.disk);
}

export interface Judged {
  readonly plan: HostPlan;
  readonly known: Measured;
  /** Slowest first, those of the disklist only. */
  readonly slow: readonly { readonly measured: MeasuredDle; readonly planned: DlePlan }[];
  /** Seconds that are not enough, and what they are compared with. */
  readonly over?: {
    readonly took: number;
    readonly allowed: number;
    readonly pairs: number;
    /** How often Amanda asks, and after how many seconds it gives up for good. */
    readonly attempts: number;
    readonly total: number;
    readonly predicted: boolean;
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
    return { ...base, over: { took, allowed, pairs, attempts, total, predicted: false } };
  }
  // A day on which each DLE is asked for one level allows the least; estimates of several DLEs may run side by side.
  const side = known.tookFromLog && all > 0 ? Math.min(1, known.took / all) : 1;
  const oneLevel = base.slow.reduce((sum, { measured: one }) => sum + one.slowest.seconds, 0) * side;
  const { budget } = plan.days.first;
  if (budget.perAttempt > 0 && oneLevel > budget.perAttempt) {
    return {
      ...base,
      over: {
        took: oneLevel,
        allowed: budget.perAttempt,
        pairs: budget.estimates,
        attempts: budget.attempts,
        total: budget.total,
        predicted: true,
      },
    };
  }
  return base;
}

/** True when the DLE is still estimated by the method that the log shows. */
export function stillSo({ measured: one, planned }: { measured: MeasuredDle; planned: DlePlan }): boolean {
  const { estimate } = planned.facts;
  if (one.slowest.method === 'calcsize' || one.allLevels) return !estimate.every((word) => word === 'server');
  return estimate[0] === 'client';
}

/** The etimeout that suffices, in seconds; negative where a negative one is in use. */
export function needed(known: Measured, host: Host, took: number): number {
  return known.etimeout < 0 ? -roundUp(took * 1.5) : sufficientEtimeout(known, host);
}

export function related(snapshot: Snapshot, known: Measured, slowest: MeasuredDle): Finding['related'] {
  const etimeout = snapshot.config.global.get('etimeout')?.place;
  return [
    ...(etimeout === undefined ? [] : [{ place: etimeout, text: 'etimeout is set here' }]),
    ...(known.tookPlace === undefined ? [] : [{ place: known.tookPlace, text: 'when the client was done' }]),
    { place: slowest.slowest.place, text: `the slowest estimate: ${secondsText(slowest.slowest.seconds)}` },
  ];
}
