import { describe, expect, it } from 'vitest';
import { expectClean, expectFindings, expectFix, findingsOf } from '../../support/check';

const dt = (name: string, ...lines: string[]) =>
  `define dumptype ${name} {\n${lines.map((l) => `    ${l}\n`).join('')}}\n`;
const tar = 'program "GNUTAR"';
const disklist = 'h /a d\nh /b d\n';

describe('tapes', () => {
  it('policy/tapecycle', () => {
    const id = 'policy/tapecycle';
    const conf = (n: string) => `dumpcycle 7\nrunspercycle 5\nruntapes 2\n${n}\n${dt('d', tar)}`;
    expectFix(id, { 'amanda.conf': conf('⟦tapecycle 10 tapes⟧'), disklist }, 'Set tapecycle 11', {
      'amanda.conf': conf('tapecycle 11'),
    });
    expectClean(id, { 'amanda.conf': conf('tapecycle 11'), disklist });
    expectFindings(id, { 'amanda.conf': `dumpcycle 14\n⟦tapecycle 14⟧\n${dt('d', tar)}`, disklist });
  });
  it('policy/tapecycle: what the policy of a storage keeps, and several storages', () => {
    const id = 'policy/tapecycle';
    const storage = (name: string, ...lines: string[]) =>
      `define storage ${name} {\n tapepool "${name}"\n${lines.map((l) => ` ${l}\n`).join('')}}\n`;
    const policy = (...lines: string[]) => `define policy p {\n ${lines.join('\n ')}\n}\n`;
    const conf = (p: string) =>
      `runspercycle 5\ntapecycle 3\nstorage s\n${p}${storage('s', 'policy "p"')}${dt('d', tar)}`;
    expectFix(id, { 'amanda.conf': conf(policy('⟦retention-tapes 4⟧')), disklist }, 'Set retention-tapes 5', {
      'amanda.conf': conf(policy('retention-tapes 5')),
    });
    expectClean(id, { 'amanda.conf': conf(policy('retention-tapes 4', 'retention-days 30')), disklist });
    const two = (n: string, more: string) =>
      `runspercycle 5\n${n}\nstorage s t\n${storage('s')}${storage('t', 'runtapes 2', more)}${dt('d', tar)}`;
    expectFindings(id, { 'amanda.conf': two('⟦tapecycle 10⟧', 'erase-on-full yes'), disklist });
    expectClean(id, { 'amanda.conf': two('tapecycle 10', 'dump-selection all full'), disklist });
    expectClean(id, { 'amanda.conf': `tapecycle 4 tb\n${dt('d', tar)}`, disklist });
  });
  it('policy/tapetype-length', () => {
    const id = 'policy/tapetype-length';
    const conf = (name: string, line: string) =>
      `tapetype HD\ndefine tapetype ${name} {\n    ${line}\n}\n${dt('d', tar)}`;
    expectFindings(id, { 'amanda.conf': conf('⟦HD⟧', 'comment "x"'), disklist });
    expectFix(id, { 'amanda.conf': conf('HD', '⟦length 100⟧'), disklist }, 'Write length 100 gb', {
      'amanda.conf': conf('HD', 'length 100 gb'),
    });
    expectClean(id, { 'amanda.conf': conf('HD', 'length 100 gb'), disklist });
    // With a unit it was not the unit that was forgotten.
    const [small] = expectFindings(id, { 'amanda.conf': conf('HD', '⟦length 50 mb⟧'), disklist });
    expect(small?.finding.message).not.toContain('suffix');
    expect(small?.finding.fixes?.()).toEqual([]);
  });
  it('policy/labelstr-autolabel', () => {
    const id = 'policy/labelstr-autolabel';
    expectFix(
      id,
      { 'amanda.conf': 'autolabel "Daily-%%%" empty\n⟦labelstr "^Day-[0-9]+$"⟧\n' },
      /MATCH-AUTOLABEL/,
      { 'amanda.conf': 'autolabel "Daily-%%%" empty\nlabelstr MATCH-AUTOLABEL\n' },
    );
    // Amanda warns of the quotes itself, and trap/labelstr-in-quotes mends them.
    expectClean(id, { 'amanda.conf': 'autolabel "Daily-%%%" empty\nlabelstr "match-autolabel"\n' });
    expectClean(id, { 'amanda.conf': 'autolabel "Daily-%%%" empty\nlabelstr "^Daily-[0-9][0-9]*$"\n' });
    expectClean(id, { 'amanda.conf': 'autolabel "$c-%%%" empty\nlabelstr "^test-[0-9][0-9]*$"\n' });
    // labelstr is a template, too.
    expectClean(id, { 'amanda.conf': 'autolabel "$c-%%%" empty\nlabelstr "^$c-%%%$"\n' });
    expectFindings(id, { 'amanda.conf': 'autolabel "$c-%%%" empty\n⟦labelstr "^$c-%%%%$"⟧\n' });
    // An expression on which a machine that backtracks would not come to an end.
    const label = `${'a'.repeat(60)}-%%`;
    expectFindings(id, { 'amanda.conf': `autolabel "${label}" empty\n⟦labelstr "^(a+)+$"⟧\n` });
    expectClean(id, { 'amanda.conf': `autolabel "${label}" empty\nlabelstr "^(a+)+-.*$"\n` });
    // Perl's before 3.4, and a back reference: not judged.
    expectClean(id, { 'amanda.conf': 'autolabel "b%%" empty\nlabelstr "(a)\\\\\\\\1"\n' });
  });
});

describe('holding disks', () => {
  it('policy/no-holdingdisk', () => {
    const id = 'policy/no-holdingdisk';
    expectFindings(id, { 'amanda.conf': `⟦⟧${dt('d', tar)}`, disklist }, { severity: 'info' });
    expectFindings(
      id,
      { 'amanda.conf': `define holdingdisk ⟦hd⟧ {\n directory "/x"\n}\n${dt('d', tar)}`, disklist },
      { severity: 'warning' },
    );
    expectClean(id, { 'amanda.conf': `holdingdisk hd {\n directory "/x"\n}\n${dt('d', tar)}`, disklist });
    expectClean(id, {
      'amanda.conf': `define holdingdisk hd {\n directory "/x"\n}\nholdingdisk hd\n${dt('d', tar)}`,
      disklist,
    });
    expectClean(id, { 'amanda.conf': dt('d', tar, 'holdingdisk never'), disklist });
    expectFindings(
      id,
      { 'amanda.conf': `holdingdisk ⟦hd⟧ {\n use 100 gb\n}\n${dt('d', tar)}`, disklist },
      { severity: 'warning', messages: [/holding dir ''/] },
    );
  });
  it('policy/small-holdingdisk and chunksize', () => {
    const hd = (...lines: string[]) => ({
      'amanda.conf': `holdingdisk hd {\n directory "/x"\n${lines.map((l) => ` ${l}\n`).join('')}}\n`,
    });
    expectFindings('policy/small-holdingdisk', hd('⟦use 1000⟧'));
    expectFindings('policy/small-holdingdisk', hd('⟦use 1 gb⟧', 'chunksize 2 gb'));
    expectClean('policy/small-holdingdisk', hd('use 100 gb', 'chunksize 2 gb'));
    expectClean('policy/small-holdingdisk', hd('use -100 mb'));
    expectFix('policy/chunksize', hd('⟦chunksize 1 mb⟧'), /1 gb/, hd('chunksize 1 gb'));
    expectClean('policy/chunksize', hd('chunksize 0'));
  });
});

describe('dumps', () => {
  it('policy/no-index and no-record', () => {
    expectFix('policy/no-index', { 'amanda.conf': dt('d', '⟦index no⟧'), disklist }, /index yes/, {
      'amanda.conf': dt('d', 'index yes'),
    });
    expectClean('policy/no-index', { 'amanda.conf': dt('d', 'index yes'), disklist });
    expectFindings('policy/no-record', { 'amanda.conf': dt('d', '⟦record no⟧'), disklist });
    expectClean('policy/no-record', { 'amanda.conf': dt('d', 'record no', 'strategy noinc'), disklist });
  });
  it('policy/client-compress-maxdumps', () => {
    const id = 'policy/client-compress-maxdumps';
    expectFindings(id, {
      'amanda.conf': dt('d', 'maxdumps 2', 'compress client best'),
      disklist: 'h /a ⟦d⟧\nh /b d\n',
    });
    expectClean(id, { 'amanda.conf': dt('d', 'maxdumps 2', 'compress server best'), disklist });
    expectFindings(id, { 'amanda.conf': dt('d', 'maxdumps 2'), disklist: 'h /a ⟦d⟧\nh /b d\n' });
    expectClean(id, { 'amanda.conf': dt('d', 'compress client best'), disklist });
  });
  it('policy/spindle', () => {
    expectFindings('policy/spindle', {
      'amanda.conf': dt('d', 'maxdumps 2'),
      disklist: 'h /a d ⟦1⟧\nh /b d 1\n',
    });
    expectClean('policy/spindle', { 'amanda.conf': dt('d', 'maxdumps 2'), disklist: 'h /a d 1\nh /b d 2\n' });
    expectClean('policy/spindle', { 'amanda.conf': dt('d', 'maxdumps 2'), disklist });
  });
  it('policy/maxdumps-inparallel', () => {
    expectFix(
      'policy/maxdumps-inparallel',
      { 'amanda.conf': `inparallel 2\n${dt('d', '⟦maxdumps 3⟧')}` },
      'Set maxdumps 2',
      {
        'amanda.conf': `inparallel 2\n${dt('d', 'maxdumps 2')}`,
      },
    );
    expectClean('policy/maxdumps-inparallel', { 'amanda.conf': dt('d', 'maxdumps 10') });
  });
  it('policy/reserved-ports', () => {
    expectFindings('policy/reserved-ports', {
      'amanda.conf': `⟦reserved-tcp-port 600,600⟧\n${dt('d', tar)}`,
      disklist,
    });
    expectClean('policy/reserved-ports', {
      'amanda.conf': `reserved-tcp-port 600,700\n${dt('d', tar)}`,
      disklist,
    });
  });
});

describe('patterns and paths', () => {
  it('policy/exclude-pattern', () => {
    const id = 'policy/exclude-pattern';
    expectFix(id, { 'amanda.conf': dt('d', 'exclude "./a" ⟦"/home/x"⟧') }, 'Write "./home/x"', {
      'amanda.conf': dt('d', 'exclude "./a" "./home/x"'),
    });
    expectFix(id, { 'amanda.conf': dt('d', 'exclude ⟦"./a/"⟧') }, 'Write "./a"', {
      'amanda.conf': dt('d', 'exclude "./a"'),
    });
    expectFindings(id, { 'amanda.conf': dt('d', 'exclude ⟦"a/b"⟧') }, { severity: 'info' });
    expectClean(id, { 'amanda.conf': dt('d', 'exclude "./a" "*.o" "core"', 'exclude list "/etc/x"') });
  });
  it('policy/include-pattern', () => {
    const id = 'policy/include-pattern';
    expectFix(id, { 'amanda.conf': dt('d', 'include ⟦"/a"⟧') }, 'Write "./a"', {
      'amanda.conf': dt('d', 'include "./a"'),
    });
    expectFindings(id, { 'amanda.conf': dt('d', 'include ⟦"./a/*"⟧') });
    expectClean(id, { 'amanda.conf': dt('d', 'include "./a*" "./b/c"') });
  });
  it('patterns of Samba shares are not those of tar', () => {
    const smb = 'define application smb {\n plugin "amsamba"\n}\n';
    const conf = smb + dt('d', 'program "APPLICATION"', 'application "smb"', 'exclude "/x"');
    expectClean('policy/exclude-pattern', { 'amanda.conf': conf, disklist: 'h //w/c d\n' });
    const share = { 'amanda.conf': dt('d', tar, 'exclude "/x"'), disklist: 'h //w/c d\n' };
    expectClean('policy/exclude-pattern', share);
    expectFindings('policy/exclude-pattern', {
      'amanda.conf': dt('b', 'exclude ⟦"/x"⟧') + dt('d', 'b', tar),
      disklist: 'h //w/c d\nh /c d\n',
    });
  });
  it('policy/one-file-system', () => {
    const id = 'policy/one-file-system';
    expectFindings(id, { 'amanda.conf': dt('d', tar), disklist: 'h ⟦/⟧ d\n' });
    expectClean(id, { 'amanda.conf': dt('d', tar), disklist: 'h / d\nh /home d\n' });
  });
  it('policy/linked-paths', () => {
    const id = 'policy/linked-paths';
    expectFindings(id, { 'amanda.conf': dt('d', tar), disklist: 'h ⟦/var/run⟧ d\nh /run d\n' });
    expectClean(id, { 'amanda.conf': dt('d', tar), disklist: 'h /var/run d\ng /run d\n' });
  });
  it('policy/linked-paths: a DLE around the real directory', () => {
    const id = 'policy/linked-paths';
    expectFindings(id, { 'amanda.conf': dt('d', tar), disklist: 'h ⟦/bin⟧ d\nh /usr/ d\n' });
    expectClean(id, {
      'amanda.conf': dt('d', tar),
      disklist: 'h /home d\nh /usr d\nh /bin d\nh / d\n'.replace('h /usr d\n', ''),
    });
    expectClean(id, { 'amanda.conf': dt('d', tar), disklist: 'h /home d\nh /usr d\n' });
  });
  it('disklist/nested-dle', () => {
    const id = 'disklist/nested-dle';
    const conf = dt('d', tar);
    expectFix(
      id,
      { 'amanda.conf': conf, disklist: 'h /usr/home d\nh ⟦/usr/home/foo⟧ d\n' },
      /Exclude .\/foo from/,
      { disklist: 'h /usr/home {\n    d\n    exclude file append "./foo"\n}\nh /usr/home/foo d\n' },
    );
    const [root] = expectFindings(id, { 'amanda.conf': conf, disklist: 'h / d\nh ⟦/home⟧ d\n' });
    expect(root?.severity).toBe('info');
    expectClean(id, {
      'amanda.conf': dt('d', tar, 'exclude "./foo"'),
      disklist: 'h /usr/home d\nh /usr/home/foo d\n',
    });
    expectClean(id, {
      'amanda.conf': dt('d', tar, 'exclude "foo*"'),
      disklist: 'h /usr/home d\nh /usr/home/x/foo1 d\n',
    });
    expectClean(id, { 'amanda.conf': conf, disklist: 'h /usr/home d\nh /usr/homes d\ng /usr/home/foo d\n' });
    // What tar reads as a wildcard is a name here.
    expectFix(id, { 'amanda.conf': conf, disklist: 'h /srv d\nh ⟦"/srv/[x] *"⟧ d\n' }, /Exclude/, {
      disklist: 'h /srv {\n    d\n    exclude file append "./\\\\[x] \\\\*"\n}\nh "/srv/[x] *" d\n',
    });
    expectClean(id, {
      'amanda.conf': dt('d', tar, 'exclude "./[a-c]?"'),
      disklist: 'h /srv d\nh /srv/b1 d\n',
    });
    expectFindings(id, {
      'amanda.conf': dt('d', tar, 'exclude "./[!a-c]?"'),
      disklist: 'h /srv d\nh ⟦/srv/b1⟧ d\n',
    });
  });
});

describe('security', () => {
  it('security/plain-text-secret', () => {
    const id = 'security/plain-text-secret';
    expectFindings(id, { 'amanda.conf': '⟦device-property "S3_SECRET_KEY" "abc"⟧\n' });
    expectClean(id, {
      'amanda.conf': 'device-property "S3_BUCKET_LOCATION" "eu"\ndevice-property "PASSWORD-FILE" "x"\n',
    });
  });
  it('security/rsh-auth', () => {
    expectFix('security/rsh-auth', { 'amanda.conf': dt('d', '⟦auth "rsh"⟧') }, 'Write auth "ssh"', {
      'amanda.conf': dt('d', 'auth "ssh"'),
    });
    expectClean('security/rsh-auth', { 'amanda.conf': dt('d', 'auth "ssh"') });
  });
  it('security/encryption-options', () => {
    const id = 'security/encryption-options';
    const lines = ['encrypt server', 'server-encrypt "/usr/sbin/amcrypt"'];
    expectFix(id, { 'amanda.conf': dt('d', '⟦encrypt server⟧', lines[1] ?? ''), disklist }, /-d/, {
      'amanda.conf': dt('d', ...lines, 'server-decrypt-option "-d"'),
    });
    expectClean(id, { 'amanda.conf': dt('d', ...lines, 'server-decrypt-option "-d"'), disklist });
    expectFindings(id, { 'amanda.conf': dt('d', '⟦kencrypt yes⟧'), disklist });
  });
  it('security/ssl-without-keys', () => {
    expectFindings('security/ssl-without-keys', { 'amanda.conf': dt('d', '⟦auth "ssl"⟧'), disklist });
    expectClean('security/ssl-without-keys', {
      'amanda.conf': `ssl-dir "/etc/ssl"\n${dt('d', 'auth "ssl"')}`,
      disklist,
    });
  });
});

describe('style', () => {
  it('style/deprecated-keyword', () => {
    const id = 'style/deprecated-keyword';
    const [found] = expectFindings(id, { 'amanda.conf': '⟦usetimestamps⟧ yes\n' });
    expect(found?.finding.tags).toEqual(['deprecated']);
    expectFix(id, { 'amanda.conf': '⟦label-new-tapes⟧ "x%%"\n' }, 'Write autolabel', {
      'amanda.conf': 'autolabel "x%%" volume-error empty\n',
    });
    expectClean(id, { 'amanda.conf': 'autolabel "x%%" empty\n' });
  });
  it('style/deprecated-keyword: what is deprecated depends on the release', () => {
    const id = 'style/deprecated-keyword';
    const conf = `usetimestamps yes\nlabel-new-tapes "x%"\n${dt('d', 'tape-splitsize 1 gb')}`;
    const at = (version: string) =>
      findingsOf(id, { 'amanda.conf': conf }, { version }).found.map(
        (one) => one.finding.message.split('"')[1],
      );
    const text = (word: string) => `Keyword ${word} is deprecated.`;
    expect(at('2.6.1')).toEqual([]);
    expect(at('3.1')).toEqual([text('label-new-tapes')]);
    expect(at('3.3')).toEqual([text('label-new-tapes'), text('tape-splitsize')]);
    expect(at('3.5.1')).toHaveLength(3);
    // Without a warning Amanda drops nothing.
    const files = { 'amanda.conf': conf, disklist: 'includefile "more"\nh /a d\n', more: '' };
    expectClean('trap/after-includefile', files, { version: '2.6.1' });
    // The global changerfile has a text of its own.
    expectClean(id, { 'amanda.conf': 'changerfile "x"\n' });
    expectFindings('style/global-changerfile', { 'amanda.conf': 'changerfile ⟦"x"⟧\n' });
    expectClean('style/global-changerfile', { 'amanda.conf': 'changerfile "x"\n' }, { version: '3.3' });
  });
  it('style/unused-definition', () => {
    const id = 'style/unused-definition';
    const files = {
      'amanda.conf': `define dumptype ⟦u⟧ {\n}\n${dt('base', tar)}${dt('d', 'base')}`,
      disklist,
    };
    expectFix(id, files, 'Remove dumptype u', { 'amanda.conf': `${dt('base', tar)}${dt('d', 'base')}` });
    // A library of dumptypes beside several configurations.
    expectClean(id, {
      'amanda.conf': 'includefile "../template.d/dumptypes"\n',
      '../template.d/dumptypes': dt('u', tar),
      disklist,
    });
    expectFindings(id, {
      'amanda.conf': `define device ⟦dev⟧ {\n tapedev "file:/x"\n}\ndefine changer ch {\n tpchanger "chg-disk:/x"\n}\ntpchanger "ch"\n`,
    });
    expectClean(id, {
      'amanda.conf': `tapetype T\ndefine tapetype T {\n length 1 gb\n}\ndefine application a {\n plugin "amgtar"\n}\n${dt('d', 'program "APPLICATION"', 'application "a"')}`,
      disklist,
    });
  });
});
