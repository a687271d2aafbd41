import { describe, expect, it } from 'vitest';
import { runChecks } from '../../server/src/checks/run';
import { snapshotOf } from '../support/snapshot';

/** Text that no file should have, a megabyte of it on one line. */
const lines = [
  'x '.repeat(300_000),
  'org "x" ' + 'y '.repeat(300_000),
  'org "x" ' + '"y" '.repeat(200_000),
  'org ' + 'y'.repeat(4000) + ' '.repeat(600_000) + 'z',
  'org "' + 'y\\'.repeat(300_000),
  'exclude ' + '"y" '.repeat(200_000) + 'list',
  'define dumptype d { ' + 'index '.repeat(100_000) + '}',
  'columnspec "' + 'a=1:2:3,'.repeat(400) + ' "',
  "org '" + "'".repeat(500_000),
  '@'.repeat(500_000),
];

describe('very long lines', () => {
  for (const [n, line] of lines.entries()) {
    it(`are judged, and their fixes computed (${String(n)})`, () => {
      const snapshot = snapshotOf({ 'amanda.conf': `org "x"\n${line}\n`, disklist: '' });
      const failed: unknown[] = [];
      const found = runChecks(snapshot, (_check, error) => failed.push(error));
      expect(failed).toEqual([]);
      expect(found.filter((one) => one.severity === 'error').length).toBeGreaterThan(0);
      for (const { finding } of found) {
        expect(finding.message.length).toBeLessThan(600);
        finding.fixes?.();
      }
    });
  }
});
