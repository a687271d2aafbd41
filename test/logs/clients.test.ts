import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectLog } from '../../server/src/logs/detect';
import { observe, type KnownHost } from '../../server/src/logs/observe';
import { nightsOf } from '../../server/src/nights/night';
import { parseLog } from '../../server/src/logs/parse';

const folder = new URL('../fixtures/logs/3.5/hosts/', import.meta.url);
const recorded = readdirSync(folder)
  .filter((name) => /^(?:sendsize|amandad)/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'latin1') }));
const D = '/var/lib/amanda/data';

const parse = (uri: string, text: string) => parseLog(uri, detectLog(uri, text) ?? 'debug', text);

/** The recorded logs, each in the folder that `place` gives. */
function lie(place: (name: string) => string, keep: (text: string) => boolean = () => true) {
  return recorded.filter((one) => keep(one.text)).map(({ name, text }) => parse(place(name) + name, text));
}

/** host → the DLEs of its newest estimates. */
function owners(logs: ReturnType<typeof lie>, known: readonly KnownHost[] = []) {
  const seen = observe(logs, known);
  return Object.fromEntries(
    [...seen.hosts.values()]
      .filter((one) => one.totalSeconds !== undefined)
      .map((one) => [one.host, [...new Set(one.estimates.map((e) => e.disk.replace(`${D}/`, '')))].sort()]),
  );
}

const dbgdir = (name: string) =>
  name.startsWith('amandad') ? 'file:///copy/amandad/' : 'file:///copy/client/DailySet1/';
const mine = {
  'WWW.Example.com': ['home', 'var'],
  'db.example.com': ['home', 'var'],
  'files.example.com': ['home'],
  'mail.example.com': ['home', 'space'],
  'myclient.example.com': ['/no/such/dir'],
};

describe('whose a log is', () => {
  it('of one AMANDA_DBGDIR with several clients: that whose amandad started the process', () => {
    expect(owners(lie(dbgdir))).toEqual(mine);
    expect(owners(lie(() => 'file:///flat/'))).toEqual(mine);
  });

  it('never that of another client, where nothing tells', () => {
    // Without process ids, as before 3.4, clients with the same DLEs cannot be told apart.
    const old = recorded.map(({ name, text }) =>
      parse(`file:///flat/${name}`, text.replace(/: pid \d+: thd/g, ': thd')),
    );
    const { 'WWW.Example.com': www, 'db.example.com': db, ...others } = owners(old);
    expect([www, db]).toEqual([undefined, undefined]);
    expect(others).toMatchObject({ 'mail.example.com': ['home', 'space'] });
    // Only one client's amandad is there, and it was not asked for the others' DLEs.
    const one = lie(
      () => 'file:///flat/',
      (text) => !text.includes(': amandad: ') || text.includes('hostname=myclient'),
    );
    expect(owners(one)).toEqual({ 'myclient.example.com': ['/no/such/dir'] });
  });

  it('of a copy of AMANDA_DBGDIR in a folder of any name: its only client, in the spelling of the disklist', () => {
    const logs = lie(dbgdir, (text) => /hostname=mail|sendsize: .*data\/space/.test(text));
    const known = [{ name: 'MAIL.example.com', disks: [`${D}/home`, `${D}/space`] }];
    expect(owners(logs, known)).toEqual({ 'MAIL.example.com': ['home', 'space'] });
  });

  it('without amandad: the host that the path names, in full or without its domain', () => {
    const logs = lie(
      () => 'file:///logs/files/client/DailySet1/',
      (text) => / amgtar\b/.test(text) && !/amandad: |data\/(?:var|space)/.test(text),
    );
    const known = [{ name: 'files.example.com' }, { name: 'www.example.com' }].map((one) => ({
      ...one,
      disks: [`${D}/home`],
    }));
    expect(owners(logs, known)).toEqual({ 'files.example.com': ['home'] });
    expect(owners(logs, [...known, { name: 'files.example.org', disks: [] }])).toEqual({});
  });
});

const start = (day: string, clock = '00:04:12') => `start at Tue Dec  ${day} ${clock} 2005\n`;
const sendsize = (day: string, middle: string) =>
  `sendsize: debug 1 pid 1 ruid 33 euid 33: ${start(day)}${middle}sendsize: time 700.000: pid 1 finish time Tue Dec  ${day} 00:15:52 2005\n`;
const amandad = (day: string, levels: number) =>
  `amandad: debug 1 pid 1 ruid 33 euid 33: ${start(day)}amandad: time 0.000: got packet:\n--------\nAmanda 2.4 REQ HANDLE 0-1 SEQ 1\nSERVICE sendsize\nOPTIONS features=ff;hostname=h;\n` +
  Array.from({ length: levels }, (_, i) => `GNUTAR /a ${i} 1970:1:1:0:0:0 1 OPTIONS |;\n`).join('') +
  '--------\n';

describe('the newest night', () => {
  const levels = (...logs: readonly (readonly [string, string])[]) =>
    observe(
      logs.map(([name, text]) => parse(`file:///h/${name}`, text)),
      [{ name: 'h', disks: ['/a', '/b'] }],
    ).hosts.get('h')?.levels;
  const calcsize =
    'sendsize[2]: time 1.0: calculating for amname /a, dirname /a, spindle -1\n' +
    'sendsize[2]: estimate size for /a level 0: 42 KB\nsendsize[2]: estimate size for /a level 1: 4 KB\n' +
    'sendsize[2]: estimate size for /a level 2: 1 KB\nsendsize[2]: estimate time for /a: 44.007\n';

  it('counts the levels of the request of the same run, else those in the log itself', () => {
    expect(levels(['sendsize.1.debug', sendsize('6', calcsize)])).toBe(3);
    expect(levels(['sendsize.1.debug', sendsize('6', calcsize)], ['amandad.1.debug', amandad('6', 2)])).toBe(
      2,
    );
    expect(levels(['sendsize.1.debug', sendsize('6', calcsize)], ['amandad.1.debug', amandad('5', 1)])).toBe(
      3,
    );
  });

  it('goes by the dates in the logs, whatever their names', () => {
    const seen = observe(
      [
        parse('file:///h/sendsize.debug', sendsize('7', 'sendsize[2]: estimate time for /a level 0: 7\n')),
        parse(
          'file:///h/sendsize-old.debug',
          sendsize('6', 'sendsize[2]: estimate time for /a level 0: 6\n'),
        ),
      ],
      [{ name: 'h', disks: ['/a'] }],
    );
    expect(seen.hosts.get('h')?.estimates.map((e) => e.seconds)).toEqual([7]);
  });

  it('forgets what failed in earlier nights', () => {
    const log = (day: string, line: string) =>
      `START planner date 200512${day}\nDISK planner h /a\n${line}\n`;
    const nights = nightsOf(
      [
        parse(
          'file:///log/log.20051205.0',
          log('05', 'FAIL planner h /a 20051205 0 [Some estimate timeout on h]'),
        ),
        parse('file:///log/log.20051206.0', log('06', 'SUCCESS dumper h /a 20051206 0 [sec 1]')),
        parse(
          'file:///report.txt',
          'Hostname: s\nConfig  : C\nDate    : December 5, 2005\n\nFAILURE DUMP SUMMARY:\n  h /a RESULTS MISSING\n',
        ),
        parse('file:///amcheck.txt', 'Amanda Tape Server Host Check\n-----\nERROR: no tape\n'),
      ],
      [],
    );
    expect(nights.map((night) => [night.program, night.hosts[0]?.dles[0]?.outcome])).toEqual([
      ['amdump', 'pending'],
      ['amdump', 'failed'],
      ['amcheck', undefined],
    ]);
  });

  it('takes no times from a sendsize that could not read its request', () => {
    const bogus = sendsize('7', 'sendsize: REQ packet is bogus: no level\n');
    const good = sendsize('6', calcsize);
    const seen = observe(
      [parse('file:///h/a.debug', bogus), parse('file:///h/b.debug', good)],
      [{ name: 'h', disks: ['/a'] }],
    );
    expect(seen.hosts.get('h')?.estimates.map((e) => e.seconds)).toEqual([44.007]);
  });
});
