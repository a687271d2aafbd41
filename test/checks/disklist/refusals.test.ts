import { describe, expect, it } from 'vitest';
import { disklistChecks } from '../../../server/src/checks/disklist/index';
import { expectClean, expectFindings, expectFix, findingsOf } from '../../support/check';

const conf = `define interface eth0 {
}
define dumptype comp-tar {
    program "GNUTAR"
}
define dumptype "my-type" {
}
define application amgtar {
    plugin "amgtar"
}
define application bare {
}
define script mail {
}
`.replace('"my-type"', 'my-type');

const files = (disklist: string) => ({ 'amanda.conf': conf, disklist });

describe('refusals of the disklist', () => {
  it.each([
    ['missing-disk', 'h /a comp-tar\n⟦h2⟧\n'],
    ['empty-disk', 'h ⟦""⟧ comp-tar\n'],
    ['missing-dumptype', 'h ⟦/a⟧\n'],
    ['empty-device', 'h /a ⟦""⟧ comp-tar\n'],
    ['unknown-dumptype', 'h /a ⟦nope⟧\nh /b /dev/x ⟦nope⟧\n'],
    ['spindle', 'h /a comp-tar ⟦x1⟧\n'],
    ['unknown-interface', 'h /a comp-tar 1 ⟦eth9⟧\n'],
    ['trailing-text', 'h /a comp-tar 1 eth0 ⟦my remark⟧ # c\n'],
    ['host-case', 'h /a comp-tar\n⟦H⟧ /b comp-tar\n'],
    ['host-file-name', 'h/1 /a comp-tar\n⟦h_1⟧ /b comp-tar\n'],
    ['host-twice', 'h1 /a comp-tar\n⟦h1.⟧ /b comp-tar\n'],
    ['host-expression', 'h1 /a comp-tar\n⟦h[⟧ /b comp-tar\n'],
    ['duplicate-disk', 'h /a comp-tar\nh ⟦/a⟧ my-type\n'],
    ['disk-file-name', 'h /a/b comp-tar\nh ⟦/a_b⟧ comp-tar\n'],
    ['text-after-brace', 'h /a { ⟦index no⟧\n}\n'],
    ['brace-on-same-line', 'h /a { index no ⟦}⟧\n'],
    ['dumptype-and-block', 'h /a comp-tar ⟦{⟧\n index no\n}\n'],
    ['include-name-missing', '⟦includefile⟧\n'],
    ['missing-file', 'includefile ⟦"gone"⟧\n'],
    ['include-cycle', 'includefile ⟦disklist⟧\n'],
    ['program-and-application', 'h /a {\n application "amgtar"\n⟦}⟧\n'],
    ['no-application', 'h /a {\n program "APPLICATION"\n⟦}⟧ 1\n'],
    ['application-plugin', 'h /a {\n program "APPLICATION"\n application "bare"\n⟦}⟧\n'],
    ['script-plugin', 'h /a {\n script "mail"\n⟦}⟧\n'],
  ])('disklist/%s', (name, disklist) => {
    const found = expectFindings(`disklist/${name}`, files(disklist), { severity: 'error' });
    for (const { finding } of found) {
      expect(finding.message).not.toContain('undefined`');
      expect(finding.message.split(/[.?] (?=[A-Z])/).length).toBeLessThanOrEqual(2);
    }
  });

  it('has nothing against what Amanda accepts', () => {
    const good =
      'h /a comp-tar\nh /b /dev/sda COMP-TAR -1 ETH0 # c\nh "/c d" {\n  my-type\n} 2\n"h" /a my-type\n';
    for (const { id } of disklistChecks) expectClean(id, files(good));
  });

  it('reports a dumptype once, however many DLEs use it', () => {
    expectFindings('disklist/no-application', {
      'amanda.conf': `${conf}define dumptype app {\n  program "APPLICATION"\n}\n`,
      disklist: 'h /a ⟦app⟧\nh /b app\n',
    });
  });
});

describe('fixes of the disklist', () => {
  it.each([
    ['unknown-dumptype', 'h /a ⟦comp-tra⟧\n', 'Use the dumptype comp-tar', 'h /a comp-tar\n'],
    ['unknown-dumptype', 'h /a ⟦comp_tar⟧ # c\n', 'Use the dumptype comp-tar', 'h /a comp-tar # c\n'],
    [
      'missing-dumptype',
      'h /b my-type\nh ⟦/a⟧ # c\n',
      'Add the dumptype my-type',
      'h /b my-type\nh /a my-type # c\n',
    ],
    ['empty-device', 'h /a ⟦""⟧ comp-tar\n', 'Remove the empty column', 'h /a  comp-tar\n'],
    ['spindle', 'h /a comp-tar ⟦eth0⟧\n', 'Insert the spindle -1', 'h /a comp-tar -1 eth0\n'],
    ['spindle', 'h /a comp-tar ⟦x⟧\n', 'Use the spindle -1 (none)', 'h /a comp-tar -1\n'],
    ['unknown-interface', 'h /a comp-tar 1 ⟦eht0⟧\n', 'Use the interface eth0', 'h /a comp-tar 1 eth0\n'],
    ['unknown-interface', 'h /a comp-tar 1 ⟦wlan⟧\n', 'Remove the interface', 'h /a comp-tar 1\n'],
    ['trailing-text', 'h /a comp-tar 1 eth0 ⟦x y⟧\n', 'Make it a comment', 'h /a comp-tar 1 eth0 # x y\n'],
    [
      'host-case',
      'h /a comp-tar\n⟦H⟧ /b comp-tar\n',
      'Write the host as h',
      'h /a comp-tar\nh /b comp-tar\n',
    ],
    [
      'host-twice',
      'h /a comp-tar\n⟦h.⟧ /b comp-tar\n',
      'Write the host as h',
      'h /a comp-tar\nh /b comp-tar\n',
    ],
    [
      'duplicate-disk',
      'h /a comp-tar\nh ⟦/a⟧ my-type\nh /c my-type\n',
      'Remove this DLE',
      'h /a comp-tar\nh /c my-type\n',
    ],
    [
      'text-after-brace',
      '  h /a { ⟦index no⟧ # c\n  }\n',
      'Begin a new line behind {',
      '  h /a {\n      index no # c\n  }\n',
    ],
    [
      'brace-on-same-line',
      'h /a { index no ⟦}⟧\n',
      'Put the block on lines of its own',
      'h /a {\n    index no\n}\n',
    ],
    [
      'brace-on-same-line',
      'h /a { index no ⟦}⟧\r\nh /b my-type\r\n',
      'Put the block on lines of its own',
      'h /a {\r\n    index no\r\n}\r\nh /b my-type\r\n',
    ],
    [
      'dumptype-and-block',
      'h /a comp-tar ⟦{⟧\n    index no\n}\n',
      'Name the dumptype inside the block',
      'h /a {\n    comp-tar\n    index no\n}\n',
    ],
    [
      'no-application',
      'h /a {\n    program "APPLICATION"\n⟦}⟧\n',
      'Set application "amgtar" in this DLE',
      'h /a {\n    program "APPLICATION"\n    application "amgtar"\n}\n',
    ],
    [
      'program-and-application',
      'h /a {\n    application "amgtar"\n⟦}⟧\n',
      'Set program "APPLICATION" in this DLE',
      'h /a {\n    application "amgtar"\n    program "APPLICATION"\n}\n',
    ],
  ])('disklist/%s %j', (name, disklist, title, after) => {
    expectFix(`disklist/${name}`, files(disklist), title, { disklist: after });
  });

  it('sets the program where the application is named', () => {
    expectFix(
      'disklist/program-and-application',
      {
        'amanda.conf': `${conf}define dumptype app {\n    application "amgtar"\n}\n`,
        disklist: 'h /a ⟦app⟧\n',
      },
      'Set program "APPLICATION" in dumptype app',
      {
        'amanda.conf': `${conf}define dumptype app {\n    application "amgtar"\n    program "APPLICATION"\n}\n`,
      },
    );
  });

  it('cuts what is too long for a message', () => {
    const { found } = findingsOf('disklist/unknown-dumptype', files(`h /a ${'x'.repeat(100_000)}\n`));
    expect(found).toHaveLength(1);
    expect(found[0]?.finding.message.length).toBeLessThan(1000);
  });

  it('finds the line of each of many errors, and the DLE that each repeats', () => {
    const { found } = findingsOf('disklist/duplicate-disk', files('# x\n\nh /a comp-tar\n'.repeat(300)));
    expect(found).toHaveLength(299);
    const removed = found.map(({ finding }) => finding.fixes?.()[0]?.edits[0]?.edits[0]?.span.start);
    expect(removed).toEqual(found.map(({ finding }) => finding.place.span.start - 2));
  });
});

describe('an inline dumptype without its }', () => {
  const id = 'syntax/missing-brace';
  it('is one error, at the DLE that it swallows', () => {
    expectFix(id, files('h /a {\n  comp-tar\n⟦h⟧ /b comp-tar\nh /c comp-tar\n'), 'Add the missing }', {
      disklist: 'h /a {\n  comp-tar\n}\nh /b comp-tar\nh /c comp-tar\n',
    });
    // Comments stay with the DLE below them; a device, a block and a host that begins with a number are known, too.
    expectFix(id, files('h /a {\n index no\n\n# b\n⟦10.0⟧.0.1 /b {\n comp-tar\n}\n'), 'Add the missing }', {
      disklist: 'h /a {\n index no\n}\n\n# b\n10.0.0.1 /b {\n comp-tar\n}\n',
    });
    expectFindings(id, files('h /a {\r\n index no\r\n⟦h⟧.x.org /b /dev/b "comp-tar" 1\r\n'));
  });
  it('other words are not taken for a DLE', () => {
    expectClean(id, files('h /a {\n comp-tar\n indx no\n}\nh /b comp-tar\n'));
    expectClean(id, files('h /a {\n comp-tar comp-tar comp-tar\n}\n'));
  });
});
