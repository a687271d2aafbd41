import type { Problem } from '../model/types';
import type { Snapshot } from '../model/snapshot';
import type { Check, Finding, Fix, Severity } from './check';
import { change, show } from './wording';

/** A check whose findings the model has already made: the row words them and knows how to mend them. */
export interface ProblemRow {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly doc: string;
  readonly tags?: Finding['tags'];
  message(problem: Problem, snapshot: Snapshot): string;
  fixes?(problem: Problem, snapshot: Snapshot): readonly Fix[];
}

/** Makes a check out of a row: one finding for each problem of the model that carries the row's id. */
export function problemCheck(row: ProblemRow): Check {
  return {
    id: row.id,
    severity: row.severity,
    title: row.title,
    doc: row.doc,
    run(snapshot, report) {
      for (const problem of problemsOf(snapshot).get(row.id) ?? []) {
        const blank = foreignBlank(problem);
        report({
          place: problem.place,
          message:
            blank && problem.amanda !== ''
              ? `Here stands ${blank}, which looks like a blank but is none to Amanda. Write a plain one.`
              : row.message(brief(problem), snapshot),
          ...(row.tags === undefined ? {} : { tags: row.tags }),
          ...(problem.related === undefined ? {} : { related: problem.related }),
          ...(blank ? { fixes: () => [plainBlank(problem)] } : {}),
          ...(row.fixes === undefined || blank ? {} : { fixes: () => row.fixes?.(problem, snapshot) ?? [] }),
        });
      }
    },
  };
}

/** Longest name or text of the file that a message repeats, in characters: a line may be a megabyte long. */
const LONGEST = 200;

/** The problem as a message words it: what is very long is cut. */
function brief(problem: Problem): Problem {
  const long = Object.entries(problem.args).filter(([, value]) => isLong(value));
  if (long.length === 0 && !isLong(problem.amanda)) return problem;
  const args = {
    ...problem.args,
    ...Object.fromEntries(long.map(([name, value]) => [name, cut(String(value))])),
  };
  return { ...problem, args, amanda: cut(problem.amanda) };
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > LONGEST;
}

function cut(text: string): string {
  return isLong(text) ? `${text.slice(0, LONGEST)}…` : text;
}

/** The name of the blank that a word processor or a web page left where the problem is; undefined for anything else. */
function foreignBlank(problem: Problem): string | undefined {
  const { found } = problem.args;
  if (typeof found !== 'string') return undefined;
  return /^[\v\u00a0\u2000-\u200a\u202f\u205f\u3000]$/.test(found) ? show(found) : undefined;
}

function plainBlank(problem: Problem): Fix {
  const { start } = problem.place.span;
  return change(problem, 'Replace it by a plain blank', { start, end: start + 1 }, ' ', {
    preferred: true,
    safe: true,
  });
}

const index = new WeakMap<Snapshot, ReadonlyMap<string, readonly Problem[]>>();

/** The problems of amanda.conf and of the disklist by check id. */
export function problemsOf(snapshot: Snapshot): ReadonlyMap<string, readonly Problem[]> {
  const known = index.get(snapshot);
  if (known !== undefined) return known;
  const made = new Map<string, Problem[]>();
  for (const problem of [...snapshot.config.problems, ...snapshot.disklist.problems]) {
    const list = made.get(problem.id);
    if (list === undefined) made.set(problem.id, [problem]);
    else list.push(problem);
  }
  index.set(snapshot, made);
  return made;
}
