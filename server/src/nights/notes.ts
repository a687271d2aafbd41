import { sentenceOf } from './causes/fill';
import type { Client } from './clients';
import type { Course } from './state';
import type { NightNote } from './types';
import { evidenceOf, explained, hostOf } from './words';
import type { Statement } from '../logs/types';

/** How many lines stand behind one note, and how many notes a run has at the most. */
const LINES = 5;
const NOTES = 200;

/** What matters of a run beyond its DLEs: one note a cause and host, however many lines say it. */
export function notesOf(course: Course, clients: ReadonlyMap<string, Client>): NightNote[] {
  const found = new Map<string, { note: NightNote; evidence: Statement[] }>();
  const add = (statement: Statement, client?: string) => {
    const match = explained(statement);
    const grave = statement.tag === 'ERROR' || statement.tag === 'FATAL';
    // What nobody knows is shown as it is where Amanda calls it an error.
    if (!match ? !grave || client !== undefined : match.row.weight === 'harmless') return;
    // What Amanda tells by the way is no failure.
    if (match && match.row.weight !== 'note' && (statement.tag === 'INFO' || statement.tag === 'NOTE'))
      return;
    const host = hostOf(statement) ?? client;
    const { text } = statement;
    const message = match ? sentenceOf(match, { host, disk: statement.disk }, text) : text;
    const key = `${match?.row.cause ?? ''}\0${host?.toLowerCase() ?? ''}\0${message}`;
    const known = found.get(key);
    if (known) {
      if (known.evidence.length < LINES) known.evidence.push(statement);
      return;
    }
    if (found.size >= NOTES) return;
    const evidence = [statement];
    const note = { cause: match?.row.cause, weight: match?.row.weight, host, message, evidence: [] };
    found.set(key, { note, evidence });
  };
  for (const statement of course.general) add(statement);
  for (const client of clients.values()) {
    for (const statement of client.statements) {
      if (explained(statement)?.row.cause === 'log/dead-mount') add(statement, client.host);
    }
  }
  if (course.plannerDied) {
    found.set('planner-died', {
      note: {
        cause: 'log/planner-died',
        message: 'planner died before it had a schedule, so nothing was dumped.',
        evidence: [],
      },
      evidence: [course.plannerDied],
    });
  }
  if (course.driverDied) {
    found.set('driver-died', {
      note: {
        cause: 'log/driver-died',
        message: 'driver began and did not come to its end: what it had not dumped by then was not dumped.',
        evidence: [],
      },
      evidence: [course.driverDied],
    });
  }
  return [...found.values()].map(({ note, evidence }) => ({ ...note, evidence: evidence.map(evidenceOf) }));
}
