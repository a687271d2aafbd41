import { describe, expect, it } from 'vitest';
import { beyond, netcatFixes, replySeconds } from '../../server/src/checks/remedies/commands';
import { planHost } from '../../server/src/estimate/hostplan';
import { budgetOf } from '../../server/src/estimate/timing';
import { NIGHTS, soonerText, waitText } from '../../server/src/estimate/waiting';
import { versionRow } from '../../server/src/schema/versions';
import { snapshotOf } from '../support/snapshot';

const row = versionRow('3.5.1');

function plan(etimeout: number, dles: number) {
  const conf = `etimeout ${etimeout}\ndefine dumptype d {\n program "GNUTAR"\n auth "bsd"\n}\n`;
  const disklist = Array.from({ length: dles }, (_, i) => `h /d${i} d\n`).join('');
  const snapshot = snapshotOf({ 'amanda.conf': conf, disklist });
  const [host] = snapshot.disklist.hosts;
  if (!host) throw new Error('no host');
  return planHost(snapshot, host);
}

describe('how long Amanda waits', () => {
  it('is told with the wait for a request, the attempts and when it gives up', () => {
    expect(waitText(budgetOf(row, 60, 16), NIGHTS.worst)).toBe(
      'waits 960 s (16 min) on the worst day, asks 3 times and gives up after 2,880 s (48 min)',
    );
    expect(waitText(budgetOf(row, 10, 3), NIGHTS.tonight)).toBe(
      'waits 30 s tonight, asks 3 times and gives up after 90 s (1 min 30 s)',
    );
    expect(waitText(budgetOf(row, 300, 36), '')).toBe('waits 10,800 s (3 h), asks once and then gives up');
    expect(waitText(budgetOf(row, 300, 4), '', 'etimeout 300 × 4 estimates')).toBe(
      'waits 1,200 s (etimeout 300 × 4 estimates), asks 3 times and gives up after 3,600 s (1 h)',
    );
    expect(waitText(budgetOf(row, 300, 0), NIGHTS.first)).toBe('asks for nothing on the first day');
  });

  it('is explained where a busier day gives up sooner', () => {
    // 26 DLEs of 60 s: 3,120 s twice on a typical day, 4,680 s once on the worst.
    expect(soonerText(plan(60, 26))).toBe(
      'It gives up sooner on the worst day (4,680 s) than on a typical day (6,240 s): no attempt begins later than 3,600 s ' +
        'after the first, so a longer wait means fewer attempts (1 instead of 2).',
    );
    expect(soonerText(plan(60, 5))).toBeUndefined();
    expect(soonerText(plan(-600, 26))).toBeUndefined();
  });

  it('decides how long a firewall must remember and how long a test of it must last', () => {
    const small = plan(60, 2);
    expect(replySeconds(small)).toBe(360);
    expect(replySeconds(small, { took: 257 })).toBe(360);
    expect(replySeconds(small, { took: 3803.2 })).toBe(3803.2);
    expect([beyond(257), beyond(360), beyond(1800), beyond(3803.2)]).toEqual([300, 420, 1860, 3900]);
    for (const fix of netcatFixes('h', 257)) expect(fix.copy).toContain('wait 300 s (5 min) and type');
    for (const fix of netcatFixes('h', 40)) expect(fix.copy).toContain('wait 60 s (1 min) and type');
  });
});
