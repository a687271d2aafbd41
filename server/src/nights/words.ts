import type { Statement } from '../logs/types';
import { explain, type Match } from './causes/explain';
import type { Writer } from './causes/row';
import { PROGRAMS } from './causes/writers';
import type { Evidence } from './types';

/** Programs as logs name them, where the catalogue has another word. */
const WRITERS: Readonly<Record<string, Writer | undefined>> = {
  tar: 'application',
  noop: 'amandad',
  amservice: 'amcheck',
};

const KNOWN: ReadonlySet<string> = new Set([...PROGRAMS, 'application', 'security']);

/** Of what a report says in its summary of failures it does not tell the program. */
const DUMPING: readonly Writer[] = ['planner', 'dumper', 'driver', 'chunker', 'taper'];

/** Whose words a program's are; undefined where the log does not tell (the summary of a report). */
function writerOf(program: string): Writer | undefined {
  const known = WRITERS[program];
  if (known) return known;
  if (KNOWN.has(program)) return program as Writer;
  // Other programs on clients are applications and scripts: amgtar, ampgsql, runtar, ….
  return program === 'dump' || program === 'debug' ? undefined : 'application';
}

const matches = new WeakMap<Statement, Match | null>();

/** The row of the catalogue that explains a statement; looked up once. */
export function explained(statement: Statement): Match | undefined {
  let match = matches.get(statement);
  if (match === undefined) {
    match = statement.text === '' ? null : (look(statement) ?? null);
    matches.set(statement, match);
  }
  return match ?? undefined;
}

function look({ program, text }: Statement): Match | undefined {
  if (program !== 'dump') return explain(writerOf(program), text);
  for (const writer of DUMPING) {
    const match = explain(writer, text);
    if (match) return match;
  }
  return explain(undefined, text);
}

/** A statement as the evidence for a verdict. */
export function evidenceOf({ place, line }: Statement): Evidence {
  return { place, text: line };
}

/** The host that a statement is about: the one of its line, else the one in its words. */
export function hostOf(statement: Statement): string | undefined {
  return statement.host ?? explained(statement)?.groups['host'];
}
