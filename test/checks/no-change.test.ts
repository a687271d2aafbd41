import { describe, expect, it } from 'vitest';
import { setForDle, setGlobal, setInBlock } from '../../server/src/checks/edit';
import { estimateFixes, etimeoutFix } from '../../server/src/checks/remedies/estimate';
import { hostAuthFixes } from '../../server/src/checks/remedies/auth';
import { planHost } from '../../server/src/estimate/hostplan';
import type { Snapshot } from '../../server/src/model/snapshot';
import { snapshotOf } from '../support/snapshot';

const conf = `etimeout 60
define dumptype base {
    program "GNUTAR"
    auth "bsdtcp"
    estimate calcsize
    maxdumps 2
}
define dumptype d {
    base
}
`;
const snapshot = snapshotOf({ 'amanda.conf': conf, disklist: 'h /a d\nh /b {\n d\n}\n' });

function dle(of: Snapshot, n: number) {
  const found = of.disklist.dles[n];
  if (!found) throw new Error(`no DLE ${n}`);
  return found;
}

function block(name: string) {
  const found = snapshot.config.blocks.dumptype.get(name);
  if (!found) throw new Error(`no dumptype ${name}`);
  return found;
}

describe('an edit that would change nothing is not made', () => {
  it('at the top level, in a block and for a DLE, whatever the words are', () => {
    const globals: readonly [string, string, boolean][] = [
      ['etimeout', '60', false],
      ['etimeout', '61', true],
      ['etimeout', '300', true],
      // The default.
      ['ctimeout', '30', false],
      ['dumpcycle', '10 days', false],
      ['dumpcycle', '1 week', true],
    ];
    for (const [name, value, changes] of globals)
      expect(setGlobal(snapshot, name, value) !== undefined, `${name} ${value}`).toBe(changes);
    const values: readonly [string, string, boolean][] = [
      ['estimate', 'calcsize', false],
      ['estimate', 'CALCSIZE', false],
      ['estimate', 'server', true],
      ['estimate', 'calcsize client', true],
      ['auth', '"bsdtcp"', false],
      ['auth', '"ssh"', true],
      ['maxdumps', '2', false],
      ['maxdumps', '3', true],
      ['index', 'yes', false],
      ['index', 'no', true],
    ];
    for (const [name, value, changes] of values) {
      for (const one of ['base', 'd'])
        expect(setInBlock(snapshot, block(one), name, value) !== undefined, `${one} ${name} ${value}`).toBe(
          changes,
        );
      for (const n of [0, 1])
        expect(
          setForDle(snapshot, dle(snapshot, n), name, value) !== undefined,
          `${n} ${name} ${value}`,
        ).toBe(changes);
    }
  });

  it('so no remedy offers what is in force', () => {
    expect(etimeoutFix(snapshot, 60)).toEqual([]);
    expect(etimeoutFix(snapshot, 40)).toEqual([]);
    expect(etimeoutFix(snapshot, 120).map(({ title }) => title)).toEqual(['Set etimeout 120']);
    const negative = snapshotOf({ 'amanda.conf': 'etimeout -600\n' });
    expect(etimeoutFix(negative, -600)).toEqual([]);
    expect(etimeoutFix(negative, -300)).toEqual([]);
    expect(etimeoutFix(negative, -660)).toHaveLength(1);
    expect(estimateFixes(snapshot, dle(snapshot, 0)).map(({ title }) => title)).toEqual([
      'Use `estimate server` for this DLE (h /a)',
      'Use `estimate server` in dumptype base (2 DLEs)',
    ]);
    const [host] = snapshot.disklist.hosts;
    expect(host && hostAuthFixes(snapshot, planHost(snapshot, host))).toEqual([]);
  });
});
