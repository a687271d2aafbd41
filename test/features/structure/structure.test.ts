import { describe, expect, it } from 'vitest';
import { folds } from '../../../server/src/features/structure/folding';
import { normaliseEdits } from '../../../server/src/features/structure/normalise';
import { selectionSpans } from '../../../server/src/features/structure/selection';
import { applyEdits } from '../../../server/src/text/span';
import { snapshotOf, testUri } from '../../support/snapshot';

const types = 'define dumptype user {\n}\n';

describe('folding', () => {
  const foldsOf = (name: string, text: string) =>
    folds(snapshotOf({ 'amanda.conf': types, [name]: text }), testUri(name)).map(
      ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`,
    );

  it('folds blocks, blocks in blocks, comments, includes and regions', () => {
    const text = [
      '# one',
      '# two',
      'includefile "a"',
      'includefile "b"',
      '# region types',
      'define dumptype x {',
      '  application {',
      '    plugin "amgtar"',
      '  }',
      '  index yes',
      '}',
      '# endregion',
      'define dumptype open {',
      '  index yes',
      '',
    ].join('\n');
    expect(foldsOf('amanda.conf', text)).toEqual([
      '0-1 comment',
      '2-3 imports',
      '4-11 region',
      '5-9',
      '6-7',
      '12-13',
    ]);
  });

  it('folds hosts and inline blocks of a disklist', () => {
    const text = 'a /1 user\na /2 {\n  user\n}\na /3 user\nb /1 user\nc /1 {\n user\n}\n';
    expect(foldsOf('disklist', text)).toEqual(['0-4', '1-2', '6-8']);
  });

  it('has nothing to fold in a flat file', () => {
    expect(foldsOf('amanda.conf', 'org "x"\ndefine dumptype a {\n}\n')).toEqual([]);
  });
});

describe('selection', () => {
  const grow = (name: string, marked: string) => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const snapshot = snapshotOf({ 'amanda.conf': types, [name]: text });
    return selectionSpans(snapshot, testUri(name), offset).map(({ start, end }) => text.slice(start, end));
  };

  it('grows from the word to the file', () => {
    expect(
      grow('amanda.conf', 'org "x"\ndefine dumptype a {\n  exclude list "./a|b" "c" # why\n}\n'),
    ).toEqual([
      './ab',
      '"./ab"',
      'list "./ab" "c"',
      'exclude list "./ab" "c"',
      'exclude list "./ab" "c" # why',
      '  exclude list "./ab" "c" # why',
      'define dumptype a {\n  exclude list "./ab" "c" # why\n}',
      'org "x"\ndefine dumptype a {\n  exclude list "./ab" "c" # why\n}\n',
    ]);
  });

  it('grows from the column over the entry to the host', () => {
    expect(grow('disklist', 'a /1 user\na /|2 user # x\nb /1 user\n')).toEqual([
      '/2',
      'a /2 user',
      'a /2 user # x',
      'a /1 user\na /2 user # x',
      'a /1 user\na /2 user # x\nb /1 user\n',
    ]);
  });

  it('ends in front of the CR of a line end', () => {
    expect(grow('disklist', 'a /1 {\r\n  us|er\r\n}\r\n')).toEqual([
      'user',
      '  user',
      '{\r\n  user\r\n}',
      'a /1 {\r\n  user\r\n}',
      'a /1 {\r\n  user\r\n}\r\n',
    ]);
  });

  it('never fails, wherever the cursor is', () => {
    const text = '\n{\n}}"\ndefine dumptype {\n a {\n h "x \\\n y" {\n';
    for (const name of ['amanda.conf', 'disklist'])
      for (let i = 0; i <= text.length; i++)
        expect(grow(name, `${text.slice(0, i)}|${text.slice(i)}`).length).toBeGreaterThan(0);
  });
});

describe('keywords in the house style', () => {
  const normalise = (name: string, text: string) => {
    const snapshot = snapshotOf({ 'amanda.conf': types, [name]: text });
    return applyEdits(text, normaliseEdits(snapshot, testUri(name)));
  };

  it('writes parameters, structure and value words in lower case with -', () => {
    expect(
      normalise(
        'amanda.conf',
        'DumpCycle 1 week\ndump_cycle 5\nDEFINE DumpType Big {\n  Max_Warnings 5\n  Compress CLIENT Fast\n  index YES\n  comment "INDEX"\n}\nIncludeFile "X"\n',
      ),
    ).toBe(
      'dumpcycle 1 week\ndumpcycle 5\ndefine dumptype Big {\n  max-warnings 5\n  compress client fast\n  index yes\n  comment "INDEX"\n}\nincludefile "X"\n',
    );
  });

  it('leaves names and what it does not know', () => {
    const text = 'tapetype HARDDISK\ndefine dumptype A {\n  USER\n  Sk_ip_Full\n  nosuch_word X\n}\n';
    expect(normalise('amanda.conf', `${types}${text}`)).toBe(`${types}${text}`);
  });

  it('works in inline blocks of a disklist', () => {
    expect(normalise('disklist', 'H /A {\n  USER\n  RECORD No\n}\n')).toBe(
      'H /A {\n  USER\n  record no\n}\n',
    );
  });
});
