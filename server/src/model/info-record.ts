import type { DumpRecord, LastDump } from './history';

/** Levels below this exist (common-src/amanda.h, DUMP_LEVELS). */
const DUMP_LEVELS = 400;
/** How many runs a record remembers (server-src/infofile.h, NB_HISTORY). */
const NB_HISTORY = 100;
/** From this size on, in KiB, the last dump of a level is enough for an estimate (server_util.c). */
const ENOUGH = 1000;
/** How many days at one level the server's estimate tells apart (server_util.c, NB_DAY). */
const NB_DAY = 30;

/** A run in the history of a record, the newest first. */
export interface PastRun {
  readonly level: number;
  /** KiB. */
  readonly size: number;
}

/** What a record says, before it is known what the server can estimate from it. */
export interface RecordFacts {
  command: number;
  lastLevel: number;
  runs: number;
  readonly last: Map<number, LastDump>;
  readonly history: PastRun[];
}

/** The record of a disk that was never dumped (server-src/infofile.c, zero_info). */
export function emptyFacts(): RecordFacts {
  return { command: 0, lastLevel: -1, runs: -1, last: new Map(), history: [] };
}

/** Thrown where the planner stops reading a record; what was read until then counts. */
class Stop extends Error {}

/**
 * Reads a file of the info database as the planner does (server-src/infofile.c, read_txinfofile): line by line in one
 * order, and what stands before the first line that it does not understand counts.
 */
export function readInfo(text: string): DumpRecord {
  const facts = emptyFacts();
  const lines = text.split('\n').filter((line) => line !== '');
  let next = 0;
  const line = () => {
    const found = lines[next++];
    if (found === undefined) throw new Stop();
    return found;
  };
  try {
    if (!/^version:\s*[-+]?\d/.test(line())) throw new Stop();
    const command = /^command:\s*([-+]?\d+)/.exec(line())?.[1];
    if (command === undefined) throw new Stop();
    facts.command = Number(command) >>> 0;
    // Rates and compression: they decide sizes, not what is asked for.
    for (let i = 0; i < 4; i++) line();
    readLast(facts, line);
    readRuns(facts, line);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  return recordOf(facts);
}

/** The "stats:" lines, and the line behind them. */
function readLast(facts: RecordFacts, line: () => string): void {
  for (;;) {
    const text = line();
    if (text.startsWith('//')) throw new Stop();
    if (text.startsWith('last_level:') || text.startsWith('history:')) {
      const found = /^last_level:\s*([-+]?\d+)(?:\s+([-+]?\d+))?/.exec(text);
      if (found?.[1] !== undefined) facts.lastLevel = Number(found[1]);
      if (found?.[2] !== undefined) facts.runs = Number(found[2]);
      return;
    }
    const numbers = /^stats:\s*(\d+)\s+([-+]?\d+)\s+[-+]?\d+\s+[-+]?\d+\s+([-+]?\d+)(.*)$/s.exec(text);
    const rest = /^\s+[-+]?\d+\s+(\S.*)$/s.exec(numbers?.[4] ?? '')?.[1];
    const level = Number(numbers?.[1]);
    if (!numbers || level >= DUMP_LEVELS || (rest === undefined && /\S/.test(numbers[4] ?? '')))
      throw new Stop();
    facts.last.set(level, {
      size: Number(numbers[2]),
      date: Number(numbers[3]),
      label: (rest ?? '').slice(0, 79),
    });
  }
}

/** The "history:" lines, the newest run first. */
function readRuns(facts: RecordFacts, line: () => string): void {
  while (facts.history.length < NB_HISTORY) {
    const found = /^history:\s*([-+]?\d+)\s+([-+]?\d+)\s+[-+]?\d+\s+[-+]?\d+/.exec(line());
    if (!found) return;
    facts.history.push({ level: Number(found[1]), size: Number(found[2]) });
  }
}

/** A record with what the server can estimate from it, worked out once: for level 0, the last level and the next one. */
export function recordOf(facts: RecordFacts): DumpRecord {
  const { command, lastLevel, runs, last, history } = facts;
  const levelAt = (j: number) => history[j]?.level ?? -2;
  const sizeAt = (j: number) => history[j]?.size ?? 0;
  const big = (level: number) => (last.get(level)?.size ?? 0) > ENOUGH;
  const estimable = new Set<number>();
  // The very last entry of a full history is compared with, and never counted itself.
  const oldest = NB_HISTORY - 2;
  let full = big(0);
  for (let j = oldest; j >= 0 && !full; j--) full = levelAt(j) === 0 && sizeAt(j) > 0;
  if (full) estimable.add(0);

  const n = lastLevel;
  if (n > 0 && (big(n) || atSameLevel(facts, oldest, levelAt, sizeAt))) estimable.add(n);
  if (n >= 0) {
    let bumped = big(n + 1);
    for (let j = oldest; j >= 0 && !bumped; j--)
      bumped = levelAt(j) > 0 && sizeAt(j) > 0 && levelAt(j) === levelAt(j + 1) + 1;
    if (bumped) estimable.add(n + 1);
  }
  return { command, lastLevel, runs, last, estimable };
}

/** True when the history knows a run that was at its level for at least one day, and no longer than the last one is. */
function atSameLevel(
  { runs }: RecordFacts,
  oldest: number,
  levelAt: (j: number) => number,
  sizeAt: (j: number) => number,
): boolean {
  const days = new Set<number>();
  let day = 0;
  for (let j = oldest; j >= 0; j--) {
    if (levelAt(j) <= 0 || sizeAt(j) <= 0) continue;
    if (levelAt(j) !== levelAt(j + 1)) day = 0;
    else {
      if (day < NB_DAY - 1) day++;
      days.add(day);
    }
  }
  const longest = Math.min(runs + 1, NB_DAY - 1);
  return [...days].some((one) => one <= longest);
}
