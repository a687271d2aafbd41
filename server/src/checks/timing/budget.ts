import { planHost, type DlePlan, type HostPlan } from '../../estimate/hostplan';
import { measured, sufficientEtimeout, type Measured, type MeasuredDle } from '../../estimate/measured';
import type { Snapshot } from '../../model/snapshot';
import type { Host } from '../../model/types';
import type { Check, Finding, Fix } from '../check';
import { dlePlace } from '../network/request-too-large';
import { estimateFixes, etimeoutFix, roundUp } from '../remedies/estimate';
import { count } from '../walk';

/** "1,450 s" */
function seconds(value: number): string {
  return `${(value < 10 ? Math.round(value * 10) / 10 : Math.round(value)).toLocaleString('en-US')} s`;
}

/** The DLE of the disklist that a measurement is about. */
function planOf(plan: HostPlan, dle: MeasuredDle): DlePlan | undefined {
  return plan.dles.find((one) => one.dle.disk === dle.disk);
}

interface Judged {
  readonly plan: HostPlan;
  readonly known: Measured;
  /** Slowest first, those of the disklist only. */
  readonly slow: readonly { readonly measured: MeasuredDle; readonly planned: DlePlan }[];
  /** Seconds that are not enough, and what they are compared with. */
  readonly over?: {
    readonly took: number;
    readonly allowed: number;
    readonly pairs: number;
    readonly predicted: boolean;
  };
}

function judge(snapshot: Snapshot, host: Host): Judged | undefined {
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
    return { ...base, over: { took, allowed: known.allowed, pairs: known.levels, predicted: false } };
  }
  // A day on which each DLE is asked for one level allows the least; estimates of several DLEs may run side by side.
  const side = known.tookFromLog && all > 0 ? Math.min(1, known.took / all) : 1;
  const oneLevel = base.slow.reduce((sum, { measured: one }) => sum + one.slowest.seconds, 0) * side;
  const { budget } = plan.days.first;
  if (budget.perAttempt > 0 && oneLevel > budget.perAttempt) {
    return {
      ...base,
      over: { took: oneLevel, allowed: budget.perAttempt, pairs: budget.estimates, predicted: true },
    };
  }
  return base;
}

/** True when the DLE is still estimated by the method that the log shows. */
function stillSo({ measured: one, planned }: { measured: MeasuredDle; planned: DlePlan }): boolean {
  const { estimate } = planned.facts;
  if (one.slowest.method === 'calcsize' || one.allLevels) return !estimate.every((word) => word === 'server');
  return estimate[0] === 'client';
}

export const estimateBudget: Check = {
  id: 'timing/estimate-budget',
  severity: 'warning',
  title: 'Estimates take longer than Amanda waits',
  doc: `The planner waits \`etimeout\` seconds for each (DLE, level) pair that it asks a host for, or the absolute value of a negative
\`etimeout\` for the whole host (\`server-src/planner.c\`, \`getsize\`). It asks for up to three levels of each DLE, so the wait is
never shorter than etimeout × DLEs. A client that needs longer is asked again, up to three times in all, and then *all* its
DLEs fail: \`Some estimate timeout on HOST\`, or RESULTS MISSING.

How long estimates take is read from the client's \`sendsize\` debug logs, in the workspace or in a folder that the setting
\`amanda.logs\` names. Remedies: a larger \`etimeout\`, or \`estimate calcsize\` (one fast walk for all levels) or \`estimate server\` (no
walk at all, sizes from the last runs) for the slow DLE.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const judged = judge(snapshot, host);
      const over = judged?.over;
      const [slowest] = judged?.slow ?? [];
      if (judged === undefined || over === undefined || slowest === undefined) continue;
      const { known } = judged;
      const etimeout =
        known.etimeout < 0
          ? `etimeout ${String(known.etimeout)} for the whole host`
          : `etimeout ${String(known.etimeout)} × ${count(over.pairs, 'estimate')}`;
      const took = over.predicted
        ? `would take ${seconds(over.took)} on a day with one level for each DLE`
        : `took ${seconds(over.took)}`;
      const enough = needed(known, host, over.took);
      report({
        place: dlePlace(slowest.planned.dle),
        message: `${host.name}: estimates ${took}, but Amanda waits ${seconds(over.allowed)} (${etimeout}), and then all DLEs of the host fail. ${slowest.measured.disk} alone took ${seconds(slowest.measured.seconds)}: use \`estimate calcsize\` for it, or set etimeout ${String(enough)}.`,
        related: related(snapshot, known, slowest.measured),
        fixes: (): readonly Fix[] => [
          ...estimateFixes(snapshot, slowest.planned.dle),
          ...etimeoutFix(snapshot, enough),
        ],
      });
    }
  },
};

/** The etimeout that suffices, in seconds; negative where a negative one is in use. */
function needed(known: Measured, host: Host, took: number): number {
  return known.etimeout < 0 ? -roundUp(took * 1.5) : sufficientEtimeout(known, host);
}

function related(snapshot: Snapshot, known: Measured, slowest: MeasuredDle): Finding['related'] {
  const etimeout = snapshot.config.global.get('etimeout')?.place;
  return [
    ...(etimeout === undefined ? [] : [{ place: etimeout, text: 'etimeout is set here' }]),
    ...(known.tookPlace === undefined ? [] : [{ place: known.tookPlace, text: 'when the client was done' }]),
    { place: slowest.slowest.place, text: `the slowest estimate: ${seconds(slowest.slowest.seconds)}` },
  ];
}

/** Below this, in seconds, no estimate is called slow. */
const SLOW = 60;

export const slowEstimate: Check = {
  id: 'timing/slow-estimate',
  severity: 'info',
  title: 'One DLE takes most of the time of the estimates',
  doc: `The client's \`sendsize\` log shows that the estimate of this DLE takes a minute or more and most of the host's time. With GNU tar
that usually means very many small files: tar reads every directory and the inode of every file, once for each level. A long
silence *before* the first estimate points to a mount that does not answer (NFS), on which tar waits.

\`estimate calcsize\` walks the directory once for all levels, \`estimate server\` not at all.`,
  run(snapshot, report) {
    for (const host of snapshot.disklist.hosts) {
      const judged = judge(snapshot, host);
      if (judged === undefined) continue;
      const { known, slow } = judged;
      const all = known.dles.reduce((sum, one) => sum + one.seconds, 0);
      for (const { measured: one, planned } of slow) {
        // The budget's finding is about the same DLE.
        if (judged.over !== undefined && one === slow[0]?.measured) continue;
        if (one.slowest.seconds < SLOW || (known.dles.length > 1 && one.seconds * 2 < all)) continue;
        if (!planned.facts.estimate.includes('client') || planned.absent !== undefined) continue;
        const gap = known.observation.gaps.find((pause) => pause.beforeFirstEntry && pause.seconds >= SLOW);
        const times = one.times.length;
        const why =
          gap === undefined
            ? one.slowest.method === 'gnutar'
              ? ', as with very many small files'
              : ''
            : `; before its first estimate nothing happened for ${seconds(gap.seconds)}, as with a mount that does not answer`;
        const saves =
          times > 1
            ? ` \`estimate calcsize\` walks once instead of ${String(times)} times, \`estimate server\` saves all of it.`
            : ' Use `estimate calcsize`, or `estimate server`, which saves all of it.';
        report({
          place: dlePlace(planned.dle),
          message: `The estimate of ${one.disk} took ${seconds(one.seconds)} of the ${seconds(known.took)} that ${host.name} needed (allowed: ${seconds(known.allowed)})${why}.${saves}`,
          related: [
            { place: one.slowest.place, text: `${seconds(one.slowest.seconds)} for one level` },
            ...(gap === undefined ? [] : [{ place: gap.place, text: 'the long silence' }]),
          ],
          fixes: () => estimateFixes(snapshot, planned.dle),
        });
      }
    }
  },
};
