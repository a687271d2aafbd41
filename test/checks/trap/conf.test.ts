import { describe, expect, it } from 'vitest';
import { expectClean, expectFindings, expectFix, findingsOf } from '../../support/check';

const dt = (name: string, ...lines: string[]) =>
  `define dumptype ${name} {\n${lines.map((l) => `    ${l}\n`).join('')}}\n`;

describe('trap/overwritten-by-parent', () => {
  const id = 'trap/overwritten-by-parent';
  const parent = dt('p', 'compress server best', 'index yes');
  it('a value above the parent is overwritten; the fix moves it below', () => {
    expectFix(
      id,
      { 'amanda.conf': parent + dt('c', '⟦compress none⟧', 'p', 'index no') },
      'Move compress below p',
      { 'amanda.conf': parent + dt('c', 'p', 'compress none', 'index no') },
    );
  });
  it('also in an inline block of the disklist', () => {
    expectFindings(id, { 'amanda.conf': parent, disklist: 'h / {\n ⟦index no⟧\n p\n}\n' });
  });
  it('is quiet below the parent, for equal values, and where a later line decides', () => {
    expectClean(id, { 'amanda.conf': parent + dt('c', 'p', 'compress none') });
    expectClean(id, { 'amanda.conf': parent + dt('c', 'compress server best', 'p') });
    expectClean(id, { 'amanda.conf': parent + dt('c', 'compress none', 'p', 'compress none') });
    expectClean(id, { 'amanda.conf': parent + dt('c', 'comment "x"', 'p') });
  });
});

describe('trap/late-global', () => {
  const id = 'trap/late-global';
  it('a global value below the dumptypes; the fix moves it up', () => {
    expectFix(
      id,
      { 'amanda.conf': `org "x"\n${dt('a', 'index yes')}⟦dumpcycle 7 days⟧\n` },
      'Move dumpcycle above dumptype a',
      { 'amanda.conf': `org "x"\ndumpcycle 7 days\n${dt('a', 'index yes')}` },
    );
  });
  it('is quiet above them, for own values, and for other parameters', () => {
    expectClean(id, { 'amanda.conf': `dumpcycle 7\n${dt('a', 'index yes')}` });
    expectClean(id, { 'amanda.conf': `${dt('a', 'dumpcycle 3')}dumpcycle 7\n` });
    expectClean(id, { 'amanda.conf': `${dt('a', 'index yes')}etimeout 7\n` });
  });
});

const scripts = (order = '') =>
  ['a', 'b']
    .map(
      (n) =>
        `define script ${n} {\n plugin "script-email"\n execute-on pre-dle-backup\n${n === 'b' ? order : ''}}\n`,
    )
    .join('');

describe('scripts and tags', () => {
  it('trap/lost-scripts: only one generation', () => {
    const conf = scripts() + dt('p', 'script "a"', 'tag "t"') + dt('c', 'p');
    expectFindings('trap/lost-scripts', { 'amanda.conf': conf + dt('g', '⟦⟦c⟧⟧') });
    const files = { 'amanda.conf': conf + dt('g', '⟦c⟧', 'tag append "t"') };
    expectFix('trap/lost-scripts', files, 'Add script a to this block', {
      'amanda.conf': conf + dt('g', 'c', 'tag append "t"', 'script "a"'),
    });
    expectClean('trap/lost-scripts', { 'amanda.conf': conf });
    // An inline script has no name to give again.
    const inline = 'define dumptype p {\n script {\n  plugin "script-email"\n }\n}\n';
    const [lost] = expectFindings('trap/lost-scripts', {
      'amanda.conf': inline + dt('c', 'p') + dt('g', '⟦c⟧'),
    });
    expect(lost?.finding.fixes).toBeUndefined();
    expectClean('trap/lost-scripts', {
      'amanda.conf': scripts() + dt('p', 'script "a"') + dt('c', 'p', 'script "b"') + dt('g', 'c'),
    });
  });
  it('trap/script-order: the later one runs first', () => {
    const id = 'trap/script-order';
    const own = dt('d', '⟦script "a" "b"⟧');
    expectFix(id, { 'amanda.conf': scripts() + own }, /a and b run in this order/, {
      'amanda.conf': scripts(' order 5001\n') + dt('d', 'script "a" "b"'),
    });
    expectClean(id, { 'amanda.conf': scripts(' order 10\n') + dt('d', 'script "a" "b"') });
  });
  it('trap/script-order: an own script runs before the inherited ones, inherited ones in their order', () => {
    const id = 'trap/script-order';
    const base = scripts() + dt('p', 'script "a"') + dt('q', 'script "b"');
    expectFindings(
      id,
      { 'amanda.conf': base + dt('d', 'p', '⟦script "b"⟧') },
      { messages: [/b and a, in this/] },
    );
    expectClean(id, { 'amanda.conf': base + dt('d', 'script "b"', 'p') });
    expectClean(id, { 'amanda.conf': base + dt('d', 'p', 'q') });
  });
  it('trap/script-twice', () => {
    expectFindings('trap/script-twice', {
      'amanda.conf': scripts() + dt('p', 'script "a"') + dt('d', 'script "a"', '⟦p⟧'),
    });
    expectClean('trap/script-twice', { 'amanda.conf': scripts() + dt('p', 'script "a"') + dt('d', 'p') });
  });
});

describe('trap/tag-replaced', () => {
  const id = 'trap/tag-replaced';
  const p = dt('p', 'tag "t"');
  it('an own line drops the inherited tags', () => {
    expectFix(id, { 'amanda.conf': p + dt('d', 'p', '⟦tag "u"⟧') }, /append/, {
      'amanda.conf': p + dt('d', 'p', 'tag append "u"'),
    });
  });
  it('is quiet with append, above the parent, without a name, and where nothing is handed down', () => {
    expectClean(id, { 'amanda.conf': p + dt('d', 'p', 'tag append "u"') });
    expectClean(id, { 'amanda.conf': p + dt('d', 'tag "u"', 'p') });
    expectClean(id, { 'amanda.conf': p + dt('d', 'p', 'tag') });
    expectClean(id, { 'amanda.conf': p + dt('d', 'p', 'tag "t" "u"') });
    expectClean(id, { 'amanda.conf': p + dt('c', 'p') + dt('d', 'c', 'tag "u"') });
  });
});

describe('trap/exclude-replaced', () => {
  const id = 'trap/exclude-replaced';
  it('a line without append drops the one above', () => {
    expectFix(id, { 'amanda.conf': dt('d', 'exclude "./a"', '⟦exclude "./b"⟧') }, /append/, {
      'amanda.conf': dt('d', 'exclude "./a"', 'exclude append "./b"'),
    });
    expectFix(id, { 'amanda.conf': dt('d', 'exclude list "l"', '⟦exclude list optional "m"⟧') }, /append/, {
      'amanda.conf': dt('d', 'exclude list "l"', 'exclude list optional append "m"'),
    });
  });
  it('is an info for inherited patterns', () => {
    const found = expectFindings(id, {
      'amanda.conf': dt('p', 'exclude "./a"') + dt('c', 'p', '⟦exclude "./b"⟧'),
    });
    expect(found[0]?.severity).toBe('info');
  });
  it('the second of two parents replaces what the first one brought', () => {
    const parents = dt('p', 'exclude "./a"') + dt('q', 'exclude list "l"');
    const found = expectFix(id, { 'amanda.conf': parents + dt('c', 'p', '⟦q⟧') }, /Add "\.\/a"/, {
      'amanda.conf': parents + dt('c', 'p', 'q', 'exclude file append "./a"'),
    });
    expect(found.preferred).toBeUndefined();
    expectClean(id, { 'amanda.conf': dt('p', 'exclude "./a"') + dt('q', 'index no') + dt('c', 'p', 'q') });
    expectClean(id, { 'amanda.conf': dt('p', 'exclude "./a"') + dt('q', 'p') + dt('c', 'p', 'q') });
  });
  it('optional is one mark for all lines, and the last line decides', () => {
    expectFix(
      id,
      { 'amanda.conf': dt('d', 'exclude list optional "l"', '⟦exclude file append "./b"⟧ # why') },
      /optional/,
      { 'amanda.conf': dt('d', 'exclude list optional "l"', 'exclude file optional append "./b" # why') },
    );
    // With no blank behind the keyword the word brings its own.
    for (const [line, better] of [
      ['include', 'include optional'],
      ['include"./b"', 'include optional "./b"'],
      ['include file', 'include file optional'],
    ] as const)
      expectFix(id, { 'amanda.conf': dt('d', 'include list optional "l"', `⟦${line}⟧`) }, /optional/, {
        'amanda.conf': dt('d', 'include list optional "l"', better),
      });
    expectClean(id, { 'amanda.conf': dt('d', 'exclude file optional "./a"', 'exclude append "./b"') });
    expectClean(id, { 'amanda.conf': dt('d', 'exclude list optional "l"', 'exclude list') });
  });
  it('is quiet with append, for the other kind, and for emptying on purpose', () => {
    expectClean(id, { 'amanda.conf': dt('d', 'exclude "./a"', 'exclude append "./b"') });
    expectClean(id, { 'amanda.conf': dt('d', 'exclude "./a"', 'exclude list "l"') });
    expectClean(id, { 'amanda.conf': dt('d', 'exclude "./a"', 'exclude') });
    expectClean(id, { 'amanda.conf': dt('d', 'exclude "./a"', 'include "./b"') });
  });
});

describe('trap/duplicate-parameter', () => {
  const id = 'trap/duplicate-parameter';
  it('the first of two lines does nothing', () => {
    expectFix(id, { 'amanda.conf': '⟦etimeout 100⟧\norg "x"\netimeout 200\n' }, 'Remove this etimeout', {
      'amanda.conf': 'org "x"\netimeout 200\n',
    });
    expectFindings(id, { 'amanda.conf': dt('d', '⟦index no⟧', 'index yes') });
  });
  it('is quiet for a file that is included twice', () => {
    expectClean(id, { 'amanda.conf': 'includefile "x"\nincludefile "x"\n', x: 'etimeout 5\n' });
  });
  it('is quiet for lines that add up', () => {
    expectClean(id, {
      'amanda.conf': dt(
        'd',
        'exclude "./a"',
        'exclude append "./b"',
        'property "a" "1"',
        'property "b" "1"',
        'tag "a"',
        'tag append "b"',
      ),
    });
  });
});

describe('trap/overwritten-by-parent and properties', () => {
  const id = 'trap/overwritten-by-parent';
  const p = dt('p', 'property "a_b" "1"');
  it('a property of the same name is overwritten, another one stays', () => {
    expectFix(
      id,
      { 'amanda.conf': p + dt('c', '⟦property "A-B" "2"⟧', 'property "c" "3"', 'p') },
      /below p/,
      {
        'amanda.conf': p + dt('c', 'property "c" "3"', 'p', 'property "A-B" "2"'),
      },
    );
    expectClean(id, { 'amanda.conf': p + dt('c', 'property "A-B" "1"', 'p') });
    expectClean(id, { 'amanda.conf': dt('p', 'property append "a" "1"') + dt('c', 'property "a" "2"', 'p') });
  });
});

describe('numbers', () => {
  it('trap/odd-suffix', () => {
    expectFix('trap/odd-suffix', { 'amanda.conf': '⟦dumpcycle 2 kb⟧\n' }, 'Write dumpcycle 2', {
      'amanda.conf': 'dumpcycle 2\n',
    });
    expectFindings(
      'trap/odd-suffix',
      { 'amanda.conf': '⟦tapecycle 2 weeks⟧\n⟦bumpsize 20490 bytes⟧\n⟦etimeout 5 m⟧\n' },
      { messages: [/as 14 tapes/, /as 20 KiB: it counts in KiB here and drops/, /as 5,242,880 seconds/] },
    );
    expectFix('trap/odd-suffix', { 'amanda.conf': '⟦etimeout 5 m⟧\n' }, /5 minutes/, {
      'amanda.conf': 'etimeout 300\n',
    });
    expectFindings('trap/odd-suffix', {
      'amanda.conf':
        'define tapetype T {\n ⟦length 100 tapes⟧\n length 681984000 bytes\n speed 1000 bps\n}\n',
    });
    // What does not fit at all has a finding of its own.
    expectClean('trap/odd-suffix', { 'amanda.conf': 'etimeout 4194305 kb\n' });
    expectClean('trap/odd-suffix', {
      'amanda.conf':
        'dumpcycle 2 weeks\nbumpsize 20 mb\ntapecycle 4 tapes\netimeout 300\nnetusage 8000 kbps\n',
    });
  });
  it('trap/silent-overflow', () => {
    const { found } = findingsOf('trap/silent-overflow', { 'amanda.conf': 'etimeout 4194305 kb\n' });
    expect(found.map((one) => one.finding.message)).toEqual([expect.stringContaining('Amanda keeps 1,024')]);
    expectClean('trap/silent-overflow', {
      'amanda.conf':
        'etimeout 1 kb\nnetusage 8000 kbps\nnetusage 10 mb\ndefine tapetype T {\n speed 40 mbps\n}\n',
    });
  });
  it('trap/starttime', () => {
    expectFindings('trap/starttime', {
      'amanda.conf': dt('d', '⟦starttime 2560⟧') + dt('e', '⟦starttime 1875⟧'),
    });
    expectClean('trap/starttime', { 'amanda.conf': dt('d', 'starttime 2359') });
  });
  it('trap/negative-size', () => {
    expectFindings('trap/negative-size', {
      'amanda.conf': 'define tapetype T {\n ⟦blocksize -64 mb⟧\n ⟦readblocksize -1⟧\n}\n',
    });
    expectClean('trap/negative-size', { 'amanda.conf': 'define tapetype T {\n blocksize 64\n}\n' });
  });
  it('trap/port-range', () => {
    expectFindings('trap/port-range', {
      'amanda.conf': '⟦reserved-udp-port 600,2000⟧\n⟦unreserved-tcp-port 2000,99999⟧\n',
    });
    expectClean('trap/port-range', {
      'amanda.conf': 'reserved-udp-port 600,1023\nunreserved-tcp-port 2000,60000\n',
    });
  });
});

describe('trap/escape', () => {
  it('a backslash is not a backslash', () => {
    expectFix('trap/escape', { 'amanda.conf': dt('d', 'exclude ⟦"*\\.o"⟧') }, 'Double the backslashes', {
      'amanda.conf': dt('d', 'exclude "*\\\\.o"'),
    });
    expectFindings('trap/escape', { 'amanda.conf': 'org ⟦"a\\tb"⟧\n' }, { messages: [/a tab/] });
    expectClean('trap/escape', { 'amanda.conf': 'org "a\\\\b \\"c\\""\n' });
  });
});

describe('what the reader says nothing about', () => {
  it('trap/site-warning: a warning there keeps the configuration from being read', () => {
    const files = { '../amanda.conf': 'usetimestamps yes\n', 'amanda.conf': 'org "x"\n', disklist: '' };
    const { found } = findingsOf('trap/site-warning', files);
    expect(found.map((one) => one.severity)).toEqual(['error']);
    expect(found[0]?.finding.message).toContain('Keyword usetimestamps is deprecated');
    expectClean('trap/site-warning', { ...files, '../amanda.conf': 'org "y"\n' });
    // What the file that is not read may define is not missed as well.
    for (const site of ['usetimestamps yes\n', 'bogus 1\n', 'org "a"\norg "b"\n']) {
      const unread = { ...files, '../amanda.conf': site, 'amanda.conf': dt('d'), disklist: 'h /a d\n' };
      expectClean('disklist/unknown-dumptype', unread);
      expectClean('trap/no-tapetype', unread);
      expectClean('trap/duplicate-parameter', unread);
    }
  });
  it('trap/client-reference', () => {
    const define = 'define script-tool s {\n plugin "script-email"\n}\n';
    const { found } = findingsOf('trap/client-reference', { 'amanda-client.conf': `${define}script "s"\n` });
    expect(found).toHaveLength(1);
    expectClean('trap/client-reference', { 'amanda-client.conf': define });
  });
  it('trap/include-directory', () => {
    const { found } = findingsOf('trap/include-directory', {
      'amanda.conf': 'includefile "sub"\n',
      'sub/x': '',
    });
    expect(found.length).toBeLessThanOrEqual(1);
  });
  it('trap/labelstr-in-quotes', () => {
    expectFix(
      'trap/labelstr-in-quotes',
      { 'amanda.conf': 'autolabel "x%%"\nlabelstr ⟦"match-autolabel"⟧\n' },
      /quotes/,
      { 'amanda.conf': 'autolabel "x%%"\nlabelstr match-autolabel\n' },
    );
  });
  it('trap/swallowed-text', () => {
    expectFix('trap/swallowed-text', { 'amanda.conf': 'labelstr "x.*" ⟦"y"⟧\n' }, /out/, {
      'amanda.conf': 'labelstr "x.*" \n',
    });
  });
});
