import { describe, expect, it } from 'vitest';
import { planHost, type HostPlan } from '../../server/src/estimate/hostplan';
import { packets } from '../../server/src/estimate/payload';
import { byteLength } from '../../server/src/text/bytes';
import type { Settings } from '../../server/src/schema/settings';
import { snapshotOf } from '../support/snapshot';

const CONF = `etimeout 10
define dumptype udp {
 program "GNUTAR"
 auth "bsd"
}
define dumptype tcp {
 program "GNUTAR"
 auth "bsdtcp"
 maxdumps 4
}
define dumptype skipped {
 udp
 strategy skip
}
define dumptype odd {
 udp
 auth "bsdudp2"
}
define dumptype secret {
 udp
 encrypt client
 client-encrypt "/bin/enc"
 compress server best
}
`;

function plan(disklist: string, settings: Partial<Settings> = {}, name = 'h', conf = CONF): HostPlan {
  const snapshot = snapshotOf({ 'amanda.conf': conf, disklist }, settings);
  const host = snapshot.disklist.hosts.find((one) => one.name === name);
  if (!host) throw new Error(`no host ${name}: ${JSON.stringify(snapshot.disklist.problems)}`);
  return planHost(snapshot, host);
}

const many = (count: number, type = 'udp') =>
  Array.from({ length: count }, (_, i) => `h /data/${String(i).padStart(4, '0')} ${type}\n`).join('');

describe('the plan of a host', () => {
  it('takes auth from the last DLE that is dumped and maxdumps from the last of all', () => {
    const mixed = plan('h /a udp\nh /b tcp\nh /c skipped\n');
    expect([mixed.auth, mixed.udp, mixed.authDle?.disk, mixed.preamble.maxdumps]).toEqual([
      'bsdtcp',
      false,
      '/b',
      1,
    ]);
    expect(mixed.limit).toEqual({ bytes: 4194304, rule: 'stream' });
    const other = plan('h /b tcp\nh /a udp\n');
    expect([other.auth, other.udp, other.preamble.maxdumps]).toEqual(['bsd', true, 1]);
    expect(other.authPlace && CONF.slice(other.authPlace.span.start, other.authPlace.span.end)).toBe(
      'auth "bsd"',
    );
    expect(plan('h /a {\n program "GNUTAR"\n}\n', { version: '3.2' }).auth).toBe('bsd');
    expect(plan('h /a {\n program "GNUTAR"\n}\n').auth).toBe('BSDTCP');
  });

  it('knows what is not asked for, and why', () => {
    const absent = (disklist: string, settings?: Partial<Settings>) =>
      plan(disklist, settings).dles.map((dle) => [dle.absent?.why, dle.absent?.text]);
    expect(absent('h /a skipped\nh /b secret\nh /c udp\n')).toEqual([
      ['skip', undefined],
      [
        'refused',
        'Client encryption with server compression is not supported. See amanda.conf(5) for detail',
      ],
      [undefined, undefined],
    ]);
    const old = { clientFeatures: [{ host: 'h', features: 'fffffeff9ffe7f' }] };
    expect(absent('h /a {\n udp\n estimate server\n}\nh /b {\n udp\n program "STAR"\n}\n', old)).toEqual([
      ['server', undefined],
      ['refused', 'does not support application-api'],
    ]);
    expect(absent('h /b {\n udp\n program "STAR"\n}\n')[0]?.[0]).toBe('fatal');
    const oldest = { clientFeatures: [{ host: '*', features: '34cbfe811e01' }] };
    expect(absent('h /b {\n udp\n include "./x"\n}\n', oldest)[0]?.[0]).toBe('fatal');
    const unknown = plan('h /a odd\n');
    expect([unknown.authKnown, packets(unknown, 'first')]).toEqual([false, []]);
  });

  it('counts the bytes of the packet it would send', () => {
    const host = plan(many(20));
    for (const day of ['first', 'typical', 'worst'] as const)
      expect(byteLength(packets(host, day).join(''))).toBe(host.days[day].bytes);
    expect(host.days.worst.bytes - host.days.typical.bytes).toBe(20 * 39);
  });

  it('says how many DLEs fit and where the request is cut', () => {
    const host = plan(many(249), { version: '3.5.1' });
    const { first, typical } = host.days;
    const each = host.dles[0]?.bytes.first ?? 0;
    const fits = Math.floor((65503 - host.preambleBytes) / each);
    expect([first.fits, first.tooMany]).toEqual([fits, 249 - fits]);
    // The planner begins with the last DLE of the disklist.
    expect(first.cutAt?.disk).toBe(`/data/${String(249 - fits - 1).padStart(4, '0')}`);
    expect(typical.fits).toBeLessThan(first.fits);
    expect(plan(many(fits)).days.first.cutAt).toBeUndefined();
    expect(plan(many(249, 'tcp')).days.worst.tooMany).toBe(0);
  });

  it('takes smaller limits of clients and older releases', () => {
    const mac = plan(many(60), { clientMaxDatagram: [{ host: 'H', bytes: 9216 }] });
    expect(mac.replyLimit).toEqual({ bytes: 9216, rule: 'client', pattern: 'H' });
    expect([mac.limit.bytes, mac.days.first.tooMany]).toEqual([65503, 0]);
    const server = plan(many(60), { maxDatagram: 9216 });
    expect([server.limit, server.replyLimit.bytes]).toEqual([{ bytes: 9216, rule: 'setting' }, 65503]);
    expect(server.days.first.tooMany).toBeGreaterThan(0);
    const split = plan(many(900), { version: '2.4.5' });
    expect(split.dialect).toBe('text');
    expect(split.days.worst.bytes).toBeGreaterThan(65503);
    expect(split.days.worst.tooMany).toBe(0);
    expect(split.days.worst.pieces?.reduce((sum, n) => sum + n, 0)).toBe(900);
  });

  it('waits for levels, and at least for DLEs', () => {
    const host = plan('h /a udp\nh /b udp\nh /c skipped\n');
    expect(host.days.first.budget).toEqual({ estimates: 2, perAttempt: 20, attempts: 3, total: 60 });
    expect(host.days.worst.budget.perAttempt).toBe(60);
    expect(host.lowerBound).toBe(20);
    // What some days do not ask for adds nothing to a bound that holds on every day.
    const odd = CONF.replace(
      /(define dumptype skipped)/,
      (define) =>
        ['strategy hanoi', 'skip-incr yes', 'skip-full yes', 'strategy incronly']
          .map((line, i) => `define dumptype odd${i} {\n  udp\n  ${line}\n}\n`)
          .join('') + define,
    );
    const rest = [0, 1, 2, 3].map((i) => `h /o${i} odd${i}\n`).join('');
    const mixed = plan(`h /a udp\nh /b udp\n${rest}`, {}, 'h', odd);
    expect([mixed.everyDay, mixed.lowerBound]).toEqual([2, 20]);
    expect(mixed.lowerBound).toBeLessThanOrEqual(mixed.days.first.budget.perAttempt);
    expect(plan(rest, {}, 'h', odd).lowerBound).toBe(10);
    expect(plan('h /c skipped\n').lowerBound).toBe(0);
    const negative = plan('h /a udp\nh /b udp\n', {}, 'h', CONF.replace('etimeout 10', 'etimeout -900'));
    expect([negative.days.worst.budget.perAttempt, negative.lowerBound]).toEqual([900, 900]);
  });
});
