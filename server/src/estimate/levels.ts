import type { DumptypeFacts } from './dumptype';

/** A level that the planner asks an estimate for. */
export interface LevelRequest {
  readonly level: number;
  /** The server could make the estimate itself from its history: XML requests say so. */
  readonly server: boolean;
  /** What a text request gives as the date of the previous lower level; the longest possible one unless set. */
  readonly date?: string;
}

/**
 * The days that requests are judged for. On the `first` day nothing was ever dumped. On a `typical` day the last
 * dump was an incremental of level 1 which stays small. The `worst` day is one on which the planner also thinks
 * of going up one level. The numbers of levels are the same for all other last levels.
 */
export type Day = 'first' | 'typical' | 'worst';
export const days: readonly Day[] = ['first', 'typical', 'worst'];
/** The days that are planned for: those, the one that comes, and the one that comes after `amadmin force`. */
export type Night = Day | 'tonight' | 'forced';

const byHistory = (...levels: number[]): LevelRequest[] => levels.map((level) => ({ level, server: true }));
const none: readonly LevelRequest[] = [];
const full: readonly LevelRequest[] = [{ level: 0, server: false }];
const patterns = {
  fullKnown: byHistory(0),
  both: byHistory(0, 1),
  all: byHistory(0, 1, 2),
  incremental: byHistory(1),
  bump: byHistory(1, 2),
  noHistory: [1, 2].map((level) => ({ level, server: false })),
  firstIncremental: [{ level: 1, server: false }],
};

/** The levels of a DLE on one of the days; empty where it is not asked for at all (planner.c, setup_estimate). */
export function levelsOn(facts: DumptypeFacts, day: Day): readonly LevelRequest[] {
  const { strategy, skipFull, skipIncr } = facts;
  if (facts.ignore || strategy === 'skip') return none;
  // "noinc" comes before skip-full, which the planner then ignores.
  if (strategy === 'noinc') return day === 'first' ? full : patterns.fullKnown;
  // Strategies without fulls are never due for one, so skip-full does not matter to them, and skip-incr leaves nothing.
  if (strategy === 'nofull' || strategy === 'incronly') {
    if (skipIncr) return none;
    if (day !== 'first') return day === 'typical' ? patterns.incremental : patterns.bump;
    if (strategy === 'nofull') return patterns.noHistory;
    // A new disk with "incronly" gets nothing, unless skip-full makes the planner believe in an earlier full.
    return skipFull ? patterns.firstIncremental : none;
  }
  if (strategy === 'standard' && !skipFull) {
    if (day === 'first') return full;
    // With skip-incr the days between two fulls ask for nothing; the days that ask are those of a full.
    if (skipIncr) return patterns.fullKnown;
    return day === 'typical' ? patterns.both : patterns.all;
  }
  // What asks for incrementals only: skip-full and hanoi.
  if (day === 'first' || skipIncr) return none;
  return day === 'typical' ? patterns.incremental : patterns.bump;
}

/**
 * Levels given by hand, such as `0,1` or `0s,1s,2`: an `s` marks a level that the server can estimate itself, and
 * `1@2026:11:20:3:4:5` gives the date that a text request says (GMT). Undefined when the text is not such a list of
 * one to three levels of 0 to 399.
 */
export function parseLevels(text: string): readonly LevelRequest[] | undefined {
  const parts = text.split(',');
  if (parts.length > 3) return undefined;
  const result: LevelRequest[] = [];
  for (const part of parts) {
    const [, level, mark, date] = /^\s*(\d{1,3})(s?)(?:@(\d{4}(?::\d{1,2}){5}))?\s*$/.exec(part) ?? [];
    if (level === undefined || Number(level) > MAX_LEVEL) return undefined;
    result.push({ level: Number(level), server: mark === 's', ...(date !== undefined && { date }) });
  }
  return result;
}

/** The highest level that exists (common-src/amanda.h, DUMP_LEVELS). */
const MAX_LEVEL = 399;
