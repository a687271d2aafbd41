import type { Diagnosed } from '../../checks/run';
import { checkById } from '../../checks/registry';
import { dleRelated } from '../../checks/log/run-time';
import type { Snapshot } from '../../model/snapshot';
import { adviceFor } from '../../nights/advice';
import { byCause, isFailure, troublesOf } from '../../nights/night';
import { lastNights } from '../../nights/snapshot';
import type { Night, NightDle, NightNote } from '../../nights/types';
import type { Place } from '../../text/span';
import { baseName } from '../../text/uri';
import { remediesOfFindings, type Remedy } from './remedy';

/** What the newest run of a program came to, for somebody who looks in the morning. */
export interface LastNightView {
  readonly night: Night;
  readonly dles: number;
  readonly ok: number;
  readonly failed: number;
  /** Whole on the holding disk, and to be flushed. */
  readonly waiting: number;
  readonly pending: number;
  /** Errors of the run beside its DLEs, where none of these failed. */
  readonly troubles: number;
  readonly causes: readonly CauseView[];
  /** What matters beyond the causes. */
  readonly notes: readonly NightNote[];
}

export interface CauseView {
  readonly cause?: string;
  readonly title: string;
  readonly message: string;
  readonly dles: readonly {
    readonly dle: NightDle;
    readonly log?: Place;
    readonly entry?: Place;
  }[];
  readonly remedies: readonly Remedy[];
}

/** Findings of one cause whose fixes are offered: those of twenty hosts are enough to begin with. */
const FIXED = 20;

/** The newest run of each program, its failures grouped by cause: each cause once, however many hosts it hits. */
export function lastNightViews(snapshot: Snapshot, all: readonly Diagnosed[]): readonly LastNightView[] {
  return lastNights(snapshot)
    .filter(({ program }) => program !== 'amcheck')
    .map((night) => {
      const dles = night.hosts.flatMap((host) => host.dles);
      const causes = causesOf(snapshot, dles, all);
      const named = new Set(dles.filter(isFailure).map(({ cause }) => cause ?? ''));
      const count = (fits: (dle: NightDle) => boolean) => dles.filter(fits).length;
      return {
        night,
        dles: dles.length,
        ok: count(({ outcome }) => outcome === 'ok' || outcome === 'strange' || outcome === 'skipped'),
        failed: count((dle) => isFailure(dle) && dle.outcome !== 'not-flushed'),
        waiting: count(({ outcome }) => outcome === 'not-flushed'),
        pending: count(({ outcome }) => outcome === 'pending'),
        troubles: troublesOf(night).length,
        causes,
        notes: night.notes.filter(({ cause }) => !named.has(cause ?? '-')),
      };
    });
}

function causesOf(
  snapshot: Snapshot,
  dles: readonly NightDle[],
  all: readonly Diagnosed[],
): readonly CauseView[] {
  return byCause(dles.filter(isFailure), ({ cause }) => cause ?? '').map(([id, members]): CauseView => {
    const [first] = members;
    const cause = id === '' ? undefined : id;
    return {
      cause,
      title: (cause === undefined ? undefined : checkById(cause)?.title) ?? 'No log at hand tells why',
      message: first?.message ?? '',
      dles: members.map((dle) => ({
        dle,
        log: dle.evidence[0]?.place,
        entry: dleRelated(snapshot, dle.host, dle.disk)[0]?.place,
      })),
      remedies: first && cause !== undefined ? remedies(snapshot, cause, first, all) : [],
    };
  });
}

function remedies(
  snapshot: Snapshot,
  cause: string,
  dle: NightDle,
  all: readonly Diagnosed[],
): readonly Remedy[] {
  const found = all.filter(({ check }) => check.id === cause).slice(0, FIXED);
  const made = remediesOfFindings(found);
  const { host, disk, blamed = disk, udp = true } = dle;
  const words = { ...dle.words, host, disk: blamed, config: baseName(snapshot.config.folder) };
  // With fixes at hand the others say the same in more words.
  const advice = adviceFor(cause, dle.row, words, { plain: made.length > 0, udp });
  return [...made, ...advice.map((title): Remedy => ({ kind: 'advice', title }))];
}
