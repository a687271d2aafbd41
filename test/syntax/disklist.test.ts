import { describe, expect, it } from 'vitest';
import { parseDisklist } from '../../server/src/syntax/disklist';
import type { DiskTree } from '../../server/src/syntax/nodes';

/** Every entry as its kind and columns; a column is shown as it stands in the file, by its span. */
function shown(tree: DiskTree): string[] {
  return tree.items
    .filter(({ node }) => node.kind !== 'blank')
    .map(({ at, node }) => {
      const text = (span: { start: number; end: number }) =>
        tree.text.slice(at + span.start, at + span.end).replaceAll('\n', '⏎');
      const block = node.block;
      return [
        node.kind,
        ...node.fields.map(text),
        ...(block ? [`${text(block.open)}…${block.close ? text(block.close) : ''}`] : []),
        ...(block?.after.map(text) ?? []),
      ].join('|');
    });
}

describe('parseDisklist', () => {
  it.each([
    ['h /a d', ['dle|h|/a|d']],
    ['h\t/a  d 1 eth0\n', ['dle|h|/a|d|1|eth0']],
    ['  h /a d # say\r\n\n# only\nh /b d\r\n', ['dle|h|/a|d', 'dle|h|/b|d']],
    // The comment sign counts in the middle of a word, but not in quotes or behind a backslash.
    ['h /a#b d', ['dle|h|/a']],
    ['h "/a#b" d', ['dle|h|"/a#b"|d']],
    ['h /a\\#b d', ['dle|h|/a\\#b|d']],
    ['h /a\\ b d', ['dle|h|/a\\ b|d']],
    ['h /a \\\n d', ['dle|h|/a|d']],
    ['h /a\\\nb d', ['dle|h|/a\\⏎b|d']],
    ['h "/a\nb" d\nh /c d', ['dle|h|"/a⏎b"|d', 'dle|h|/c|d']],
    // The host is not read as a quoted string, although its quotes keep the line together.
    ['"h 1" /a d', ['dle|"h|1" /a d']],
    ['h /a \0 d', ['dle|h|/a']],
    ['includefile "x y" rest\n', ['include|includefile|"x y"|rest']],
    ['Includefile x', ['dle|Includefile|x']],
    ['h /a {\n  auth "bsd"\n}\nh /b d\n', ['dle|h|/a|{…}', 'dle|h|/b|d']],
    ['h /a /dev/x {\n} -1 eth0\n', ['dle|h|/a|/dev/x|{…}|-1|eth0']],
    ['h /a {d\n}\n', ['dle|h|/a|{…}']],
    ['h /a {\n comment "}"\n # }\n}\nh /b d', ['dle|h|/a|{…}', 'dle|h|/b|d']],
    ['h /a {\n script {\n plugin "x"\n }\n}\nh /b d', ['dle|h|/a|{…}', 'dle|h|/b|d']],
    ['h /a { }\nh /b d', ['dle|h|/a|{…', 'dle|h|/b|d']],
    ['h /a {\nh /b d\n', ['dle|h|/a|{…']],
  ])('%j', (text, entries) => {
    expect(shown(parseDisklist(text))).toEqual(entries);
  });

  it('counts the newlines that Amanda does not count', () => {
    const tree = parseDisklist('h /a \\\n d\nh "/\n" d\nh /b {\n comment "a\\\nb"\n}\nh /c d\n');
    expect(tree.items.map(({ node }) => node.uncounted)).toEqual([1, 1, 1, 0]);
  });

  it('says where the brace rules are broken', () => {
    const [glued, apart, closed] = parseDisklist('h /a {d\n}\nh /b { d\n}\nh /c { auth }\n').items;
    expect(glued?.node.block?.trailing).toEqual({ start: 6, end: 7, glued: true });
    expect(apart?.node.block?.trailing).toEqual({ start: 7, end: 8, glued: false });
    expect(closed?.node.block?.sameLine).toEqual({ start: 12, end: 13 });
  });

  it('gives the same tree after an edit as from scratch', () => {
    const pieces = [
      'h',
      '/a',
      ' ',
      '\n',
      '{',
      '}',
      '"',
      '\\',
      '#',
      'd',
      '\n\n',
      'auth "x"\n',
      'includefile f',
    ];
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * n);
    };
    const base = 'h /a d\nh /b d\nh /c {\n  auth "x"\n}\nh "/d e" d 1\n# end\nh /f d\n';
    let text = base;
    let tree = parseDisklist(text);
    for (let i = 0; i < 3000; i++) {
      if (i % 50 === 0) text = base;
      const start = random(text.length + 1);
      const end = Math.min(text.length, start + random(4));
      text = text.slice(0, start) + (pieces[random(pieces.length)] ?? '') + text.slice(end);
      tree = parseDisklist(text, tree);
      expect(tree.items, text).toEqual(parseDisklist(text).items);
    }
  });

  it('keeps the entries that an edit did not touch', () => {
    const before = parseDisklist('h /a d\nh /b d\nh /c d\n');
    const after = parseDisklist('h /a d\nh /xb d\nh /c d\n', before);
    expect(after.items[0]).toBe(before.items[0]);
    expect(after.items[1]?.node).not.toBe(before.items[1]?.node);
    expect(after.items[2]?.node).toBe(before.items[2]?.node);
    expect(after.items[2]?.at).toBe(15);
  });

  it('takes a long line and deep nesting in its stride', () => {
    const long = `h ${'x'.repeat(1_000_000)} d\n`;
    expect(parseDisklist(long).items).toHaveLength(1);
    expect(parseDisklist('h /a {\n' + 'script {\n'.repeat(50_000)).items).toHaveLength(1);
    expect(parseDisklist('\\\n'.repeat(50_000)).items).toHaveLength(1);
  });
});
