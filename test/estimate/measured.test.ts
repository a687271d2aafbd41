import { describe, expect, it } from 'vitest';
import { measured, sufficientEtimeout } from '../../server/src/estimate/measured';
import { observe } from '../../server/src/logs/observe';
import { parseLog } from '../../server/src/logs/parse';
import type { Snapshot } from '../../server/src/model/snapshot';
import { defaultSettings } from '../../server/src/schema/settings';
import type { Host } from '../../server/src/model/types';

const log = `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: estimate time for / level 0: 217.741
sendsize[2]: estimate time for / level 1: 25.902
sendsize[3]: estimate time for /boot level 0: 0.044
sendsize[4]: estimate time for /cvs: 600.5
sendsize: time 856.797: pid 1 finish time Tue Dec  6 00:18:29 2005
`;

function snapshotWith(etimeout: number | undefined): Snapshot {
  const facts = parseLog('file:///h/sendsize.1.debug', 'debug', log);
  const global = new Map(etimeout === undefined ? [] : [['etimeout', { value: { t: 'int', n: etimeout } }]]);
  const observations = observe([facts], [{ name: 'h', disks: [] }]);
  return { config: { global }, observations, settings: defaultSettings } as unknown as Snapshot;
}

describe('measured times against what Amanda allows', () => {
  it('multiplies etimeout by the (DLE, level) pairs', () => {
    const found = measured(snapshotWith(undefined), 'H');
    expect(found).toMatchObject({ took: 856.797, levels: 4, etimeout: 300, allowed: 1200, late: false });
    // 800 s are over; asked again at 800 s and 1,600 s, the planner still takes the reply.
    const late = { allowed: 800, late: true, attempts: 3, total: 2400 };
    expect(measured(snapshotWith(200), 'h')).toMatchObject(late);
  });

  it('takes a negative etimeout for the whole host', () => {
    expect(measured(snapshotWith(-500), 'h')).toMatchObject({ allowed: 500, late: true });
  });

  it('projects three levels from what was measured', () => {
    const dles = measured(snapshotWith(300), 'h')?.dles;
    expect(dles?.map((d) => [d.disk, d.seconds, d.allLevels, d.threeLevels])).toEqual([
      ['/', 243.643, false, 461.384],
      ['/boot', 0.044, false, 0.132],
      ['/cvs', 600.5, true, 600.5],
    ]);
  });

  it('names an etimeout that suffices with room', () => {
    const found = measured(snapshotWith(100), 'h');
    if (!found) throw new Error('nothing was measured');
    const host = { name: 'h', dles: [{}, {}, {}] } as unknown as Host;
    // Level 0 of each takes 818 s: 272.8 s for each of the three DLEs, and half as much again is 409 s.
    expect(sufficientEtimeout(found, host)).toBe(420);
  });

  it('says nothing of a host without logs', () => {
    expect(measured(snapshotWith(300), 'other')).toBeUndefined();
  });
});
