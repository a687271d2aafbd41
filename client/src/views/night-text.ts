import * as vscode from 'vscode';
import type { LastNight } from '../../../server/src/lsp/protocol';
import { dleCount } from './counts';

/** How a night is shown: `open` is one that ended and left DLEs of which nothing bad is known. */
export type NightState = 'good' | 'failed' | 'running' | 'open';

/** Hours within which the runs of several configurations are of the same night. */
const SAME_NIGHT = 24;
/** Hours after which the newest run is not last night's any more, and its date is said. */
const OLD = 36;

/** The state of one night, or of several together: a failure outweighs all else, also while the run goes on. */
export function nightState(nights: readonly LastNight[]): NightState {
  if (nights.some(({ failed, waiting, state }) => failed + waiting > 0 || state === 'died')) return 'failed';
  if (nights.some(({ state }) => state === 'running')) return 'running';
  const good = ({ ok, dles, pending, troubles }: LastNight) =>
    dles > 0 && ok >= dles && pending === 0 && troubles === 0;
  return nights.every(good) ? 'good' : 'open';
}

/** "38 of 40 DLEs, 2 failed" and what else must be said of the run, in parts. */
function figures(nights: readonly LastNight[]): { ok: string; failed: string[]; more: string[] } {
  const sum = (of: (night: LastNight) => number) => nights.reduce((total, night) => total + of(night), 0);
  const failed = sum((night) => night.failed);
  const ok = vscode.l10n.t(
    '{0} of {1}',
    sum((night) => night.ok),
    dleCount(sum((night) => night.dles)),
  );
  const more: string[] = [];
  const waiting = sum((night) => night.waiting);
  if (waiting > 0) more.push(vscode.l10n.t('{0} not on tape', waiting));
  const unknown = sum(({ state, pending }) => (state === 'running' ? 0 : pending));
  if (unknown > 0) more.push(vscode.l10n.t('{0} unknown', unknown));
  const troubles = sum((night) => night.troubles);
  if (troubles > 0)
    more.push(troubles === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', troubles));
  const running = nights.filter(({ state }) => state === 'running');
  if (running.length > 0) {
    const since = timeOf(running.map(({ datestamp }) => datestamp).sort()[0] ?? '');
    more.push(since === '' ? vscode.l10n.t('under way') : vscode.l10n.t('under way since {0}', since));
  }
  if (nights.some(({ state }) => state === 'died')) more.push(vscode.l10n.t('the run broke off'));
  return { ok, failed: failed > 0 ? [vscode.l10n.t('{0} failed', failed)] : [], more };
}

/** True when the newest run was not last night any more: that all was well then says nothing of today. */
export function isOld(nights: readonly LastNight[], now: Date = new Date()): boolean {
  return hours(newestOf(nights), stampOf(now)) > OLD;
}

function newestOf(nights: readonly LastNight[]): string {
  return (
    nights
      .map(({ datestamp }) => datestamp)
      .sort()
      .at(-1) ?? ''
  );
}

/** What one run, or the runs of one program, came to: "Last night: 38 of 40 DLEs, 2 failed". */
export function nightText(nights: readonly LastNight[], now: Date = new Date()): string {
  const [first] = nights;
  if (!first) return '';
  const old = isOld(nights, now) ? ` · ${dateOf(newestOf(nights))}` : '';
  const { ok, failed, more } = figures(nights);
  return `${nameOf(nights)}: ${[ok, ...failed, ...more].join(', ')}${old}`;
}

/** "Last night: 2 failed", the row of the tree; the figures are behind it. */
export function nightTitle(night: LastNight): string {
  const name = nameOf([night]);
  if (night.failed > 0) return `${name}: ${vscode.l10n.t('{0} failed', night.failed)}`;
  if (night.state === 'died') return `${name}: ${vscode.l10n.t('the run broke off')}`;
  return name;
}

/** All of it in a line: "Last night: 38 of 40 DLEs, 2 failed · 2026-11-27". */
export function nightLine(night: LastNight): string {
  const { ok, failed, more } = figures([night]);
  return `${nameOf([night])}: ${[ok, ...failed, ...more].join(', ')} · ${dateOf(night.datestamp)}`;
}

/** What the row of a night says beside its title: "38 of 40 DLEs · 2026-11-27". */
export function nightAside(night: LastNight): string {
  const { ok, more } = figures([night]);
  return `${[ok, ...more].join(', ')} · ${dateOf(night.datestamp)}`;
}

function nameOf(nights: readonly LastNight[]): string {
  const program = nights[0]?.program ?? '';
  // Other programs run by day too, and beside amdump.
  if (program !== 'amdump') return program;
  return nights.some(({ state }) => state === 'running')
    ? vscode.l10n.t("Tonight's run")
    : vscode.l10n.t('Last night');
}

/**
 * The runs that the status bar speaks of, by program: amdump's newest night over all configurations, and of the other
 * programs what failed or is under way. Without any run of amdump the others are shown as they are.
 */
export function shownNights(nights: readonly LastNight[]): readonly (readonly LastNight[])[] {
  const newest = newestOf(nights);
  const recent = nights.filter(({ datestamp }) => hours(datestamp, newest) <= SAME_NIGHT);
  const dumps = recent.filter(({ program }) => program === 'amdump');
  // A run under way says nothing of the night of another configuration that is over.
  const running = dumps.filter(({ state }) => state === 'running');
  const groups = [running, dumps.filter((night) => !running.includes(night))];
  for (const program of new Set(recent.map((night) => night.program))) {
    if (program === 'amdump') continue;
    const own = recent.filter((night) => night.program === program);
    if (dumps.length === 0 || ['failed', 'running'].includes(nightState(own))) groups.push(own);
  }
  return groups.filter((group) => group.length > 0);
}

/** Hours from one datestamp (YYYYMMDD or YYYYMMDDhhmmss, in the server's time) to another. */
function hours(from: string, to: string): number {
  return (milliseconds(to) - milliseconds(from)) / 3_600_000;
}

function milliseconds(stamp: string): number {
  const [, year, month, day, hour = '0', minute = '0'] =
    /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?/.exec(stamp) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) || 0;
}

function stampOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}${two(date.getHours())}${two(date.getMinutes())}00`;
}

/** "2026-11-27"; a datestamp of another form as it is. */
function dateOf(stamp: string): string {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(stamp) ?? [];
  return year === undefined ? stamp : `${year}-${month ?? ''}-${day ?? ''}`;
}

/** "00:45"; empty where the datestamp has no time. */
function timeOf(stamp: string): string {
  const [, hour, minute] = /^\d{8}(\d\d)(\d\d)/.exec(stamp) ?? [];
  return hour === undefined ? '' : `${hour}:${minute ?? ''}`;
}
