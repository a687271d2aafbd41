import { causeChecks } from '../../nights/causes/ids';
import { findingsOfNights, type NightFinding } from '../../nights/findings';
import type { Snapshot } from '../../model/snapshot';
import type { Check, Severity } from '../check';
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

/** One check for each cause that the nights name: its findings stand at the lines that show it. */
export const causeChecksOfLogs: readonly Check[] = causeChecks.map(({ id, severity, title, doc }): Check => ({
  id,
  severity,
  title,
  doc,
  run(snapshot, report) {
    for (const finding of findingsBy(snapshot).get(id) ?? []) {
      const { place, message, host, disk, blamed, dles, related, past, row } = finding;
      const more =
        dles > 1 ? ` So it is with ${dles - 1} more ${dles === 2 ? 'DLE' : 'DLEs'} of the host.` : '';
      report({
        place,
        message: message + more,
        severity: past && severity !== 'hint' ? PAST : undefined,
        related: [...dleRelated(snapshot, host, blamed ?? disk), ...related],
        fixes: () => (past ? [] : fixesFor(snapshot, id, row, host, blamed ?? disk)),
      });
    }
  },
}));
