import { describe, expect, it } from 'vitest';
import { formatEdits, type FormatOptions } from '../../../server/src/features/structure/format';
import { typeEdits } from '../../../server/src/features/structure/type';
import { printDles } from '../../../server/src/model/print';
import { applyEdits } from '../../../server/src/text/span';
import { Random } from '../../support/random';
import { resolvedFiles } from '../../support/resolved-generator';
import { snapshotOf, testUri } from '../../support/snapshot';
import { untidy } from '../../support/untidy';

const plain: FormatOptions = { indent: '  ', tabSize: 2, align: false };
const tables: FormatOptions = { ...plain, align: true };

function format(name: string, files: Readonly<Record<string, string>>, options = plain): string {
  const edits = formatEdits(snapshotOf(files), testUri(name), options);
  return applyEdits(files[name] ?? '', edits);
}
const conf = (text: string, options = plain) => format('amanda.conf', { 'amanda.conf': text }, options);
const types = 'define dumptype global {\n}\ndefine dumptype user {\n}\ndefine interface local {\n}\n';
const list = (text: string, options = plain) =>
  format('disklist', { 'amanda.conf': types, disklist: text }, options);

describe('formatting amanda.conf', () => {
  it('indents blocks, and blocks in blocks', () => {
    expect(
      conf(
        '  org "x"   \ndefine dumptype a{\nprogram "APPLICATION"\n\t\tapplication {\nplugin "amgtar"\n  }\n    }\t\n',
      ),
    ).toBe(
      'org "x"\ndefine dumptype a {\n  program "APPLICATION"\n  application {\n    plugin "amgtar"\n  }\n}\n',
    );
  });

  it('keeps comments and blank lines, and comments that go on below another', () => {
    expect(
      conf(
        '# top\n\n\nruntapes 1\t# tapes\n\t\t# in one run\ndefine dumptype a {\n# inside\n   index yes   # first\n               # second\n\n}\n',
      ),
    ).toBe(
      '# top\n\n\nruntapes 1\t# tapes\n\t\t# in one run\ndefine dumptype a {\n  # inside\n  index yes   # first\n              # second\n\n}\n',
    );
  });

  it('uses tabs where the editor does, and leaves line ends alone', () => {
    const tabs = { indent: '\t', tabSize: 8, align: false };
    expect(conf('define dumptype a {\r\n  index yes  \r\n}\r\n', tabs)).toBe(
      'define dumptype a {\r\n\tindex yes\r\n}\r\n',
    );
  });

  it('does not touch lines that begin inside a string', () => {
    const text = 'define dumptype a {\n  comment "one \\\n   two   \\\n three"   \n  index yes\n}\n';
    expect(conf(text)).toBe(text.replace('three"   ', 'three"'));
  });

  it('leaves what is broken as it is, and formats the rest', () => {
    const broken = 'define dumptype a {\n      index yes\n';
    expect(conf(`define tapetype t {\nlength 1 gb\n}\n${broken}`)).toBe(
      `define tapetype t {\n  length 1 gb\n}\n${broken}`,
    );
    for (const text of [
      '   comment "x\n',
      '   }\n',
      '  org ~x\n',
      '    {\n  {\n',
      'define dumptype b\n   {\n}\n',
    ])
      expect(conf(text)).toBe(text);
  });

  it('formats only the lines of a range', () => {
    const text = 'define dumptype a {\nindex yes\nrecord no\nignore no\n}\n';
    const start = text.indexOf('record');
    const snapshot = snapshotOf({ 'amanda.conf': text });
    const edits = (end: number) => formatEdits(snapshot, testUri('amanda.conf'), plain, { start, end });
    const wanted = 'define dumptype a {\nindex yes\n  record no\nignore no\n}\n';
    expect(applyEdits(text, edits(start + 3))).toBe(wanted);
    expect(applyEdits(text, edits(text.indexOf('ignore')))).toBe(wanted);
  });
});

describe('formatting a disklist', () => {
  it('takes indentation and blanks at line ends away, and indents inline blocks', () => {
    expect(list('  h /a   user  \n # note \nh /b {\nuser\n    index yes\n  } 1 local \n')).toBe(
      'h /a   user\n# note\nh /b {\n  user\n  index yes\n} 1 local\n',
    );
  });

  it('aligns columns when asked, a blank line between tables', () => {
    const text =
      'h /a user\nlong.example.org "/b c" global 1 local # x\n# note\nh /long/path {\n  user\n}\n\nh /z /dev/z user\n';
    expect(list(text, tables)).toBe(
      'h                /a         user\nlong.example.org "/b c"     global 1 local # x\n# note\nh                /long/path {\n  user\n}\n\nh /z /dev/z user\n',
    );
    expect(list(text)).toBe(text);
  });

  it('leaves lines that go on behind a backslash or inside quotes, and refused ones', () => {
    for (const text of [
      'h  /a \\\n   user  \n',
      'h  "/a\n b"  user\n',
      'h   /a  \n',
      'h   /a  nosuch\n',
      'h /a { x\n',
    ])
      expect(list(text, tables), text).toBe(text);
  });

  it('does not let a backslash reach the end of a line', () => {
    const text = 'h /a user 1 # x \\  \nh /b user\n';
    expect(list(text)).toBe(text);
  });
});

describe('formatting never changes what is read', () => {
  const seed = Number(process.env['FORMAT_SEED'] ?? 260133);
  it(`over generated configurations (seed ${String(seed)})`, () => {
    let changed = 0;
    for (let i = 0; i < 40; i++) {
      const random = new Random(seed + i);
      const files = Object.fromEntries(
        Object.entries(resolvedFiles(seed * 1000 + i)).map(([name, text]) => [name, untidy(text, random)]),
      );
      const options = { indent: random.pick(['  ', '\t', '    ']), tabSize: 4, align: random.chance(0.5) };
      const before = snapshotOf(files);
      const after = Object.fromEntries(
        Object.keys(files).map((name) => [name, format(name, files, options)]),
      );
      if (Object.keys(files).some((name) => files[name] !== after[name])) changed++;
      const shown = JSON.stringify({ files, after }, null, 1);
      const then = snapshotOf(after);
      expect(printDles(then.config, then.disklist, then.disklist.dles), shown).toBe(
        printDles(before.config, before.disklist, before.disklist.dles),
      );
      const ids = (one: typeof then) =>
        [...one.config.problems, ...one.disklist.problems].map(({ id, amanda }) => `${id} ${amanda}`);
      expect(ids(then), shown).toEqual(ids(before));
      for (const [name, text] of Object.entries(after))
        expect(format(name, after, options), `again: ${shown}`).toBe(text);
    }
    expect(changed).toBeGreaterThan(25);
  });

  it('nor over files cut anywhere', () => {
    const random = new Random(seed);
    const [whole] = Object.values(resolvedFiles(seed));
    for (let i = 0; i < 40; i++) {
      const text = untidy(whole ?? '', random).slice(0, random.int(0, whole?.length ?? 0));
      const result = conf(text);
      expect(result.replace(/[ \t]+/g, '')).toBe(text.replace(/[ \t]+/g, ''));
    }
  });
});

describe('indentation while typing', () => {
  /** `|` is the cursor behind the character just typed. */
  const type = (marked: string, name = 'amanda.conf') => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const snapshot = snapshotOf({ 'amanda.conf': types, [name]: text });
    return applyEdits(text, typeEdits(snapshot, testUri(name), offset, text[offset - 1] ?? '', plain));
  };

  it.each([
    ['define dumptype a {\n|', 'define dumptype a {\n  '],
    ['define dumptype a {\n  index yes\n|\n}\n', 'define dumptype a {\n  index yes\n  \n}\n'],
    ['define dumptype a {\n  index yes\n  }|', 'define dumptype a {\n  index yes\n}'],
    ['define dumptype a {\n  application {\n      }|\n}\n', 'define dumptype a {\n  application {\n  }\n}\n'],
    ['define dumptype a {\n}\n   |', 'define dumptype a {\n}\n'],
    ['define dumptype a {\n}\n|   org "x"\n', 'define dumptype a {\n}\norg "x"\n'],
    ['org "a \\\n|  b"\n', 'org "a \\\n  b"\n'],
  ])('%j becomes %j', (before, after) => {
    expect(type(before)).toBe(after);
  });

  it('works in inline blocks of a disklist, and not behind a backslash', () => {
    expect(type('h /a {\n|\n}\n', 'disklist')).toBe('h /a {\n  \n}\n');
    expect(type('h /a {\n  user\n  }|\n', 'disklist')).toBe('h /a {\n  user\n}\n');
    expect(type('h /a \\\n|   user\n', 'disklist')).toBe('h /a \\\n   user\n');
    expect(type('h /a user\n|  h /b user\n', 'disklist')).toBe('h /a user\nh /b user\n');
  });
});
