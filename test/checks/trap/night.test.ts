import { describe, expect, it } from 'vitest';
import { expectClean, expectFindings, expectFix } from '../../support/check';

const dt = (name: string, ...lines: string[]) =>
  `define dumptype ${name} {\n${lines.map((l) => `    ${l}\n`).join('')}}\n`;
const tar = 'program "GNUTAR"';
const disklist = 'h /a d\nh /b d\n';
const oldClient = { clientFeatures: [{ host: 'h', features: 'fffffeff9ffe7f' }] };

describe('what the planner finds out at night', () => {
  it('trap/unknown-auth', () => {
    const files = { 'amanda.conf': dt('d', '⟦auth "bsdtpc"⟧'), disklist };
    const fix = expectFix('trap/unknown-auth', files, 'Write auth "bsdtcp"', {
      'amanda.conf': dt('d', 'auth "bsdtcp"'),
    });
    expect(fix.preferred).toBe(true);
    const [found] = expectFindings('trap/unknown-auth', files, {
      messages: [/security driver 'bsdtpc'.*2 DLEs/],
    });
    expect(found?.severity).toBe('error');
    expectFindings('trap/unknown-auth', { 'amanda.conf': dt('d', '⟦auth ""⟧'), disklist });
    const [rsh] = expectFindings('trap/unknown-auth', { 'amanda.conf': dt('d', '⟦auth "rsh"⟧'), disklist });
    expect(rsh?.severity).toBe('warning');
    expectClean('trap/unknown-auth', {
      'amanda.conf': dt('d', 'auth "BsdTcp"') + dt('e', 'auth "local"'),
      disklist,
    });
  });
  it('trap/custom-compress-without-program', () => {
    const id = 'trap/custom-compress-without-program';
    expectFindings(
      id,
      { 'amanda.conf': dt('d', '⟦compress client custom⟧'), disklist },
      { severity: 'error' },
    );
    expectFindings(id, {
      'amanda.conf': dt('d', '⟦compress server custom⟧', 'client-custom-compress "/x"'),
      disklist,
    });
    expectFindings(id, { 'amanda.conf': '', disklist: 'h /a ⟦COMPRESS-CUST⟧\n' });
    expectClean(id, {
      'amanda.conf': dt('d', 'compress client custom', 'client-custom-compress "/x"'),
      disklist,
    });
  });
  it('trap/encrypt-without-program and client-encrypt-server-compress', () => {
    expectFindings('trap/encrypt-without-program', { 'amanda.conf': dt('d', '⟦encrypt client⟧'), disklist });
    expectFindings('trap/encrypt-without-program', { 'amanda.conf': dt('d', '⟦encrypt server⟧'), disklist });
    expectClean('trap/encrypt-without-program', {
      'amanda.conf': dt('d', 'encrypt server', 'server-encrypt "/x"'),
      disklist,
    });
    const both = ['client-encrypt "/x"', 'compress server fast'];
    expectFindings('trap/client-encrypt-server-compress', {
      'amanda.conf': dt('d', '⟦encrypt client⟧', ...both),
      disklist,
    });
    expectClean('trap/client-encrypt-server-compress', {
      'amanda.conf': dt('d', 'encrypt client', 'client-encrypt "/x"'),
      disklist,
    });
  });
  it('each with a fix in the block that causes it', () => {
    const fixed = (id: string, title: string, lines: readonly string[], after: readonly string[]) =>
      expectFix(id, { 'amanda.conf': dt('d', ...lines), disklist }, title, {
        'amanda.conf': dt('d', ...after),
      });
    fixed(
      'trap/custom-compress-without-program',
      'Set compress client fast in dumptype d',
      ['⟦compress client custom⟧'],
      ['compress client fast'],
    );
    fixed(
      'trap/encrypt-without-program',
      'Set server-encrypt "/usr/sbin/amcrypt" in dumptype d',
      ['⟦encrypt server⟧'],
      ['encrypt server', 'server-encrypt "/usr/sbin/amcrypt"'],
    );
    fixed(
      'trap/client-encrypt-server-compress',
      'Set compress none in dumptype d',
      ['⟦encrypt client⟧', 'client-encrypt "/x"', 'compress server fast'],
      ['encrypt client', 'client-encrypt "/x"', 'compress none'],
    );
    fixed(
      'trap/directtcp',
      'Set compress none in dumptype d',
      ['⟦data-path directtcp⟧'],
      ['data-path directtcp', 'compress none'],
    );
  });
  it('trap/client-lacks-feature', () => {
    const id = 'trap/client-lacks-feature';
    const files = {
      'amanda.conf': dt('d', tar, 'auth "bsd"', '⟦encrypt client⟧', 'client-encrypt "/x"'),
      disklist,
    };
    expectFindings(id, files, { settings: oldClient, messages: [/does not support client data encryption/] });
    expectClean(id, { 'amanda.conf': dt('d', tar, 'encrypt client', 'client-encrypt "/x"'), disklist });
  });
  it('trap/directtcp', () => {
    expectFindings(
      'trap/directtcp',
      { 'amanda.conf': dt('d', '⟦data-path directtcp⟧'), disklist },
      { messages: [/Can't compress/] },
    );
    expectClean('trap/directtcp', {
      'amanda.conf': dt('d', 'data-path directtcp', 'compress none', 'holdingdisk never'),
      disklist,
    });
  });
  it('trap/star', () => {
    expectFix('trap/star', { 'amanda.conf': dt('d', '⟦program "STAR"⟧'), disklist }, /GNUTAR/, {
      'amanda.conf': dt('d', tar),
    });
    expectClean('trap/star', { 'amanda.conf': dt('d', tar), disklist });
  });
  it('trap/program-markup', () => {
    const id = 'trap/program-markup';
    expectFindings(id, {
      'amanda.conf': dt('d', 'compress client custom', '⟦client-custom-compress "a & b"⟧'),
      disklist,
    });
    expectFindings(id, { 'amanda.conf': dt('d', 'encrypt client', '⟦client-encrypt "a < b"⟧'), disklist });
    expectClean(id, {
      'amanda.conf': dt('d', 'client-custom-compress "a & b"', 'exclude "./a&b"'),
      disklist,
    });
  });
  it('trap/include-old-client', () => {
    const id = 'trap/include-old-client';
    const files = { 'amanda.conf': dt('d', tar, '⟦include "./x"⟧'), disklist };
    const oldest = { clientFeatures: [{ host: 'h', features: '34cbfe811e01' }] };
    expectFindings(id, files, { settings: oldest, severity: 'error' });
    expectClean(id, { ...files, 'amanda.conf': dt('d', tar, 'include "./x"') }, oldClient);
    expectClean(id, { ...files, 'amanda.conf': dt('d', tar, 'include "./x"') });
  });
  it('trap/calcsize-old-client', () => {
    const id = 'trap/calcsize-old-client';
    const files = { 'amanda.conf': dt('d', tar, 'auth "bsd"', '⟦estimate calcsize⟧'), disklist };
    expectFix(
      id,
      files,
      'Write estimate client',
      { 'amanda.conf': dt('d', tar, 'auth "bsd"', 'estimate client') },
      { settings: oldClient },
    );
    expectClean(id, { ...files, 'amanda.conf': dt('d', tar, 'auth "bsd"', 'estimate calcsize') });
  });
  it('trap/estimate-server-request', () => {
    const id = 'trap/estimate-server-request';
    expectFindings(id, { 'amanda.conf': dt('d', tar, 'auth "bsd"', '⟦estimate server⟧'), disklist });
    expectClean(id, { 'amanda.conf': dt('d', tar, 'estimate server'), disklist });
  });
});

describe('what amcheck says', () => {
  const tape = 'define tapetype HD {\n    length 100 gb\n}\n';
  it('trap/no-tapetype and no-changer', () => {
    expectFix(
      'trap/no-tapetype',
      { 'amanda.conf': `⟦⟧${tape}${dt('d', tar)}`, disklist },
      'Use tapetype HD',
      {
        'amanda.conf': `tapetype HD\n\n${tape}${dt('d', tar)}`,
      },
    );
    expectClean('trap/no-tapetype', { 'amanda.conf': `tapetype HD\n${tape}${dt('d', tar)}`, disklist });
    expectFindings('trap/no-changer', { 'amanda.conf': `⟦⟧${dt('d', tar)}`, disklist });
    expectClean('trap/no-changer', { 'amanda.conf': `tpchanger "chg-disk:/x"\n${dt('d', tar)}`, disklist });
  });
  it('trap/runtapes-retention', () => {
    const id = 'trap/runtapes-retention';
    expectFix(
      id,
      { 'amanda.conf': `⟦tapecycle 3⟧\nruntapes 2\n${dt('d', tar)}`, disklist },
      'Set tapecycle 4',
      {
        'amanda.conf': `tapecycle 4\nruntapes 2\n${dt('d', tar)}`,
      },
    );
    expectClean(id, { 'amanda.conf': `tapecycle 10\nruntapes 2\n${dt('d', tar)}`, disklist });
  });
  it('trap/flush-threshold', () => {
    const id = 'trap/flush-threshold';
    expectFindings(id, { 'amanda.conf': '⟦flush-threshold-dumped 50⟧\n' });
    expectFindings(id, { 'amanda.conf': 'flush-threshold-scheduled 50\n⟦taperflush 50⟧\n' });
    expectClean(id, { 'amanda.conf': 'flush-threshold-scheduled 50\ntaperflush 50\nautoflush yes\n' });
  });
  it('trap/part-cache', () => {
    const id = 'trap/part-cache';
    const type = (...lines: string[]) => ({
      'amanda.conf': `define tapetype t {\n${lines.map((l) => ` ${l}\n`).join('')}}\n`,
    });
    expectFindings(id, type('⟦part-cache-type disk⟧'));
    expectFindings(id, type('part-size 1 gb', '⟦part-cache-type disk⟧'));
    expectFindings(id, type('part-size 1 gb', '⟦part-cache-max-size 1 gb⟧'));
    expectFindings(id, type('length 4 tb', '⟦part-size 10 mb⟧'));
    // amcheck refuses the line whatever it says, and warns only of a cache that is too large.
    expectFindings(id, type('⟦part-cache-type none⟧'));
    expectFindings(id, type('part-size 1 gb', 'part-cache-type memory', '⟦part-cache-max-size 2 gb⟧'), {
      messages: [/^amcheck warns/],
    });
    // A base is judged in the tapetype that is in use.
    expectClean(id, {
      'amanda.conf':
        'tapetype t\ndefine tapetype b {\n part-cache-type memory\n}\ndefine tapetype t {\n b\n part-size 1 gb\n}\n',
    });
    expectClean(id, type('length 400 gb', 'part-size 10 gb', 'part-cache-type disk', 'part-cache-dir "/x"'));
  });
  it('trap/patterns-without-effect', () => {
    const id = 'trap/patterns-without-effect';
    expectFix(id, { 'amanda.conf': dt('d', '⟦exclude "./x"⟧'), disklist: 'h /a d\n' }, /GNUTAR/, {
      'amanda.conf': dt('d', 'exclude "./x"', 'program "GNUTAR"'),
    });
    const samba = (line: string) => ({
      'amanda.conf': dt('d', 'program "GNUTAR"', line),
      disklist: 'h //w/c d\n',
    });
    expectFindings(id, samba('⟦include "./x"⟧'), { messages: [/samba does not support include file/] });
    expectFindings(id, samba('⟦exclude "./x" "./y"⟧'), { messages: [/samba support only one exclude file/] });
    expectClean(id, samba('exclude "./x"'));
    expectClean(id, samba('exclude list optional "x"'));
    expectClean(id, { 'amanda.conf': dt('p', 'exclude "./x"') + dt('d', 'p', 'program "GNUTAR"'), disklist });
  });
  it('trap/unknown-auth in amanda-client.conf', () => {
    const id = 'trap/unknown-auth';
    expectFix(id, { 'amanda-client.conf': 'conf "x"\n⟦auth "bsdtpc"⟧ # c\n' }, 'Write auth "bsdtcp"', {
      'amanda-client.conf': 'conf "x"\nauth "bsdtcp" # c\n',
    });
    expectClean(id, { 'amanda-client.conf': 'auth "SSH"\n' });
  });
  it('trap/unmatched-tag', () => {
    expectFindings('trap/unmatched-tag', { 'amanda.conf': dt('d', '⟦tag "x"⟧'), disklist });
    // Each tag has its finding at the line that names it.
    expectFindings('trap/unmatched-tag', {
      'amanda.conf': dt('p', '⟦tag "x"⟧') + dt('d', 'p', '⟦tag append "y"⟧'),
      disklist,
    });
    const storage = 'define storage s {\n dump-selection "x" all\n}\nstorage s\n';
    expectClean('trap/unmatched-tag', { 'amanda.conf': storage + dt('d', 'tag "x"'), disklist });
  });
  it('trap/never-several-storages', () => {
    const id = 'trap/never-several-storages';
    const storage = (name: string, level: string) =>
      `define storage ${name} {\n tapepool "${name}"\n dump-selection "x" ${level}\n}\n`;
    const conf = (level: string, ...lines: string[]) =>
      `${storage('s', 'all')}${storage('t', level)}storage s t\n${dt('d', 'tag "x"', ...lines)}`;
    expectFindings(id, { 'amanda.conf': conf('full', '⟦holdingdisk never⟧'), disklist });
    expectClean(id, { 'amanda.conf': conf('full', 'holdingdisk auto'), disklist });
    const split = conf('full', 'holdingdisk never').replace('"x" all', '"x" incr');
    expectClean(id, { 'amanda.conf': split, disklist });
  });
  it('trap/host-script-on-client', () => {
    const script = (...lines: string[]) => ({
      'amanda.conf': `define script s {\n plugin "script-email"\n${lines.map((l) => ` ${l}\n`).join('')}}\n`,
    });
    expectFindings('trap/host-script-on-client', script('⟦execute-on pre-host-backup⟧'));
    expectClean('trap/host-script-on-client', script('execute-on pre-host-backup', 'execute-where server'));
    // A base is judged in the scripts that inherit from it, and a line has one finding.
    const base = 'define script b {\n plugin "script-email"\n execute-on pre-host-backup\n}\n';
    const child = (name: string, line: string) => `define script ${name} {\n b\n ${line}\n}\n`;
    expectClean('trap/host-script-on-client', { 'amanda.conf': base + child('s', 'execute-where server') });
    expectFindings('trap/host-script-on-client', {
      'amanda.conf':
        base.replace('execute-on pre-host-backup', '⟦execute-on pre-host-backup⟧') +
        child('s', 'order 1') +
        child('t', 'order 2'),
    });
  });
  it('trap/dumpuser and mailto', () => {
    expectFindings('trap/dumpuser', { 'amanda.conf': '⟦dumpuser "root"⟧\n' }, { severity: 'warning' });
    expectClean('trap/dumpuser', { 'amanda.conf': 'dumpuser "backup"\n' });
    expectFix('trap/mailto', { 'amanda.conf': '⟦mailto "a@x, b@x"⟧\n' }, /blanks/, {
      'amanda.conf': 'mailto "a@x b@x"\n',
    });
    expectClean('trap/mailto', { 'amanda.conf': 'mailto "a@x b@x"\n' });
  });
});
