import { describe, it } from 'vitest';
import { expectFix } from '../../support/check';

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
});
