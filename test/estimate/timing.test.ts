import { describe, expect, it } from 'vitest';
import { budgetOf, lowerBound } from '../../server/src/estimate/timing';
import { fragments, packetsOf, replyLimit, requestLimit } from '../../server/src/estimate/limits';
import { defaultSettings } from '../../server/src/schema/settings';
import { versions, versionRow } from '../../server/src/schema/versions';

describe('waiting times', () => {
  it.each(versions.map((row) => [row.version, row] as const))('count levels in %s', (_, row) => {
    expect(budgetOf(row, 300, 9)).toEqual({ estimates: 9, perAttempt: 2700, attempts: 2, total: 5400 });
    expect(budgetOf(row, 4, 2)).toEqual({ estimates: 2, perAttempt: 8, attempts: 3, total: 24 });
    expect(budgetOf(row, -6, 5)).toEqual({ estimates: 5, perAttempt: 6, attempts: 3, total: 18 });
  });

  it('end with the attempt after which an hour has passed', () => {
    const row = versionRow('3.5.1');
    const attempts = (seconds: number) => budgetOf(row, -seconds, 1).attempts;
    expect([1200, 1800, 1801, 3600, 3601].map(attempts)).toEqual([3, 3, 2, 2, 1]);
    expect(budgetOf(row, 300, 0).total).toBe(0);
  });

  it('have the simple rule of the wiki as lower bound', () => {
    expect(lowerBound(300, 4)).toBe(1200);
    expect(lowerBound(-900, 4)).toBe(900);
    expect([lowerBound(300, 0), lowerBound(-900, 0)]).toEqual([0, 0]);
  });
});

describe('limits', () => {
  it('take the smallest that holds for what the server sends and for what the client sends', () => {
    const given = (settings: Partial<typeof defaultSettings>) => ({ ...defaultSettings, ...settings });
    const request = (settings: Partial<typeof defaultSettings>, udp = true) =>
      requestLimit(versionRow('3.5.1'), given(settings), udp);
    const limit = (settings: Partial<typeof defaultSettings>, version = '3.5.1', udp = true) =>
      replyLimit(versionRow(version), given(settings), 'mac.example.com', udp);
    expect([request({}), limit({})]).toEqual(Array(2).fill({ bytes: 65503, rule: 'release' }));
    // A FreeBSD server cannot send more, whatever its clients are; what a client sends is the client's affair.
    expect(request({ maxDatagram: 9216 })).toEqual({ bytes: 9216, rule: 'setting' });
    expect(limit({ maxDatagram: 9216 })).toEqual({ bytes: 65503, rule: 'release' });
    const client = [
      { host: 'bsd*', bytes: 1000 },
      { host: '*.EXAMPLE.c?m', bytes: 9216 },
    ];
    expect(request({ clientMaxDatagram: client }).rule).toBe('release');
    expect(limit({ clientMaxDatagram: client })).toEqual({
      bytes: 9216,
      rule: 'client',
      pattern: '*.EXAMPLE.c?m',
    });
    const raised = [{ host: 'mac*', bytes: 65507 }];
    expect(limit({ clientMaxDatagram: raised })).toEqual({
      bytes: 65503,
      rule: 'release',
    });
    const stream = { bytes: 4194304, rule: 'stream' };
    expect([request({ maxDatagram: 9216 }, false), limit({}, '3.5.1', false)]).toEqual([stream, stream]);
  });

  it('count fragments of Ethernet packets', () => {
    expect([1, 1472, 1473, 2952, 2953, 65503].map(fragments)).toEqual([1, 1, 2, 2, 3, 45]);
  });

  it('split as the planner before 2.5.1 did, with 128 bytes kept for the header', () => {
    const split = (dles: readonly number[], version = '2.5.0') => packetsOf(versionRow(version), 100, dles);
    expect(split([10_000, 10_000, 10_000, 10_000])).toEqual([3, 1]);
    expect(split([32_600, 100, 100])).toEqual([1, 2]);
    expect(split([32_000, 523, 1])).toEqual([2, 1]);
    expect(split([])).toEqual([]);
    expect(split([40_000, 40_000], '2.5.1')).toEqual([2]);
  });
});
