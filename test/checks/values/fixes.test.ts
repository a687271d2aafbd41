import { describe, it } from 'vitest';
import { expectFix, expectFindings } from '../../support/check';

/** A check, amanda.conf (or a line of dumptype d) with the finding marked, the fix's title, the text behind it. */
type Row = readonly [id: string, before: string, title: string | RegExp, after: string];

const global: readonly Row[] = [
  ['value/empty-name', 'vault-storage "a" ⟦""⟧ "b"\n', 'Remove the empty name', 'vault-storage "a" "b"\n'],
  [
    'value/empty-name',
    'define storage s {\n dump-selection ⟦""⟧ full # c\n}\n',
    'Write dump-selection alone',
    'define storage s {\n dump-selection # c\n}\n',
  ],
  ['value/string-expected', 'org ⟦x⟧ y # c\n', 'Write "x y"', 'org "x y" # c\n'],
  ['value/string-expected', "org ⟦'⟧x y'\n", 'Write "x y"', 'org "x y"\n'],
  ['value/string-expected', 'org ⟦“⟧x y”\n', 'Write "x y"', 'org "x y"\n'],
  ['value/string-expected', 'org ⟦=⟧ "x"\n', 'Remove =', 'org "x"\n'],
  ['value/integer-expected', 'dumpcycle ⟦"7"⟧\n', 'Write 7 without quotes', 'dumpcycle 7\n'],
  ['value/integer-expected', 'dumpcycle ⟦1.5⟧\n', 'Write 2', 'dumpcycle 2\n'],
  [
    'value/integer-expected',
    'reserved-tcp-port 600 ⟦700⟧\n',
    'Put a comma between the numbers',
    'reserved-tcp-port 600,700\n',
  ],
  ['value/integer-expected', 'dumpcycle=⟦⟧7\n'.replace('=⟦⟧', ' ⟦=⟧ '), 'Remove =', 'dumpcycle 7\n'],
  ['value/number-too-large', 'dumpcycle ⟦3000000000⟧\n', 'Write inf', 'dumpcycle inf\n'],
  ['value/real-expected', 'bumpmult ⟦.⟧5\n'.replace('5', '9'), 'Write 0 before the point', 'bumpmult 0.9\n'],
  ['value/out-of-range', 'maxdumps ⟦0⟧\n', 'Write 1', 'maxdumps 1\n'],
  ['value/out-of-range', 'bumppercent ⟦120⟧\n', 'Write 100', 'bumppercent 100\n'],
  ['value/out-of-range', 'etimeout ⟦0⟧\n', 'Write 300, the default', 'etimeout 300\n'],
  ['value/out-of-range', 'reserved-udp-port ⟦700,600⟧\n', 'Write 600,700', 'reserved-udp-port 600,700\n'],
  ['value/word-expected', 'taperalgo ⟦larges⟧\n', 'Write largest', 'taperalgo largest\n'],
  ['value/word-expected', 'taperalgo ⟦"first"⟧\n', 'Write first without quotes', 'taperalgo first\n'],
  ['value/displayunit', 'displayunit ⟦"MB"⟧\n', 'Write "m"', 'displayunit "m"\n'],
  [
    'value/columnspec',
    'columnspec ⟦"Disk=1:18, HostName=0:10"⟧\n',
    'Remove the blanks',
    'columnspec "Disk=1:18,HostName=0:10"\n',
  ],
  ['value/tmpdir', 'tmpdir ⟦""⟧\n', 'Write "/tmp"', 'tmpdir "/tmp"\n'],
  ['value/characters', 'autolabel ⟦"a b" empty⟧\n', 'Write "a-b"', 'autolabel "a-b" empty\n'],
  [
    'value/label-conflict',
    '⟦label-new-tapes⟧ "x"\nautolabel "y"\n',
    'Remove label-new-tapes',
    'autolabel "y"\n',
  ],
  [
    'value/autolabel-missing',
    '⟦labelstr match-autolabel⟧\n',
    'Add an autolabel',
    'labelstr match-autolabel\nautolabel "$c-%%%" empty\n',
  ],
  ['value/name-expected', 'tapetype ⟦5⟧\n', 'Write "5"', 'tapetype "5"\n'],
];

const inDumptype: readonly Row[] = [
  ['value/boolean-expected', 'index ⟦"yes"⟧', 'Write yes without quotes', 'index yes'],
  ['value/boolean-expected', 'index ⟦enabled⟧', 'Write yes', 'index yes'],
  ['value/boolean-expected', 'holdingdisk ⟦neber⟧', 'Write never', 'holdingdisk never'],
  ['value/time-expected', 'starttime ⟦"18:30"⟧', 'Write 1830', 'starttime 1830'],
  ['value/real-expected', 'comprate 0.5 ⟦1⟧', 'Put a comma between the numbers', 'comprate 0.5, 1'],
  [
    'value/word-expected',
    'compress sever ⟦⟧'.replace('sever ⟦⟧', '⟦sever⟧ fast'),
    'Write server',
    'compress server fast',
  ],
  ['value/word-expected', 'strategy ⟦standart⟧', 'Write standard', 'strategy standard'],
  ['value/program', 'program ⟦"tar"⟧', 'Write "GNUTAR"', 'program "GNUTAR"'],
  [
    'value/exclude-order',
    'exclude optional ⟦list⟧ "x"',
    /^Write exclude list optional/,
    'exclude list optional "x"',
  ],
  [
    'value/property-form',
    'property ⟦GNUTAR⟧-PATH "x"'.replace('⟦GNUTAR⟧-PATH', '⟦GNUTAR-PATH⟧'),
    'Write "GNUTAR-PATH"',
    'property "GNUTAR-PATH" "x"',
  ],
  ['value/dump-limit-host', 'dump-limit ⟦"h" server⟧', 'Remove the host names', 'dump-limit server'],
];

describe('fixes of the value checks', () => {
  for (const [id, before, title, after] of global) {
    it(`${id}: ${JSON.stringify(before)}`, () =>
      void expectFix(
        id,
        { 'amanda.conf': before },
        title,
        { 'amanda.conf': after },
        { stays: after.includes('0.9') },
      ));
  }
  for (const [id, before, title, after] of inDumptype) {
    const file = (line: string) => ({ 'amanda.conf': `define dumptype d {\n  ${line}\n}\n` });
    it(`${id}: ${before}`, () => void expectFix(id, file(before), title, file(after)));
  }

  it('value/compress-conflict and value/org-characters have no fix but a place', () => {
    expectFindings('value/compress-conflict', {
      'amanda.conf': 'define dumptype d {\n  compress none ⟦best⟧\n}\n',
    });
    expectFindings('value/org-characters', {
      'amanda.conf': 'org "a b"\ndefine storage s {\n  ⟦autolabel "$o"⟧\n}\n',
    });
  });
});
