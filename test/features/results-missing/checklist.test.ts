import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../server/src/checks/run';
import { checklist } from '../../../server/src/features/results-missing/checklist';
import { requestPreview } from '../../../server/src/features/request-preview';
import { resolvedDle } from '../../../server/src/features/resolved';
import { observe } from '../../../server/src/logs/observe';
import { detectLog } from '../../../server/src/logs/detect';
import { parseLog } from '../../../server/src/logs/parse';
import type { Snapshot } from '../../../server/src/model/snapshot';
import { byteLength } from '../../../server/src/text/bytes';
import { snapshotOf } from '../../support/snapshot';

const conf = (auth: string, etimeout = 300) => `etimeout ${etimeout}
define dumptype base {
    program "GNUTAR"
    auth "${auth}"
    exclude list optional append ".amandaexclude"
    exclude append "./tmp"
}
define dumptype user {
    base
    comment "home directories"
    index yes
}
`;

const sendsize = (
  seconds: number,
) => `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: time 0.1: getting size via gnutar for /cvs level 0
sendsize[2]: estimate time for /cvs level 0: ${seconds - 1}
sendsize[3]: estimate time for /boot level 0: 0.044
sendsize: time ${seconds}.0: pid 1 finish time Tue Dec  6 00:20:09 2005
`;

function withLogs(snapshot: Snapshot, logs: Record<string, string>): Snapshot {
  const facts = Object.entries(logs).map(([uri, text]) =>
    parseLog(uri, detectLog(uri, text) ?? 'debug', text),
  );
  const known = snapshot.disklist.hosts.map((host) => ({
    name: host.name,
    disks: host.dles.map((dle) => dle.disk),
  }));
  return { ...snapshot, observations: observe(facts, known) };
}

function walk(snapshot: Snapshot, host = 'client1') {
  const list = checklist(snapshot, host, runChecks(snapshot));
  if (!list) throw new Error(`no host ${host}`);
  return list;
}
const states = (snapshot: Snapshot) => walk(snapshot).steps.map((step) => `${step.id} ${step.state}`);

const disklist = 'client1 /cvs user\nclient1 /boot user\n';
const S = 'file:///logs/client1/sendsize.20051206000412.debug';

describe('the checklist of the article', () => {
  it('asks for what is missing', () => {
    expect(states(snapshotOf({ 'amanda.conf': conf('bsd'), disklist }))).toEqual([
      'amcheck unknown',
      'estimate-time unknown',
      'slow-estimate unknown',
      'firewall unknown',
      'request-size passed',
      'fragments passed',
      'other unknown',
    ]);
  });

  it('leaves out the steps about UDP where auth is bsdtcp', () => {
    const step = walk(snapshotOf({ 'amanda.conf': conf('bsdtcp'), disklist })).steps.find(
      (s) => s.id === 'firewall',
    );
    expect(step).toMatchObject({ state: 'inapplicable' });
    expect(step?.why).toContain('auth is bsdtcp');
  });

  it('finds the slow DLE in the sendsize log, with the line of the disklist', () => {
    const snapshot = withLogs(snapshotOf({ 'amanda.conf': conf('bsd'), disklist }), { [S]: sendsize(700) });
    expect(states(snapshot)).toContain('estimate-time failed');
    const slow = walk(snapshot).steps.find((step) => step.id === 'slow-estimate');
    expect(slow?.state).toBe('failed');
    expect(slow?.why).toContain('/cvs took 699 s: GNU tar had very many files to look at, or was blocked');
    expect(slow?.evidence.map((e) => [e.text, e.place.uri.split('/').at(-1)])).toEqual([
      ['/cvs: 699 s', 'sendsize.20051206000412.debug'],
      ['Disklist: client1 /cvs', 'disklist'],
    ]);
  });

  it('passes when the time suffices', () => {
    const snapshot = withLogs(snapshotOf({ 'amanda.conf': conf('bsd', 600), disklist }), {
      [S]: sendsize(257),
    });
    const time = walk(snapshot).steps.find((step) => step.id === 'estimate-time');
    expect(time).toMatchObject({ state: 'passed' });
    expect(time?.why).toBe(
      'The estimates took 257 s of 1,200 s (600 s × 2 estimates) allowed: that is good.',
    );
  });

  it('fails at a configuration that Amanda refuses, and at the complaints of amcheck', () => {
    const refused = snapshotOf({ 'amanda.conf': `${conf('bsd')}bogus 1\n`, disklist });
    expect(states(refused)[0]).toBe('amcheck failed');
    const log = {
      'file:///logs/amcheck.txt': 'Amanda Tape Server Host Check\n-----\nNOTE: index dir does not exist\n',
    };
    const ok = snapshotOf({ 'amanda.conf': conf('bsd'), disklist });
    expect(states(withLogs(ok, log))[0]).toBe('amcheck passed');
    const bad = {
      'file:///logs/amcheck.txt': `${log['file:///logs/amcheck.txt']}ERROR: holding dir '/x' (No such file)\n`,
    };
    expect(states(withLogs(ok, bad))[0]).toBe('amcheck failed');
  });

  it('tells a request that came late from one that Amanda gave up', () => {
    const why = (seconds: number) => {
      const snapshot = snapshotOf({ 'amanda.conf': conf('bsd'), disklist });
      return walk(withLogs(snapshot, { [S]: sendsize(seconds) })).steps.find((s) => s.id === 'estimate-time');
    };
    expect(why(700)?.why).toContain('it had to ask again, and gives up for good after 1,800 s');
    expect(why(1900)?.why).toContain('their results came too late');
  });

  it('counts RESULTS MISSING as a reason of its own only where the estimates were not too slow', () => {
    const report = (dles: string) => `Hostname: amanda.example.com
Org     : Daily
Config  : Daily
Date    : December 6, 2005

FAILURE DUMP SUMMARY:
${dles}
`;
    const logs = (seconds: number) => ({
      [S]: sendsize(seconds),
      'file:///amreport.txt': report('  client1 /cvs RESULTS MISSING\n  client1 /boot RESULTS MISSING\n'),
    });
    const snapshot = snapshotOf({ 'amanda.conf': conf('bsd'), disklist });
    expect(states(withLogs(snapshot, logs(300)))).toContain('other failed');
    expect(states(withLogs(snapshot, logs(700)))).toContain('estimate-time failed');
    expect(states(withLogs(snapshot, logs(700)))).toContain('other unknown');
    const faster = '/cvs {\n    user\n    estimate calcsize\n}';
    const mended = snapshotOf({
      'amanda.conf': conf('bsd'),
      disklist: disklist.replace('/cvs user', faster),
    });
    expect(states(withLogs(mended, logs(700))).filter((state) => state.endsWith('failed'))).toEqual([]);
  });

  it('does not blame the size of a request that fits, and names the reason also where auth is not UDP', () => {
    const log = {
      'file:///log.20261125.0':
        "FAIL planner client1 /cvs 20261125 0 [client1:  FORMAT ERROR IN REQUEST PACKET 'Error on line 1: Entity']\n",
    };
    const markup = (auth: string) =>
      withLogs(
        snapshotOf({
          'amanda.conf': conf(auth).replace(
            'index yes',
            'compress client custom\n    client-custom-compress "/bin/a&b"',
          ),
          disklist,
        }),
        log,
      );
    const found = states(markup('bsd'));
    expect(found).toContain('request-size passed');
    expect(found).toContain('other failed');
    const other = walk(markup('bsdtcp')).steps.find((step) => step.id === 'other');
    expect(other).toMatchObject({ state: 'failed' });
    expect(other?.why).toContain('FORMAT ERROR IN REQUEST PACKET');
    expect(other?.evidence[0]?.place.uri).toBe('file:///log.20261125.0');
    const lost = {
      'file:///log.1':
        'FAIL planner client1 /cvs 20261125 0 [Request to client1 failed: timeout waiting for ACK]\n',
    };
    const tcp = snapshotOf({ 'amanda.conf': conf('bsdtcp'), disklist });
    expect(states(withLogs(tcp, lost))).toContain('other failed');
  });

  it('fails at a request that never fits, and warns of one that does not fit on some days', () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => `client1 /srv/d${1000 + i} user\n`).join('');
    const size = (n: number) =>
      walk(snapshotOf({ 'amanda.conf': conf('bsd'), disklist: many(n) })).steps.find(
        (s) => s.id === 'request-size',
      );
    expect(size(100)?.state).toBe('passed');
    expect(size(170)?.state).toBe('warning');
    expect(size(400)?.state).toBe('failed');
    expect(size(400)?.why).toContain('of 65,503');
  });
});

describe('the request as a document', () => {
  it('has the exact text behind a header, and a mark where it would be cut', () => {
    const small = requestPreview(snapshotOf({ 'amanda.conf': conf('bsd'), disklist }), 'client1', 'first');
    expect(small?.cutLine).toBeUndefined();
    const [head = '', body = ''] = small?.text.split('\n\n') ?? [];
    expect(head.split('\n')[0]).toBe(
      '# Estimate request to client1, first day (level 0 only: nothing was ever dumped)',
    );
    expect(head).toContain(`# ${byteLength(body).toLocaleString('en-US')} bytes of 65,503`);
    expect(body.startsWith('Amanda 3.5 REQ HANDLE ')).toBe(true);
    const long = Array.from({ length: 400 }, (_, i) => `client1 /srv/d${1000 + i} user\n`).join('');
    const big = requestPreview(snapshotOf({ 'amanda.conf': conf('bsd'), disklist: long }), 'client1', '0,1');
    expect(big?.text.split('\n')[big.cutLine ?? 0]).toContain('CUT OFF HERE after 65,503 bytes');
    const upTo = big?.text.slice(big.text.indexOf('Amanda 3.5 REQ'), big.text.indexOf('\n#####')) ?? '';
    expect(byteLength(upTo)).toBe(65503);
    expect(requestPreview(snapshotOf({ disklist: '' }), 'nobody', 'first')).toBeUndefined();
  });

  it('names the setting that limits it, and shows the packets of a release that splits', () => {
    const long = Array.from({ length: 600 }, (_, i) => `client1 /srv/d${1000 + i} user\n`).join('');
    const files = { 'amanda.conf': conf('bsd'), disklist: long };
    const mac = { maxDatagram: 9216 };
    const cut = requestPreview(snapshotOf(files, mac), 'client1', 'first');
    expect(cut?.text).toContain("the limit is what the server's system sends (amanda.udp.maxDatagram)");
    expect(cut?.text.split('\n')[cut.cutLine ?? 0]).toContain('MORE THAN 9,216 bytes from here on');
    const split = requestPreview(snapshotOf(files, { version: '2.5.0' }), 'client1', 'worst');
    expect(split?.cutLine).toBeUndefined();
    const [head = '', ...packets] = split?.text.split(/^(?:#{20} .*\n)?(?=Amanda )/m) ?? [];
    const sizes = packets.map((packet) => byteLength(packet));
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(32751);
    expect(head).toContain(`# ${Math.max(...sizes).toLocaleString('en-US')} bytes of 65,503`);
    expect(head).toContain(`# ${sizes.length} packets`);
  });
});

describe('the resolved view', () => {
  it('shows every value with its origin, in the syntax of amanda.conf', () => {
    const snapshot = snapshotOf({ 'amanda.conf': conf('bsd'), disklist });
    const [dle] = snapshot.disklist.dles;
    if (!dle) throw new Error('no DLE');
    const text = resolvedDle(snapshot, dle);
    expect(text).toMatch(/^# client1 \/cvs {2}\(disklist:1\)\n/);
    expect(text).toMatch(/^ {4}auth "bsd" +# amanda\.conf:4, inherited from dumptype base$/m);
    expect(text).toMatch(/^ {4}index yes +# amanda\.conf:11$/m);
    expect(text).toMatch(/^ {4}exclude file "\.\/tmp" +#|^ {4}exclude file optional "\.\/tmp" +#/m);
    expect(text).toMatch(/^ {4}# Amanda's defaults:$/m);
    const again = snapshotOf({ 'amanda.conf': text });
    expect(again.config.problems).toEqual([]);
  });
});
