import { describe, expect, it } from 'vitest';
import { planHost } from '../../server/src/estimate/hostplan';
import type { Day } from '../../server/src/estimate/levels';
import { runPlanner } from '../support/planner';
import { HISTORY_HEAD, historyText } from '../support/request-generator';
import { snapshotOf } from '../support/snapshot';

const conf = (etimeout: number) => (port: number) => `org "timing"
dumpcycle 10
tapetype T
ctimeout 5
etimeout ${etimeout}
bumpsize 1000 kb
define tapetype T {
 length 100 gb
}
define dumptype plain {
 program "GNUTAR"
 auth "bsd"
 client-port "${port}"
}
define dumptype calc {
 plain
 estimate calcsize client
}
define dumptype srv {
 plain
 estimate server
}
define dumptype full {
 plain
 strategy noinc
}
`;

const XML = 'ffffffff9efefbfffffffffffffff3fffbf71f';
const TEXT = 'fffffeff9ffe7f';
const hosts = [
  { address: '127.2.0.1', features: XML, lines: ['/a plain'], day: 'first' },
  { address: '127.2.0.2', features: XML, lines: ['/a plain', '/b calc', '/c srv'], day: 'first' },
  { address: '127.2.0.3', features: XML, lines: ['/a plain'], day: 'worst' },
  { address: '127.2.0.4', features: XML, lines: ['/a srv', '/b full'], day: 'worst' },
  { address: '127.2.0.5', features: TEXT, lines: ['/a srv', '/b calc'], day: 'worst' },
  { address: '127.2.0.6', features: TEXT, lines: ['/a plain', '/b srv'], day: 'first' },
] as const satisfies readonly { address: string; features: string; lines: readonly string[]; day: Day }[];

const disklist = hosts.flatMap(({ address, lines }) => lines.map((line) => `${address} ${line}\n`)).join('');

function history(): string {
  const now = Math.floor(Date.now() / 1000);
  const days = (n: number) => now - n * 86400;
  const past = {
    dates: new Map([0, 1, 2].map((level) => [level, days(level === 2 ? 40 : 5 - level)])),
    sizes: new Map([0, 1, 2].map((level) => [level, 900_000])),
    runs: [3, 2, 1].map((n) => [days(n), 900_000]),
  };
  const known = hosts.filter(({ day }) => day === 'worst');
  const records = known.flatMap(({ address, lines }) =>
    lines.map((line) => historyText(address, line.split(' ')[0] ?? '', past)),
  );
  return HISTORY_HEAD + records.join('');
}

describe('waiting times of the real planner', () => {
  it.each([1, -2])('equal ours for etimeout %i', async (etimeout) => {
    const result = await runPlanner({
      name: 'timing',
      conf: conf(etimeout),
      disklist: () => disklist,
      hosts: hosts.map(({ address, features }) => ({ address, features, silent: true })),
      history: history(),
    });
    const clientFeatures = hosts.map(({ address, features }) => ({ host: address, features }));
    const snapshot = snapshotOf({ 'amanda.conf': conf(etimeout)(1), disklist }, { clientFeatures });
    let longest = 0;
    for (const { address, day } of hosts) {
      const host = snapshot.disklist.hosts.find(({ name }) => name === address);
      if (!host) throw new Error(`${address} is not among the hosts of the model`);
      const { budget } = planHost(snapshot, host).days[day];
      const arrivals = result.arrivals.get(address) ?? [];
      // A busy machine may be late by most of a second, and never early.
      const waits = arrivals.slice(1).map((time, i) => Math.floor(time - (arrivals[i] ?? 0) + 0.1));
      expect(arrivals.length, address).toBe(budget.attempts);
      expect(waits, address).toEqual(Array.from({ length: 2 }, () => budget.perAttempt));
      longest = Math.max(longest, budget.total);
    }
    expect(longest).toBe(etimeout > 0 ? 12 : 6);
    expect(result.log).toContain('Some estimate timeout on 127.2.0.1');
  });
});
