import { Force, type DumpRecord } from '../model/history';
import { emptyFacts, recordOf } from '../model/info-record';
import type { DumptypeFacts } from './dumptype';
import type { LevelRequest } from './levels';

/** Seconds of a day, and what the planner rounds by (common-src/amanda.h, days_diff). */
const SECS_PER_DAY = 86400;

/** What of the configuration decides levels besides the dumptype. */
export interface Rules {
  /** The top level's dumpcycle, in days. */
  readonly dumpcycle: number;
  /** The top level's reserve, in percent. */
  readonly reserve: number;
  /** How many levels the release has. */
  readonly levels: number;
  /** When the run begins, in seconds since 1970. */
  readonly tonight: number;
}

const never: readonly LevelRequest[] = [];
const newDisk = recordOf(emptyFacts());

/**
 * The levels that the planner asks for of a DLE with this past, in its order (server-src/planner.c, setup_estimate and
 * askfor); empty where it asks for none. `record` is undefined for a disk that was never dumped. Not known here: whether
 * the volume of the last level 1 is overwritten tonight, upon which the planner goes back to level 1.
 */
export function levelsTonight(
  facts: DumptypeFacts,
  record: DumpRecord = newDisk,
  rules: Rules,
): readonly LevelRequest[] {
  const { strategy, skipFull, skipIncr } = facts;
  if (facts.ignore || strategy === 'skip') return never;
  const withoutFulls = strategy === 'nofull' || strategy === 'incronly';
  const forced = (bit: number) => (record.command & bit) !== 0;
  // Commands that the strategy does not allow are ignored with a warning.
  const full = forced(Force.full) && !withoutFulls;
  const level1 = forced(Force.level1) && !forced(Force.full) && strategy !== 'noinc';
  // What of that command is left when levels are chosen: with a forced full dump it is not looked at before.
  const onlyLevel1 = level1 || (forced(Force.level1) && forced(Force.full));

  let last = lastLevelOf(record, rules);
  let due = nextFull(facts, record, rules);
  if (full) {
    last = -1;
    due = -rules.dumpcycle;
  } else if (level1) {
    last = 0;
    due = 0;
  } else if (strategy === 'nofull' && !forced(Force.full) && !forced(Force.level1)) last = 1;

  if (skipFull && strategy !== 'noinc') {
    if (due <= 0) return never;
    if (last === -1) last = 0;
  }
  if (strategy === 'incronly' && last === -1) return never;
  if (skipIncr && due > 0) return never;

  const asked: number[] = [];
  const bump = forced(Force.bump);
  const asksFull = !skipFull && !onlyLevel1 && (!bump || skipIncr || last === -1);
  if (strategy === 'noinc' || (asksFull && strategy === 'standard')) asked.push(0);
  if (!skipIncr && strategy !== 'noinc') {
    if (last === -1) {
      if (withoutFulls) asked.push(1);
    } else if (onlyLevel1) asked.push(1);
    else if (forced(Force.noBump)) {
      if (last > 0) asked.push(last);
    } else if (bump && last + 1 < rules.levels) asked.push(last + 1);
    else if (last === 0) asked.push(1);
    else {
      asked.push(last);
      if (bumps(facts, record, last, rules)) asked.push(last + 1);
    }
  }
  return asked.map((level) => ({
    level,
    server: record.estimable.has(level),
    ...dumpDate(record, level),
  }));
}

/** A disk that was dumped often, with the most levels to ask for: what a past that nobody has looked at is taken for. */
const usual: DumpRecord = {
  command: 0,
  lastLevel: 1,
  runs: 1,
  last: new Map([
    [0, { size: 2048, date: 1, label: '' }],
    [1, { size: 0, date: 2, label: '' }],
  ]),
  estimable: new Set([0, 1, 2]),
};

/**
 * The levels of the night after `amadmin force` (perl/Amanda/Curinfo.pm, force, sets the command in the record and takes
 * back two others): of a DLE with this past, of a `new` one, or of one whose past is `unknown` and taken for long.
 */
export function levelsForced(
  facts: DumptypeFacts,
  record: DumpRecord | 'new' | 'unknown',
  rules: Rules,
): readonly LevelRequest[] {
  const past = record === 'unknown' ? usual : record === 'new' ? newDisk : record;
  return levelsTonight(facts, { ...past, command: Force.full | (past.command & Force.noBump) }, rules);
}

/** The level of the last dump, -1 for none (planner.c, last_level). */
function lastLevelOf({ lastLevel, last }: DumpRecord, { reserve }: Rules): number {
  // Records of old releases: by dates, or with reserve 100 by the tapelist, which is not looked at here.
  if (lastLevel !== -1 || reserve >= 100) return lastLevel;
  let newest = 0;
  let found = -1;
  for (let level = 0; level < 9; level++) {
    const date = last.get(level)?.date ?? -1;
    if (date < (last.get(0)?.date ?? -1) || date <= newest) continue;
    newest = date;
    found = level;
  }
  return found;
}

/** Days until a full dump is due, 0 or less when it is (planner.c, next_level0). */
function nextFull({ strategy, dumpcycle }: DumptypeFacts, record: DumpRecord, { tonight }: Rules): number {
  const { last, due } = record;
  if (strategy === 'nofull' || strategy === 'incronly') return 1;
  if (strategy === 'noinc') return 0;
  if (due) return due.days - daysBetween(due.at, tonight);
  const date = last.get(0)?.date ?? -1;
  return date < 0 ? -daysBetween(0, tonight) : dumpcycle - daysBetween(date, tonight);
}

function daysBetween(from: number, to: number): number {
  return Math.trunc((to - from + SECS_PER_DAY / 2) / SECS_PER_DAY);
}

/** True when the planner also thinks of the next level. */
function bumps(facts: DumptypeFacts, record: DumpRecord, level: number, rules: Rules): boolean {
  if (level + 1 >= rules.levels) return false;
  const size = record.last.get(level)?.size ?? 0;
  if (size === 0) return true;
  const runs = level === record.lastLevel && record.runs !== -1 ? record.runs : 0;
  return size > threshold(facts, level, record.last.get(0)?.size ?? 0) && runs >= facts.bumpdays;
}

/** KiB that a dump of this level must exceed before the next level is thought of (planner.c, bump_thresh). */
function threshold({ bumppercent, bumpsize, bumpmult }: DumptypeFacts, level: number, full: number): number {
  let bump = bumppercent !== 0 && full > 1024 ? (full * bumppercent) / 100 : bumpsize;
  for (let n = 1; n < level; n++) bump *= bumpmult;
  // What does not fit into 64 bits becomes the smallest number there is.
  return bump < 2 ** 63 ? Math.trunc(bump) : -Infinity;
}

/** The date that a text request gives for a level: that of the latest dump of a lower one (infofile.c, get_dumpdate). */
function dumpDate({ last, due }: DumpRecord, level: number): { date?: string } {
  let latest = 0;
  for (const [lower, { date }] of last) if (lower < level && date > latest) latest = date;
  // A log does not always say: the longest date there is then stands in the request.
  if (due && level > 0 && latest === 0) return {};
  const t = new Date(latest * 1000);
  const day = [t.getUTCFullYear(), t.getUTCMonth() + 1, t.getUTCDate()];
  const time = [t.getUTCHours(), t.getUTCMinutes(), t.getUTCSeconds()];
  return { date: [...day, ...time].join(':').slice(0, 19) };
}
