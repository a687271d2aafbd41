import { describe, expect, it, test } from 'vitest';
import { hintsIn } from '../../../server/src/features/seeing/inlay';
import { dumptypeTitle, hostTitle, lensesOf } from '../../../server/src/features/seeing/lens';
import { encodeTokens, tokensOf, tokenTypes } from '../../../server/src/features/seeing/tokens';
import { tokenEdits } from '../../../server/src/lsp/token-memory';
import type { Settings } from '../../../server/src/schema/settings';
import { folds } from '../../../server/src/features/structure/folding';
import { Random } from '../../support/random';
import { resolvedFiles } from '../../support/resolved-generator';
import { snapshotOf, testUri } from '../../support/snapshot';

const conf = `etimeout 300
bumpsize 5000 mbytes
define dumptype global {
  auth "bsd"
}
define dumptype user {
  global
  program "GNUTAR"
  estimate calcsize
}
define dumptype spare {
}
define interface local {
}
`;
const list = `alpha /a user
alpha /b user 1 local # x
beta /a {
  user
  auth "bsdtcp"
}
`;
const files = { 'amanda.conf': conf, disklist: list };

describe('semantic tokens', () => {
  const seen = (name: string, texts: Readonly<Record<string, string>>, everything = false) => {
    const text = texts[name] ?? '';
    return tokensOf(snapshotOf(texts), testUri(name), everything).map(({ span, type, modifiers }) =>
      [text.slice(span.start, span.end), type, ...modifiers].join(' '),
    );
  };

  it('says what words and names mean in amanda.conf', () => {
    const text =
      'define dumptype a {\n  no-compress\n  nosuch\n  index yes\n  priority high\n  tape-splitsize 3 gb # c\n}\ndefine dumptype b {\n  "a"\n  nonsense 1\n}\n';
    expect(seen('amanda.conf', { 'amanda.conf': text })).toEqual([
      'define keyword',
      'dumptype type',
      'a class definition',
      'no-compress class defaultLibrary',
      'index property',
      'yes enumMember',
      'priority property',
      'high enumMember',
      'tape-splitsize property deprecated',
      'define keyword',
      'dumptype type',
      'b class definition',
      'a class',
    ]);
  });

  it('says it in a disklist', () => {
    expect(seen('disklist', files)).toEqual([
      'alpha namespace',
      '/a variable',
      'user class',
      'alpha namespace',
      '/b variable',
      'user class',
      '1 number',
      'local interface',
      'beta namespace',
      '/a variable',
      'user class',
      'auth property',
    ]);
  });

  it('adds strings, numbers and comments for editors without a grammar', () => {
    expect(seen('amanda.conf', { 'amanda.conf': 'org "x" # y\nbumpsize 5 mb\n' }, true)).toEqual([
      'org property',
      '"x" string',
      '# y comment',
      'bumpsize property',
      '5 number',
      'mb keyword',
    ]);
  });

  it('counts columns as the editor does, which hides a byte order mark', () => {
    const disklist = 'h /a d\n';
    const encoded = ['', '\ufeff'].map((mark) => {
      const snapshot = snapshotOf({ 'amanda.conf': `${mark}org "x"\n`, disklist });
      const uri = testUri('amanda.conf');
      const lines = snapshot.lines(uri);
      const data = lines ? encodeTokens(tokensOf(snapshot, uri, true), lines) : [];
      // The column of the last token: each is sent as its distance from the one before.
      return data.filter((_, i) => i % 5 === 1).reduce((sum, step) => sum + step, 0);
    });
    expect(encoded).toEqual([4, 4]);
  });

  it('is encoded line by line, a range is a part of the whole, and edits lead from one to the other', () => {
    const text = 'org "one \\\ntwo"\nindexdir "x"\n';
    const snapshot = snapshotOf({ 'amanda.conf': text });
    const uri = testUri('amanda.conf');
    const lines = snapshot.lines(uri);
    if (!lines) throw new Error('no lines');
    const [property, string] = [tokenTypes.indexOf('property'), tokenTypes.indexOf('string')];
    const data = encodeTokens(tokensOf(snapshot, uri, true), lines);
    expect(data).toEqual(
      [
        [0, 0, 3, property, 0],
        [0, 4, 6, string, 0],
        [1, 0, 4, string, 0],
        [1, 0, 8, property, 0],
        [0, 9, 3, string, 0],
      ].flat(),
    );
    const range = { start: text.indexOf('indexdir'), end: text.length };
    expect(tokensOf(snapshot, uri, true, range).map((one) => one.type)).toEqual(['property', 'string']);
    for (const [before, now] of [
      [data, data.slice(5)],
      [data.slice(5), data],
      [data, data],
      [[], data],
      [
        [1, 1, 1],
        [1, 1],
      ],
    ] as const) {
      const result = [...before];
      for (const edit of tokenEdits(before, now))
        result.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
      expect(result).toEqual(now);
    }
  });
});

describe('inlay hints', () => {
  const all = { dle: true, budget: true, units: true };
  /** The text with the hints in it, each in guillemets. */
  const shown = (name: string, texts: Readonly<Record<string, string>>, options = all) => {
    const text = texts[name] ?? '';
    const hints = hintsIn(snapshotOf(texts), testUri(name), { start: 0, end: text.length }, options);
    return hints.reduceRight(
      (result, { offset, parts }) =>
        `${result.slice(0, offset)}«${parts.map((part) => part.text).join('')}»${result.slice(offset)}`,
      text,
    );
  };

  it('shows auth and estimate in force and how long Amanda waits', () => {
    expect(shown('disklist', files)).toBe(
      `alpha /a user«auth bsd, estimate calcsize»«Amanda waits 30 min»
alpha /b user 1 local«auth bsd, estimate calcsize» # x
beta /a {«estimate calcsize»«Amanda waits 15 min»
  user
  auth "bsdtcp"
}
`,
    );
    const none = { dle: false, budget: false, units: false };
    expect(shown('disklist', files, none)).toBe(list);
  });

  it('leads to where the value is set', () => {
    const snapshot = snapshotOf(files);
    const [hint] = hintsIn(snapshot, testUri('disklist'), { start: 0, end: 5 }, all);
    const place = hint?.parts[0]?.place;
    expect(place && conf.slice(place.span.start, place.span.end)).toBe('auth "bsd"');
    expect(hint?.parts[0]?.tooltip).toBe('Set in amanda.conf line 4, dumptype global.');
  });

  it('converts units where that says something new', () => {
    const text =
      'etimeout -600\ndtimeout 1800\nctimeout 30\nbumpsize 5000 mbytes\ndumpcycle 2 weeks\nrunspercycle 10\ndefine tapetype t {\n  length 20 gb\n  filemark 4 kbytes\n  part-size 1024 mb\n}\nmaxdumpsize 102400\n';
    expect(shown('amanda.conf', { 'amanda.conf': text })).toBe(
      'etimeout -600«= 10 min for each host»\ndtimeout 1800«= 30 min»\nctimeout 30\nbumpsize 5000 mbytes«= 4.9 GiB»\ndumpcycle 2 weeks«= 14 days»\nrunspercycle 10\ndefine tapetype t {\n  length 20 gb\n  filemark 4 kbytes\n  part-size 1024 mb«= 1 GiB»\n}\nmaxdumpsize 102400«= 100 MiB»\n',
    );
  });
});

describe('code lenses', () => {
  const titles = (
    name: string,
    texts: Readonly<Record<string, string>>,
    settings: Partial<Settings> = {},
  ) => {
    const snapshot = snapshotOf(texts, settings);
    return lensesOf(snapshot, testUri(name), { hosts: true, dumptypes: true }).map((lens) =>
      lens.about === 'host' ? hostTitle(snapshot, lens.host) : dumptypeTitle(snapshot, lens.dumptype),
    );
  };

  it('say what each host asks for', () => {
    const [alpha, beta, ...more] = titles('disklist', files);
    expect(alpha).toMatch(
      /^2 DLEs · request [\d,]+ of 65,503 bytes on the worst day · Amanda waits 1,800 s \(30 min\) on the worst day, asks 3 times and gives up after 5,400 s \(1 h 30 min\)$/,
    );
    expect(beta).toMatch(
      /^1 DLE · request [\d,]+ bytes on the worst day · Amanda waits 900 s \(15 min\) on the worst day, asks 3 times and gives up after 2,700 s \(45 min\)$/,
    );
    expect(more).toEqual([]);
    expect(titles('disklist', files, { maxDatagram: 800 })[0]).toMatch(/1 DLE too many/);
    const odd = conf.replace('"bsd"', '"nonsense"');
    expect(titles('disklist', { ...files, 'amanda.conf': odd })[0]).toBe(
      '2 DLEs · no request: Amanda has no auth "nonsense"',
    );
  });

  it('say who uses each dumptype', () => {
    expect(titles('amanda.conf', files)).toEqual([
      'used by 3 DLEs through dumptypes that inherit it',
      'used by 3 DLEs',
      'used by no DLE',
    ]);
    const heir = 'define dumptype heir {\n  user\n}\n';
    const more = { 'amanda.conf': conf + heir, disklist: `${list}beta /z heir\n` };
    expect(titles('amanda.conf', more)[1]).toBe('used by 4 DLEs, 3 of them directly');
    expect(lensesOf(snapshotOf(files), testUri('amanda.conf'), { hosts: true, dumptypes: false })).toEqual(
      [],
    );
  });
});

test('files that are cut anywhere are answered too', () => {
  const random = new Random(7);
  const whole = resolvedFiles(7);
  for (let i = 0; i < 30; i++) {
    const cut = Object.fromEntries(
      Object.entries(whole).map(([name, text]) => [name, text.slice(0, random.int(0, text.length))]),
    );
    const snapshot = snapshotOf(cut);
    for (const name of Object.keys(cut)) {
      const uri = testUri(name);
      const lines = snapshot.lines(uri);
      const length = cut[name]?.length ?? 0;
      const inside = ({ start, end }: { start: number; end: number }) =>
        0 <= start && start < end && end <= length;
      const tokens = tokensOf(snapshot, uri, true);
      expect(tokens.every(({ span }) => inside(span))).toBe(true);
      if (lines) expect(encodeTokens(tokens, lines).every((n) => n >= 0)).toBe(true);
      const all = { start: 0, end: length };
      for (const { offset } of hintsIn(snapshot, uri, all, { dle: true, budget: true, units: true }))
        expect(offset).toBeLessThanOrEqual(length);
      for (const lens of lensesOf(snapshot, uri, { hosts: true, dumptypes: true }))
        expect(
          lens.about === 'host' ? hostTitle(snapshot, lens.host) : dumptypeTitle(snapshot, lens.dumptype),
        ).not.toBe('');
      for (const fold of folds(snapshot, uri)) expect(fold.endLine).toBeLessThanOrEqual(lines?.count ?? 0);
    }
  }
});
