import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { levelsTonight } from '../../server/src/estimate/tonight';
import { readPastRun } from '../../server/src/model/past-run';
import { facts } from '../support/facts';

const log = readFileSync(new URL('../fixtures/logs/3.5/estimates/amdump.1', import.meta.url), 'utf8');
const HOST = 'www.example.com';

describe('the past as the log of the last run leaves it', () => {
  const records = readPastRun(log);
  const record = (disk: string) => {
    const found = records.get(`${HOST}\n/var/lib/amanda/data/${disk}`);
    if (!found) throw new Error(`no record of ${disk}`);
    return found;
  };

  it('moves on by the dumps that were made', () => {
    expect([...records.keys()].map((name) => name.split('/').at(-1))).toEqual([
      'home',
      'var',
      'my files',
      'space',
    ]);
    // A full dump of what was overdue, the first incremental of the others.
    expect([record('home').lastLevel, record('home').runs, record('home').last.get(0)?.size]).toEqual([
      0, 1, 200,
    ]);
    expect([record('space').lastLevel, record('space').runs]).toEqual([1, 1]);
    expect(record('space').last.get(1)?.size).toBe(530);
    // "2026:11:23:2:37:27" in GMT is when the full dump below it was made.
    expect(record('space').last.get(0)?.date).toBe(Date.UTC(2026, 10, 23, 2, 37, 27) / 1000);
  });

  it('leads to what the next run asks for', () => {
    const tonight = Date.UTC(2026, 10, 24, 2, 37, 27) / 1000;
    const rules = { dumpcycle: 7, reserve: 100, levels: 400, tonight };
    const levels = (disk: string) =>
      levelsTonight(facts({ dumpcycle: 7 }), record(disk), rules).map((l) => l.level);
    expect(levels('home')).toEqual([0, 1]);
    expect(levels('space')).toEqual([0, 1]);
    expect(levelsTonight(facts({ dumpcycle: 7 }), record('space'), rules)[1]?.date).toBe(
      '2026:11:23:2:37:27',
    );
  });

  it('stays where no dump was made', () => {
    const failed = log.replace(/^driver: finished-cmd .* dumper\d+ dumped www.*space$/m, '');
    const space = readPastRun(failed).get(`${HOST}\n/var/lib/amanda/data/space`);
    expect([space?.lastLevel, space?.runs, space?.due?.days]).toEqual([0, 1, 7]);
    expect(readPastRun('amdump: start at today\n').size).toBe(0);
  });
});
