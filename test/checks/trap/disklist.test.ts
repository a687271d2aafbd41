import { describe, expect, it } from 'vitest';
import { expectClean, expectFindings, expectFix } from '../../support/check';

const conf = 'define dumptype d {\n program "GNUTAR"\n}\n';
const warned = `usetimestamps yes\n${conf}`;

describe('trap/after-includefile', () => {
  const id = 'trap/after-includefile';
  const more = 'h2 /a d\n';
  it('DLEs below an includefile vanish when amanda.conf warns', () => {
    expectFix(
      id,
      { 'amanda.conf': warned, disklist: 'h /a d\n⟦includefile "more"⟧\nh /b d\nh /c d\n', more },
      /end of the file/,
      { disklist: 'h /a d\nh /b d\nh /c d\nincludefile "more"\n' },
    );
  });
  it('also when an inline dumptype gives the warning, above the line or in the included file', () => {
    const old = '{\n d\n tape-splitsize 1 gb\n}\n';
    expectFindings(id, { 'amanda.conf': conf, disklist: `h /x ${old}⟦includefile "more"⟧\nh /b d\n`, more });
    expectFindings(id, {
      'amanda.conf': conf,
      disklist: '⟦includefile more⟧\nh /b d\n',
      more: `h2 /a ${old}`,
    });
    // Too late: what stands above is read already.
    expectClean(id, { 'amanda.conf': conf, disklist: `includefile more\nh /b d\nh /x ${old}`, more });
  });
  it('a second includefile vanishes like a DLE, and no order helps it', () => {
    const [found] = expectFindings(
      id,
      {
        'amanda.conf': warned,
        disklist: '⟦includefile more⟧\nincludefile "other"\n',
        more,
        other: 'h3 /a d\n',
      },
      { messages: [/1 included file here is never read/] },
    );
    expect(found?.finding.fixes?.()).toEqual([]);
  });
  it('in included files, too', () => {
    expectFindings(id, {
      'amanda.conf': warned,
      disklist: '⟦includefile more⟧\nh /b d\n',
      more: '⟦includefile "other"⟧\nh2 /a d\nh2 /b {\n d\n}\n',
      other: 'h3 /a d\n',
    });
  });
  it('is quiet without a warning, and for an includefile at the end', () => {
    expectClean(id, { 'amanda.conf': conf, disklist: 'includefile "more"\nh /b d\n', more });
    expectClean(id, { 'amanda.conf': warned, disklist: 'h /b d\nincludefile "more"\n', more });
  });
});

describe('trap/hash-in-name', () => {
  const id = 'trap/hash-in-name';
  it('a # inside a word begins a comment', () => {
    expectFix(id, { 'amanda.conf': conf, disklist: 'h ⟦/a#b⟧ d\n' }, /double quotes/, {
      disklist: 'h "/a#b" d\n',
    });
    expectFindings(id, { 'amanda.conf': conf, disklist: 'h /a d ⟦1#x⟧\n' });
  });
  it('cuts the name of an included file, too', () => {
    expectFix(
      id,
      { 'amanda.conf': conf, disklist: 'includefile ⟦x#y⟧\n', x: '' },
      /double quotes/,
      {
        disklist: 'includefile "x#y"\n',
      },
      { stays: false },
    );
  });
  it('quotes help where a name may have a #, and nowhere else', () => {
    const titles = (disklist: string) =>
      expectFindings(id, { 'amanda.conf': conf, disklist }).flatMap(
        (one) => one.finding.fixes?.().map((fix) => fix.title) ?? [],
      );
    expect(titles('h /a ⟦d#x⟧\n')).toEqual(['Put a blank before the comment']);
    expect(titles('h /a ⟦dev#1⟧ d\n')).toEqual([
      'Put dev#1 into double quotes',
      'Put a blank before the comment',
    ]);
    expect(titles('⟦h#x⟧ /a d\n')).toEqual(['Put a blank before the comment']);
  });
  it('is quiet for a comment that only touches the line', () => {
    expectClean(id, { 'amanda.conf': conf, disklist: 'h /a d# old\nh /b {\n d\n}# end\nh /c d#\n' });
    expectClean(id, { 'amanda.conf': conf, disklist: '\ufeff# made by hand\n' });
  });
  it('is quiet for a comment behind a blank and for a # in quotes', () => {
    expectClean(id, { 'amanda.conf': conf, disklist: 'h /a d # x\nh "/a#b" d\n# h /c#d d\n' });
  });
});

describe('trap/device-named-like-dumptype', () => {
  const id = 'trap/device-named-like-dumptype';
  const odd = `${conf}define dumptype "/dev/sda1" {\n d\n}\n`;
  it('a third column that looks like a device is a dumptype', () => {
    expectFindings(id, { 'amanda.conf': odd, disklist: 'h /a ⟦/dev/sda1⟧ 1\n' });
  });
  it('is quiet for usual lines', () => {
    expectClean(id, { 'amanda.conf': odd, disklist: 'h /a d\nh /b /dev/sdb1 d\nh /c d 1\n' });
  });
});

describe('hosts that are not what they look like', () => {
  it('trap/quoted-host', () => {
    expectFix('trap/quoted-host', { 'amanda.conf': conf, disklist: '⟦"h1"⟧ /a d\n' }, /without quotes/, {
      disklist: 'h1 /a d\n',
    });
    expectClean('trap/quoted-host', { 'amanda.conf': conf, disklist: 'h1 "/a" d\n' });
  });
  it('trap/nul-byte', () => {
    const disklist = 'h1 /a d\nh1 /b d⟦\0 x⟧\n\0h1 /c d\n';
    expectFindings('trap/nul-byte', { 'amanda.conf': conf, disklist });
    expectClean('trap/nul-byte', { 'amanda.conf': conf, disklist: 'h1 /a d # \0 x\n' });
  });
  it('trap/bom-in-host', () => {
    expectFix('trap/bom-in-host', { 'amanda.conf': conf, disklist: '⟦\ufeffh1⟧ /a d\n' }, /invisible/, {
      disklist: 'h1 /a d\n',
    });
    expectClean('trap/bom-in-host', { 'amanda.conf': conf, disklist: 'h1 /a d\n' });
    const fixed = (before: string, after: string) =>
      expectFix('trap/bom-in-host', { 'amanda.conf': conf, disklist: before }, /plain blank|invisible/, {
        disklist: after,
      });
    fixed('⟦h1\u00a0/a⟧ d\n', 'h1 /a d\n');
    fixed('h1 ⟦/a\u00a0b⟧ d\n', 'h1 "/a b" d\n');
    fixed('h1 ⟦/a\u200b⟧ d\n', 'h1 /a d\n');
    fixed('h1 a ⟦/d\u00a0⟧ d\n', 'h1 a /d  d\n');
  });
  it('trap/uppercase-includefile', () => {
    const files = { 'amanda.conf': conf, disklist: '⟦INCLUDEFILE⟧ more d\n', more: '' };
    expectFix('trap/uppercase-includefile', files, /includefile/, { disklist: 'includefile more d\n' });
    expectClean('trap/uppercase-includefile', { ...files, disklist: 'includefile more\n' });
  });
  it('trap/include-trailing-text', () => {
    const files = { 'amanda.conf': conf, disklist: 'includefile "more" ⟦other⟧\n', more: '', other: '' };
    expectFindings('trap/include-trailing-text', files);
    expectClean('trap/include-trailing-text', { ...files, disklist: 'includefile "more" # other\n' });
  });
});

describe('braces of inline blocks', () => {
  it('trap/brace-text: what touches the opening brace is dropped', () => {
    expectFix(
      'trap/brace-text',
      { 'amanda.conf': conf, disklist: 'h /a {⟦d⟧\n    compress none\n}\n' },
      /line of its own/,
      { disklist: 'h /a {\n    d\n    compress none\n}\n' },
    );
  });
  it('trap/brace-text: what touches the closing brace is the spindle', () => {
    expectFix('trap/brace-text', { 'amanda.conf': conf, disklist: 'h /a {\n d\n}⟦3⟧\n' }, /blank/, {
      disklist: 'h /a {\n d\n} 3\n',
    });
    expectClean('trap/brace-text', { 'amanda.conf': conf, disklist: 'h /a { # x\n d\n} 3\n' });
  });
  it('trap/unclosed-inline-block', () => {
    expectFix('trap/unclosed-inline-block', { 'amanda.conf': conf, disklist: 'h /a ⟦{⟧\n d\n' }, /brace/, {
      disklist: 'h /a {\n d\n}\n',
    });
    expectClean('trap/unclosed-inline-block', { 'amanda.conf': conf, disklist: 'h /a {\n d\n}\n' });
  });
});

describe('trap/near-duplicate', () => {
  const id = 'trap/near-duplicate';
  it('the same directory under two names', () => {
    expectFix(id, { 'amanda.conf': conf, disklist: 'h /usr d\nh ⟦/usr/⟧ d\n' }, /Remove/, {
      disklist: 'h /usr d\n',
    });
    expectFindings(id, { 'amanda.conf': conf, disklist: 'h data /srv d\nh more ⟦/srv⟧ d\n' });
  });
  it('is quiet for shares, which are no directories, and for applications that save databases', () => {
    expectClean(id, { 'amanda.conf': conf, disklist: 'h //win/c d\nh /win/c d\n' });
    const pg =
      'define application pg {\n plugin "ampgsql"\n}\ndefine dumptype pg {\n program "APPLICATION"\n application "pg"\n}\n';
    expectClean(id, { 'amanda.conf': conf + pg, disklist: 'h db1 main pg\nh db2 main pg\nh /main d\n' });
  });
  it('is quiet for other hosts, other directories, and directories shared out by includes', () => {
    expectClean(id, { 'amanda.conf': conf, disklist: 'h /usr d\ng /usr/ d\nh /usr2 d\n' });
    expectClean(id, {
      'amanda.conf': conf,
      disklist: 'h a /srv {\n d\n include "./a*"\n}\nh b /srv {\n d\n include "./b*"\n}\n',
    });
  });
});

describe('trap/odd-spindle', () => {
  it('a dash is 0, and large numbers wrap', () => {
    expectFindings('trap/odd-spindle', {
      'amanda.conf': conf,
      disklist: 'h /a d ⟦-⟧\nh /b d ⟦4294967297⟧\n',
    });
    expectClean('trap/odd-spindle', { 'amanda.conf': conf, disklist: 'h /a d -1\nh /b d 7\nh /c d 007\n' });
  });
});

describe('one host, several values', () => {
  const two = `${conf}define dumptype u {\n d\n auth "bsd"\n maxdumps 3\n}\ndefine interface eth {\n use 1000\n}\n`;
  it('trap/host-auth', () => {
    expectFindings('trap/host-auth', { 'amanda.conf': two, disklist: 'h /a d\nh /b d\nh /c ⟦u⟧\n' });
    expectClean('trap/host-auth', { 'amanda.conf': two, disklist: 'h /a d\ng /c u\n' });
  });
  it('trap/host-maxdumps: the last DLE decides', () => {
    expectFindings(
      'trap/host-maxdumps',
      { 'amanda.conf': two, disklist: 'h /c u\nh /a ⟦d⟧\n' },
      { messages: [/maxdumps 1 counts for all of h, also for the 1 DLE that has/] },
    );
    expectClean('trap/host-maxdumps', { 'amanda.conf': two, disklist: 'h /c u\nh /d u\n' });
  });
  it('trap/host-interface: the last DLE decides', () => {
    expectFindings('trap/host-interface', { 'amanda.conf': two, disklist: 'h /c d 1 eth\nh /a ⟦d⟧\n' });
    expectClean('trap/host-interface', { 'amanda.conf': two, disklist: 'h /c d 1 eth\nh /a d 1 ETH\n' });
  });
});
