import { categoryOf, type Category, type Severity } from '../checks/check';
import { runChecks, type Diagnosed } from '../checks/run';
import type { Snapshot } from '../model/snapshot';
import type { Position } from '../text/lines';
import { LineIndex } from '../text/lines';
import type { FileEdit, Place } from '../text/span';
import { uriPath } from '../text/uri';
import type { Io } from './command';
import type { Job } from './targets';

/** A finding as every output format needs it; positions count lines and UTF-16 code units from 0. */
export interface Report {
  /** Absolute path. */
  readonly file: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly severity: Severity;
  readonly code: string;
  readonly category: Category;
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly edits: readonly FileEdit[] }[];
  readonly related: readonly {
    readonly file: string;
    readonly range: { readonly start: Position; readonly end: Position };
    readonly message: string;
  }[];
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

/** True when `severity` is at least as grave as `lowest`. */
export function atLeast(severity: Severity, lowest: Severity): boolean {
  return RANK[severity] <= RANK[lowest];
}

/** What a disklist refers to in an amanda.conf that is not there. */
const NEEDS_CONF = new Set(['disklist/unknown-dumptype', 'disklist/unknown-interface']);

/** Runs the checks over a job's snapshot. A check that throws is named on standard error and takes no other down. */
export function diagnose(io: Io, job: Job, snapshot: Snapshot): readonly Diagnosed[] {
  const found = runChecks(snapshot, (check, error) => {
    io.err(
      `amanda-lint: check ${check.id} failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const { only } = job;
  if (only === undefined) return found;
  const isList = snapshot.disklist.files.includes(only);
  const judged = isList ? new Set(snapshot.disklist.files) : new Set([only]);
  return found.filter(({ check, finding, severity }) => {
    if (job.loose && NEEDS_CONF.has(check.id)) return false;
    if (judged.has(finding.place.uri)) return true;
    // Amanda does not read a disklist when amanda.conf is wrong.
    return isList && !job.loose && severity === 'error' && snapshot.config.files.includes(finding.place.uri);
  });
}

/** Turns a finding into a report. */
export function reportOf(snapshot: Snapshot, { check, finding, severity }: Diagnosed): Report {
  return {
    file: uriPath(finding.place.uri),
    range: rangeOf(snapshot, finding.place),
    severity,
    code: check.id,
    category: categoryOf(check.id),
    message: finding.message,
    fixes: (finding.fixes?.() ?? []).map(({ title, edits }) => ({ title, edits })),
    related: (finding.related ?? []).map(({ place, text }) => ({
      file: uriPath(place.uri),
      range: rangeOf(snapshot, place),
      message: text,
    })),
  };
}

const empty = new LineIndex('');

/** The lines and characters of a place; the start of a file that is not there. */
export function rangeOf(snapshot: Snapshot, { uri, span }: Place): Report['range'] {
  return (snapshot.lines(uri) ?? empty).range(span);
}
