import { describe, expect, it } from 'vitest';
import { Force, infoFile, nextRun } from '../../server/src/model/history';
import { readInfo } from '../../server/src/model/info-record';

// As infofile.c writes it; test/amanda/tonight.test.ts has the real planner read thousands of them.
const RECORD = `version: 0
command: 1
full-rate: 100.0 90.0
full-comp: 0.500000
incr-rate:
incr-comp:
stats: 0 190000 95000 12 1795600000 3 Vol 3
stats: 1 500 250 2 1795700000
last_level: 1 2
history: 1 500 250 1795700000 2
history: 1 400 200 1795650000 2
history: 0 190000 95000 1795600000 12
//
`;

describe('a record of the info database', () => {
  it('says when which level was dumped, and what the server can estimate from it', () => {
    const record = readInfo(RECORD);
    expect([record.command, record.lastLevel, record.runs]).toEqual([Force.full, 1, 2]);
    expect([...record.last]).toEqual([
      [0, { size: 190000, date: 1795600000, label: 'Vol 3' }],
      [1, { size: 500, date: 1795700000, label: '' }],
    ]);
    expect([...record.estimable]).toEqual([0, 1, 2]);
  });

  it('counts as far as the planner reads it', () => {
    const cut = readInfo(RECORD.slice(0, RECORD.indexOf('last_level')));
    expect([cut.lastLevel, cut.last.size, cut.estimable.size]).toEqual([-1, 2, 1]);
    const odd = readInfo(RECORD.replace('stats: 1', 'what: 1'));
    expect([odd.lastLevel, odd.last.size]).toEqual([-1, 1]);
    for (const text of ['', 'nonsense', 'version: x\n', '\n\n', 'version: 0\ncommand:\n']) {
      const { command, lastLevel, last } = readInfo(text);
      expect([command, lastLevel, last.size]).toEqual([0, -1, 0]);
    }
  });

  it('is in a folder of the host and the disk', () => {
    expect(infoFile('file:///info', 'h.example.org', '//srv/sh:are\\x')).toBe(
      'file:///info/h.example.org/__srv_sh_are_x/info',
    );
  });

  it('tells when the next run is: a day after the last one, or now', () => {
    const record = readInfo(RECORD);
    expect(nextRun(1795700100, [record])).toBe(1795700000 + 86400);
    expect(nextRun(1795800000, [record])).toBe(1795800000);
    expect(nextRun(1795600000, [record])).toBe(1795600000);
    expect(nextRun(1795600000, [])).toBe(1795600000);
  });
});
