import { describe, expect, it } from 'vitest';
import { expectFindings, expectFix } from '../../support/check';

type Row = readonly [id: string, before: string, title: string | RegExp, after: string];

const rows: readonly Row[] = [
  [
    'reference/unknown-parent',
    'define dumptype global {\n}\ndefine dumptype d {\n  ⟦globl⟧\n}\n',
    'Write global',
    'define dumptype global {\n}\ndefine dumptype d {\n  global\n}\n',
  ],
  [
    'reference/unknown-parent',
    'define dumptype d {\n  ⟦inde⟧\n}\n',
    'Write index',
    'define dumptype d {\n  index\n}\n',
  ],
  [
    'reference/unknown-block',
    'define application tar {\n}\ndefine dumptype d {\n  application ⟦"tarr"⟧\n}\n',
    'Write "tar"',
    'define application tar {\n}\ndefine dumptype d {\n  application "tar"\n}\n',
  ],
  [
    'reference/undefined-block',
    'define tapetype HARDDISK {\n}\ntapetype ⟦HARDISK⟧\n',
    'Write HARDDISK',
    'define tapetype HARDDISK {\n}\ntapetype HARDDISK\n',
  ],
  [
    'reference/undefined-block',
    'holdingdisk ⟦hd⟧\nholdingdisk hd1 {\n}\n',
    'Write hd1',
    'holdingdisk hd1\nholdingdisk hd1 {\n}\n',
  ],
  [
    'reference/name-not-quoted',
    'define application tar {\n}\ndefine dumptype d {\n  application ⟦tar⟧\n}\n',
    'Write "tar"',
    'define application tar {\n}\ndefine dumptype d {\n  application "tar"\n}\n',
  ],
  [
    'reference/builtin-redefined',
    'define dumptype no-hold {\n⟦}⟧\n',
    'Rename this one to no-hold-2',
    'define dumptype no-hold-2 {\n}\n',
  ],
  [
    'reference/duplicate-block',
    'define dumptype d {\n}\ndefine dumptype D {\n⟦}⟧\n',
    'Rename this one to D-2',
    'define dumptype d {\n}\ndefine dumptype D-2 {\n}\n',
  ],
  [
    'reference/holdingdisk-in-use',
    'holdingdisk h {\n}\nholdingdisk ⟦h⟧\n',
    'Remove h',
    'holdingdisk h {\n}\n',
  ],
  ['reference/include-cycle', 'includefile ⟦"amanda.conf"⟧\n', /dev\/null/, 'includefile "/dev/null"\n'],
];

describe('fixes of the reference checks', () => {
  for (const [id, before, title, after] of rows) {
    // The second holding disk is put in use twice once the name is right.
    it(`${id}: ${JSON.stringify(before)}`, () =>
      void expectFix(id, { 'amanda.conf': before }, title, { 'amanda.conf': after }));
  }

  it('says where a block is that is defined too late, and that none inherits from itself', () => {
    const late = { 'amanda.conf': 'define dumptype d {\n  ⟦late⟧\n}\ndefine dumptype late {\n}\n' };
    const [found] = expectFindings('reference/unknown-parent', late, {
      messages: [/further down, on line 4/],
    });
    expect(found?.finding.fixes?.()).toEqual([]);
    expectFindings(
      'reference/unknown-parent',
      { 'amanda.conf': 'define dumptype d {\n  ⟦d⟧\n}\n' },
      {
        messages: [/cannot inherit from itself/],
      },
    );
  });

  it('finds what is wrong in an included file', () => {
    expectFindings('reference/unknown-parent', {
      'amanda.conf': 'includefile "more"\n',
      more: 'define dumptype d {\n  ⟦x⟧\n}\n',
    });
    expectFindings('reference/include-missing', { 'amanda.conf': 'includefile ⟦"none"⟧\n' });
  });
});
