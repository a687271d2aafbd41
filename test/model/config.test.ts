import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../server/src/model/config';
import { resolveInline } from '../../server/src/model/inline';
import type { Config } from '../../server/src/model/types';
import { parseConfLines } from '../../server/src/syntax/conf';
import { TreeCache } from '../../server/src/syntax/trees';

/** Resolves files in memory; `amanda.conf` is the root. */
function config(files: Readonly<Record<string, string>>, site?: string): Config {
  return resolveConfig({
    folder: 'file:///c',
    root: 'file:///c/amanda.conf',
    client: false,
    site,
    source: {
      read: (uri) => {
        const text = files[uri.replace('file:///c/', '')];
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
      },
    },
    trees: new TreeCache(),
    version: '3.5.1',
  });
}

/** Each problem as `line:text id`, lines from 1. */
function problems(text: string, more: Record<string, string> = {}): string[] {
  return config({ 'amanda.conf': text, ...more }).problems.map((p) => {
    const before = text.slice(0, p.place.span.start);
    return `${before.split('\n').length}:${text.slice(p.place.span.start, p.place.span.end)} ${p.id}`;
  });
}

/** The value of a parameter in a dumptype, as JSON. */
function value(text: string, name: string, block: string): unknown {
  const found = config({ 'amanda.conf': text }).blocks.dumptype.get(block)?.values.get(name)?.value;
  return JSON.parse(
    JSON.stringify(found ?? null, (_key, v: unknown) => (typeof v === 'bigint' ? Number(v) : v)),
  );
}

const cases: readonly [string, string, readonly string[]][] = [
  ['nothing', '', []],
  ['a plain file', 'org "x"\ndumpcycle 2 weeks\n', []],
  ['an unknown word', 'bogus 1\norg "x"\n', ['1:bogus syntax/unknown-keyword']],
  ['a keyword of another place', 'estimate client\n', ['1:estimate syntax/misplaced-parameter']],
  ['a string that does not end', 'org "x\ndumpcycle 1\n', ['1:"x syntax/string-not-terminated']],
  ['a word for a string', 'org x\n', ['1:x value/string-expected']],
  ['nothing for a string', 'org\n', ['1:org value/string-expected']],
  ['single quotes', "org 'x'\n", ["1:' value/string-expected"]],
  ['text behind a value', 'define tapetype t {\n speed 40 MB/s\n}\n', ['2:/ syntax/trailing-text']],
  ['no final newline', 'org "x"', ['1:"x" syntax/missing-newline-at-end']],
  ['a brace on the next line', 'define dumptype d\n{\n index yes\n}\n', ['1:d syntax/brace-placement']],
  ['a block on one line', 'define dumptype d { index yes }\n', ['1:index syntax/brace-placement']],
  ['a missing opening brace', 'define dumptype d\n index yes\n}\norg "x"\n', ['1:d syntax/missing-brace']],
  ['a missing opening brace at the end', 'define dumptype d\n', ['1:d syntax/missing-brace']],
  ['a missing brace at the end', 'define dumptype d {\n index yes\n', ['3: syntax/missing-brace']],
  [
    'a missing brace before a define',
    'define dumptype d {\n index yes\ndefine dumptype e {\n d\n}\n',
    ['3:define syntax/missing-brace'],
  ],
  [
    'a missing brace before a global',
    'define dumptype d {\n index\norg "x"\n',
    ['3:org syntax/missing-brace'],
  ],
  [
    'a define inside a block that is closed',
    'define dumptype d {\n define dumptype e {\n }\n}\norg "x"\n',
    ['2:define syntax/missing-brace'],
  ],
  ['a stray brace', 'org "x"\n}\n', ['2:} syntax/stray-brace']],
  ['a crash at the start', '\ufefforg "x"\n', ['1:\ufeff syntax/crash']],
  ['a crash behind a number', 'dumpcycle 1\n@\n', ['2:@ syntax/crash']],
  ['an odd character behind a string', 'org "x"\n@\n', ['2:@ syntax/unexpected-text']],
  ['the first name in quotes', 'define dumptype "d" {\n}\n', ['1:"d" syntax/first-name-quoted']],
  ['a bare name before', 'define dumptype a {\n}\ndefine dumptype "d" {\n}\n', []],
  ['a name to be quoted', 'define dumptype a.b {\n}\norg "x"\n', ['1:a syntax/block-name']],
  ['an unknown parent', 'define dumptype a {\n b\n}\n', ['2:b reference/unknown-parent']],
  ['a misspelled parameter', 'define dumptype a {\n compres none\n}\n', ['2:compres syntax/unknown-keyword']],
  ['a block twice', 'define dumptype a {\n}\ndefine dumptype A {\n}\n', ['4:} reference/duplicate-block']],
  ['a built-in', 'define dumptype no-compress {\n}\n', ['2:} reference/builtin-redefined']],
  ['an unknown tapetype', 'tapetype HD\n', ['1:HD reference/undefined-block']],
  [
    'numbers',
    'dumpcycle x\ntapecycle 0\ndumpcycle 3000000000\n',
    ['1:x value/integer-expected', '2:0 value/out-of-range', '3:3000000000 value/number-too-large'],
  ],
  ['a bare application', 'define dumptype d {\n application a\n}\n', ['2:a reference/name-not-quoted']],
  ['an unknown application', 'define dumptype d {\n application "a"\n}\n', ['2:"a" reference/unknown-block']],
  ['an inline application', 'define dumptype d {\n application { plugin "x"\n } index yes\n}\n', []],
  ['braces glued', 'define dumptype d {\n application {\n plugin "x"\n}}\norg "x"\n', []],
  ['an endless estimate', 'define dumptype d {\n estimate client', ['2:estimate syntax/endless-estimate']],
  ['an empty name behind others', 'vault-storage "a" ""\n', ['1:"" value/empty-name']],
  ['an empty name alone', 'vault-storage "" "a"\n', []],
  ['an empty tag', 'define storage s {\n dump-selection "" full\n}\norg "x"\n', ['2:"" value/empty-name']],
  ['a storage taken back', 'storage ""\nactive-storage "c"\n', []],
  ['a word swallowed', 'labelstr "x" foo\n', ['1:foo trap/swallowed-text']],
  ['a program in lower case', 'define dumptype d {\n program "tar"\n}\n', ['2:"tar" value/program']],
  ['a missing include', 'includefile "x"\n', ['1:"x" reference/include-missing']],
  [
    'a missing include once, not everything that it may define',
    'includefile "x"\ntapetype T\ndefine dumptype d {\n  g\n  application "a"\n  script s\n}\n',
    ['1:"x" reference/include-missing'],
  ],
  [
    'a misspelled kind once, not the uses of the block',
    'define dumptyp d {\n}\ndefine dumptype e {\n  d\n}\n',
    ['1:dumptyp syntax/block-kind'],
  ],
  ['a cycle', 'includefile "amanda.conf"\n', ['1:"amanda.conf" reference/include-cycle']],
  [
    'deprecated words',
    'amrecover-do-fsf yes\namrecover-do-fsf yes\n',
    ['1:amrecover-do-fsf style/deprecated-keyword'],
  ],
  [
    'rates without a comma',
    'define dumptype d {\n comprate 0.5 0.4\n comprate 1 1\n}\n',
    ['3:1 value/real-expected'],
  ],
  [
    'exclude in the wrong order',
    'define dumptype d {\n exclude optional list "x"\n}\n',
    ['2:list value/exclude-order'],
  ],
];

describe('resolveConfig', () => {
  for (const [name, text, expected] of cases)
    it(`reports ${name}`, () => expect(problems(text)).toEqual(expected));

  it('reports a missing newline behind an include in the file that lacks it', () => {
    expect(problems('includefile "a"', { a: 'org "a long text to be read"\n' })).toEqual([
      '1:"a" syntax/missing-newline-at-end',
    ]);
  });

  it('reads includes where they stand', () => {
    const read = config({
      'amanda.conf': 'includefile "a"\norg "x"\n',
      a: 'define tapetype T {\n}\ntapetype t\n',
    });
    expect(read.problems).toEqual([]);
    expect(read.files).toEqual(['file:///c/amanda.conf', 'file:///c/a']);
    expect(read.blocks.tapetype.get('t')?.name).toBe('T');
  });

  it('lets an inherited value win over one set before it, and lose to one set behind it', () => {
    const text = 'define dumptype p {\n index no\n}\ndefine dumptype d {\n index yes\n p\n}\n';
    expect(value(text, 'index', 'd')).toEqual({ t: 'bool', n: 0 });
    expect(value(text.replace(' p\n}', ' p\n index yes\n}'), 'index', 'd')).toEqual({ t: 'bool', n: 1 });
  });

  it('keeps scripts in their order, the later of equals first', () => {
    const text =
      'define script a {\n}\ndefine script b {\n}\ndefine script c {\n order 1\n}\n' +
      'define dumptype d {\n script a\n script "b" "c"\n}\ndefine dumptype e {\n d\n d\n}\ndefine dumptype f {\n e\n}\n';
    expect(value(text, 'script', 'd')).toEqual({ t: 'refs', names: ['c', 'b', 'a'] });
    expect(value(text, 'script', 'e')).toEqual({ t: 'refs', names: ['c', 'c', 'b', 'a', 'b', 'a'] });
    expect(value(text, 'script', 'f')).toEqual(null);
  });

  it('drops earlier patterns unless they are appended to', () => {
    const exclude = (lines: string) => value(`define dumptype d {\n${lines}\n}\n`, 'exclude', 'd');
    expect(exclude('exclude "a"\nexclude list optional "b"\nexclude append "c" "d"')).toEqual({
      t: 'exclude',
      value: { file: ['a', 'c', 'd'], list: ['b'], optional: false },
    });
  });

  it('freezes top-level values when a dumptype is defined', () => {
    const read = config({ 'amanda.conf': 'dumpcycle 3\ndefine dumptype d {\n}\ndumpcycle 4\n' });
    expect([...(read.blocks.dumptype.get('d')?.snapshot ?? [])]).toEqual([['dumpcycle', { t: 'int', n: 3 }]]);
  });

  it('reads an inline dumptype of a disklist over it', () => {
    const base = config({ 'amanda.conf': 'dumpcycle 5\ndefine dumptype g {\n index no\n}\n' });
    const read = (text: string) =>
      resolveInline(base, {
        uri: 'file:///c/disklist',
        text,
        items: parseConfLines(text, 0, 0).body.map((node) => ({ at: 0, node })),
        name: 'custom(h:d)',
        place: { uri: 'file:///c/disklist', span: { start: 0, end: 1 } },
        extent: { uri: 'file:///c/disklist', span: { start: 0, end: text.length } },
        unnamed: 3,
      });
    const good = read(' g\n application {\n plugin "x"\n }\n}\n');
    expect(good.problems).toEqual([]);
    expect(good.block.values.get('index')?.value).toEqual({ t: 'bool', n: 0 });
    expect(good.block.values.get('application')?.value).toEqual({
      t: 'ref',
      name: 'custom(DUMPTYPE:custom(h:d)).4',
    });
    expect(good.unnamed).toBe(4);
    expect(read(' index\n').problems).toEqual([]);
    expect(read(' define x\n}\n').problems.map((p) => p.id)).toEqual(['syntax/misplaced-parameter']);
    expect(read(' index x\n}\n').problems.map((p) => p.id)).toEqual(['value/boolean-expected']);
  });

  it('reads numbers as Amanda stores them', () => {
    const global = (line: string) => {
      const read = config({ 'amanda.conf': `${line}\n` });
      const found = read.global.get(line.split(' ')[0] ?? '')?.value;
      const n =
        found?.t === 'int' || found?.t === 'int64' || found?.t === 'real'
          ? String(found.n)
          : JSON.stringify(found);
      return [n, ...read.problems.map((p) => p.id)].join(' ');
    };
    expect(global('dumpcycle 2 weeks')).toBe('14');
    expect(global('dumpcycle 2 kb')).toBe('2048');
    expect(global('bumpsize 20 mb')).toBe('20480');
    expect(global('bumpsize 20480 bytes')).toBe('20');
    expect(global('bumpsize 10 bytes')).toBe('0 value/out-of-range');
    expect(global('netusage 1 mbps')).toBe('1024');
    expect(global('tapecycle 4 tb')).toBe('0 value/out-of-range');
    expect(global('runspercycle inf')).toBe('2147483647');
    expect(global('bumpsize inf')).toBe('9223372036854775807');
    expect(global('bumpsize inf mb')).toMatch(/value\/number-too-large$/);
    expect(global('bumpsize 18446744073709551617')).toBe('1');
    expect(global('dumpcycle -2147483649')).toMatch(/value\/number-too-large$/);
    expect(global('bumpmult 1.')).toBe('1');
    expect(global('bumpmult -0.5')).toBe('-0.5 value/out-of-range');
    expect(global('bumpmult 1e3')).toBe('1 syntax/trailing-text');
    expect(global('autoflush 5')).toBe('{"t":"word","word":"yes"}');
    expect(global('autoflush')).toBe('{"t":"word","word":"yes"}');
    expect(global('displayunit "m"')).toBe('{"t":"string","s":"M"}');
  });

  it('rounds what holding disks and tapes round', () => {
    const read = config({
      'amanda.conf':
        'define holdingdisk h {\n use 100 kb\n chunksize 0\n}\ndefine holdingdisk g {\n chunksize 63 kb\n}\n' +
        'define tapetype t {\n blocksize 64 kb\n}\n',
    });
    const of = (kind: 'holdingdisk' | 'tapetype', block: string, name: string) => {
      const found = read.blocks[kind].get(block)?.values.get(name)?.value;
      return found?.t === 'int64' ? Number(found.n) : undefined;
    };
    expect(of('holdingdisk', 'h', 'use')).toBe(96);
    expect(of('holdingdisk', 'h', 'chunksize')).toBeGreaterThan(9e15);
    expect(of('tapetype', 't', 'readblocksize')).toBe(64);
    expect(read.problems.map((p) => p.id)).toEqual(['value/out-of-range']);
  });

  it('stops behind a site-wide file that gives a warning', () => {
    const files = { 'amanda.conf': 'bogus\n', site: 'usetimestamps yes\n' };
    expect(config(files, 'file:///c/site').problems.map((p) => p.id)).toEqual(['style/deprecated-keyword']);
    expect(config({ ...files, site: '' }, 'file:///c/site').problems.map((p) => p.id)).toEqual([
      'syntax/unknown-keyword',
    ]);
  });

  it('never fails, whatever the bytes', () => {
    const bits = [
      '{',
      '}',
      '"',
      "'",
      '\n',
      '\\',
      '\0',
      '@',
      'define ',
      'dumptype ',
      'x ',
      '5 ',
      'k',
      ',',
      'script ',
      'include',
    ];
    let seed = 1;
    for (let i = 0; i < 3000; i++) {
      let text = '';
      for (let j = 0; j < 30; j++) {
        seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
        text += bits[(seed >> 8) % bits.length] ?? '';
      }
      config({ 'amanda.conf': text });
    }
  });
});
