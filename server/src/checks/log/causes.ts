import { causeChecks } from '../../nights/causes/ids';
import { findingsOfNights, type NightFinding } from '../../nights/findings';
import type { Snapshot } from '../../model/snapshot';
import { count } from '../../text/quantities';
import type { Check, Finding, Severity } from '../check';
import { fixesFor } from './remedies';
import { dleRelated } from './run-time';

/** What is of an older night stays to be read, and no longer asks for anything. */
const PAST: Severity = 'info';

const byCause = new WeakMap<Snapshot['observations'], Map<string, NightFinding[]>>();

function findingsBy(snapshot: Snapshot): Map<string, NightFinding[]> {
  let groups = byCause.get(snapshot.observations);
  if (!groups) {
    groups = new Map<string, NightFinding[]>();
    for (const finding of findingsOfNights(snapshot)) {
      const group = groups.get(finding.cause);
      if (group) group.push(finding);
      else groups.set(finding.cause, [finding]);
    }
    byCause.set(snapshot.observations, groups);
  }
  return groups;
}

/** Reports what the nights say of one cause, at the lines that show it. */
export function reportCause(
  snapshot: Snapshot,
  id: string,
  severity: Severity,
  report: (finding: Finding) => void,
): void {
  for (const finding of findingsBy(snapshot).get(id) ?? []) {
    const { place, message, host, disk, blamed, dles, related, past, row, words } = finding;
    const more = dles > 1 ? ` So it is with ${count(dles - 1, 'more DLE')} of the host.` : '';
    report({
      place,
      message: message + more,
      severity: past && severity !== 'hint' ? PAST : undefined,
      related: [...dleRelated(snapshot, host, blamed ?? disk), ...related],
      fixes: () => (past ? [] : fixesFor(snapshot, id, { row, words, host, disk: blamed ?? disk })),
    });
  }
}

/** One check for each cause that the nights name. */
export const causeChecksOfLogs: readonly Check[] = causeChecks.map(({ id, severity, title, doc }): Check => ({
  id,
  severity,
  title,
  doc,
  run(snapshot, report) {
    reportCause(snapshot, id, severity, report);
  },
}));
