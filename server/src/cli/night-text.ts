import { byCause, isFailure, troublesOf } from '../nights/night';
import type { Evidence, Night, NightDle } from '../nights/types';
import { count } from '../text/quantities';
import { uriPath } from '../text/uri';
import { remediesOf, type ShownNights } from './night';

const STATES: Readonly<Record<Night['state'], string>> = {
  finished: 'finished',
  running: 'under way, or cut off in the middle, for no line says that it ended: nothing is missing yet',
  died: 'DIED before its end',
};

/** Nights as an administrator reads them: the newest of each program in full, the others in a line each. */
export function nightText({ nights, newest, lineOf, snapshot }: ShownNights): string {
  const out: string[] = [];
  const at = (one: Evidence) => `${uriPath(one.place.uri)}:${String(lineOf(one) + 1)}`;
  for (const night of nights) {
    const dles = night.hosts.flatMap((host) => host.dles);
    out.push(headOf(night, dles));
    if (!newest.includes(night) && nights.length > newest.length) continue;
    for (const [key, group] of byCause(dles.filter(isTold), causeOf)) {
      const [first] = group;
      if (!first) continue;
      out.push('', `  ${key}: ${count(group.length, 'DLE')}`, `    ${first.message}`);
      for (const dle of group.slice(0, SHOWN)) out.push(`    ${dle.host} ${dle.disk}: ${dle.outcome}`);
      if (group.length > SHOWN) out.push(`    … and ${String(group.length - SHOWN)} more`);
      for (const one of first.evidence.slice(0, 3)) out.push(`    ${at(one)}: ${one.text}`);
      for (const remedy of remediesOf(first, snapshot)) out.push(`    * ${remedy}`);
    }
    const noted = night.notes.filter(
      ({ cause }) => !dles.some((dle) => dle.cause === cause && isFailure(dle)),
    );
    if (noted.length > 0) out.push('', '  Notes:');
    for (const { message, evidence } of noted.slice(0, NOTES)) {
      const [place] = evidence;
      out.push(`    ${message}${place ? ` (${at(place)})` : ''}`);
    }
    if (noted.length > NOTES) out.push(`    … and ${String(noted.length - NOTES)} more`);
    out.push('');
  }
  return out.length === 0 ? '' : `${out.join('\n').trimEnd()}\n`;
}

/** DLEs of one cause that are named, and notes that are shown. */
const SHOWN = 10;
const NOTES = 20;

function headOf(night: Night, dles: readonly NightDle[]): string {
  const { program, config, datestamp, state } = night;
  const name = [config, program, datestamp].filter(Boolean).join(' ');
  // What is whole and waits on the holding disk did not fail, and is not on tape either.
  const waiting = dles.filter(({ outcome }) => outcome === 'not-flushed').length;
  const failed = dles.filter(isFailure).length - waiting;
  const good = dles.filter(({ outcome }) => outcome === 'ok' || outcome === 'strange').length;
  const parts = [`${String(good)} of ${count(dles.length, 'DLE')}`, `${String(failed)} failed`];
  if (waiting > 0) parts.push(`${String(waiting)} not on tape`);
  const open = dles.filter(({ outcome }) => outcome === 'pending').length;
  if (open > 0) parts.push(`${String(open)} not known yet`);
  const skipped = dles.filter(({ outcome }) => outcome === 'skipped').length;
  if (skipped > 0) parts.push(`${String(skipped)} skipped`);
  const troubles = troublesOf(night).length;
  if (troubles > 0) parts.push(`${count(troubles, 'error')} beside them (see the notes)`);
  return `${name}: ${STATES[state]}${dles.length > 0 ? `; ${parts.join(', ')}` : ''}`;
}

/** What an administrator must see to or should read. */
function isTold(dle: NightDle): boolean {
  return isFailure(dle) || dle.outcome === 'strange' || dle.cause !== undefined;
}

const causeOf = (dle: NightDle) => dle.cause ?? (isFailure(dle) ? 'no known cause' : dle.outcome);
