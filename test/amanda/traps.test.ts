import { afterAll, describe, expect, it } from 'vitest';
import { runChecks } from '../../server/src/checks/run';
import { snapshotOf } from '../support/snapshot';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { amandaInstalled, Oracle } from './oracle';

/**
 * Each trap against the real amadmin: it accepts the files, and what it reads from them is what the check says. On a
 * machine without Amanda these are skipped.
 */
const oracle = new Oracle();
afterAll(() => oracle.dispose());

type Files = Readonly<Record<string, string>>;

/** DLE blocks of `amadmin . disklist`, by `HOST DISK`, each with its parameters (in lower case) and their text. */
function listing(stdout: string): Map<string, Map<string, string>> {
  const out = new Map<string, Map<string, string>>();
  for (const block of stdout.split(/^line \d+ \(.*\):$/m).slice(1)) {
    const host = /^ {4}host (.*):$/m.exec(block)?.[1] ?? '';
    const disk = /^ {4}disk (.*):$/m.exec(block)?.[1] ?? '';
    const values = [...block.matchAll(/^ {8}([A-Za-z-]+) +(.*)$/gm)].map(
      ([, name, value]) => [(name ?? '').toLowerCase(), (value ?? '').trim()] as const,
    );
    out.set(`${host} ${disk}`, new Map(values));
  }
  return out;
}

/** Amanda accepts the files, our check finds the trap and nothing of ours calls it an error of form; gives the listing. */
function accepted(id: string, files: Files): Map<string, Map<string, string>> {
  oracle.write(files);
  const answer = oracle.disklist();
  expect(answer.complaints.filter((one) => !one.warning)).toEqual([]);
  expect(answer.accepted, `${id}: ${answer.stderr}`).toBe(true);
  const found = runChecks(snapshotOf(files));
  expect(found.map((one) => one.check.id)).toContain(id);
  const refusals = found.filter(
    (one) => one.severity === 'error' && /^(syntax|value|reference|disklist)\//.test(one.check.id),
  );
  expect(refusals.map((one) => one.finding.message)).toEqual([]);
  return listing(answer.stdout);
}

const dt = (name: string, ...lines: string[]) =>
  `define dumptype ${name} {\n${lines.map((l) => ` ${l}\n`).join('')}}\n`;
const tar = 'program "GNUTAR"';
const d = dt('d', tar);

describe.skipIf(!amandaInstalled)('traps of the disklist', () => {
  it('DLEs below an includefile vanish when amanda.conf warns', () => {
    const files = { disklist: 'h /a d\nincludefile "more"\nh /b d\n', more: 'h /m d\n' };
    const read = accepted('trap/after-includefile', { 'amanda.conf': `usetimestamps yes\n${d}`, ...files });
    expect([...read.keys()]).toEqual(['h /a', 'h /m']);
    oracle.write({ 'amanda.conf': d });
    expect([...listing(oracle.disklist().stdout).keys()]).toEqual(['h /a', 'h /m', 'h /b']);
  });
  it('also for a warning of an inline dumptype, and a second includefile vanishes, too', () => {
    const inline = {
      disklist: 'h /x {\n tape-splitsize 1 gb\n}\nincludefile "more"\nh /b d\n',
      more: 'h /m d\n',
    };
    const read = accepted('trap/after-includefile', { 'amanda.conf': d, ...inline });
    expect([...read.keys()]).toEqual(['h /x', 'h /m']);
    const two = { disklist: 'includefile "more"\nincludefile "most"\n', more: 'h /m d\n', most: 'h /n d\n' };
    const first = accepted('trap/after-includefile', { 'amanda.conf': `usetimestamps yes\n${d}`, ...two });
    expect([...first.keys()]).toEqual(['h /m']);
  });
  it('no-break spaces are part of a disk name', () => {
    const read = accepted('trap/bom-in-host', { 'amanda.conf': d, disklist: 'h /a\u00a0b d\n' });
    expect([...read.keys()]).toEqual(['h /a\u00c2\u00a0b']);
  });
  it('a # inside a word begins a comment', () => {
    const read = accepted('trap/hash-in-name', { 'amanda.conf': d, disklist: 'h /a d 1#2\n' });
    expect(read.get('h /a')?.get('spindle')).toBe('1');
    // Where it cuts the dumptype off, Amanda refuses the line.
    oracle.write({ 'amanda.conf': d, disklist: 'h /a#b d\n' });
    expect(oracle.disklist().complaints[0]?.text).toBe('disk dumptype expected');
  });
  it('a third column that is a dumptype is never a device', () => {
    const conf = `${d}define dumptype "/dev/sda1" {\n d\n}\n`;
    const read = accepted('trap/device-named-like-dumptype', {
      'amanda.conf': conf,
      disklist: 'h /a /dev/sda1 1\n',
    });
    expect(read.get('h /a')?.get('spindle')).toBe('1');
    expect(read.get('h /a')?.has('diskdevice')).toBe(false);
  });
  it('quotes and a BOM stay in the host name', () => {
    expect([...accepted('trap/quoted-host', { 'amanda.conf': d, disklist: '"h" /a d\n' }).keys()]).toEqual([
      '"h" /a',
    ]);
    const bom = accepted('trap/bom-in-host', { 'amanda.conf': d, disklist: '\ufeffh /a d\n' });
    expect([...bom.keys()]).toEqual(['\u00ef\u00bb\u00bfh /a']);
    const nul = accepted('trap/nul-byte', {
      'amanda.conf': d,
      disklist: 'h /a d\nh /b d\0 x\n\0h /c d\n',
    });
    expect([...nul.keys()]).toEqual(['h /a', 'h /b']);
  });
  it('INCLUDEFILE is a host, and text behind a file name is ignored', () => {
    const upper = accepted('trap/uppercase-includefile', {
      'amanda.conf': d,
      disklist: 'INCLUDEFILE more d\n',
    });
    expect([...upper.keys()]).toEqual(['INCLUDEFILE more']);
    const files = {
      'amanda.conf': d,
      disklist: 'includefile "one" "two"\n',
      one: 'h /1 d\n',
      two: 'h /2 d\n',
    };
    expect([...accepted('trap/include-trailing-text', files).keys()]).toEqual(['h /1']);
  });
  it('text that touches a brace is dropped or becomes the spindle', () => {
    const open = accepted('trap/brace-text', { 'amanda.conf': d, disklist: 'h /a {d\n}\n' });
    expect(open.get('h /a')?.get('program')).toBe('"DUMP"');
    const close = accepted('trap/brace-text', { 'amanda.conf': d, disklist: 'h /a {\n d\n}3\n' });
    expect(close.get('h /a')?.get('spindle')).toBe('3');
  });
  it('a block that is never closed passes at the end of the file', () => {
    const read = accepted('trap/unclosed-inline-block', { 'amanda.conf': d, disklist: 'h /a {\n d\n' });
    expect(read.get('h /a')?.get('program')).toBe('"GNUTAR"');
  });
  it('/usr and /usr/ are two DLEs', () => {
    const read = accepted('trap/near-duplicate', { 'amanda.conf': d, disklist: 'h /usr d\nh /usr/ d\n' });
    expect([...read.keys()]).toEqual(['h /usr', 'h /usr/']);
  });
  it('the last DLE decides the interface of its host', () => {
    const conf = `${d}define interface eth {\n use 1000\n}\n`;
    const read = accepted('trap/host-interface', { 'amanda.conf': conf, disklist: 'h /a d 1 eth\nh /b d\n' });
    expect([...read.values()].map((one) => one.get('interface'))).toEqual(['default', 'default']);
  });
  it('different auths and maxdumps in one host are accepted here (amcheck says so later)', () => {
    const conf = d + dt('u', 'd', 'auth "bsd"', 'maxdumps 3');
    const files = { 'amanda.conf': conf, disklist: 'h /a d\nh /b u\n' };
    accepted('trap/host-auth', files);
    accepted('trap/host-maxdumps', files);
    oracle.write({ 'amanda.conf': `tapetype T\ndefine tapetype T {\n length 1 gb\n}\n${conf}` });
    const said = oracle.run('/usr/sbin/amcheck', ['-s', '.']).stdout;
    expect(said).toContain("Multiple DLE's for host 'h' use different auth methods");
    expect(said).toContain("Multiple DLE's for host 'h' use different maxdumps values");
  });
});

describe.skipIf(!amandaInstalled)('traps of amanda.conf', () => {
  const one = 'h /a c\n';
  const get = (id: string, conf: string, name: string) =>
    accepted(id, { 'amanda.conf': conf, disklist: one }).get('h /a')?.get(name);

  it('a value above the name of a parent is overwritten', () => {
    expect(
      get(
        'trap/overwritten-by-parent',
        dt('p', 'compress server best') + dt('c', 'compress none', 'p'),
        'compress',
      ),
    ).toBe('SERVER BEST');
  });
  it('a global value does not reach dumptypes above it', () => {
    expect(get('trap/late-global', `${dt('c', tar)}dumpcycle 3\n`, 'dumpcycle')).toBe('10');
  });
  it('scripts and tags are inherited over one generation only', () => {
    const conf = `define script s {\n plugin "script-email"\n}\n${dt('p', 'script "s"', 'tag "t"')}${dt('m', 'p')}${dt('c', 'm')}`;
    const read = accepted('trap/lost-scripts', { 'amanda.conf': conf, disklist: 'h /a c\nh /m m\n' });
    expect([read.get('h /m')?.get('script'), read.get('h /m')?.get('tag')]).toEqual(['s', '"t"']);
    expect([read.get('h /a')?.get('script'), read.get('h /a')?.get('tag')]).toEqual(['""', undefined]);
  });
  it('scripts of equal order run in reverse, and twice when they are there twice', () => {
    const scripts = ['a', 'b']
      .map((n) => `define script ${n} {\n plugin "script-email"\n execute-on pre-dle-backup\n}\n`)
      .join('');
    expect(get('trap/script-order', scripts + dt('c', 'script "a" "b"'), 'script')?.split(/\s+/)).toEqual([
      'b',
      'a',
    ]);
    expect(
      get('trap/script-twice', scripts + dt('p', 'script "a"') + dt('c', 'script "a"', 'p'), 'script')?.split(
        /\s+/,
      ),
    ).toEqual(['a', 'a']);
  });
  it('exclude without append drops the earlier patterns', () => {
    const conf = dt('c', 'exclude "./x"', 'exclude "./y"');
    oracle.write({ 'amanda.conf': conf, disklist: one });
    const text = oracle.disklist().stdout;
    expect(text).toContain('"./y"');
    expect(text).not.toContain('"./x"');
    accepted('trap/exclude-replaced', { 'amanda.conf': conf, disklist: one });
  });
  it('the second parent replaces the exclude of the first, and optional is one mark', () => {
    const of = (conf: string) => {
      accepted('trap/exclude-replaced', { 'amanda.conf': conf, disklist: one });
      return [...oracle.disklist().stdout.matchAll(/^ +EXCLUDE +(.*)$/gm)].map((match) => match[1]?.trim());
    };
    expect(of(dt('p', 'exclude "./x"') + dt('q', 'exclude list "l"') + dt('c', 'p', 'q'))).toEqual([
      'LIST "l"',
      'FILE',
    ]);
    expect(of(dt('c', 'exclude list optional "l"', 'exclude append "./y"'))).toEqual([
      'LIST "l"',
      'FILE "./y"',
    ]);
  });
  it('an own tag drops the inherited ones, an own script runs before them, a property is overwritten', () => {
    expect(get('trap/tag-replaced', dt('p', 'tag "t"') + dt('c', 'p', 'tag "u"'), 'tag')).toBe('"u"');
    const scripts = ['a', 'b']
      .map((n) => `define script ${n} {\n plugin "script-email"\n execute-on pre-dle-backup\n}\n`)
      .join('');
    expect(
      get('trap/script-order', scripts + dt('p', 'script "a"') + dt('c', 'p', 'script "b"'), 'script'),
    ).toMatch(/^b\s+a$/);
    expect(
      get(
        'trap/overwritten-by-parent',
        dt('p', 'property "a_b" "1"') + dt('c', 'property "A-B" "2"', 'p'),
        'property',
      ),
    ).toBe('hidden "a-b" "1"');
  });
  it('the first of two equal parameters does nothing', () => {
    expect(get('trap/duplicate-parameter', dt('c', 'index no', 'index yes'), 'index')).toBe('yes');
    const said = (name: string) => oracle.getconf('.', name).stdout.trim();
    accepted('trap/duplicate-parameter', {
      'amanda.conf': `define storage a {\n}\ndefine storage b {\n}\nstorage "a"\nstorage "b"\n${dt('c', tar)}`,
      disklist: one,
    });
    expect(said('storage')).toBe('b');
  });
  it('lines of a storage add up, and autolabel keeps the template that it does not name', () => {
    oracle.write({
      'amanda.conf':
        'define storage a {\n dump-selection "x" full\n dump-selection all incr\n vault "b" 5\n vault "c" 6\n' +
        ' autolabel "T-%%%" any\n autolabel empty\n}\nreport-format "x"\nreport-format append "y"\n',
      disklist: '',
    });
    const said = (name: string) => oracle.getconf('.', name).stdout.trim();
    expect(said('STORAGE:a:dump-selection')).toBe('"x" FULL\nALL INCR');
    expect(said('STORAGE:a:vault')).toBe('"b" 5\n"c" 6');
    expect(said('STORAGE:a:autolabel')).toBe('"T-%%%" EMPTY');
    expect(said('report-format')).toBe('"x" "y"');
  });
  it('suffixes are not checked, and numbers are cut to 32 bits', () => {
    expect(get('trap/odd-suffix', dt('c', 'dumpcycle 2 kb'), 'dumpcycle')).toBe('2048');
    expect(get('trap/odd-suffix', dt('c', 'bumpsize 20490 bytes'), 'bumpsize')).toBe('20K');
    expect(get('trap/silent-overflow', dt('c', 'dumpcycle 4194305 kb'), 'dumpcycle')).toBe('1024');
  });
  it('backslashes are dropped, start times not checked, upper ports neither', () => {
    expect(get('trap/escape', dt('c', 'comment "*\\.o"'), 'comment')).toBe('"*.o"');
    expect(get('trap/starttime', dt('c', 'starttime 2560'), 'starttime')).toBe('2560');
    accepted('trap/port-range', {
      'amanda.conf': `reserved-udp-port 600,99999\n${dt('c', tar)}`,
      disklist: one,
    });
  });
  it('an include that is a directory is empty; MATCH-AUTOLABEL in quotes gives a warning', () => {
    oracle.write({ 'sub/x': '' });
    oracle.write({ 'amanda.conf': `includefile "sub"\n${dt('c', tar)}`, disklist: one });
    expect(oracle.disklist().accepted).toBe(true);
    accepted('trap/labelstr-in-quotes', {
      'amanda.conf': `autolabel "x%%" empty\nlabelstr "match-autolabel"\n${dt('c', tar)}`,
      disklist: one,
    });
    accepted('trap/swallowed-text', { 'amanda.conf': `labelstr "x" "y"\n${dt('c', tar)}`, disklist: one });
  });
  it('a release before 3.1 has no deprecated keywords to warn of; 3.5.1 warns of seven and of a changerfile', () => {
    const words = [
      'label-new-tapes "x%"',
      'usetimestamps yes',
      'amrecover-do-fsf yes',
      'amrecover-check-label yes',
      'changerfile "x"',
    ];
    const types = ['tape-splitsize 1 gb', 'split-diskbuffer "/tmp"', 'fallback-splitsize 10 mb'];
    oracle.write({ 'amanda.conf': `${words.join('\n')}\n${dt('c', tar, ...types)}`, disklist: one });
    const said = oracle.disklist().complaints.map((complaint) => complaint.text.toLowerCase());
    expect(said).toHaveLength(words.length + types.length);
    const files = { 'amanda.conf': `${words.join('\n')}\n${dt('c', tar, ...types)}`, disklist: one };
    const warned = (version: string) =>
      snapshotOf(files, { version }).config.problems.map((problem) => problem.amanda.toLowerCase());
    expect(warned('3.5.1')).toEqual(said);
    expect(warned('2.6.1')).toEqual([]);
  });
  it('what the planner refuses at night is accepted here', () => {
    const later: readonly (readonly [string, string])[] = [
      ['trap/unknown-auth', dt('c', 'auth "bsdtpc"')],
      ['trap/unknown-auth', dt('c', 'auth ""')],
      ['trap/custom-compress-without-program', dt('c', 'compress client custom')],
      ['trap/custom-compress-without-program', dt('c', 'compress server custom')],
      ['trap/encrypt-without-program', dt('c', 'encrypt client')],
      ['trap/encrypt-without-program', dt('c', 'encrypt server')],
      [
        'trap/client-encrypt-server-compress',
        dt('c', 'encrypt client', 'client-encrypt "/x"', 'compress server fast'),
      ],
      ['trap/directtcp', dt('c', 'data-path directtcp')],
      ['trap/star', dt('c', 'program "STAR"')],
      ['trap/program-markup', dt('c', 'compress client custom', 'client-custom-compress "a & b"')],
      ['trap/estimate-server-request', dt('c', 'auth "bsd"', 'estimate server')],
      ['trap/unmatched-tag', dt('c', 'tag "x"')],
      ['trap/patterns-without-effect', dt('c', 'exclude "./x"')],
      ['trap/no-tapetype', dt('c', tar)],
      ['trap/runtapes-retention', `tapecycle 2\nruntapes 2\n${dt('c', tar)}`],
      ['trap/flush-threshold', `taperflush 50\n${dt('c', tar)}`],
      ['trap/part-cache', `define tapetype T {\n part-cache-type disk\n}\n${dt('c', tar)}`],
      ['trap/mailto', `mailto "a@x,b@x"\n${dt('c', tar)}`],
    ];
    for (const [id, conf] of later) accepted(id, { 'amanda.conf': conf, disklist: one });
  });
});

describe.skipIf(!amandaInstalled)('what amcheck says, word for word', () => {
  const base = (folder: string) => `dumpuser "backup"
mailto "root"
tpchanger "chg-disk:${folder}"
infofile "${folder}"
logdir "${folder}"
indexdir "${folder}"
tapelist "${folder}/tapelist"
`;
  const tape = 'tapetype T\ndefine tapetype T {\n length 100 gb\n}\n';
  const said = (conf: string) => {
    oracle.write({ 'amanda.conf': base(oracle.folder) + conf, disklist: 'h /a c\n' });
    const answer = oracle.run('/usr/sbin/amcheck', ['-l', '.']);
    return answer.stdout + answer.stderr;
  };

  it('about the storage', () => {
    expect(said(dt('c', tar))).toContain('no tapetype specified');
    expect(said(`${tape}tapecycle 2\nruntapes 2\n${dt('c', tar)}`)).toContain(
      'runtapes is larger or equal to policy',
    );
    expect(said(`${tape}taperflush 50\n${dt('c', tar)}`)).toContain(
      'must be less than or equal to flush-threshold-scheduled',
    );
    const flush = `${tape}flush-threshold-scheduled 10\ntaperflush 10\n`;
    expect(said(flush + dt('c', tar))).toContain("autoflush must be set to 'yes' or 'all'");
    // Its message reads an argument that is not there: with -s the program usually dies of it and says nothing at all.
    const server = () => oracle.run('/usr/sbin/amcheck', ['-s', '.']).stdout;
    const answer = server();
    expect(answer.includes('Amanda Tape Server Host Check')).toBe(answer.includes('autoflush must be set'));
    said(`${flush}autoflush yes\n${dt('c', tar)}`);
    expect(server()).toContain('Amanda Tape Server Host Check');
    const storage = (name: string) =>
      `define storage ${name} {\n tapepool "${name}"\n tapetype "T"\n dump-selection "x" all\n}\n`;
    expect(
      said(
        `${tape}storage a b\n${storage('a')}${storage('b')}${dt('c', tar, 'tag "x"', 'holdingdisk never')}`,
      ),
    ).toContain('holdingdisk NEVER with tags matching more than one storage');
  });
  it('about the part cache', () => {
    const type = (...lines: string[]) =>
      `tapetype T\ndefine tapetype T {\n length 100 gb\n ${lines.join('\n ')}\n}\n${dt('c', tar)}`;
    expect(said(type('part-cache-type disk'))).toContain('part-cache-type specified, but no part-size');
    expect(said(type('part-size 1 gb', 'part-cache-type disk'))).toContain(
      'part-cache-type is DISK, but no part-cache-dir specified',
    );
    expect(said(type('part-size 10 mb'))).toContain('< 0.1% of tape length');
    expect(said(type('part-cache-type none'))).toContain('part-cache-type specified, but no part-size');
  });
  it('about dumptypes', () => {
    expect(said(tape + dt('c', 'encrypt server'))).toContain('server encryption program not specified');
    expect(said(tape + dt('c', 'compress server custom'))).toContain(
      'server custom compression program not specified',
    );
    expect(said(tape + dt('c', 'data-path directtcp'))).toContain("Can't compress directtcp data-path");
    expect(said(tape + dt('c', 'tag "x"'))).toContain("The tag 'x' match none of the storage dump_selection");
    const script = 'define script s {\n plugin "script-email"\n execute-on pre-host-backup\n}\n';
    expect(said(tape + script + dt('c', 'script "s"'))).toContain(
      "Can't run pre-host-backup script on client",
    );
  });
  it('about users and mail', () => {
    oracle.write({ 'amanda.conf': `dumpuser "no-such-user"\n${tape}${dt('c', tar)}`, disklist: 'h /a c\n' });
    expect(oracle.disklist().stderr).toContain('cannot look up dumpuser "no-such-user"');
    expect(oracle.run('/usr/sbin/amcheck', ['-l', '.']).stdout).toContain(
      "amanda.conf has dump user configured to 'no-such-user', but that user does not exist",
    );
    oracle.write({ 'amanda.conf': `dumpuser "backup"\nmailto "a@x,b@x"\n${tape}${dt('c', tar)}` });
    const mail = oracle.run('/usr/sbin/amcheck', ['-m', '-l', '.']);
    expect(mail.stdout + mail.stderr).toContain(
      "Mail address 'a@x,b@x' in amanda.conf has invalid characters",
    );
  });
});

describe.skipIf(!amandaInstalled)('input that Amanda does not survive', () => {
  const ids = (files: Files) =>
    runChecks(snapshotOf(files))
      .filter((one) => one.severity === 'error')
      .map((one) => one.check.id);

  it('a negative size is taken, and becomes enormous', () => {
    const files = { 'amanda.conf': 'define tapetype T {\n blocksize -1\n}\n', disklist: '' };
    oracle.write(files);
    expect(oracle.getconf('.', 'TAPETYPE:T:blocksize').stdout.trim()).toBe('18446744073709551615');
    const found = runChecks(snapshotOf(files)).filter((one) => one.check.id === 'trap/negative-size');
    expect(found.map((one) => one.severity)).toEqual(['warning']);
  });
  it('a BOM, or an odd byte behind a number, crashes it', () => {
    for (const conf of ['\ufefforg "x"\n', 'etimeout 300\n@\n']) {
      const files = { 'amanda.conf': conf, disklist: '' };
      oracle.write(files);
      expect(oracle.disklist().signal).toBe('SIGSEGV');
      expect(ids(files)).toContain('syntax/crash');
    }
  });
  it('estimate at the very end of the file never ends', () => {
    const files = { 'amanda.conf': 'define dumptype d {\n estimate', disklist: '' };
    oracle.write(files);
    const answer = oracle.run('/usr/sbin/amadmin', ['.', 'disklist'], 1000);
    expect([answer.code, answer.signal]).toEqual([null, 'SIGKILL']);
    expect(ids(files)).toContain('syntax/endless-estimate');
  });
  it('a file that includes itself ends when no file can be opened any more', () => {
    const files = { 'amanda.conf': 'includefile "amanda.conf"\n', disklist: '' };
    oracle.write(files);
    const answer = oracle.run('/usr/sbin/amadmin', ['.', 'disklist'], 20_000);
    expect(answer.accepted).toBe(false);
    expect(answer.stdout + answer.stderr).toContain('Too many open files');
    expect(ids(files)).toContain('reference/include-cycle');
  });
  it.each([150, 1019, 1020])('a chain of %i files ends where Amanda may open no more', (length) => {
    const chain = (first: string, last: string) =>
      Object.fromEntries(
        Array.from({ length }, (_, n) => [
          `${first}${String(n + 1)}`,
          n + 1 < length ? `includefile "${first}${String(n + 2)}"\n` : last,
        ]),
      );
    const deep = length === 1020;
    const conf = { 'amanda.conf': 'includefile "c1"\n', ...chain('c', 'org "x"\n'), disklist: '' };
    // The test's own program may open more files than Amanda is usually given.
    const ask = (files: Readonly<Record<string, string>>) => {
      oracle.write(files);
      return oracle.run('/bin/sh', ['-c', 'ulimit -n 1024; exec /usr/sbin/amadmin . disklist'], 60_000);
    };
    const answer = ask(conf);
    expect([answer.accepted, answer.complaints[0]?.text.includes('Too many open files') ?? false]).toEqual([
      !deep,
      deep,
    ]);
    expect(ids(conf)).toEqual(deep ? ['reference/include-depth'] : []);
    const disklist = { 'amanda.conf': '', disklist: 'includefile d1\n', ...chain('d', '# end\n') };
    expect(ask(disklist).accepted).toBe(!deep);
    expect(ids(disklist)).toEqual(deep ? ['disklist/include-depth'] : []);
  });
});

/** A private view of the file system, where /etc/amanda is ours; needs root and a kernel that lets it. */
const mounts = amandaInstalled && spawnSync('unshare', ['-m', 'true']).status === 0;

describe.skipIf(!mounts)('the site-wide file', () => {
  it('with a warning keeps the configuration from being read', () => {
    const etc = mkdtempSync(join(tmpdir(), 'amanda-etc-'));
    try {
      mkdirSync(join(etc, 'test'));
      writeFileSync(join(etc, 'test', 'amanda.conf'), 'org "own"\n');
      writeFileSync(join(etc, 'test', 'disklist'), '');
      const org = (site: string) => {
        writeFileSync(join(etc, 'amanda.conf'), site);
        execFileSync('chown', ['-R', 'backup', etc]);
        const script = `mount --bind ${etc} /etc/amanda && su backup -s /bin/sh -c 'amadmin test config'`;
        return spawnSync('unshare', ['-m', 'sh', '-c', script], { encoding: 'latin1' }).stdout;
      };
      expect(org('org "site"\n')).toMatch(/^ORG\s+"own"$/m);
      expect(org('usetimestamps yes\norg "site"\n')).not.toMatch(/^ORG\s+"own"$/m);
      const snapshot = snapshotOf({
        '/etc/amanda/amanda.conf': 'usetimestamps yes\norg "site"\n',
        'amanda.conf': 'org "own"\n',
        disklist: '',
      });
      expect(runChecks(snapshot).map((one) => one.check.id)).toContain('trap/site-warning');
    } finally {
      rmSync(etc, { recursive: true, force: true });
    }
  });
});
