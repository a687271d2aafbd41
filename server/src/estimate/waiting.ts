import { durationText, numberText } from '../text/quantities';
import type { DayPlan, HostPlan } from './hostplan';
import type { Night } from './levels';
import type { Budget } from './timing';

/** A day in a sentence: "Amanda waits 60 s on the worst day". */
export const NIGHTS: Readonly<Record<Night, string>> = {
  first: 'on the first day',
  typical: 'on a typical day',
  worst: 'on the worst day',
  tonight: 'tonight',
  forced: 'after amadmin force',
};

/** Seconds as they are compared, with what people read from a minute on: "4,680 s (1 h 18 min)". */
export function waitedText(seconds: number): string {
  const s = `${numberText(Math.round(seconds))} s`;
  return seconds < 60 ? s : `${s} (${durationText(seconds)})`;
}

/**
 * How long Amanda waits for a host's estimates, the same words wherever it is told, behind "Amanda": how long for a
 * reply to one request, on which day, how often it asks, and when it gives up for good. `when` is that day in words,
 * such as one of NIGHTS; empty where the sentence has said it. `rule` may say where the time comes from.
 */
export function waitText(
  { estimates, perAttempt, attempts, total }: Budget,
  when: string,
  rule = '',
): string {
  const day = when === '' ? '' : ` ${when}`;
  if (estimates === 0) return `asks for nothing${day}`;
  const once = rule === '' ? waitedText(perAttempt) : `${numberText(perAttempt)} s (${rule})`;
  if (attempts < 2) return `waits ${once}${day}, asks once and then gives up`;
  return `waits ${once}${day}, asks ${String(attempts)} times and gives up after ${waitedText(total)}`;
}

/**
 * Why a day with more estimates gives up sooner than one with fewer, as a sentence; undefined where none does. Amanda
 * begins no attempt later than an hour after the first (common-src/protocol.c, DROP_DEAD_TIME), so that a longer wait
 * may leave room for fewer of them.
 */
export function soonerText(plan: HostPlan): string | undefined {
  const { first, typical, worst } = plan.days;
  const days = [first, typical, worst, ...(plan.tonight ? [plan.tonight] : [])];
  let found: { readonly calm: DayPlan; readonly busy: DayPlan } | undefined;
  for (const busy of days)
    for (const calm of days) {
      const sooner =
        calm.budget.estimates > 0 &&
        calm.budget.estimates < busy.budget.estimates &&
        calm.budget.total > busy.budget.total;
      const gap = (pair: typeof found) => (pair ? pair.calm.budget.total - pair.busy.budget.total : 0);
      if (sooner && calm.budget.total - busy.budget.total > gap(found)) found = { calm, busy };
    }
  if (!found) return undefined;
  const { calm, busy } = found;
  return (
    `It gives up sooner ${NIGHTS[busy.day]} (${numberText(busy.budget.total)} s) than ${NIGHTS[calm.day]} ` +
    `(${numberText(calm.budget.total)} s): no attempt begins later than ${numberText(plan.row.requestDeadline)} s after the ` +
    `first, so a longer wait means fewer attempts (${String(busy.budget.attempts)} instead of ${String(calm.budget.attempts)}).`
  );
}

/** The day whose wait is told where there is room for one: the worst. */
export function hostWaitText(plan: HostPlan): string {
  return waitText(plan.days.worst.budget, NIGHTS.worst);
}
