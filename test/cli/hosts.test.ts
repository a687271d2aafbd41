import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostsReport, hostsText } from '../../server/src/cli/hosts';
import { requestPacket, type RequestOptions } from '../../server/src/cli/request';
import { decodeLossless } from '../../server/src/text/bytes';
import { runCli } from '../support/cli';
import { infoText } from '../support/info';
import { snapshotOf } from '../support/snapshot';

const conf = `define dumptype udp {
 program "GNUTAR"
 auth "bsd"
}
define dumptype off {
 udp
 ignore
}
define dumptype odd {
 udp
 auth "nonsense"
}
`;
const snapshot = snapshotOf({ 'amanda.conf': conf, disklist: 'h /a udp\nh /b off\nk /c odd\nl /d off\n' });

const nights = join(import.meta.dirname, '../fixtures/nights');

describe('amanda-lint hosts', () => {
  it('reports figures per host and day', () => {
    const report = hostsReport(snapshot);
    expect(report.hosts.map(({ host }) => host)).toEqual(['h', 'k', 'l']);
    expect(report.hosts[0]).toMatchObject({
      dles: 2,
      auth: 'bsd',
      udp: true,
      dialect: 'xml',
      limit: { bytes: 65503, rule: 'release' },
      etimeout: 300,
      lowerBoundSeconds: 300,
      days: {
        first: { dles: 1, estimates: 1, fits: 1, tooMany: 0, fragments: 1, waitSeconds: 300, attempts: 3 },
        worst: { estimates: 3, waitSeconds: 900, totalWaitSeconds: 2700 },
      },
      absent: [{ disk: '/b', why: 'skip' }],
    });
    expect(hostsText(snapshot)).toContain('k: 1 DLE, auth nonsense, which Amanda does not have, limit');
    expect(hostsText(snapshot)).toContain('  not asked for: /b (skip)\n');
  });
});

describe('amanda-lint request', () => {
  const request = (host: string, more: Partial<RequestOptions> = {}) =>
    requestPacket(snapshot, { host, configName: 'C', timestamp: '20261123010203', ...more });

  it('writes the packet', () => {
    const packet = request('h', { levels: ['0s,1'] });
    if (packet.kind !== 'packet') throw new Error(packet.reason);
    expect(decodeLossless(packet.bytes)).toBe(`Amanda 3.5 REQ HANDLE 000-00000001 SEQ 1795671936
SECURITY USER backup
SERVICE sendsize
OPTIONS features=ffffffff9efefbfffffffffffffff3fffbf71f;maxdumps=1;hostname=h;config=C;timestamp=20261123010203;
<dle>
  <program>GNUTAR</program>
  <estimate>CLIENT </estimate>
  <disk>/a</disk>
  <level>0<server>YES</server></level>
  <level>1</level>
    <spindle>-1</spindle>
  <auth>bsd</auth>
  <compress>FAST</compress>
  <record>YES</record>
  <index>YES</index>
  <datapath>AMANDA</datapath>
</dle>
`);
  });

  it('says why there is none', () => {
    expect(request('k')).toMatchObject({
      kind: 'nothing',
      reason: expect.stringContaining('RESULTS MISSING'),
    });
    expect(request('l')).toMatchObject({ kind: 'nothing' });
    expect(request('nobody')).toMatchObject({ kind: 'usage', reason: 'no host "nobody" in the disklist' });
    expect(request('h', { levels: ['0,x'] })).toMatchObject({ kind: 'usage' });
    expect(request('h', { features: 'xyz' })).toMatchObject({ kind: 'usage' });
  });
});

describe('the command line', () => {
  const files = { 'c/amanda.conf': conf, 'c/disklist': 'h /a udp\nk /c odd\n' };

  it('writes requests', async () => {
    const run = await runCli(
      ['request', 'H', '-c', 'c', '--levels', 'worst', '--config-name', 'Daily'],
      files,
    );
    expect(run.code).toBe(0);
    expect(run.out).toContain('hostname=h;config=Daily;timestamp=');
    expect(run.out).toContain('  <level>2<server>YES</server></level>\n');
    const text = await runCli(['request', 'h', '-c', 'c', '--features', 'fffffeff9ffe7f'], files);
    expect(text.out).toContain('\nGNUTAR /a  0 1970:1:1:0:0:0 -1  OPTIONS |;auth=bsd;compress-fast;index;\n');
    expect(await runCli(['request', 'k', '-c', 'c'], files)).toMatchObject({ code: 1, out: '' });
    expect(await runCli(['request', 'nobody', '-c', 'c'], files)).toMatchObject({ code: 2, out: '' });
    expect(await runCli(['request', '-c', 'c'], files)).toMatchObject({ code: 2, out: '' });
    const broken = { ...files, 'c/disklist': 'h /a nope\n' };
    expect(await runCli(['request', 'h', '-c', 'c'], broken)).toMatchObject({ code: 1, out: '' });
  });

  it('writes requests whose DLEs are asked for different levels', async () => {
    const mixed = { ...files, 'c/disklist': 'h /a udp\nh /b=c udp\nh /c udp\n' };
    const run = (...levels: string[]) =>
      runCli(['request', 'h', '-c', 'c', ...levels.flatMap((list) => ['--levels', list])], mixed);
    const asked = (out: string) => [...out.matchAll(/<(?:disk|level)>([^<]*)/g)].map((match) => match[1]);
    expect(asked((await run('/b=c=0,2', '0,1')).out)).toEqual([
      '/c',
      '0',
      '1',
      '/b=c',
      '0',
      '2',
      '/a',
      '0',
      '1',
    ]);
    expect(asked((await run('typical', '/c=', '/a=first')).out)).toEqual(['/b=c', '0', '1', '/a', '0']);
    expect(await run('/nope=0')).toMatchObject({ code: 2, out: '' });
    expect((await run('/nope=0')).err).toContain('no DLE "/nope" of h in the disklist');
    const old = await runCli(
      ['request', 'h', '-c', 'c', '--features', 'fffffeff9ffe7f', '--levels', '1@2026:11:20:3:4:5'],
      files,
    );
    expect(old.out).toContain('\nGNUTAR /a  1 2026:11:20:3:4:5 -1  OPTIONS |');
  });

  it('reports hosts', async () => {
    const run = await runCli(['hosts', '--config', 'c', '--format', 'json', '--max-datagram', '100'], files);
    expect(run.code).toBe(0);
    const report = JSON.parse(run.out) as { config: string; hosts: { host: string; limit: unknown }[] };
    expect(report.config).toBe('/work/c');
    expect(report.hosts[0]).toMatchObject({
      host: 'h',
      limit: { bytes: 100, rule: 'setting' },
      days: { first: { fits: 0, tooMany: 1, cutAt: '/a' } },
    });
    expect((await runCli(['hosts', '--config', 'c'], files)).out).toContain(
      'h: 1 DLE, auth bsd, limit 65,503 bytes',
    );
    expect(await runCli(['hosts', '--config', 'c', '--format', 'xml'], files)).toMatchObject({ code: 2 });
  });

  it('takes the times that clients measured from --logs', async () => {
    const read = (name: string) => readFile(join(nights, 'estimate-late', name), 'utf8');
    const sendsize = 'client/www.example.com/sendsize.20261127160541.debug';
    const late = {
      'c/amanda.conf': await read('amanda.conf'),
      'c/disklist': await read('disklist'),
      [`logs/${sendsize}`]: await read(sendsize),
    };
    const text = await runCli(['hosts', '--config', 'c', '--logs', 'logs'], late);
    expect(text.out).toContain(
      'measured 17 s for 2 estimates, /srv/archive 16 s, TOO LATE; Amanda gives up after 12 s',
    );
    const json = await runCli(['hosts', '--config', 'c', '--logs', 'logs', '-f', 'json'], late);
    const { hosts } = JSON.parse(json.out) as { hosts: { measured: unknown }[] };
    expect(hosts[0]?.measured).toMatchObject({ estimates: 2, waitSeconds: 4, totalWaitSeconds: 12 });
    const without = await runCli(['hosts', '--config', 'c', '-f', 'json'], late);
    expect((JSON.parse(without.out) as { hosts: unknown[] }).hosts[0]).toMatchObject({ measured: null });
  });

  it('does not guess which configuration is meant', async () => {
    const two = { ...files, 'd/amanda.conf': 'org "d"\n', 'd/disklist': '' };
    const run = await runCli(['hosts', '--config', '.'], two);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('holds several configurations; name one of them: c, d');
  });
});

describe('tonight', () => {
  const now = Math.floor(Date.now() / 1000);
  const files = {
    'amanda.conf': `infofile "curinfo"\n${conf}`,
    disklist: 'h /a udp\nh /new udp\n',
    'curinfo/h/_a/info': infoText(now),
  };

  it('is a field of hosts, null without an info database', async () => {
    const json = async (given: typeof files | Omit<typeof files, 'curinfo/h/_a/info'>) => {
      const { out } = await runCli(['hosts', '-c', '/work', '-f', 'json'], given);
      const report = JSON.parse(out) as {
        hosts: { tonight: Record<string, unknown> | null; selfcheck: unknown }[];
      };
      return report.hosts[0];
    };
    const known = await json(files);
    expect(known?.tonight).toMatchObject({
      source: 'info',
      newDles: 1,
      dles: 2,
      estimates: 3,
      waitSeconds: 900,
    });
    expect(known?.selfcheck).toMatchObject({ udp: true, dles: 2, fits: 2, tooMany: 0 });
    const { 'curinfo/h/_a/info': _, ...without } = files;
    expect((await json(without))?.tonight).toBeNull();
    const { out } = await runCli(['hosts', '-c', '/work'], files);
    expect(out).toMatch(
      /^ {2}tonight {2}[\d,]+ bytes for 2 DLEs and 3 estimates; waits 900 s \(15 min\), asks 3 times and gives up after 2,700 s \(45 min\)$/m,
    );
    expect(out).toMatch(/^ {2}amcheck {2}[\d,]+ bytes$/m);
  });

  it('is a choice of request, with the marks of history', async () => {
    const { code, out } = await runCli(['request', 'h', '-c', '/work', '--levels', 'tonight'], files);
    expect(code).toBe(0);
    expect(out.match(/<(disk|level)>.*/g)).toEqual([
      '<disk>/new</disk>',
      '<level>0</level>',
      '<disk>/a</disk>',
      '<level>0<server>YES</server></level>',
      '<level>1<server>YES</server></level>',
    ]);
    const { 'curinfo/h/_a/info': _, ...without } = files;
    const none = await runCli(['request', 'h', '-c', '/work', '--levels', 'tonight'], without);
    expect([none.code, none.out]).toEqual([1, '']);
    expect(none.err).toContain('no info database can be read at /work/curinfo, and no amdump log in logdir');
  });
});
