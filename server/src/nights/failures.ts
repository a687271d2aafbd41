import type { LogFacts, Statement } from '../logs/types';
import type { Place } from '../text/span';
import type { CauseRow } from './causes/row';
import { nightsOf } from './night';
import { explained, hostOf } from './words';

/** A line of one log that says that something went wrong, or why. */
export interface Failure {
  /** What it is in the terms of `amanda-lint log --format json`: the name of its cause, else failed, error or warning. */
  readonly kind: string;
  /** The id of the check that explains it; undefined for a text that the catalogue does not know. */
  readonly cause?: string;
  readonly row?: CauseRow;
  /** The names in the text. */
  readonly words?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly disk?: string;
  readonly level?: number;
  /** Amanda's own words. */
  readonly text: string;
  readonly place: Place;
}

/** The names under which `amanda-lint log` has shown the first causes since 0.1. */
const KINDS: Readonly<Record<string, string>> = {
  'log/no-answer': 'ack-timeout',
  'log/estimate-timeout': 'reply-timeout',
  'log/refused-by-client': 'nak',
  'log/unknown-auth': 'no-driver',
  'log/unknown-host': 'unresolved',
  'log/connection-refused': 'refused',
};

const GRAVE: ReadonlySet<Statement['tag']> = new Set(['FAIL', 'ERROR', 'FATAL']);

const memo = new WeakMap<LogFacts, readonly Failure[]>();

/** The failures that one log tells of, in their order; worked out once. */
export function failuresIn(facts: LogFacts): readonly Failure[] {
  let known = memo.get(facts);
  if (!known) memo.set(facts, (known = read(facts)));
  return known;
}

function read(facts: LogFacts): Failure[] {
  const found = new Map<string, Failure>();
  for (const statement of facts.statements) {
    const failure = failureOf(statement);
    if (!failure) continue;
    // What a program writes on its way to a failure, and the failure itself, are one.
    const { cause, text, host, disk, place } = failure;
    const own = statement.tag === 'SAID' ? `${cause ?? text}\0${host ?? ''}\0${disk ?? ''}` : '';
    const key = own === '' ? `${place.span.start}` : own;
    if (own === '' && cause !== undefined) found.delete(`${cause}\0${host ?? ''}\0${disk ?? ''}`);
    if (!found.has(key)) found.set(key, failure);
  }
  const missing = missingIn(facts);
  return [...found.values(), ...missing];
}

/** RESULTS MISSING is what no line says: the night knows. */
function missingIn(facts: LogFacts): Failure[] {
  const found: Failure[] = [];
  if (facts.kind !== 'debug' && facts.kind !== 'amcheck') {
    for (const { hosts, state } of nightsOf([facts], [])) {
      if (state === 'running') continue;
      for (const { dles } of hosts) {
        for (const { host, disk, outcome, evidence } of dles) {
          const place = evidence.at(-1)?.place;
          if (outcome !== 'missing' || !place) continue;
          const text = 'RESULTS MISSING: no line of this log says what became of this DLE.';
          const cause = 'log/results-missing';
          found.push({ kind: 'results-missing', cause, host, disk, text, place });
        }
      }
    }
  }
  return found;
}

function failureOf(statement: Statement): Failure | undefined {
  const { tag, disk, level, text, place } = statement;
  if (tag === 'NOTE' || tag === 'INFO' || tag === 'MISSING' || text === '') return undefined;
  const match = explained(statement);
  const failure = match?.row.weight === 'failure';
  const grave = GRAVE.has(tag) && match?.row.weight !== 'harmless' && match?.row.weight !== 'note';
  if (!failure && !grave) return undefined;
  const cause = match?.row.cause;
  // Data streams, devices and pipes have the words of a request for other troubles.
  const asked = match?.row.phase === 'request' || match?.row.phase === 'estimate';
  const own =
    cause === undefined ? undefined : (KINDS[cause] ?? (FIRST.has(cause) ? cause.slice(4) : undefined));
  const named = failure && asked ? own : undefined;
  const kind = named ?? (tag === 'FAIL' ? 'failed' : 'error');
  return {
    kind,
    cause,
    row: match?.row,
    words: match?.groups,
    host: hostOf(statement),
    disk,
    level,
    text,
    place,
  };
}

/** Causes whose own name is the kind that 0.1 had. */
const FIRST = new Set([
  'log/results-missing',
  'log/format-error',
  'log/bad-request',
  'log/reply-lost',
  'log/missing-result',
  'log/estimate-failed',
  'log/dead-mount',
]);
