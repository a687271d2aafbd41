import { planHost } from '../estimate/hostplan';
import type { Settings } from '../schema/settings';
import type { Snapshot } from '../model/snapshot';
import type { Check, Finding, Severity } from './check';
import { categoryOf } from './check';
import { problemsOf } from './problem';
import { allChecks, checkById } from './registry';
import { refused } from './refused';
import { tookTooLong, tookTooLongFinding } from './trap/took-too-long';
import { unusedSuppression, unusedSuppressionFinding } from './style/unused-suppression';
import { readSuppressions } from './suppress';
import { addAll } from '../text/lists';
import { isWithin } from '../text/uri';

/** A finding with the check that made it and the severity after settings; suppressed findings do not appear. */
export interface Diagnosed {
  readonly check: Check;
  readonly finding: Finding;
  readonly severity: Severity;
}

/** Categories whose errors are Amanda's own: it does not read the configuration. */
const REFUSED: readonly string[] = ['syntax', 'value', 'reference', 'disklist'];

/** Of all findings those for which Amanda refuses the configuration, so that nothing is backed up. */
export function refusals(all: readonly Diagnosed[]): readonly Diagnosed[] {
  return all.filter(({ check, severity }) => severity === 'error' && REFUSED.includes(categoryOf(check.id)));
}

/** Told of a check that throws; it is called once for each check and snapshot. */
export type FailureLog = (check: Check, error: unknown) => void;

/** The severity of a check under these settings; its id wins over its category; undefined when it is off. */
export function severityOf(check: Check, settings: Settings, own?: Severity): Severity | undefined {
  const set = settings.severity[check.id] ?? settings.severity[categoryOf(check.id)];
  if (set === 'off') return undefined;
  return set ?? own ?? check.severity;
}

/** All findings of a snapshot, ordered by file and place. A check that throws takes none of the others down. */
export function runChecks(snapshot: Snapshot, log?: FailureLog, checks = allChecks): readonly Diagnosed[] {
  const steps = checkSteps(snapshot, log, checks);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * As runChecks, but yields after each host and each check, so that a server can see to its other work in between. When
 * `late` answers true the checks that are left are not run, and a finding says so: better a part than no answer.
 */
export function* checkSteps(
  snapshot: Snapshot,
  log: FailureLog = () => undefined,
  checks: readonly Check[] = allChecks,
  late: () => boolean = () => false,
): Generator<undefined, readonly Diagnosed[]> {
  const found: Diagnosed[] = [];
  const reporter = (check: Check) => (finding: Finding) => {
    const severity = severityOf(check, snapshot.settings, finding.severity);
    if (severity !== undefined) found.push({ check, finding: withoutNowhere(finding), severity });
  };
  // Many checks look at what each host is sent. The first of them would work that out for all hosts in one go.
  for (const host of snapshot.disklist.hosts) {
    try {
      planHost(snapshot, host);
    } catch {
      // The checks that need the plan come upon the same trouble, and theirs is written down.
      break;
    }
    if (late()) break;
    yield;
  }
  let left: readonly Check[] = checks;
  for (const [n, check] of checks.entries()) {
    if (late()) break;
    left = checks.slice(n + 1);
    try {
      check.run(snapshot, reporter(check));
    } catch (error) {
      log(check, error);
    }
    yield;
  }
  if (checks === allChecks) reportUnclaimed(snapshot, reporter(refused));
  if (left.length > 0) reporter(tookTooLong)(tookTooLongFinding(snapshot, left));

  const suppressions = readSuppressions(snapshot);
  const shown = found.filter((one) => !suppressions.covers(one.check.id, one.finding.place));
  // Of checks that did not run nobody knows whether their comments are of use.
  if (checks === allChecks && left.length === 0) {
    found.length = 0;
    const report = reporter(unusedSuppression);
    const known = (id: string) => checkById(id) !== undefined;
    const own = unusedSuppression.id;
    const rest = suppressions.unused(known).filter(({ suppression }) => suppression.id !== own);
    for (const unused of rest) {
      // A comment about a check that the settings turn off may well be of use to others.
      const check = checkById(unused.suppression.id);
      const off = check !== undefined && severityOf(check, snapshot.settings) === undefined;
      if ((unused.why === 'unused' && off) || suppressions.covers(own, unused.suppression.place)) continue;
      report(unusedSuppressionFinding(unused, snapshot));
    }
    // Now it is known which of the comments about this very check were of use.
    for (const unused of suppressions.unused(known))
      if (unused.suppression.id === own) report(unusedSuppressionFinding(unused, snapshot));
    addAll(shown, found);
  }
  return sorted(quiet(shown, snapshot), snapshot);
}

/**
 * The findings without a word out of files that are none of Amanda's: `includefile "/etc/shadow"` is no reason to show
 * that file in a list of problems or in the log of a build. A file outside the configuration's folder of which Amanda
 * understands no statement is named, and what it holds is not.
 */
function quiet(found: readonly Diagnosed[], snapshot: Snapshot): Diagnosed[] {
  const { config, disklist } = snapshot;
  const outside = [...config.files, ...disklist.files].filter((uri) => !isWithin(config.folder, uri));
  if (outside.length === 0) return [...found];
  const own = new Set<string>();
  for (const { place } of config.statements) own.add(place.uri);
  for (const blocks of Object.values(config.blocks))
    for (const { place } of blocks.values()) if (place !== undefined) own.add(place.uri);
  for (const { place } of disklist.dles) own.add(place.uri);
  const files = new Set(outside.filter((uri) => !own.has(uri)));
  const foreign = (uri: string) => files.has(uri);
  return found.map((one) => {
    const { check, finding } = one;
    if (!foreign(finding.place.uri)) {
      const related = finding.related?.filter(({ place }) => !foreign(place.uri));
      return related?.length === finding.related?.length ? one : { ...one, finding: { ...finding, related } };
    }
    const message = `${check.title}. The file is outside the configuration's folder and nothing in it is a statement of Amanda, so its text is not shown: is it the right file?`;
    return { ...one, finding: { place: finding.place, message } };
  });
}

/** Built-in dumptypes are written nowhere, so they cannot be shown as a related place. */
function withoutNowhere(finding: Finding): Finding {
  const related = finding.related?.filter((one) => one.place.uri !== '');
  return related === undefined || related.length === finding.related?.length
    ? finding
    : { ...finding, related };
}

/** A refusal of Amanda is never lost on the way, even when no check claims the problem's id. */
function reportUnclaimed(snapshot: Snapshot, report: (finding: Finding) => void): void {
  for (const [id, problems] of problemsOf(snapshot)) {
    if (checkById(id) !== undefined) continue;
    for (const problem of problems) {
      report({ place: problem.place, message: `Amanda refuses this: ${problem.amanda}` });
    }
  }
}

function sorted(found: Diagnosed[], snapshot: Snapshot): readonly Diagnosed[] {
  const order = new Map([...snapshot.config.files, ...snapshot.disklist.files].map((uri, n) => [uri, n]));
  const rank = (uri: string) => order.get(uri) ?? order.size;
  return found.sort(
    (a, b) =>
      rank(a.finding.place.uri) - rank(b.finding.place.uri) ||
      (a.finding.place.uri < b.finding.place.uri ? -1 : a.finding.place.uri > b.finding.place.uri ? 1 : 0) ||
      a.finding.place.span.start - b.finding.place.span.start ||
      a.finding.place.span.end - b.finding.place.span.end,
  );
}
