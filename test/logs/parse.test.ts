import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectLog } from '../../server/src/logs/detect';
import { observe } from '../../server/src/logs/observe';
import { LogReader, parseLog } from '../../server/src/logs/parse';
import { failuresIn } from '../../server/src/nights/failures';
import type { LogFacts, LogKind } from '../../server/src/logs/types';
import type { Place } from '../../server/src/text/span';

const read = (text: string, kind: LogKind = 'debug', uri = 'file:///logs/x.debug') =>
  parseLog(uri, kind, text);
const at = (text: string, place: Place) => text.slice(place.span.start, place.span.end);

/** The excerpts of the wiki's article "Results missing", completed by the lines that stand around them in 2.4.5. */
const sendsizeOld = `sendsize: debug 1 pid 16014 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize: version 2.4.5
sendsize[16017]: time 0.010: calculating for amname '/space', dirname '/space', spindle 1
sendsize[16017]: time 0.011: getting size via gnutar for /space level 0
sendsize[16017]: estimate time for /space level 0: 0.653
sendsize[16017]: estimate size for /space level 0: 1234 KB
sendsize[16017]: estimate time for /space level 1: 0.007
sendsize[16017]: time 0.700: done with amname '/space', dirname '/space', spindle 1
sendsize[16016]: estimate time for / level 0: 217.741
sendsize[16016]: estimate time for / level 1: 25.902
sendsize[16038]: estimate time for /boot level 0: 0.044
sendsize[16041]: estimate time for /var level 2: 1.037
sendsize: time 256.797: pid 16014 finish time Tue Dec  6 00:08:29 2005
`;

const amandadOld = `amandad: debug 1 pid 16013 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
amandad: version 2.4.5
amandad: time 0.000: got packet:
--------
Amanda 2.4 REQ HANDLE 003-B88F0708 SEQ 1133823863
SECURITY USER amanda
SERVICE sendsize
OPTIONS features=fffffeff9ffe7f;maxdumps=2;hostname=myclient.example.com;
GNUTAR /space 0 1970:1:1:0:0:0 1 OPTIONS |;bsd-auth;compress-fast;index;
GNUTAR /space 1 2005:11:26:0:46:56 1 OPTIONS |;bsd-auth;compress-fast;index;
GNUTAR / 0 1970:1:1:0:0:0 1 OPTIONS |;bsd-auth;compress-fast;index;
--------

amandad: time 0.001: sending ack:
----
Amanda 2.4 ACK HANDLE 003-B88F0708 SEQ 1133823863
----

amandad: time 256.900: sending REP packet:
----
Amanda 2.4 REP HANDLE 003-B88F0708 SEQ 1133823863
OPTIONS features=fffffeff9ffe7f;
/space 0 SIZE 1234
/ 0 SIZE 99
----

amandad: time 296.900: timeout waiting for ACK for our REP
amandad: pid 16013 finish time Tue Dec  6 00:09:09 2005
`;

const P = (second: string, pid = 7, program = 'sendsize') =>
  `Mon Nov 23 00:14:${second}.500142834 2026: pid ${pid}: thd-0x5581: ${program}: `;

describe('the old form', () => {
  it('reads estimate times, the finish and the phases of sendsize', () => {
    const facts = read(sendsizeOld);
    expect(facts.generation).toBe('old');
    expect(facts.program).toBe('sendsize');
    expect(facts.estimates.map((e) => [e.disk, e.level, e.seconds])).toEqual([
      ['/space', 0, 0.653],
      ['/space', 1, 0.007],
      ['/', 0, 217.741],
      ['/', 1, 25.902],
      ['/boot', 0, 0.044],
      ['/var', 2, 1.037],
    ]);
    expect(facts.estimates[0]?.method).toBe('gnutar');
    expect(at(sendsizeOld, facts.estimates[2]?.place as Place)).toBe('estimate time for / level 0: 217.741');
    expect(facts.runs).toHaveLength(1);
    expect(facts.runs[0]?.seconds).toBe(256.797);
    expect(facts.sizes).toMatchObject([{ disk: '/space', level: 0, kib: 1234 }]);
    expect(facts.phases).toMatchObject([
      { disk: '/space', device: '/space', begin: 0.01, end: 0.7, method: 'gnutar' },
    ]);
    expect(facts.mentions.every((m) => at(sendsizeOld, m.place) === m.disk)).toBe(true);
  });

  it('reads the packets of amandad with the sizes that wc counts', () => {
    const facts = read(amandadOld);
    expect(facts.packets.map((p) => [p.type, p.direction, p.hasHeader, p.complete])).toEqual([
      ['REQ', 'received', true, true],
      ['ACK', 'sent', true, true],
      ['REP', 'sent', true, true],
    ]);
    const [request] = facts.packets;
    const body = at(amandadOld, request?.body as Place);
    expect(body.startsWith('Amanda 2.4 REQ')).toBe(true);
    expect(request?.bytes).toBe(body.length);
    expect(body.endsWith('index;\n')).toBe(true);
    expect(request).toMatchObject({
      service: 'sendsize',
      hostname: 'myclient.example.com',
      features: 'fffffeff9ffe7f',
      disks: ['/space', '/'],
      levels: 3,
    });
    expect(facts.host).toBe('myclient.example.com');
    expect(failuresIn(facts).map((e) => e.kind)).toEqual(['reply-lost']);
    expect(facts.sizes.map((s) => [s.disk, s.kib])).toEqual([
      ['/space', 1234],
      ['/', 99],
    ]);
  });
});

describe('the form of 3.x', () => {
  const sendsize =
    P('10') +
    'pid 7 ruid 34 euid 34 version 3.5.1: start at Mon Nov 23 00:14:10 2026\n' +
    P('11', 8) +
    'calculating for amname /home, dirname /home, spindle -1 GNUTAR\n' +
    P('11', 8) +
    'getting size via gnutar for /home level 0\n' +
    P('12', 8) +
    'running: "tar" 0' +
    P('12', 8) +
    'estimate time for /home level 0: 0.744\n' +
    P('12', 8) +
    'done with amname /home dirname /home spindle -1\n' +
    P('58', 9) +
    'estimate size for /var level 0: 42 KB\n' +
    P('58', 9) +
    'estimate time for /var: 44.007\n' +
    P('59') +
    'pid 7 finish time Mon Nov 23 00:14:59 2026\n';

  it('finds a second prefix on the same line', () => {
    const facts = read(sendsize);
    expect(facts.estimates.map((e) => [e.disk, e.level, e.seconds, e.method])).toEqual([
      ['/home', 0, 0.744, 'gnutar'],
      ['/var', undefined, 44.007, 'calcsize'],
    ]);
    expect(facts.runs[0]).toMatchObject({ seconds: 49, version: '3.5.1', pid: '7' });
    expect(facts.gaps).toMatchObject([{ seconds: 46, beforeFirstEntry: false }]);
    expect(facts.unreadable).toEqual([]);
  });

  it('tells a packet that was cut off from a whole one', () => {
    const whole =
      '<dle>\n  <program>GNUTAR</program>\n  <disk>/a</disk>\n  <level>0</level>\n  <level>1</level>\n</dle>\n';
    const raw = '<dle>\n  <disk encoding="raw" raw="L2EgYg==">/a_b</disk>\n  <level>0</level>\n  <in';
    const text =
      P('10', 7, 'amandad') +
      'accept recv REQ pkt:\n<<<<<\nSERVICE sendsize\nOPTIONS features=ffff;hostname=h;config=c;\n' +
      whole +
      '>>>>>\n' +
      P('11', 7, 'amandad') +
      'accept recv REQ pkt:\n<<<<<\nSERVICE sendsize\n' +
      whole +
      raw +
      '>>>>>\n' +
      P('12', 7, 'amandad') +
      "sending REP pkt:\n<<<<<\nERROR FORMAT ERROR IN REQUEST PACKET 'Error on line 1'\n>>>>>\n";
    const facts = read(text);
    expect(facts.packets.map((p) => [p.type, p.complete, p.levels, p.disks])).toEqual([
      ['REQ', true, 2, ['/a']],
      ['REQ', false, 3, ['/a', '/a b']],
      ['REP', true, 0, []],
    ]);
    expect(at(text, facts.packets[1]?.body as Place).endsWith('<in')).toBe(true);
    expect(facts.packets[1]?.bytes).toBe(at(text, facts.packets[1]?.body as Place).length);
    expect(facts.host).toBe('h');
    expect(facts.config).toBe('c');
    expect(failuresIn(facts)).toMatchObject([{ kind: 'format-error' }]);
  });
});

describe('logs of the server', () => {
  it('derives RESULTS MISSING from a log as amreport does', () => {
    const text = `START planner date 20261123001410
DISK planner h1 /a
DISK planner h1 "/a b"
DISK planner h2 /
ERROR planner Request to h2 failed: timeout waiting for ACK
FAIL planner h2 / 20261123001410 0 [Request to h2 failed: timeout waiting for ACK]
SUCCESS planner h1 /a 20261123001410 0 [skipped: skip-full]
FINISH planner date 20261123001410 time 30.1
START driver date 20261123001410
FINISH driver date 20261123001410 time 30.2
`;
    const facts = read(text, 'log');
    expect(failuresIn(facts).map((e) => [e.kind, e.host, e.disk, e.level])).toEqual([
      ['ack-timeout', 'h2', undefined, undefined],
      ['ack-timeout', 'h2', '/', 0],
      ['results-missing', 'h1', '/a b', undefined],
    ]);
    expect(facts.mentions.map((m) => [m.host, m.disk, at(text, m.place)])).toContainEqual([
      'h1',
      '/a b',
      '"/a b"',
    ]);
  });

  it('reads reports of both generations', () => {
    const text = `Hostname: server
Org     : DailySet1
Config  : DailySet1

FAILURE DUMP SUMMARY:
  planner: ERROR Request to h2 failed: timeout waiting for ACK
  h1 /a lev 0  FAILED [Some estimate timeout on h1]
  h3 "/a b" RESULTS MISSING

STATISTICS:
`;
    const facts = read(text, 'report');
    expect(facts.config).toBe('DailySet1');
    expect(failuresIn(facts).map((e) => [e.kind, e.host, e.disk])).toEqual([
      ['ack-timeout', 'h2', undefined],
      ['reply-timeout', 'h1', '/a'],
      ['results-missing', 'h3', '/a b'],
    ]);
    expect(facts.sections.map((s) => s.title)).toEqual(['FAILURE DUMP SUMMARY', 'STATISTICS']);
    const old = read(
      'FAILURE AND STRANGE DUMP SUMMARY:\n  h3         /space lev 0 FAILED [Estimate timeout from h3]\n  h4   /   RESULTS MISSING\n',
      'report',
    );
    expect(failuresIn(old).map((e) => [e.kind, e.host, e.disk])).toEqual([
      ['reply-timeout', 'h3', '/space'],
      ['results-missing', 'h4', '/'],
    ]);
  });

  it('reads results and failures of amdump.N', () => {
    const text = `amdump: start at Mon Nov 23 00:14:10 UTC 2026
setup_estimate: h1:/a: command 0, options: none    last_level -1 next_level0 -20780 level_days 0    getting estimates 0 (-3) -1 (-3) -1 (-3)
GETTING ESTIMATES...
planner: time 4.012: got result for host h1 disk /a: 0 -> 110K, 1 -> 10K, -1 -> -3K
error result for host h2 disk /b: Some estimate timeout on h2
FAILED QUEUE:
`;
    const facts = read(text, 'amdump');
    expect(facts.results).toMatchObject([
      {
        host: 'h1',
        disk: '/a',
        seconds: 4.012,
        sizes: [
          { level: 0, kib: 110 },
          { level: 1, kib: 10 },
        ],
      },
    ]);
    expect(failuresIn(facts)).toMatchObject([{ kind: 'reply-timeout', host: 'h2', disk: '/b' }]);
    expect(facts.sections.map((s) => s.title)).toEqual(['GETTING ESTIMATES', 'FAILED QUEUE']);
  });

  it('reads what amcheck prints', () => {
    const text = `Amanda Tape Server Host Check
-----------------------------
NOTE: tapelist file does not exists
ERROR: holding dir '/x' (No such file or directory)
WARNING: h1: selfcheck request failed: timeout waiting for ACK
CRITICAL: no tape
HOST h2 ERROR: can not stat '/no/such/directory': No such file or directory
HOST h2 OK: all is well
HOST h3 WARNING: no amandates
`;
    expect(failuresIn(read(text, 'amcheck')).map((e) => [e.kind, e.host])).toEqual([
      ['error', undefined],
      ['ack-timeout', 'h1'],
      ['error', undefined],
      ['error', 'h2'],
    ]);
  });
});

describe('broken logs give what can be read and say what could not', () => {
  it('two runs in one file', () => {
    const facts = read(sendsizeOld + sendsizeOld.replace('217.741', '3.5').replace('256.797', '30.1'));
    expect(facts.runs.map((r) => r.seconds)).toEqual([256.797, 30.1]);
    const seen = observe([facts], [{ name: 'h', disks: ['/space', '/', '/boot', '/var'] }]);
    expect(seen.hosts.get('h')?.estimates.find((e) => e.disk === '/')?.seconds).toBe(3.5);
    expect(seen.hosts.get('h')?.totalSeconds).toBe(30.1);
  });

  it('cut in the middle of a line', () => {
    const facts = read(sendsizeOld.slice(0, sendsizeOld.indexOf(' level 0: 217') + 8));
    expect(facts.estimates).toHaveLength(2);
    expect(facts.unreadable[0]?.reason).toContain('ends in the middle');
  });

  it('a clock that goes back, NUL bytes, a date in another language', () => {
    const text =
      P('50') +
      'version 3.5.1\n' +
      P('10') +
      'estimate time for /a level 0: 1.5\n' +
      P('11') +
      'abc\0\0def\n' +
      'Mo 23. Nov 00:14:12 2026: pid 7: thd-0x5581: sendsize: estimate time for /b level 0: 2.5\n';
    const facts = read(text);
    expect(facts.estimates.map((e) => e.seconds)).toEqual([1.5, 2.5]);
    expect(facts.unreadable.map((u) => u.reason.split(' ').slice(0, 3).join(' '))).toEqual([
      'The clock goes',
      'This line holds',
      'The date "Mo',
    ]);
  });

  it('times across a clock that went back are not taken for a duration', () => {
    const text =
      P('10') +
      'pid 7 ruid 34 euid 34 version 3.5.1: start at Mon Nov 23 00:14:10 2026\n' +
      P('11').replace(' 00:', ' 02:') +
      'calculating for amname /a, dirname /a, spindle -1 GNUTAR\n' +
      P('12').replace(' 00:', ' 01:') +
      'estimate time for /a level 0: 3000.5\n' +
      P('13').replace(' 00:', ' 01:') +
      'pid 7 finish time Mon Nov 23 01:14:13 2026\n';
    const facts = read(text);
    expect(facts.runs[0]?.seconds).toBeUndefined();
    expect(facts.runs[0]?.finishText).toBe('Mon Nov 23 01:14:13 2026');
    expect(facts.unreadable[0]?.reason).toContain('The clock goes back by 3599 s');
  });

  it('a packet that never ends', () => {
    const facts = read(amandadOld.slice(0, amandadOld.indexOf('GNUTAR / 0')));
    expect(facts.packets).toMatchObject([{ type: 'REQ', complete: false, levels: 2 }]);
  });

  it('a packet without XML that was cut off, which ends in the middle of its last line', () => {
    const cut = amandadOld.replace(/GNUTAR \/ 0 .*\n-{8}/, 'GNUTAR / 0 1970:1:1:0:0--------');
    expect(read(cut).packets[0]).toMatchObject({ complete: false, closed: true, levels: 3 });
    expect(read(amandadOld).packets[0]).toMatchObject({ complete: true, closed: true });
    const stops = read(amandadOld.slice(0, amandadOld.indexOf('GNUTAR / 0')));
    expect(stops.packets[0]).toMatchObject({ complete: false, closed: false });
    expect(stops.unreadable.map((one) => one.reason)).toContain(
      'The log stops inside this packet, or its border is missing.',
    );
  });

  it('binary junk and a line of 3 MB', () => {
    const junk = Array.from({ length: 5000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('');
    expect(() => read(junk)).not.toThrow();
    const facts = read('x'.repeat(3 << 20) + '\n' + sendsizeOld);
    expect(facts.estimates).toHaveLength(6);
    expect(facts.unreadable[0]?.reason).toContain('1 MiB');
  });
});

describe('reading in pieces', () => {
  it('gives the same facts whatever the pieces', () => {
    const text = sendsizeOld + amandadOld;
    const whole = read(text);
    for (const size of [1, 7, 64, 1000]) {
      const reader = new LogReader('file:///logs/x.debug', 'debug');
      for (let i = 0; i < text.length; i += size) reader.push(text.slice(i, i + size));
      expect(reader.end()).toEqual(whole);
    }
  });
});

describe('which log it is', () => {
  it.each<[string, string, LogFacts['kind'] | undefined]>([
    ['sendsize.20051206000412.debug', sendsizeOld, 'debug'],
    ['anything', P('10') + 'version 3.5.1\n', 'debug'],
    ['npm.debug', '0 info it worked\n1 verbose cli\n', undefined],
    ['kernel.debug', 'kernel: usb 1-1: new device\n', undefined],
    ['log.20261123.0', 'INFO amdump amdump pid 3\nSTART planner date 1\n', 'log'],
    ['amdump.1', 'amdump: start at Mon Nov 23\n', 'amdump'],
    ['mail.txt', 'Hostname: s\nOrg     : D\n\nFAILURE DUMP SUMMARY:\n', 'report'],
    ['out.txt', 'Amanda Tape Server Host Check\n-----\n', 'amcheck'],
    ['core.debug', '\u007fELF\0\0\0\0', undefined],
    ['excerpt.txt', ' sendsize: time 256.797: pid 16014 finish time Tue Dec  6 00:08:29 2005\n', 'debug'],
    ['app.debug', 'Mon Nov 23 02:37:35 2026: myapp: started\n', undefined],
    ['chrony.debug', '1700000000.123456: chronyd: selected source\n', undefined],
    ['planner.20261122.debug', 'planner: starting up\n', undefined],
    ['hosts.txt', 'Hostname: web1\nOS: linux\n', undefined],
    ['part.txt', 'FAIL planner h /a 20261123 0 [Some estimate timeout on h]\n', 'log'],
  ])('%s', (name, text, kind) => expect(detectLog(name, text)).toBe(kind));
});

describe('observations', () => {
  it('gives logs without a host name to the amandad log of their folder, to a folder of that name, or by their DLEs', () => {
    const size = (uri: string) => parseLog(uri, 'debug', sendsizeOld);
    const whole = amandadOld.replace(/^GNUTAR \/ .*\n/m, (line) =>
      ['/', '/boot', '/var'].map((disk) => line.replace('/', disk)).join(''),
    );
    const amandad = parseLog('file:///a/amandad.20051206000412.debug', 'debug', whole);
    const byFolder = observe([size('file:///a/sendsize.20051206000412.debug'), amandad], []);
    expect(byFolder.hosts.get('myclient.example.com')).toMatchObject({ totalSeconds: 256.797 });
    expect(byFolder.hosts.get('myclient.example.com')?.request?.levels).toBe(5);
    const known = [
      { name: 'h1', disks: ['/'] },
      { name: 'h2', disks: ['/', '/space', '/boot', '/var'] },
    ];
    expect([...observe([size('file:///logs/h1/sendsize.1.debug')], known).hosts.keys()]).toEqual(['h1']);
    expect([...observe([size('file:///logs/sendsize.1.debug')], known).hosts.keys()]).toEqual(['h2']);
    expect([...observe([size('file:///logs/sendsize.1.debug')], []).hosts.keys()]).toEqual([]);
  });

  it('lets the newest log of a host win', () => {
    const older = parseLog('file:///h/sendsize.20051206000412.debug', 'debug', sendsizeOld);
    const newer = parseLog(
      'file:///h/sendsize.20051207000412.debug',
      'debug',
      sendsizeOld.replace('256.797', '11.5'),
    );
    const seen = observe([newer, older], [{ name: 'h', disks: [] }]);
    expect(seen.hosts.get('h')?.totalSeconds).toBe(11.5);
  });
});

describe('the broken logs of the fixtures', () => {
  const load = (name: string) => {
    const text = readFileSync(new URL(`../fixtures/logs/broken/${name}`, import.meta.url), 'latin1');
    const kind = detectLog(name, text);
    return kind && parseLog(`file:///b/${name}`, kind, text);
  };

  it('recognises a log with NUL bytes, and never gives a negative time', () => {
    expect(load('log.20261123.0')?.kind).toBe('log');
    const back = load('sendsize.clock-goes-back.debug');
    expect(back?.runs.every((run) => run.seconds === undefined || run.seconds >= 0)).toBe(true);
    expect(back?.unreadable.length).toBeGreaterThan(0);
    expect(load('sendsize.cut-at-both-ends.debug')?.program).toBe('sendsize');
  });

  it.each(['sendsize.french.debug', 'sendsize.japanese.debug'])(
    'reads the estimates of %s without its dates',
    (name) => {
      const facts = load(name);
      expect(facts?.estimates.length).toBeGreaterThan(0);
      expect(facts?.unreadable[0]?.reason).toContain("is not in Amanda's English form");
    },
  );
});
