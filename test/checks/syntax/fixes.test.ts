import { describe, expect, it } from 'vitest';
import { expectFix, findingsOf } from '../../support/check';

/** A check, amanda.conf with the finding marked, the fix's title, amanda.conf behind it. */
type Row = readonly [id: string, before: string, title: string | RegExp, after: string];

const rows: readonly Row[] = [
  ['syntax/unknown-keyword', '⟦tpchange⟧ "x"\n', 'Write tpchanger', 'tpchanger "x"\n'],
  ['syntax/unknown-keyword', '⟦dumpcylce⟧ 3\n', 'Write dumpcycle', 'dumpcycle 3\n'],
  ['syntax/unknown-keyword', '⟦rawtapedev⟧ "x"\n', 'Turn the line into a comment', '# rawtapedev "x"\n'],
  [
    'syntax/misplaced-parameter',
    '⟦estimate⟧ client\ndefine dumptype d {\n    index yes\n}\n',
    'Move it into dumptype d',
    'define dumptype d {\n    index yes\n    estimate client\n}\n',
  ],
  [
    'syntax/misplaced-parameter',
    'org "x"\ndefine dumptype d {\n    ⟦tapecycle⟧ 3\n}\n',
    'Move it to the top level',
    'org "x"\ntapecycle 3\ndefine dumptype d {\n}\n',
  ],
  // The comment moves with its line, and the block's own indentation is kept.
  [
    'syntax/misplaced-parameter',
    '⟦estimate⟧ client # fast\ndefine dumptype d {\n\tindex yes\n}\n',
    'Move it into dumptype d',
    'define dumptype d {\n\tindex yes\n\testimate client # fast\n}\n',
  ],
  [
    'syntax/misplaced-parameter',
    'holdingdisk h {\n  use 1 gb\n}\ndefine dumptype d {\n  ⟦chunksize⟧ 1 gb\n}\n',
    'Move it into holdingdisk h',
    'holdingdisk h {\n  use 1 gb\n  chunksize 1 gb\n}\ndefine dumptype d {\n}\n',
  ],
  [
    'syntax/misplaced-parameter',
    '⟦dumptype⟧ d {\n  index yes\n}\n',
    'Write define before it',
    'define dumptype d {\n  index yes\n}\n',
  ],
  [
    'syntax/trailing-text',
    '  tapetype t ⟦{⟧\n  length 1 gb\n}\n',
    'Write define before it',
    '  define tapetype t {\n  length 1 gb\n}\n',
  ],
  [
    'value/string-expected',
    'storage s ⟦{⟧\n  tapepool "x"\n}\n',
    'Write define before it',
    'define storage s {\n  tapepool "x"\n}\n',
  ],
  ['syntax/misplaced-parameter', '⟦include⟧ "x" # c\n', 'Write includefile', 'includefile "x" # c\n'],
  ['syntax/trailing-text', 'bumppercent 20⟦%⟧\n', 'Write 20', 'bumppercent 20\n'],
  ['syntax/trailing-text', 'dumpcycle 2⟦w⟧\n', 'Write 14', 'dumpcycle 14\n'],
  ['value/string-expected', 'org ⟦DailySet1⟧"\n', 'Write "DailySet1"', 'org "DailySet1"\n'],
  ['value/integer-expected', 'maxdumpsize ⟦5.5⟧ gb # c\n', 'Write 5632 mb', 'maxdumpsize 5632 mb # c\n'],
  [
    'value/word-expected',
    'define dumptype d {\n compress ⟦"client fast"⟧\n}\n',
    'Write client fast',
    'define dumptype d {\n compress client fast\n}\n',
  ],
  [
    'value/word-expected',
    'define dumptype d {\n compress ⟦server-best⟧\n}\n',
    'Write server best',
    'define dumptype d {\n compress server best\n}\n',
  ],
  [
    'value/string-expected',
    'define dumptype d {\n program ⟦gnutar⟧\n}\n',
    'Write "GNUTAR"',
    'define dumptype d {\n program "GNUTAR"\n}\n',
  ],
  ['syntax/unexpected-text', 'org "x"\n⟦/⟧/ a note\n', 'Make it a comment with #', 'org "x"\n# a note\n'],
  ['syntax/crash', '⟦\ufeff⟧org "x"\n', 'Remove the byte order mark', 'org "x"\n'],
  [
    'syntax/trailing-text',
    'define tapetype t {\n  speed 40 MB⟦/⟧s\n}\n',
    'Write 40 mbps',
    'define tapetype t {\n  speed 40 mbps\n}\n',
  ],
  [
    'syntax/trailing-text',
    'define tapetype t {\n  length 3 ⟦GiB⟧ # c\n}\n',
    'Write 3 gb',
    'define tapetype t {\n  length 3 gb # c\n}\n',
  ],
  [
    'syntax/trailing-text',
    'define dumptype d {\n  starttime 18⟦:⟧30\n}\n',
    'Write 1830',
    'define dumptype d {\n  starttime 1830\n}\n',
  ],
  ['syntax/trailing-text', 'etimeout 5 ⟦minutes⟧\n', 'Write 300', 'etimeout 300\n'],
  ['syntax/trailing-text', 'org "x"⟦;⟧\n', 'Remove ;', 'org "x"\n'],
  ['syntax/trailing-text', 'org "x" ⟦/⟧/ c\n', 'Make it a comment with #', 'org "x" # c\n'],
  ['syntax/missing-newline-at-end', 'org ⟦"x"⟧', 'Add the newline', 'org "x"\n'],
  [
    'syntax/string-not-terminated',
    'org ⟦"x⟧\nmailto "y"\n',
    'Add the closing quote',
    'org "x"\nmailto "y"\n',
  ],
  ['syntax/string-not-terminated', 'org ⟦"x # c⟧\n', 'Add the closing quote', 'org "x" # c\n'],
  [
    'syntax/brace-placement',
    'define dumptype ⟦d⟧\n{\n  index yes\n}\n',
    'Put { behind the name',
    'define dumptype d {\n  index yes\n}\n',
  ],
  [
    'syntax/brace-placement',
    'define dumptype d { ⟦index⟧ yes }\n',
    'Spread the block over lines',
    'define dumptype d {\n    index yes\n}\n',
  ],
  [
    'syntax/brace-placement',
    'define dumptype d {\n  index yes ⟦}⟧\n',
    'Put } on a line of its own',
    'define dumptype d {\n  index yes\n}\n',
  ],
  [
    'syntax/brace-placement',
    'define dumptype d {\n} ⟦org⟧ "x"\n',
    'Begin a new line behind }',
    'define dumptype d {\n}\norg "x"\n',
  ],
  [
    'syntax/missing-brace',
    'define dumptype d {\n  index yes\n\n# next\n⟦define⟧ dumptype e {\n}\n',
    'Add the missing }',
    'define dumptype d {\n  index yes\n}\n\n# next\ndefine dumptype e {\n}\n',
  ],
  [
    'syntax/missing-brace',
    'define dumptype d {\n  index yes\n⟦⟧',
    'Add the missing }',
    'define dumptype d {\n  index yes\n}\n',
  ],
  [
    'syntax/missing-brace',
    'define dumptype ⟦d⟧ # c\n  index yes\n}\norg "x"\n',
    'Add {',
    'define dumptype d { # c\n  index yes\n}\norg "x"\n',
  ],
  ...(
    [
      ['syntax/trailing-text', 'org "x"⟦\u00a0⟧\n', 'org "x" \n'],
      ['syntax/block-name', 'define dumptype⟦\u00a0⟧d {\n}\n', 'define dumptype d {\n}\n'],
      ['syntax/missing-brace', 'define dumptype d⟦\u00a0⟧{\n}\n', 'define dumptype d {\n}\n'],
      ['syntax/unexpected-text', 'org "x"\n⟦\u202f⟧org "y"\n', 'org "x"\n org "y"\n'],
      ['syntax/crash', 'dumpcycle 5\n⟦\u00a0⟧org "y"\n', 'dumpcycle 5\n org "y"\n'],
      ['syntax/block-kind', 'define⟦\v⟧dumptype d {\n}\n', 'define dumptype d {\n}\n'],
    ] as const
  ).map(([id, before, after]) => [id, before, 'Replace it by a plain blank', after] as const),
  ['syntax/stray-brace', 'org "x"\n⟦}⟧\n', 'Remove }', 'org "x"\n'],
  ['syntax/block-kind', 'define ⟦dumptyp⟧ d {\n}\n', 'Write dumptype', 'define dumptype d {\n}\n'],
  ['syntax/block-name', 'define dumptype ⟦a⟧.b {\n}\n', 'Write "a.b"', 'define dumptype "a.b" {\n}\n'],
  [
    'syntax/block-name',
    'define dumptype x {\n}\ndefine dumptype ⟦"a b"⟧ {\n}\n',
    'Write "a-b"',
    'define dumptype x {\n}\ndefine dumptype "a-b" {\n}\n',
  ],
  [
    'syntax/first-name-quoted',
    'define dumptype ⟦"d"⟧ {\n}\n',
    'Write d without quotes',
    'define dumptype d {\n}\n',
  ],
  [
    'syntax/endless-estimate',
    'define dumptype d {\n  ⟦estimate⟧ client',
    'Add the newline',
    'define dumptype d {\n  estimate client\n',
  ],
];

describe('fixes of the syntax checks', () => {
  for (const [id, before, title, after] of rows) {
    it(`${id}: ${JSON.stringify(before)}`, () => {
      // A bare name first: "a.b" is meant to be refused for itself.
      const bare = after.includes('"a.b"') ? 'define dumptype z {\n}\n' : '';
      expectFix(id, { 'amanda.conf': bare + before }, title, { 'amanda.conf': bare + after });
    });
  }
  it('a parameter moves into a block of another file, and out of a disklist', () => {
    const types = 'define dumptype d {\n  index yes\n}\n';
    expectFix(
      'syntax/misplaced-parameter',
      { 'amanda.conf': 'includefile "types"\n⟦estimate⟧ server\n', types },
      'Move it into dumptype d',
      { 'amanda.conf': 'includefile "types"\n', types: types.replace('}', '  estimate server\n}') },
    );
    expectFix(
      'syntax/misplaced-parameter',
      { 'amanda.conf': types, disklist: 'h /a {\n d\n ⟦tapecycle⟧ 9\n}\n' },
      'Move it to the top level',
      { 'amanda.conf': `tapecycle 9\n\n${types}`, disklist: 'h /a {\n d\n}\n' },
    );
  });
  it('at most one fix is the preferred one', () => {
    for (const [id, before] of rows) {
      const { found } = findingsOf(id, { 'amanda.conf': before });
      for (const one of found)
        expect(one.finding.fixes?.().filter((fix) => fix.preferred).length, before).toBeLessThan(2);
    }
  });
});
