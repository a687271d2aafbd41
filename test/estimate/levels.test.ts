import { describe, expect, it } from 'vitest';
import { days, levelsOn, parseLevels } from '../../server/src/estimate/levels';
import { facts } from '../support/facts';

/** first | typical | worst, levels that the server can estimate with an `s`. */
function levels(given: Parameters<typeof facts>[0]): string {
  return days
    .map((day) =>
      levelsOn(facts(given), day)
        .map(({ level, server }) => `${level}${server ? 's' : ''}`)
        .join(','),
    )
    .join(' | ');
}

describe('levels asked for on the first, a typical and the worst day', () => {
  // Measured with the planner of 3.5.1; test/amanda/request.test.ts asks it again.
  const rows: readonly [string, Parameters<typeof facts>[0]][] = [
    ['0 | 0s,1s | 0s,1s,2s', {}],
    ['0 | 0s | 0s', { strategy: 'noinc' }],
    ['1,2 | 1s | 1s,2s', { strategy: 'nofull' }],
    [' | 1s | 1s,2s', { strategy: 'incronly' }],
    ['1 | 1s | 1s,2s', { strategy: 'incronly', skipFull: true }],
    [' | 1s | 1s,2s', { strategy: 'hanoi' }],
    [' |  | ', { strategy: 'skip' }],
    [' |  | ', { ignore: true }],
    [' | 1s | 1s,2s', { skipFull: true }],
    ['0 | 0s | 0s', { skipIncr: true }],
    [' |  | ', { skipFull: true, skipIncr: true }],
    ['0 | 0s | 0s', { strategy: 'noinc', skipFull: true, skipIncr: true }],
  ];
  it.each(rows)('%s', (expected, given) => {
    expect(levels(given)).toBe(expected);
  });

  it('reads lists of levels', () => {
    expect(parseLevels('0')).toEqual([{ level: 0, server: false }]);
    expect(parseLevels('0s, 1,2s')).toEqual([
      { level: 0, server: true },
      { level: 1, server: false },
      { level: 2, server: true },
    ]);
    expect(parseLevels('0,1@2026:11:20:3:4:5')).toEqual([
      { level: 0, server: false },
      { level: 1, server: false, date: '2026:11:20:3:4:5' },
    ]);
    for (const bad of ['1@', '1@2026-11-20', '', '0,', 'x', '-1', '0,1,2,3', '400', '1.5'])
      expect(parseLevels(bad)).toBeUndefined();
  });
});
